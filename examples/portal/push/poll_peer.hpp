// One client at the push server by long polling: one request, answered when there is something to say.
#pragma once

#include "../connection.hpp"
#include "../http_message.hpp"
#include "../portal_state.hpp"
#include "close_code.hpp"
#include "visitor.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>

namespace portal::push {

// No value: the connection has been cut.
boost::asio::awaitable<std::optional<http_reply>> answer_poll(portal_state& state, connection& over,
                                                              visitor who);

// What all answers of the push server over HTTP have in common.
http_reply push_reply(unsigned status, std::string content_type, std::string body);

// The answer to a poll that is refused.
http_reply refused_poll(close_code const& why);

} // namespace portal::push
