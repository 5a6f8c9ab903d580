// Tries one transport of the real-time connection, and whether an event comes through.
#pragma once

#include "common_options.hpp"
#include "transport.hpp"

#include <b24pull/config.hpp>
#include <b24pull/realtime/event.hpp>
#include <b24pull/rest/application_event_add.hpp>
#include <b24pull/rest/credentials.hpp>

#include <chrono>
#include <optional>

namespace tool {

struct live_outcome {
    /// How long it took until the connection was good.
    std::optional<std::chrono::milliseconds> online_after = {};
    /// Why it was not.
    std::optional<b24pull::realtime::connection_lost> lost = {};
    /// How long an event was on its way, there and back.
    std::optional<std::chrono::milliseconds> event_after = {};
    /// The portal has taken it.
    bool taken = false;
    /// Why it could not be sent.
    std::optional<b24pull::failure> not_sent = {};
};

/// Whom an event goes to.
using event_receiver = decltype(b24pull::rest::application_event_add::to);

/// @param options   how to reach the portal; they have been used before
/// @param config    as fetched
/// @param receiver  to whom an event is sent once the connection is good; nothing: none is
live_outcome try_live(common_options const& options, b24pull::config config, transport which,
                      b24pull::rest::credentials const& who, std::optional<event_receiver> const& receiver);

} // namespace tool
