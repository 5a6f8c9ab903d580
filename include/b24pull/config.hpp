// The typed configuration: where the real-time server is, and which channels are the application's own.
//
// A config that came from parse_config() or from a call is valid: there is an address to connect to, and a JWT or a
// channel to listen on. What was odd without being fatal is in `warnings`.
#pragma once

#include <b24pull/channel.hpp>
#include <b24pull/result.hpp>
#include <b24pull/server.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace b24pull {

/// Something in an answer that was not as the protocol says, and did no harm: the value was defaulted or left out.
struct warning {
    /// A protocol_errc.
    error_code code = {};
    /// The JSON path of the value, in the form of failure::path().
    std::string path = {};
    /// With protocol_errc::invalid_timestamp and irregular_timestamp: the date as sent, at most
    /// limits::warning_text bytes. Untrusted; the library itself never prints it.
    std::string text = {};
};

/// Source: the result of pull.application.config.get and pull.config.get.
struct config {
    /// Where to connect.
    b24pull::server server = {};
    /// Revisions of the portal's own clients (19 and 3 since years), 0 if not sent. Informational.
    int revision_web = 0;
    /// The same of its mobile clients.
    int revision_mobile = 0;
    /// Either may be missing; with a JWT both may be.
    std::optional<channel> shared_channel = {};
    /// See shared_channel.
    std::optional<channel> private_channel = {};
    /// Where others can send to the current user, as a rule one entry. Not about the application's channels.
    std::vector<public_channel> public_channels = {};
    /// When the portal wants the configuration to be asked for again. May be later than the channels' ends.
    std::optional<std::chrono::sys_seconds> expires_at = {};
    /// Opaque. If present, it is sent instead of the channel ids. Server version 5 and later.
    std::optional<secret> jwt = {};
    /// Needed to connect in shared mode.
    std::optional<secret> client_id = {};
    /// What was odd, in the order of the text. At most json_limits::warnings and one.
    std::vector<warning> warnings = {};

    /// When this configuration stops being good: the earliest of the channels' ends and expires_at. Ask for a new one
    /// a little before. `sys_seconds::max()` if the portal named no end before the year 10000.
    std::chrono::sys_seconds deadline() const noexcept;
};

// Bodies.

inline std::chrono::sys_seconds config::deadline() const noexcept {
    auto earliest = expires_at.value_or(std::chrono::sys_seconds::max());
    if (shared_channel) earliest = (std::min)(earliest, shared_channel->end.instant);
    if (private_channel) earliest = (std::min)(earliest, private_channel->end.instant);
    return earliest < detail::end_of_time ? earliest : (std::chrono::sys_seconds::max)();
}

} // namespace b24pull
