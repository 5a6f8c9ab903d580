// The ids of messages: ten digits tell when the server started, sixteen count.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace portal::push {

inline constexpr std::size_t mid_digits = 26;

// Everything else in a `mid=` is passed over without a word.
inline bool is_mid(std::string_view text) {
    return text.size() == mid_digits &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

class message_ids {
public:
    explicit message_ids(std::chrono::sys_seconds start)
        : start_(start) {}

    std::string next() { return digits(start_.time_since_epoch().count(), 10) + digits(++count_, 16); }

    // A server that starts again counts from zero. Two starts never share a second, or ids would come twice.
    void restart(std::chrono::sys_seconds now) {
        start_ = std::max(now, start_ + std::chrono::seconds(1));
        count_ = -1;
    }

private:
    static std::string digits(std::int64_t number, std::size_t width) {
        auto const text = std::to_string(number);
        return std::string(width - std::min(width, text.size()), '0') + text;
    }

    std::chrono::sys_seconds start_;
    std::int64_t count_ = -1; // the last one given
};

} // namespace portal::push
