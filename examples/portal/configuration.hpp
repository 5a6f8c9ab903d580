// The result of pull.application.config.get and pull.config.get: what a client must know to connect.
#pragma once

#include "channels.hpp"
#include "portal_state.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace portal {

// Owner of the portal-wide channels; an application owns its channels by its client id.
inline constexpr std::string_view portal_owner = "portal";

// An id as it is handed out: signed, if the portal has a key.
std::string signed_id(portal_state const& state, std::string const& text);

// Members in the order in which the module of the chosen generation writes them.
boost::json::object configuration(portal_state& state, std::string_view owner, std::int64_t user,
                                  std::chrono::sys_seconds now);

// The public descriptor of a user's private channel, as in `publicChannels`.
boost::json::object public_descriptor(portal_state& state, std::string_view owner, std::int64_t user,
                                      std::chrono::sys_seconds now);

} // namespace portal
