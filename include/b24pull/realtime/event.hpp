// What a session tells its host: messages, and what became of the connection and of publications.
#pragma once

#include <b24pull/error.hpp>
#include <b24pull/realtime/action.hpp>
#include <b24pull/realtime/decoded.hpp>
#include <b24pull/realtime/message.hpp>
#include <b24pull/realtime/presence.hpp>
#include <b24pull/result.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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

/// The status is another one than what was told last.
struct status_changed {
    /// The new one.
    realtime::status status = realtime::status::offline;
};

/// There is no connection any more, or an attempt has failed.
struct connection_lost {
    /// What ended it.
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

    /// Where nothing else is known: closed.
    cause why = cause::closed;
    /// The close code or HTTP status, or 0.
    unsigned code = 0;
    /// Until the next attempt; nothing if that waits for a configuration or for the network.
    std::optional<std::chrono::milliseconds> retry_in = {};
    /// With cause::unreachable: what the host's stack said, if the host told; boost::system::errc::timed_out if nothing
    /// came of it in time. With cause::config: why the configuration leads nowhere, if it does.
    error_code error = {};
};

/// A configuration could not be fetched. What is open stays open.
struct config_failed {
    /// What session::handle_config_failed() was told; boost::system::errc::timed_out if it was told nothing in time.
    failure why = {};
    /// Until the next attempt; nothing if the session stops for it.
    std::optional<std::chrono::milliseconds> retry_in = {};
};

/// Events may have been lost for good.
struct history_gap {
    /// How it is known.
    enum class reason {
        /// The server cannot read its history, twice in a row.
        unavailable,
        /// The session was not connected for longer than the server keeps messages.
        too_old,
    };
    /// How this one is known.
    reason why = reason::unavailable;
};

/// A part of a payload could not be used.
struct part_refused {
    /// Which, and why.
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
    /// Who, and whether there.
    user_status user = {};
};

/// What session::poll_event() gives.
using session_event = std::variant<message, status_changed, connection_lost, config_failed, history_gap,
                                   part_refused, publication_outcome, presence_changed>;

/// The enumerator's name in words, such as "online".
constexpr std::string_view to_string(status value) noexcept;
/// @copydoc to_string(status)
constexpr std::string_view to_string(connection_lost::cause value) noexcept;
/// @copydoc to_string(status)
constexpr std::string_view to_string(history_gap::reason value) noexcept;

/// One line for a log, such as "connection lost: closed with 1006, next attempt in 500 ms". Never a secret; of a
/// message no more than its place, names and size. A message's names are what its sender wrote: for a terminal, see to
/// that.
std::string to_string(session_event const& event);

// Bodies.

constexpr std::string_view to_string(status value) noexcept {
    switch (value) {
    case status::connecting: return "connecting";
    case status::online: return "online";
    case status::offline: return "offline";
    }
    return "";
}

constexpr std::string_view to_string(connection_lost::cause value) noexcept {
    using enum connection_lost::cause;
    switch (value) {
    case closed: return "closed";
    case refused: return "refused";
    case unreachable: return "unreachable";
    case silent: return "silent";
    case unreadable: return "unreadable";
    case config: return "configuration";
    case command: return "command of the portal";
    case offline: return "host offline";
    }
    return "";
}

constexpr std::string_view to_string(history_gap::reason value) noexcept {
    switch (value) {
    case history_gap::reason::unavailable: return "the server cannot read its history";
    case history_gap::reason::too_old: return "not connected for too long";
    }
    return "";
}

namespace detail {

struct event_text {
    static std::string with_code(std::string text, unsigned code) {
        return code == 0 ? text : std::move(text) + " with " + std::to_string(code);
    }
    static std::string with_wait(std::string text, std::optional<std::chrono::milliseconds> wait) {
        return wait ? std::move(text) + ", next attempt in " + std::to_string(wait->count()) + " ms" : text;
    }

    std::string operator()(message const& e) const {
        std::string out = "message";
        if (!e.mid.empty()) out += ' ' + e.mid;
        return out + ": " + e.module_id + ' ' + e.command + ", " + std::to_string(e.params.size()) + " bytes";
    }
    std::string operator()(status_changed const& e) const {
        return "status: " + std::string(realtime::to_string(e.status));
    }
    std::string operator()(connection_lost const& e) const {
        auto out = with_code("connection lost: " + std::string(realtime::to_string(e.why)), e.code);
        if (e.error) out += ", " + e.error.message();
        return with_wait(std::move(out), e.retry_in);
    }
    std::string operator()(config_failed const& e) const {
        return with_wait("no configuration: " + e.why.what(), e.retry_in);
    }
    std::string operator()(history_gap const& e) const {
        return "events may have been lost: " + std::string(realtime::to_string(e.why));
    }
    std::string operator()(part_refused const& e) const {
        return "a part of " + std::to_string(e.part.size) + " bytes refused: " + e.part.code.message();
    }
    std::string operator()(publication_outcome const& e) const {
        auto const outcome = e.code ? e.code.message() : std::string("done");
        return with_code("publication " + std::to_string(e.id) + ": " + outcome, e.refusal);
    }
    std::string operator()(presence_changed const& e) const {
        return "user " + std::to_string(e.user.user_id) + (e.user.online ? " came" : " went");
    }
};

} // namespace detail

inline std::string to_string(session_event const& event) { return std::visit(detail::event_text(), event); }

} // namespace b24pull::realtime
