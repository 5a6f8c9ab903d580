// The resource limit: how many seconds one method of one caller has used up, and when they are forgotten.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <utility>

namespace portal {

// A real server measures its work. This one charges one second for each call, so that a client can foresee the
// limit, and has one bucket where a real one has ten.
class operation_limit {
public:
    struct usage {
        double seconds = 0;
        std::chrono::sys_seconds reset_at{};
    };

    operation_limit(double limit, std::chrono::seconds reset)
        : limit_(limit)
        , reset_(reset) {}

    // Whether a call may begin; if so it is charged.
    bool admit(std::string const& caller, std::string const& method, std::chrono::sys_seconds now) {
        usage& used = used_[{caller, method}];
        if (now >= used.reset_at) used = {0, now + reset_};
        if (used.seconds >= limit_) return false;
        used.seconds += 1;
        return true;
    }

    usage used(std::string const& caller, std::string const& method) const {
        auto const found = used_.find({caller, method});
        return found == used_.end() ? usage{} : found->second;
    }

private:
    double limit_;
    std::chrono::seconds reset_;
    std::map<std::pair<std::string, std::string>, usage> used_;
};

} // namespace portal
