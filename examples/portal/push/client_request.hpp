// What a client has sent, and what it comes to.
#pragma once

#include "../portal_state.hpp"
#include "close_code.hpp"
#include "visitor.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace portal::push {

struct client_data {
    std::string_view bytes;
    bool binary = false;
};

struct client_answer {
    std::optional<close_code> refused = {};
    std::string bytes = {}; // empty: nothing is said
};

// Over a WebSocket, by the one who listens there. What comes in on a connection of text frames is passed over without
// a word.
client_answer answer_client(client_data const& data, visitor const& from, listener& ear, portal_state& state,
                            wall_time now);

// A RequestBatch of version 4, over a WebSocket or by POST.
client_answer answer_request_batch(std::string_view bytes, visitor const& from, portal_state& state,
                                   wall_time now);

// A call of version 5, a batch of them, or one of the words that are no JSON. Without an ear nothing can be subscribed
// to.
client_answer answer_json_rpc(std::string_view text, visitor const& from, listener* ear, portal_state& state,
                              wall_time now);

} // namespace portal::push
