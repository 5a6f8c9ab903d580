// Counts what came, for the summary at the end.
#pragma once

#include <b24pull/realtime/event.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace tool {

class tally {
public:
    using time_point = std::chrono::steady_clock::time_point;

    void count(b24pull::realtime::session_event const& event, time_point now);
    /// A message was printed: it passed the filters.
    void shown() { ++shown_; }
    /// The end: nothing more comes.
    ///
    /// @param duplicates  session::duplicates()
    void finish(time_point now, std::uint64_t duplicates);

    std::uint64_t messages_shown() const { return shown_; }
    bool ever_online() const { return connections_ != 0; }
    /// All attempts have failed.
    bool never_came_about() const { return connections_ == 0 && losses_ != 0; }

    /// "3 events, 0 duplicates suppressed, …"
    std::string line() const;
    /// An object of type `summary`, on one line.
    std::string object() const;

private:
    void offline_since(time_point now);

    std::uint64_t messages_ = 0;
    std::uint64_t shown_ = 0;
    std::uint64_t duplicates_ = 0;
    std::uint64_t connections_ = 0;
    std::uint64_t losses_ = 0;
    std::uint64_t gaps_ = 0;
    std::uint64_t refused_parts_ = 0;
    std::chrono::steady_clock::duration online_{0};
    std::optional<time_point> online_since_ = {};
};

} // namespace tool
