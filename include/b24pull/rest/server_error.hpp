// What a refusal by the portal means: the error's name and the HTTP status -> a code, and how long to wait.
#pragma once

#include <b24pull/result.hpp>
#include <b24pull/url.hpp>

#include <chrono>
#include <string_view>

namespace b24pull::rest {

/// The code for an error answer.
///
/// The name decides, compared without regard to case; the status only where the name says nothing: an unknown name, a
/// number, "" or "0". Then 408, 429 and 5xx are server_errc::unavailable, all else server_errc::rejected; a description
/// with "not found" under an empty name is server_errc::not_found. ERROR_CORE with 5xx is an internal fault.
///
/// @param name         the member `error` as text; a number written out; `error.code` of REST 3.0
/// @param status       HTTP status, 0 if unknown
/// @param description  the member `error_description`
///
/// Complexity: linear in the number of known names.
server_errc server_error(std::string_view name, unsigned status, std::string_view description = {}) noexcept;

/// The code for an answer that says no more than its HTTP status.
server_errc server_error(unsigned status) noexcept;

/// The least time to wait before the same call is repeated, zero where the protocol names none. Only of use with
/// condition::retry_later. Wait longer each time. For server_errc::operation_time_limit wait until
/// response_time::operating_reset_at of the last good answer, if that is later.
std::chrono::seconds minimum_delay(error_code const& code) noexcept;

// Bodies.

namespace detail {

using namespace b24pull::detail;

constexpr bool contains_not_found(std::string_view text) noexcept {
    constexpr std::string_view words = "not found";
    for (std::size_t i = 0; i + words.size() <= text.size(); ++i)
        if (equals_ignoring_case(text.substr(i, words.size()), words)) return true;
    return false;
}

} // namespace detail

inline server_errc server_error(unsigned status) noexcept {
    bool const passing = status == 408 || status == 429 || status >= 500;
    return passing ? server_errc::unavailable : server_errc::rejected;
}

inline server_errc server_error(std::string_view name, unsigned status,
                                std::string_view description) noexcept {
    if (name.empty() || name == "0")
        return detail::contains_not_found(description) ? server_errc::not_found : server_error(status);
    for (auto const& row : detail::server_errors) {
        if (row.wire.empty() || !detail::equals_ignoring_case(row.wire, name)) continue;
        bool const fault = row.code == server_errc::core_error && status >= 500;
        return fault ? server_errc::internal_server_error : row.code;
    }
    for (auto const& alias : detail::server_error_aliases)
        if (detail::equals_ignoring_case(alias.wire, name)) return alias.code;
    return server_error(status);
}

inline std::chrono::seconds minimum_delay(error_code const& code) noexcept {
    if (code.category() != server_category()) return std::chrono::seconds{0};
    auto const value = static_cast<server_errc>(code.value());
    return detail::known(value) ? detail::row_of(value).minimum_delay : std::chrono::seconds{0};
}

} // namespace b24pull::rest
