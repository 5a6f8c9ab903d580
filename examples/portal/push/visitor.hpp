// Who connects to the push server, by the query of his address: to what he may listen, and how he wants it.
#pragma once

#include "channel_list.hpp"
#include "query.hpp"
#include "wire.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace portal {
struct portal_state;
}

namespace portal::push {

struct visitor {
    std::vector<std::string> addresses; // what is sent to any of these reaches him
    std::vector<std::string> limited;   // those of them that bear few listeners: all but the shared ones
    std::string public_atom;            // by which others know him; empty: not given
    std::string owner;                  // whose channels these are; empty: not known
    std::int64_t user = 0;              // 0: not known
    std::string mid;                    // empty: none, or one that is not of this form
    wire_kind how;
};

enum class refusal : std::uint8_t {
    no_channel,    // neither CHANNEL_ID nor token
    wrong_channel, // malformed, badly signed, or dead too long
    ambiguous      // CHANNEL_ID comes twice
};

std::variant<visitor, refusal> read_visitor(query const& asked, portal_state& state, wall_time now);

} // namespace portal::push
