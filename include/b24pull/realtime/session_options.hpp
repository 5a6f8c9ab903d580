// Everything about a session that can be set, with the protocol's defaults and where they come from.
#pragma once

#include <b24pull/realtime/backoff.hpp>
#include <b24pull/realtime/decoded.hpp>
#include <b24pull/realtime/duplicates.hpp>
#include <b24pull/realtime/endpoint.hpp>
#include <b24pull/realtime/system_command.hpp>

#include <chrono>
#include <cstddef>

namespace b24pull::realtime {

/// Durations count from zero to ten years.
struct session_options {
    /// How to connect.
    endpoint_options endpoint = {};
    /// Of decoding what arrives.
    decode_limits limits = {};
    /// Delays between attempts.
    backoff_policy backoff = backoff_policy::sdk;
    /// Ids remembered to suppress duplicates, from 2 to limits::remembered_ids.
    std::size_t remembered_ids = duplicate_window::default_size;

    /// An attempt to open a WebSocket is given up after this. The vendor's clients leave it to the browser.
    std::chrono::milliseconds open_limit = std::chrono::seconds{20};
    /// The connection counts as good, and the delays begin anew, after it has lived this long or brought a message.
    std::chrono::milliseconds settled_after = std::chrono::seconds{30};

    /// Version 5 and later: a connection that was pinged and then is silent this long is dead. Zero: never. Source: the
    /// SDK, 20 s.
    std::chrono::milliseconds ping_wait = std::chrono::seconds{20};
    /// A connection without any sign of life for this long is dead: more than the 240 s after which servers cut it. Zero: no
    /// limit, for hosts that cannot tell when a ping or a pong arrives (handle_alive()).
    std::chrono::milliseconds silence_limit = std::chrono::seconds{270};
    /// After this silence a ping of our own is sent. Zero: never.
    std::chrono::milliseconds own_ping_after = std::chrono::seconds{130};

    /// WebSocket gives way to long polling after more failures in a row than this. Source: the documentation, 4.
    unsigned failures_before_polling = 4;
    /// From then on WebSocket is tried again between these times, if it has ever been good (see settled_after); not before
    /// open_limit. Source: the documentation.
    std::chrono::milliseconds earliest_return = std::chrono::minutes{10};
    /// See earliest_return.
    std::chrono::milliseconds latest_return = std::chrono::minutes{30};

    /// A poll without an answer is given up after this; servers answer after 40 s. Source: the SDK.
    std::chrono::milliseconds poll_limit = std::chrono::seconds{60};
    /// Between two polls, if the first brought nothing and came back at once. Zero: none, a tight loop with servers that do
    /// not wait.
    std::chrono::milliseconds poll_pause = std::chrono::seconds{1};
    /// A poll that has not failed for this long means online. Source: the SDK.
    std::chrono::milliseconds poll_settled_after = std::chrono::seconds{5};

    /// How long before its end a configuration is replaced by a new one; up to twice that, at random.
    std::chrono::milliseconds refresh_ahead = std::chrono::minutes{5};
    /// A configuration that the host has been asked for counts as not fetched after this.
    std::chrono::milliseconds fetch_limit = std::chrono::minutes{2};
    /// Between two configurations at the least, whatever they say.
    std::chrono::milliseconds refresh_pause = std::chrono::minutes{1};
    /// The delay before a new configuration after config_expire and server_restart: at random between the two.
    std::chrono::milliseconds earliest_reload = realtime::earliest_reload;
    /// See earliest_reload.
    std::chrono::milliseconds latest_reload = realtime::latest_reload;
    /// The delay before connecting again after a channel was replaced. Source: the SDK.
    std::chrono::milliseconds replaced_pause = std::chrono::seconds{1};

    /// How long nothing is said about being offline. Source: the SDK.
    std::chrono::milliseconds offline_told_after = std::chrono::seconds{5};
    /// After a connection that brought something in this time before it was lost, the next one resumes from a place at
    /// least this much older, as far as the remembered ids reach, and what comes twice is suppressed. Messages of several
    /// channels can overtake each other on their way: if the connection is lost between the two, only this brings the
    /// overtaken one. Zero: from the last message, as the vendor's clients do.
    std::chrono::milliseconds resume_overlap = std::chrono::milliseconds{0};
    /// How long the server keeps messages: an interruption beyond it is a gap.
    std::chrono::seconds history = std::chrono::hours{24};

    /// Publications that wait for a connection, or for their outcome, at the most.
    std::size_t queued_publications = 100;
    /// How long they wait, if they have no expiry of their own above zero.
    std::chrono::milliseconds publication_wait = std::chrono::seconds{30};
    /// Version 4: how long after sending a publication a closing of the connection is its fault.
    std::chrono::milliseconds publication_grace = std::chrono::seconds{2};
    /// How long a publication that was posted by HTTP waits for its answer.
    std::chrono::milliseconds post_limit = std::chrono::seconds{20};
    /// Version 5 and later: how long a call waits for its answer. Source: the SDK.
    std::chrono::milliseconds answer_limit = std::chrono::seconds{5};
};

} // namespace b24pull::realtime
