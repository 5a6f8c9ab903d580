#include "wall_time.hpp"

#include <cstdio>
#include <ctime>

namespace tool {
namespace {

using std::chrono::milliseconds;

/// By strftime(), with the milliseconds behind it.
std::string with_milliseconds(std::tm const& time, char const* format, milliseconds part) {
    char text[64];
    auto const size = std::strftime(text, sizeof text, format, &time);
    char digits[8];
    std::snprintf(digits, sizeof digits, ".%03d", static_cast<int>(part.count()));
    return std::string(text, size) + digits;
}

struct split_time {
    explicit split_time(wall_time when)
        : seconds(std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(when)))
        , part(std::chrono::floor<milliseconds>(when - std::chrono::floor<std::chrono::seconds>(when))) {}

    std::time_t seconds;
    milliseconds part;
};

} // namespace

std::string local_time(wall_time when) {
    split_time const split(when);
    std::tm time{};
    ::localtime_r(&split.seconds, &time);
    return with_milliseconds(time, "%H:%M:%S", split.part);
}

std::string utc_time(wall_time when) {
    split_time const split(when);
    std::tm time{};
    ::gmtime_r(&split.seconds, &time);
    return with_milliseconds(time, "%Y-%m-%dT%H:%M:%S", split.part) + 'Z';
}

} // namespace tool
