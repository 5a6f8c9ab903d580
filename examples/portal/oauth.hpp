// The authorization server's token address: a new pair of tokens for a refresh token or an authorization code.
#pragma once

#include "http_message.hpp"
#include "portal_state.hpp"

namespace portal {

// GET with a query or POST with a form.
http_reply exchange_tokens(portal_state& state, http_request const& request);

} // namespace portal
