// The push server behind the portal's socket: which of its rooms serves a request.
#pragma once

#include "../connection.hpp"
#include "../http_message.hpp"
#include "../portal_state.hpp"

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <optional>

namespace portal::push {

class push_server {
public:
    explicit push_server(portal_state& state)
        : state_(state) {}

    // Whether the request is for the push server and not for the portal.
    bool serves(http_request const& request) const;

    // No value: the connection is a WebSocket now, or has been cut.
    boost::asio::awaitable<std::optional<http_reply>> handle(http_request const& request,
                                                             std::shared_ptr<connection> const& over);

private:
    std::optional<http_reply> open_websocket(http_request const& request,
                                             std::shared_ptr<connection> const& over);
    boost::asio::awaitable<std::optional<http_reply>> poll(http_request const& request,
                                                           std::shared_ptr<connection> const& over);
    http_reply publish(http_request const& request);

    portal_state& state_;
};

} // namespace portal::push
