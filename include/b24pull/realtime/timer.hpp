// The timers of a session: one deadline each, one for the host.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <optional>

namespace b24pull::realtime {

/// When to …
enum class timer {
    /// … make the next attempt to connect.
    retry,
    /// … give up an attempt to open a WebSocket.
    open_limit,
    /// … count an open connection as good, so that the next failure is the first again.
    settled,
    /// … take a silent connection for dead.
    silence,
    /// … send a ping of our own.
    own_ping,
    /// … give up a poll and ask again.
    poll_limit,
    /// … ask again after an answer that came at once and empty.
    poll_pause,
    /// … count as connected by long polling without an answer yet.
    poll_settled,
    /// … connect to where the new configuration leads.
    replace,
    /// … try WebSocket beside long polling.
    probe,
    /// … ask the host for a configuration.
    fetch,
    /// … give that up, and ask again later.
    fetch_limit,
    /// … ask for a new one before the one that is held ends.
    refresh,
    /// … tell that we are offline.
    offline_status,
    /// … give up calls without an answer.
    calls,
    /// … look at publications that wait.
    publications,
    count_, // how many there are
};

/// A table of deadlines.
class timer_table {
public:
    /// Steady time, as all of `now`.
    using time_point = std::chrono::steady_clock::time_point;

    /// Sets a timer, or sets it anew.
    void set(timer which, time_point when) noexcept { at(which) = when; }
    /// Takes a timer back.
    void clear(timer which) noexcept { at(which) = never; }
    /// Takes all of them back.
    void clear() noexcept { deadlines_.fill(never); }
    /// Whether it was set, and neither taken nor cleared since.
    bool is_set(timer which) const noexcept { return deadlines_[static_cast<std::size_t>(which)] != never; }

    /// Whether the time has come; the timer is cleared then.
    bool take(timer which, time_point now) noexcept {
        if (at(which) > now) return false;
        clear(which);
        return true;
    }

    /// The earliest deadline.
    std::optional<time_point> next() const noexcept {
        auto const earliest = *std::min_element(deadlines_.begin(), deadlines_.end());
        return earliest == never ? std::nullopt : std::optional(earliest);
    }

private:
    static constexpr time_point never = (time_point::max)();

    time_point& at(timer which) noexcept { return deadlines_[static_cast<std::size_t>(which)]; }

    std::array<time_point, static_cast<std::size_t>(timer::count_)> deadlines_ = [] {
        std::array<time_point, static_cast<std::size_t>(timer::count_)> all;
        all.fill(never);
        return all;
    }();
};

} // namespace b24pull::realtime
