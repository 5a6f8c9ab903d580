// Calls that wait for their answers, server version 5 and later: ids, time-outs, and what becomes of them when the
// connection ends. Time is an argument.
#pragma once

#include <b24pull/limits.hpp>
#include <b24pull/realtime/json_rpc.hpp>
#include <b24pull/result.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace b24pull::realtime {

/// Keeps the ids of one session's calls. Ids count up from 1 and are not reset by a reconnection, so that a late answer
/// never meets the wrong call.
///
///     auto const id = calls.start(now);
///     if (id) send(rpc_call_text(method, params, *id));       // calls.finish(*id) if it cannot be sent
///     …
///     for (auto const& answer : got.answers)
///         if (answer.id && calls.finish(*answer.id)) resolve(*answer.id, answer);
///     for (auto const id : calls.take_expired(now)) reject(id, timed_out);
class rpc_calls {
public:
    /// Steady time, as all of `now`.
    using time_point = std::chrono::steady_clock::time_point;

    /// @param time_out  how long a call waits; 5 s is what the vendor's clients allow
    explicit rpc_calls(std::chrono::milliseconds time_out = std::chrono::seconds{5})
        : time_out_(time_out) {}

    /// The id of a new call.
    ///
    /// Errors: usage_errc::too_many_calls beyond limits::pending_calls.
    result<std::uint64_t> start(time_point now);

    /// Ids for a batch whose answers are not awaited: the first of `count`.
    std::uint64_t reserve(std::uint64_t count) noexcept { return std::exchange(next_, next_ + count); }

    /// The call is over: answered, or not sent. False for an id that is not waiting: unknown, answered twice, or too
    /// late.
    bool finish(std::uint64_t id);

    /// When take_expired() has something to give.
    std::optional<time_point> poll_timeout() const noexcept {
        if (waiting_.empty()) return std::nullopt;
        return waiting_.front().deadline;
    }

    /// Takes the calls out whose time is over, the oldest first.
    std::vector<std::uint64_t> take_expired(time_point now);

    /// Takes all out: the connection has ended, no answer will come.
    std::vector<std::uint64_t> take_all();

private:
    struct waiting_call {
        std::uint64_t id;
        time_point deadline;
    };

    std::vector<std::uint64_t> take(std::vector<waiting_call>::iterator end);

    std::chrono::milliseconds time_out_;
    std::uint64_t next_ = 1;
    std::vector<waiting_call> waiting_; // by id, and so by deadline: time does not go backwards
};

// Bodies.

inline result<std::uint64_t> rpc_calls::start(time_point now) {
    if (waiting_.size() >= limits::pending_calls) return usage_errc::too_many_calls;
    auto const id = reserve(1);
    waiting_.push_back({id, now + time_out_});
    return id;
}

inline bool rpc_calls::finish(std::uint64_t id) {
    auto const at = std::find_if(waiting_.begin(), waiting_.end(),
                                 [id](waiting_call const& call) { return call.id == id; });
    if (at == waiting_.end()) return false;
    waiting_.erase(at);
    return true;
}

inline std::vector<std::uint64_t> rpc_calls::take(std::vector<waiting_call>::iterator end) {
    std::vector<std::uint64_t> out;
    for (auto at = waiting_.begin(); at != end; ++at) out.push_back(at->id);
    waiting_.erase(waiting_.begin(), end);
    return out;
}

inline std::vector<std::uint64_t> rpc_calls::take_expired(time_point now) {
    return take(std::find_if(waiting_.begin(), waiting_.end(),
                             [now](waiting_call const& call) { return now < call.deadline; }));
}

inline std::vector<std::uint64_t> rpc_calls::take_all() { return take(waiting_.end()); }

} // namespace b24pull::realtime
