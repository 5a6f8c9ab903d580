// Absolute URLs: the check that every address from a portal or a caller passes, percent-encoding, query parameters.
//
//     auto url = b24pull::parse_url("wss://rt.example.com/subws/");
//     if (url) connect(url->host, url->port);
#pragma once

#include <b24pull/detail/char_set.hpp>
#include <b24pull/limits.hpp>
#include <b24pull/result.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace b24pull {

/// Whether an address without TLS (http, ws) may be used. Only for laboratories: tokens and events travel readable.
enum class clear_text { refused, allowed };

/// The parts of an absolute URL, views into the text that was parsed.
struct url_parts {
    /// Lower or upper case, as written: "https".
    std::string_view scheme;
    /// Name, IPv4 address, or IPv6 address in brackets.
    std::string_view host;
    /// Digits, or "" when the scheme's own port is meant.
    std::string_view port;
    /// From the first `/`, or "" when the URL ends with the host or the query follows it.
    std::string_view path;
    /// After the first `?`, without it; empty when there is none, or nothing in it.
    std::string_view query;
    /// There is a `?`.
    bool has_query = false;
};

/// Checks and splits an absolute URL, `scheme://host[:port][/path][?query]`, and keeps it as it is.
///
/// Stricter than RFC 3986 where leniency has hurt others: no user info, no fragment, no empty port, ASCII only, no
/// control characters, spaces, double quotes, backslashes or angle brackets, no percent-encoding in the host. A
/// placeholder left over by a broken installation (`#DOMAIN#`) is a fragment and refused.
///
/// @return the parts, or protocol_errc::invalid_url, or protocol_errc::text_too_long beyond limits::url
///
/// Complexity: linear, no allocation on success. Lifetime: the parts view `url`.
result<url_parts> parse_url(std::string_view url);

/// Compares a scheme without regard to case. `lower` is in lower case.
bool scheme_is(url_parts const& url, std::string_view lower) noexcept;

/// Appends `text` with every byte but `A-Z a-z 0-9 - _ . ! ~ * ' ( )` as `%XX`: JavaScript's encodeURIComponent,
/// which the official client uses.
void percent_encode(std::string& out, std::string_view text);

/// Appends `name=value` to a URL, the value percent-encoded, with `?` or `&` as the URL has no query or one already.
void append_query(std::string& url, std::string_view name, std::string_view value);

// Bodies.

namespace detail {

constexpr bool is_alpha(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_one_of(char c, std::string_view set) noexcept { return set.find(c) != set.npos; }
constexpr char to_lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

constexpr bool equals_ignoring_case(std::string_view a, std::string_view b) noexcept {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i != a.size(); ++i)
        if (a[i] != b[i] && to_lower(a[i]) != to_lower(b[i])) return false;
    return true;
}

/// RFC 3986 reg-name without percent-encoding: unreserved and sub-delims.
constexpr bool is_host_char(char c) noexcept {
    return is_alpha(c) || is_digit(c) || is_one_of(c, "-._~!$&'()*+,;=");
}

/// Printable ASCII that may stand in a path or query as it is.
constexpr bool is_url_char(char c) noexcept { return c > ' ' && c < '\x7f' && !is_one_of(c, "\"<>\\^`{|}#"); }

inline constexpr char_set digits(is_digit), host_chars(is_host_char), url_chars(is_url_char),
    scheme_chars([](char c) { return is_alpha(c) || is_digit(c) || is_one_of(c, "+-."); }),
    address_chars([](char c) { return is_digit(c) || is_one_of(c, "abcdefABCDEF:."); }), // of IPv6
    component_chars([](char c) { return is_alpha(c) || is_digit(c) || is_one_of(c, "-_.!~*'()"); });

inline constexpr std::size_t longest_host = 255;

/// An IPv6 address in brackets, by its characters.
constexpr bool is_address(std::string_view host) noexcept {
    return host.size() > 2 && host.ends_with(']') && address_chars.has_all(host.substr(1, host.size() - 2));
}

/// Whether these digits are a port.
constexpr bool is_port(std::string_view port) noexcept {
    if (port.empty() || port.size() > 5) return false;
    unsigned number = 0;
    for (char const c : port) number = number * 10 + static_cast<unsigned>(c - '0');
    return number >= 1 && number <= 65535;
}

constexpr bool is_scheme(std::string_view scheme) noexcept {
    return !scheme.empty() && is_alpha(scheme.front()) && scheme_chars.has_all(scheme);
}

/// parse_url() for those who do without a failure, whatever the length.
inline bool split_url(std::string_view url, url_parts& parts) noexcept {
    auto const take = [&url](std::size_t size) {
        std::string_view const part(url.data(), size);
        url.remove_prefix(size);
        return part;
    };
    parts.scheme = take(scheme_chars.span(url));
    if (!url.starts_with("://") || parts.scheme.empty() || !is_alpha(parts.scheme.front())) return false;
    take(3);

    bool const bracketed = url.starts_with('[');
    parts.host = take(bracketed ? url.find(']') + 1 : host_chars.span(url)); // nothing without a ]
    if (bracketed ? !is_address(parts.host) : parts.host.empty() || parts.host.size() > longest_host)
        return false;
    parts.port = {};
    if (url.starts_with(':')) {
        take(1);
        parts.port = take(digits.span(url));
        if (!is_port(parts.port)) return false;
    }
    bool const delimited = url.empty() || url.front() == '/' || url.front() == '?';
    if (!delimited || !url_chars.has_all(url)) return false;

    parts.path = take((std::min)(url.find('?'), url.size()));
    parts.has_query = !url.empty();
    if (parts.has_query) take(1);
    parts.query = url;
    return true;
}

} // namespace detail

inline result<url_parts> parse_url(std::string_view url) {
    url_parts parts;
    if (url.size() > limits::url) return protocol_errc::text_too_long;
    if (!detail::split_url(url, parts)) return protocol_errc::invalid_url;
    return parts;
}

inline bool scheme_is(url_parts const& url, std::string_view lower) noexcept {
    return detail::equals_ignoring_case(url.scheme, lower);
}

inline void percent_encode(std::string& out, std::string_view text) {
    constexpr char hex[] = "0123456789ABCDEF";
    for (char const c : text) {
        if (detail::component_chars.has(c)) {
            out += c;
        } else {
            auto const byte = static_cast<unsigned char>(c);
            out += '%';
            out += hex[byte >> 4];
            out += hex[byte & 15];
        }
    }
}

inline void append_query(std::string& url, std::string_view name, std::string_view value) {
    auto const query_at = url.find('?');
    bool const open = query_at + 1 == url.size() || url.ends_with('&'); // a separator stands there already
    if (query_at == url.npos) url += '?';
    else if (!open) url += '&';
    url += name;
    url += '=';
    percent_encode(url, value);
}

} // namespace b24pull
