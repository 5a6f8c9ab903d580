// What is due to one listener, and when: the first message after silence at once, all that follow together.
#pragma once

#include "message.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace portal::push {

class gathering {
public:
    using time = std::chrono::steady_clock::time_point;

    void add(delivery what) { waiting_.push_back(std::move(what)); }

    // When to take; a moment that has passed means now. No value: nothing waits.
    std::optional<time> due() const { return waiting_.empty() ? std::nullopt : std::optional(quiet_until_); }

    // Whether what is added now waits for others to join it.
    bool pausing(time now) const { return now < quiet_until_; }

    // How many waited in vain. No pause follows.
    std::size_t drop() { return std::exchange(waiting_, {}).size(); }

    // What waits, in order. For the time given nothing more goes out.
    std::vector<delivery> take(time now, std::chrono::milliseconds pause) {
        quiet_until_ = now + pause;
        return std::exchange(waiting_, {});
    }

private:
    std::vector<delivery> waiting_;
    time quiet_until_{};
};

} // namespace portal::push
