// The `time` block that the envelope of a successful call ends with.
#pragma once

#include <boost/json/object.hpp>

#include <chrono>

namespace portal {

class call_time {
public:
    explicit call_time(std::chrono::minutes utc_offset);

    // From here on the method itself is at work.
    void start_processing();

    // Newer servers write the start as an integer.
    boost::json::object finish(bool whole_start) const;

private:
    using clock = std::chrono::system_clock;

    std::chrono::minutes utc_offset_;
    clock::time_point start_;
    clock::time_point processing_;
};

} // namespace portal
