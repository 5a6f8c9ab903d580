// What all parts of a session share: its options, chance, time, timers, and what goes out.
#pragma once

#include <b24pull/realtime/action.hpp>
#include <b24pull/realtime/backoff.hpp>
#include <b24pull/realtime/detail/fifo.hpp>
#include <b24pull/realtime/detail/random.hpp>
#include <b24pull/realtime/event.hpp>
#include <b24pull/realtime/session_options.hpp>
#include <b24pull/realtime/timer.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace b24pull::realtime::detail {

/// Handed to each part with every call, so that a session can be moved.
struct session_core {
    using time_point = timer_table::time_point;
    using milliseconds = std::chrono::milliseconds;

    session_core(session_options with, std::uint64_t seed)
        : options(std::move(with))
        , random(seed) {}

    session_options options;
    random_source random;
    /// The latest time that the host told.
    time_point now = {};
    timer_table timers = {};
    fifo<action> actions = {};
    fifo<session_event> events = {};
    operation_id last_id = 0;

    /// Messages among the events.
    std::size_t messages_waiting = 0;
    /// The id of the message that the host took last.
    std::string given = {};

    void deliver(message one) {
        events.push(std::move(one));
        ++messages_waiting;
    }
    std::optional<session_event> pop_event() {
        auto out = events.pop();
        if (auto const* const one = out ? std::get_if<message>(&*out) : nullptr) {
            --messages_waiting;
            given = one->mid;
        }
        return out;
    }

    operation_id new_id() noexcept { return ++last_id; }
    /// A duration that can be added to any time; options and servers are free to name others.
    static constexpr milliseconds sane(milliseconds delay) noexcept {
        return std::clamp(delay, milliseconds{0}, milliseconds{std::chrono::hours(24 * 3650)});
    }
    void set(timer which, milliseconds delay) noexcept { timers.set(which, now + sane(delay)); }
    void arm(timer which, std::optional<time_point> when) noexcept {
        if (when) timers.set(which, *when);
        else timers.clear(which);
    }
    /// The delay before an attempt, by the table in use.
    milliseconds backoff(unsigned attempt) noexcept {
        return std::chrono::duration_cast<milliseconds>(
            backoff_delay(options.backoff, attempt, random.fraction()));
    }
    milliseconds at_random(milliseconds least, milliseconds most) noexcept {
        return random.between(least, most);
    }
};

} // namespace b24pull::realtime::detail
