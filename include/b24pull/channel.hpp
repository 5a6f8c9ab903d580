// The channels of a configuration: what an application listens on, and where others can send to it.
#pragma once

#include <b24pull/secret.hpp>
#include <b24pull/timestamp.hpp>

#include <chrono>
#include <cstdint>
#include <string>

namespace b24pull {

/// `shared` carries what concerns every user of the application, `private_` what concerns one user.
enum class channel_kind { shared, private_ };

/// How long the server lets a channel live: 12 h and 5 s from `start` to `end`, in every version.
inline constexpr std::chrono::seconds channel_lifetime{43205};

/// A channel that the application listens on. Source: `channels.shared` and `channels.private` of the configuration.
struct channel {
    /// Which of the two: its name in the configuration.
    channel_kind kind = channel_kind::shared;
    /// Passed back to the server unchanged when connecting. Never empty.
    secret id = {};
    /// What others need to send to this channel, or empty: shared channels, servers below version 4, no signature key.
    secret public_id = {};
    /// When the channel was issued, which may lie hours before the request.
    timestamp start = {};
    /// When it stops. The next request after that gets a new id. Where an answer lacks one of the two dates it is
    /// reckoned from the other by channel_lifetime; where it lacks both, this is the end of the year 9999. Either is
    /// warned of.
    timestamp end = {};

    /// Whether events can still arrive at `now`: the server decides by `end` alone.
    ///
    /// @param now  wall time, UTC
    bool alive_at(std::chrono::sys_seconds now) const noexcept { return now < end.instant; }
};

/// Where to send to one user of the portal. Source: an entry of `publicChannels`, or an answer of
/// pull.channel.public.get and .list.
struct public_channel {
    /// Whose it is.
    std::int64_t user_id = 0;
    /// Names the channel; of no use without the signature.
    std::string public_id = {};
    /// Proves that the portal issued it.
    secret signature = {};
    /// When it was issued.
    timestamp start = {};
    /// When it stops being good.
    timestamp end = {};
};

} // namespace b24pull
