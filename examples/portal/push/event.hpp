// What the portal itself publishes: an event in PHP's bytes, to the channels of an owner.
#pragma once

#include "../portal_state.hpp"

#include <boost/json/value.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace portal::push {

struct event {
    std::string module;
    std::string command;
    boost::json::value params;
    std::chrono::seconds expiry{86400};
};

// `{"module_id":…,"command":…,"params":…,"extra":…}`; nothing if PHP could not have written it.
std::optional<std::string> event_body(portal_state const& state, event const& what, wall_time now);

// To all who listen to the owner's shared channel.
void send_to_all(portal_state& state, std::string const& owner, event const& what, wall_time now);

// To the private channel of each of these users.
void send_to_users(portal_state& state, std::string const& owner, std::vector<std::int64_t> const& users,
                   event const& what, wall_time now);

// To these channels, whoever listens.
void send_to(portal_state& state, std::vector<std::string> const& channels, event const& what, wall_time now);

} // namespace portal::push
