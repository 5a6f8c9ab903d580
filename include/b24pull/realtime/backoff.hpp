// How long to wait before connecting again: the published tables, and the delays that spread many clients in time.
// Chance is an argument.
#pragma once

#include <array>
#include <chrono>
#include <cmath>
#include <span>

namespace b24pull::realtime {

/// Seconds with a fraction.
using seconds_real = std::chrono::duration<double>;

/// Which table to follow.
enum class backoff_policy {
    /// The vendor's SDK and classic browser client: 0.5, 15, 45, 600, 3600 s.
    sdk,
    /// The browser client of 2025: 0.5, 5, 25, 45, 60 s.
    browser,
    /// The documentation: 0.1, 15, 45, 600, 3600 s, and nothing at random.
    documentation,
};

/// The delay before an attempt.
///
/// @param policy   which table
/// @param attempt  attempts that have failed since a connection was last good: 0 after an open one dropped
/// @param random   from 0 up to, but not including, 1: adds up to a fifth
seconds_real backoff_delay(backoff_policy policy, unsigned attempt, double random) noexcept;

/// The delay before fetching a configuration because the server does not know a channel: 6 to 35 s, or 5 s for a
/// `random` of exactly 0, as the vendor's clients reckon.
seconds_real refetch_delay(double random) noexcept;

// Bodies.

namespace detail {

/// From this attempt on, this delay.
struct backoff_row {
    unsigned from_attempt;
    double seconds;
};

inline constexpr auto sdk_backoff =
    std::to_array<backoff_row>({{0, 0.5}, {1, 15}, {3, 45}, {5, 600}, {10, 3600}});
inline constexpr auto browser_backoff =
    std::to_array<backoff_row>({{0, 0.5}, {1, 5}, {3, 25}, {5, 45}, {10, 60}});
// Errors 1, 2, 3 to 5, 6 to 10, and more: the first one is attempt 0. Where the table names a number twice, this is
// how the vendor's oldest client read it.
inline constexpr auto documented_backoff =
    std::to_array<backoff_row>({{0, 0.1}, {1, 15}, {2, 45}, {5, 600}, {10, 3600}});

constexpr double base_delay(std::span<backoff_row const> table, unsigned attempt) noexcept {
    double seconds = 0;
    for (auto const& row : table)
        if (attempt >= row.from_attempt) seconds = row.seconds;
    return seconds;
}

} // namespace detail

inline seconds_real backoff_delay(backoff_policy policy, unsigned attempt, double random) noexcept {
    constexpr double spread = 0.2;
    if (policy == backoff_policy::documentation)
        return seconds_real(detail::base_delay(detail::documented_backoff, attempt));
    auto const base = policy == backoff_policy::browser ? detail::base_delay(detail::browser_backoff, attempt)
                                                        : detail::base_delay(detail::sdk_backoff, attempt);
    return seconds_real(base + base * random * spread);
}

inline seconds_real refetch_delay(double random) noexcept {
    constexpr double least = 5, range = 30;
    return seconds_real(std::ceil(random * range) + least);
}

} // namespace b24pull::realtime
