// The push server's buttons: POST /control/NAME?…, from this machine only. README.md lists them.
#pragma once

#include "../connection.hpp"
#include "../http_message.hpp"
#include "../portal_state.hpp"

namespace portal::push {

bool is_control(http_request const& request);

// A JSON object, or a text with what was wrong.
http_reply control(portal_state& state, http_request const& request, connection const& over);

} // namespace portal::push
