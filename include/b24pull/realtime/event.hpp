// What a session tells its host: messages, and what became of the connection and of publications.
#pragma once

#include <b24pull/error.hpp>
#include <b24pull/realtime/action.hpp>
#include <b24pull/realtime/decoded.hpp>
#include <b24pull/realtime/message.hpp>
#include <b24pull/realtime/presence.hpp>

#include <chrono>
#include <optional>
#include <variant>

namespace b24pull::realtime {

/// Whether events arrive.
enum class status {
    /// An attempt is under way.
    connecting,
    online,
    /// Told only after a while, so that a short interruption is not worth a word.
    offline,
};

struct status_changed {
    realtime::status status = realtime::status::offline;
};

/// There is no connection any more, or an attempt has failed.
struct connection_lost {
    enum class cause {
        /// The server, or the network, ended the connection: see code.
        closed,
        /// The server, or something before it, refused the WebSocket or the poll: see code.
        refused,
        /// The WebSocket was not opened, or not in time, or the poll failed.
        unreachable,
        /// Nothing came for too long.
        silent,
        /// What came in answer to a poll was not the server's: a portal of the network before it, as a rule.
        unreadable,
        /// The configuration has ended, or another one leads elsewhere.
        config,
        /// A control command of the portal asks for another connection.
        command,
        /// The host has lost its network.
        offline,
    };

    cause why = cause::closed;
    /// The close code or HTTP status, or 0.
    unsigned code = 0;
    /// Until the next attempt; nothing if that waits for a configuration or for the network.
    std::optional<std::chrono::milliseconds> retry_in = {};
    /// With cause::config: why the configuration leads nowhere, if it does.
    error_code error = {};
};

/// Events may have been lost for good.
struct history_gap {
    enum class reason {
        /// The server cannot read its history, twice in a row.
        unavailable,
        /// The session was not connected for longer than the server keeps messages.
        too_old,
    };
    reason why = reason::unavailable;
};

/// A part of a payload could not be used.
struct part_refused {
    refused_part part = {};
};

/// What became of a publication.
struct publication_outcome {
    /// What publish() gave.
    operation_id id = 0;
    /// Success; or why not: a usage_errc, a server_errc, protocol_errc, or a condition of the transport.
    ///  - Version 4 does not confirm: success means that it was sent and the connection outlived it for a while.
    ///  - boost::system::errc::timed_out: no answer, or it waited too long for a connection.
    ///  - boost::system::errc::connection_aborted: the connection ended too early to know.
    error_code code = {};
    /// The close code or HTTP status that refused it, or 0.
    unsigned refusal = 0;
};

/// A subscribed user has come or gone.
struct presence_changed {
    user_status user = {};
};

using session_event = std::variant<message, status_changed, connection_lost, history_gap, part_refused,
                                   publication_outcome, presence_changed>;

} // namespace b24pull::realtime
