// The front end's limit: each call adds one, time takes away, and what would overflow is refused.
#pragma once

#include <algorithm>
#include <chrono>

namespace portal {

class leaky_bucket {
public:
    using time_point = std::chrono::steady_clock::time_point;

    leaky_bucket(double capacity, double drain_per_second)
        : capacity_(capacity)
        , drain_(drain_per_second) {}

    // Whether there is room for one more call at this moment; a refused call adds nothing.
    bool admit(time_point now) {
        std::chrono::duration<double> const passed = now - seen_;
        seen_ = now;
        level_ = std::max(0.0, level_ - passed.count() * drain_);
        if (level_ + 1 > capacity_) return false;
        level_ += 1;
        return true;
    }

private:
    double capacity_;
    double drain_;
    double level_ = 0;
    time_point seen_{};
};

} // namespace portal
