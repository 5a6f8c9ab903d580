// The server of a configuration while it is read: members in any order and spelling, settled when all have come.
#pragma once

#include <b24pull/detail/channel_draft.hpp>
#include <b24pull/detail/member_table.hpp>
#include <b24pull/server.hpp>
#include <b24pull/url.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace b24pull::detail {

/// The schemes that a URL may have; `clear` is empty where only the secure one will do.
struct schemes {
    std::string_view secure;
    std::string_view clear;
};

inline constexpr schemes http{"https", "http"}, https{"https", ""}, ws{"wss", "ws"}, wss{"wss", ""};

/// Reads a URL, or leaves `out` empty. Nothing, or nothing but a scheme, is how a portal says that the transport is
/// not available; anything else that cannot be used is warned of.
///
/// @param twin  the other of a pair, as it was read: portals with one address write it for both, or with another
///              scheme, and what was checked once need not be again
void read_url(read_context& context, json_scalar value, schemes allowed, std::string& out,
              std::string_view twin = {});

/// Reads a flag; null leaves it open, as does, with a warning, an unknown spelling.
void read_flag(read_context& context, json_scalar value, std::optional<bool>& out);

/// Reads a number from 0 to `highest`; null is 0, as is, with a warning, anything else.
void read_count(read_context& context, json_scalar value, std::int64_t highest, std::int64_t& out);

/// The member `server`.
struct server_draft {
    /// @param filled  what it becomes: nothing is in it yet, and it outlives the draft
    explicit server_draft(server& filled) noexcept
        : out(filled) {}

    server& out;
    /// Why there is no version, if there is none.
    std::optional<protocol_errc> version_fault = protocol_errc::missing_member;
    std::optional<bool> enabled, websocket_enabled, publish_enabled;
    /// The long-polling URLs under the other spelling; those in `out` count more.
    std::string long_polling, long_polling_secure;
    /// Listed here by some documentation, and beside `server` by every source.
    secret client_id;

    void read_version(json_scalar value);
    void read_mode(read_context& context, json_scalar value);
    void read_hostname(read_context& context, json_scalar value);

    /// All members have come: fills what has a second spelling or a default.
    void settle();

    /// There is an address to receive events from. After settle().
    bool has_endpoint() const noexcept;
};

/// The schema of the server. Reader offers `server_draft& server_in_work()`.
template <class Reader>
inline constexpr member<Reader> server_members[] = {
    {"version", [](Reader& r, json_scalar v) { r.server_in_work().read_version(v); }},
    {"server_enabled",
     [](Reader& r, json_scalar v) { read_flag(r.context(), v, r.server_in_work().enabled); }},
    {"mode", [](Reader& r, json_scalar v) { r.server_in_work().read_mode(r.context(), v); }},
    {"hostname", [](Reader& r, json_scalar v) { r.server_in_work().read_hostname(r.context(), v); }},
    {"long_polling",
     [](Reader& r, json_scalar v) { read_url(r.context(), v, http, r.server_in_work().long_polling); }},
    // "pooling" is what every server writes; the documentation has had it right and wrong.
    {"long_pooling_secure",
     [](Reader& r, json_scalar v) {
         read_url(r.context(), v, https, r.server_in_work().out.long_polling_secure,
                  r.server_in_work().long_polling);
     }},
    {"websocket_enabled",
     [](Reader& r, json_scalar v) { read_flag(r.context(), v, r.server_in_work().websocket_enabled); }},
    {"websocket",
     [](Reader& r, json_scalar v) { read_url(r.context(), v, ws, r.server_in_work().out.websocket); }},
    {"websocket_secure",
     [](Reader& r, json_scalar v) {
         read_url(r.context(), v, wss, r.server_in_work().out.websocket_secure,
                  r.server_in_work().out.websocket);
     }},
    {"publish_enabled",
     [](Reader& r, json_scalar v) { read_flag(r.context(), v, r.server_in_work().publish_enabled); }},
    {"publish",
     [](Reader& r, json_scalar v) { read_url(r.context(), v, http, r.server_in_work().out.publish); }},
    {"publish_secure",
     [](Reader& r, json_scalar v) {
         read_url(r.context(), v, https, r.server_in_work().out.publish_secure,
                  r.server_in_work().out.publish);
     }},
    {"config_timestamp",
     [](Reader& r, json_scalar v) {
         read_count(r.context(), v, end_of_time.time_since_epoch().count(),
                    r.server_in_work().out.config_timestamp);
     }},
    {"long_pooling",
     [](Reader& r, json_scalar v) { read_url(r.context(), v, http, r.server_in_work().out.long_polling); }},
    {"long_polling_secure",
     [](Reader& r, json_scalar v) {
         read_url(r.context(), v, https, r.server_in_work().long_polling_secure);
     }},
    {"clientId", [](Reader& r, json_scalar v) { r.server_in_work().client_id = read_id(r.context(), v); }},
};

// Bodies.

/// Whether `url` has that scheme, and differs from a URL that was checked in nothing else.
inline bool is_twin(std::string_view url, std::string_view scheme, std::string_view checked) noexcept {
    auto const scheme_end = checked.find(':');
    if (scheme_end == checked.npos || !url.starts_with(scheme)) return false;
    url.remove_prefix(scheme.size());
    checked.remove_prefix(scheme_end);
    return url.size() == checked.size() && same_bytes(url.data(), checked.data(), url.size());
}

inline void read_url(read_context& context, json_scalar value, schemes allowed, std::string& out,
                     std::string_view twin) {
    out.clear();
    if (value.is_absent()) return;
    if (!value.is_text()) return context.warn(protocol_errc::wrong_type);
    auto const text = value.text();
    if (text.empty()) return;
    if (text.size() > limits::url) return context.warn(protocol_errc::text_too_long);
    auto const is_usable = [&] {
        url_parts url;
        return split_url(text, url) && (scheme_is(url, allowed.secure) || scheme_is(url, allowed.clear));
    };
    auto const is_bare_scheme = [&] {
        return text.ends_with("://") && is_scheme(text.substr(0, text.size() - 3));
    };
    if (is_twin(text, allowed.secure, twin) || is_usable()) out = std::string(text);
    else if (!is_bare_scheme()) context.warn(protocol_errc::invalid_url);
}

inline void read_flag(read_context& context, json_scalar value, std::optional<bool>& out) {
    out = as_flag(value);
    if (!out && !value.is_null()) context.warn(protocol_errc::invalid_flag);
}

inline void read_count(read_context& context, json_scalar value, std::int64_t highest, std::int64_t& out) {
    out = 0;
    if (value.is_null()) return;
    auto const number = as_integer(value);
    if (!number) context.warn(protocol_errc::wrong_type);
    else if (*number < 0 || *number > highest) context.warn(protocol_errc::out_of_range);
    else out = *number;
}

inline void server_draft::read_version(json_scalar value) {
    auto const version = as_integer(value);
    if (value.is_null()) version_fault = protocol_errc::missing_member;
    else if (!version) version_fault = protocol_errc::wrong_type;
    else if (*version < 1 || *version > (std::numeric_limits<int>::max)())
        version_fault = protocol_errc::out_of_range;
    else version_fault.reset();
    out.version = version_fault ? 0 : static_cast<int>(*version);
}

inline void server_draft::read_mode(read_context& context, json_scalar value) {
    if (!value.is_text() && !value.is_absent()) context.warn(protocol_errc::wrong_type);
    out.mode = value.text() == "personal" ? server_mode::personal
               : value.text() == "shared" ? server_mode::shared
                                          : server_mode::other;
}

inline void server_draft::read_hostname(read_context& context, json_scalar value) {
    out.hostname.clear();
    if (value.is_absent()) return;
    if (!value.is_text()) return context.warn(protocol_errc::wrong_type);
    if (value.text().size() > limits::short_text) return context.warn(protocol_errc::text_too_long);
    static constexpr char_set safe_chars([](char c) { return is_host_char(c) || is_one_of(c, ":[]"); });
    if (safe_chars.has_all(value.text())) out.hostname = std::string(value.text());
    else context.warn(protocol_errc::invalid_url);
}

inline void server_draft::settle() {
    if (out.long_polling.empty()) out.long_polling = std::move(long_polling);
    if (out.long_polling_secure.empty()) out.long_polling_secure = std::move(long_polling_secure);
    bool const has_websocket = !out.websocket.empty() || !out.websocket_secure.empty();
    bool const has_publish = !out.publish.empty() || !out.publish_secure.empty();
    bool const can_publish = out.version > 3 || out.mode == server_mode::shared;
    out.enabled = enabled.value_or(true);
    out.websocket_enabled = websocket_enabled.value_or(has_websocket);
    out.publish_enabled = publish_enabled.value_or(has_publish && can_publish);
}

inline bool server_draft::has_endpoint() const noexcept {
    bool const has_websocket = !out.websocket.empty() || !out.websocket_secure.empty();
    bool const has_polling = !out.long_polling.empty() || !out.long_polling_secure.empty();
    return (out.websocket_enabled && has_websocket) || has_polling;
}

} // namespace b24pull::detail
