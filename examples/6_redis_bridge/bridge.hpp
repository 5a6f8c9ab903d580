// Forwards a portal's events to a stream in Redis, as long as it is the leader of the bridges of that stream.
#pragma once

#include "event_store.hpp"

#include <b24pull/error.hpp>
#include <b24pull/rest/credentials.hpp>

#include <string>

namespace examples {

struct bridge_options {
    std::string ca_file = {}; // empty: the system's
    store_options store = {};
    std::string self = {}; // the name of this bridge: no two have the same
};

/// Waits for the leadership, forwards until it is lost or Redis fails, waits again; until SIGINT or SIGTERM, or until
/// the portal refuses for good: then its code. What has arrived is stored before it returns, and the next bridge may
/// lead at once.
b24pull::error_code run_bridge(b24pull::rest::credentials const& who, bridge_options const& options);

} // namespace examples
