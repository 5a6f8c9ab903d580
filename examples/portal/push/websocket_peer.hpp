// One client at the push server by WebSocket.
#pragma once

#include "../connection.hpp"
#include "../http_message.hpp"
#include "../portal_state.hpp"
#include "visitor.hpp"

#include <memory>
#include <variant>

namespace portal::push {

// Answers the handshake and serves the client until he leaves, in the background. A refusal in place of the visitor:
// he is let in, and then told to go.
void start_websocket(portal_state& state, std::shared_ptr<connection> const& over,
                     http_request const& handshake, std::variant<visitor, refusal> const& who);

} // namespace portal::push
