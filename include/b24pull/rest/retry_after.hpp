// How long a server asks to wait before the next request.
//
//     session.handle_refused(now, id, response.status, rest::retry_after(response.headers));
#pragma once

#include <b24pull/detail/json_scalar.hpp>
#include <b24pull/rest/http.hpp>

#include <algorithm>
#include <chrono>
#include <string_view>
#include <vector>

namespace b24pull::rest {

/// The header Retry-After in its form with seconds; zero without it. The form with a date counts as none: it would
/// compare two clocks. At most a day, so that a wild answer does not keep a program away for ever.
///
/// Source: RFC 9110, 10.2.3.
std::chrono::seconds retry_after(std::vector<http_header> const& headers) noexcept;

// Bodies.

inline std::chrono::seconds retry_after(std::vector<http_header> const& headers) noexcept {
    auto const* const value = find_header(headers, "Retry-After");
    if (!value) return {};
    constexpr std::string_view blanks = " \t";
    std::string_view text = *value;
    text.remove_prefix((std::min)(text.find_first_not_of(blanks), text.size()));
    text = text.substr(0, text.find_last_not_of(blanks) + 1);
    constexpr std::chrono::seconds longest = std::chrono::days(1);
    if (text.empty() || !b24pull::detail::all_digits(text)) return {};
    auto const seconds = b24pull::detail::decimal(text); // nothing beyond 18 digits
    return seconds ? (std::min)(std::chrono::seconds(*seconds), longest) : longest;
}

} // namespace b24pull::rest
