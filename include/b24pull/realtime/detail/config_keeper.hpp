// The configuration of a session: which one is held, when the next one is asked for, and never in a tight loop.
#pragma once

#include <b24pull/config.hpp>
#include <b24pull/error.hpp>
#include <b24pull/realtime/detail/session_core.hpp>
#include <b24pull/realtime/endpoint.hpp>
#include <b24pull/realtime/event.hpp>
#include <b24pull/realtime/state.hpp>
#include <b24pull/realtime/system_command.hpp>
#include <b24pull/result.hpp>

#include <boost/system/errc.hpp>

#include <algorithm>
#include <chrono>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

namespace b24pull::realtime::detail {

class config_keeper {
public:
    using time_point = session_core::time_point;
    using milliseconds = session_core::milliseconds;
    using wall_clock = std::chrono::system_clock::time_point;

    /// The one that is held, whether it is still good or not; null before the first.
    config const* get() const noexcept { return config_ ? &*config_ : nullptr; }
    config_state state() const noexcept { return state_; }
    /// Whether there is one to connect with.
    bool usable(session_core const& core) const noexcept { return config_ && core.now < ends_; }
    bool is_rpc() const noexcept { return config_ && config_->server.version >= 5; }
    /// Wall time at a moment, as far as the last configuration told it.
    std::chrono::sys_seconds wall_at(time_point when) const noexcept {
        return std::chrono::floor<std::chrono::seconds>(
            wall_ + std::chrono::duration_cast<std::chrono::system_clock::duration>(when - arrived_at_));
    }

    /// The session begins: with the timers of what it was given before.
    void start(session_core& core);
    /// Asks for one, unless it is on its way: at once, or after a delay, but not too soon after the last.
    void need(session_core& core, config_reason reason, milliseconds delay = {});
    /// The same for a connection that cannot do without.
    void need_to_connect(session_core& core);
    /// What is held is no good any more.
    void discard(session_core const& core) noexcept { ends_ = core.now; }
    /// The server does not know our channels, or does not take our token. Discards, and asks later, later each time.
    void refused(session_core& core, milliseconds at_least = {});
    /// A connection with it is good.
    void accepted() noexcept { refusals_ = 0; }

    /// One has come. True if it leads to another place than the former.
    bool arrived(session_core& core, wall_clock wall, config fetched);
    /// It could not be fetched: tells so, and asks again, later each time.
    void failed(session_core& core, failure why, milliseconds at_least = {});
    /// The network is back: no use waiting any more.
    void hurry(session_core& core);
    void timeout(session_core& core);

    /// Takes the shared channel that a control command offers.
    void replace_shared(session_core& core, channel replacement);

private:
    void move(config_input input) noexcept { state_ = next_state(state_, input).value_or(state_); }
    void ask(session_core& core);
    void schedule(session_core& core);
    /// From now on, and a year at the most: one without an end is none the worse for being renewed.
    std::chrono::seconds lifetime() const noexcept {
        auto const from = std::chrono::floor<std::chrono::seconds>(wall_);
        return (std::min)(config_->deadline(), from + std::chrono::hours(24 * 365)) - from;
    }

    config_state state_ = config_state::none;
    std::optional<config> config_;
    wall_clock wall_ = {}; // when it arrived
    time_point arrived_at_ = {};
    time_point ends_ = {};
    time_point not_before_ = {}; // the next one
    config_reason reason_ = config_reason::first;
    unsigned failures_ = 0; // in a row; those that had ended when they came count
    unsigned refusals_ = 0; // in a row
};

// Bodies.

inline void config_keeper::start(session_core& core) {
    if (state_ == config_state::held) schedule(core);
    else if (state_ == config_state::waiting) need(core, reason_);
}

inline void config_keeper::need(session_core& core, config_reason reason, milliseconds delay) {
    auto const when = (std::max)(core.now + core.sane(delay), not_before_);
    bool const later = when > core.now;
    auto const next = next_state(state_, later ? config_input::needed_later : config_input::needed);
    if (!next) return; // it is on its way
    reason_ = reason;
    state_ = *next;
    if (later) core.timers.set(timer::fetch, when);
    else ask(core);
}

inline void config_keeper::need_to_connect(session_core& core) {
    if (state_ == config_state::none || state_ == config_state::held)
        need(core, config_ ? config_reason::expires : config_reason::first);
}

inline void config_keeper::ask(session_core& core) {
    core.timers.clear(timer::fetch);
    core.timers.clear(timer::refresh);
    core.set(timer::fetch_limit, core.options.fetch_limit);
    core.actions.push(fetch_config{reason_});
}

inline void config_keeper::refused(session_core& core, milliseconds at_least) {
    auto delay = std::chrono::duration_cast<milliseconds>(refetch_delay(core.random.fraction()));
    if (refusals_ != 0) delay = (std::max)(delay, core.backoff(refusals_));
    ++refusals_;
    discard(core);
    need(core, config_reason::replaced, (std::max)(delay, at_least));
}

inline bool config_keeper::arrived(session_core& core, wall_clock wall, config fetched) {
    auto const places = [&core](config const& of) {
        auto const by_socket = websocket_url(of, {}, core.options.endpoint);
        auto const by_poll = long_poll_url(of, {}, core.options.endpoint);
        return std::pair(by_socket ? *by_socket : std::string(), by_poll ? *by_poll : std::string());
    };
    bool const moved = config_ && places(*config_) != places(fetched);
    config_ = std::move(fetched);
    wall_ = wall;
    arrived_at_ = core.now;
    not_before_ = core.now + core.sane(core.options.refresh_pause);
    ends_ = core.now + lifetime();
    for (auto const which : {timer::fetch, timer::fetch_limit, timer::refresh}) core.timers.clear(which);
    move(config_input::arrived);
    if (ends_ <= core.now) { // the clock is wrong, or the portal is
        need(core, config_reason::outdated, core.backoff(++failures_));
        return false;
    }
    failures_ = 0;
    schedule(core);
    return moved;
}

/// When it ends, and when the next one is to be asked for.
inline void config_keeper::schedule(session_core& core) {
    ends_ = arrived_at_ + lifetime();
    auto const least = core.sane(core.options.refresh_ahead);
    auto const ahead = core.at_random(least, 2 * least);
    core.timers.set(timer::refresh, (std::max)(ends_ - ahead, not_before_));
}

inline void config_keeper::failed(session_core& core, failure why, milliseconds at_least) {
    move(config_input::failed);
    reason_ = config_reason::retry;
    core.timers.clear(timer::fetch_limit);
    auto const delay = core.sane((std::max)(core.backoff(++failures_), at_least));
    not_before_ = core.now + delay;
    core.timers.set(timer::fetch, not_before_);
    core.events.push(config_failed{std::move(why), delay});
}

inline void config_keeper::hurry(session_core& core) {
    if (state_ != config_state::waiting) return;
    not_before_ = config_ ? arrived_at_ + core.sane(core.options.refresh_pause) : core.now;
    need(core, reason_);
}

inline void config_keeper::timeout(session_core& core) {
    if (core.timers.take(timer::fetch_limit, core.now))
        failed(core, make_error_code(boost::system::errc::timed_out));
    if (core.timers.take(timer::refresh, core.now)) need(core, config_reason::expires);
    if (core.timers.take(timer::fetch, core.now)) {
        move(config_input::due);
        ask(core);
    }
}

inline void config_keeper::replace_shared(session_core& core, channel replacement) {
    replace_shared_channel(*config_, std::move(replacement));
    schedule(core);
}

} // namespace b24pull::realtime::detail
