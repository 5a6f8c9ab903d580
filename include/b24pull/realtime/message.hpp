// One event as it came over the real-time connection, whatever the server's version and format.
//
//     if (m.module_id == "crm" && m.command == "dealUpdated")
//         if (auto const deal = m.params_as<deal_changed>()) update(*deal);
//
// `params` and `extra` stay JSON text until asked for: filtering by module and command costs no document tree.
#pragma once

#include <b24pull/detail/json_scanner.hpp>
#include <b24pull/result.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_to.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>

namespace b24pull::realtime {

/// Who published a message. Servers of version 3 and below, and text frames of any version, do not tell: `unknown`.
enum class sender_type { unknown, client, backend };

/// Who published a message, as far as the server tells.
struct sender {
    /// A client's message may hold anything.
    sender_type type = sender_type::unknown;
    /// The sending client's public channel id, or "", also for one beyond limits::message_id. Lower-case hexadecimal
    /// where it came in binary.
    std::string id = {};
};

/// The members of an event's body, whoever writes it.
namespace event_member {
/// message::module_id.
inline constexpr std::string_view module_id = "module_id";
/// message::command.
inline constexpr std::string_view command = "command";
/// message::params.
inline constexpr std::string_view params = "params";
/// message::extra.
inline constexpr std::string_view extra = "extra";
} // namespace event_member

/// An event. It owns its texts and can be moved away.
///
/// Source: the frame, OutgoingMessage or incoming.message that brought it. The body of a message whose sender is a
/// client is whatever that client wrote: treat it as untrusted.
struct message {
    /// Its place in the server's history, or "": then it can be neither resumed from nor recognised when it comes
    /// twice. 26 digits; other servers have other lengths and hexadecimal digits.
    std::string mid = {};
    /// What servers of version 1 and 2 resume by instead; version 3 sends both.
    std::string tag = {};
    /// As the server wrote it: the second half of that place.
    std::string time = {};
    /// In lower case, as subscribers compare it. Both are "" where the body has no such member.
    std::string module_id = {};
    /// What happened, as it was sent.
    std::string command = {};
    /// One checked JSON value as it was sent, an object as a rule; `[]` is PHP's empty object; "{}" if there is none.
    std::string params = "{}";
    /// The same for what the portal adds: `server_time`, `server_time_unix`, `server_name`, revisions.
    std::string extra = "{}";
    /// Who sent it: see sender.
    realtime::sender sender = {};
    /// The id of the JSON-RPC call that brought the message, as JSON text, or "". Such a call wants an answer: see
    /// rpc_result_text().
    std::string rpc_id = {};

    /// The params as a value. `[]` and null become the empty object; anything else may be anything: a client is free to
    /// send a list or a number. Ask with if_contains() rather than at().
    boost::json::value params_value() const;

    /// The params converted to a T, by Boost.JSON's rules (tag_invoke, described structs, containers).
    ///
    /// A described struct refuses members that it does not know and cannot lack one: since portals add members at will,
    /// write a tag_invoke that takes what it needs.
    ///
    /// Errors: the conversion's own, with the path "params".
    template <class T>
    result<T> params_as() const;

    /// The extras as a value. `[]` becomes the empty object.
    boost::json::value extra_value() const;

    /// When the portal sent it: Unix seconds with microseconds, or nothing.
    /// Source: `extra.server_time_unix`.
    std::optional<double> server_time() const;

    /// How long it was under way; never negative; nothing without a server time. Presence events are of no use when
    /// they are older than 240 s.
    ///
    /// @param now          wall time, UTC
    /// @param clock_shift  by how much `now` is ahead of the server's clock: see clock_shift()
    std::optional<std::chrono::duration<double>>
    age(std::chrono::sys_time<std::chrono::milliseconds> now,
        std::chrono::milliseconds clock_shift = std::chrono::milliseconds{0}) const;
};

/// By how much the own clock is ahead of the server's.
///
/// @param now          wall time when the answer arrived
/// @param server_time  what the server said then: `time.date_finish` of a REST answer, `serverTime`, an HTTP Date
constexpr std::chrono::milliseconds clock_shift(std::chrono::sys_time<std::chrono::milliseconds> now,
                                                std::chrono::sys_seconds server_time) noexcept {
    return std::chrono::floor<std::chrono::seconds>(now - server_time);
}

// Bodies.

namespace detail {

using namespace b24pull::detail;

/// The member of the extras that message::server_time() reads.
inline constexpr std::string_view extra_server_time = "server_time_unix";

/// A checked JSON text as a value.
inline boost::json::value checked_value(std::string_view text) {
    boost::json::parse_options options;
    options.max_depth = json_scanner::deepest; // it has been checked against the caller's own limit
    error_code error;
    auto value = boost::json::parse(text, error, {}, options);
    bool const empty = error || value.is_null() || (value.is_array() && value.get_array().empty());
    return empty ? boost::json::value(boost::json::object()) : value;
}

} // namespace detail

inline boost::json::value message::params_value() const { return detail::checked_value(params); }
inline boost::json::value message::extra_value() const { return detail::checked_value(extra); }

template <class T>
result<T> message::params_as() const {
    static_assert(boost::json::has_value_to<T>::value,
                  "Boost.JSON cannot convert to this type: give it a tag_invoke or describe it");
    auto converted = boost::json::try_value_to<T>(params_value());
    if (!converted) return failure(converted.error(), std::string(event_member::params));
    return std::move(*converted);
}

inline std::optional<double> message::server_time() const {
    std::string_view number;
    detail::json_scanner scanner(extra, detail::json_scanner::deepest);
    if (scanner.peek() == '{')
        scanner.object([&number](detail::json_string const& key, detail::json_scanner& in) {
            return key.is(detail::extra_server_time) ? in.value(number) : in.skip();
        });
    error_code error;
    auto const value = boost::json::parse(number, error);
    if (error || !value.is_number()) return std::nullopt;
    auto const seconds = value.to_number<double>();
    return seconds > 0 && std::isfinite(seconds) ? std::optional(seconds) : std::nullopt;
}

inline std::optional<std::chrono::duration<double>>
message::age(std::chrono::sys_time<std::chrono::milliseconds> now,
             std::chrono::milliseconds clock_shift) const {
    auto const sent = server_time();
    if (!sent) return std::nullopt;
    std::chrono::duration<double> const under_way =
        now.time_since_epoch() - clock_shift - std::chrono::duration<double>(*sent);
    return (std::max)(under_way, std::chrono::duration<double>::zero());
}

} // namespace b24pull::realtime
