#include "wire.hpp"

#include "../http_date.hpp"
#include "message_ids.hpp"

#include <string>

namespace portal::push {
namespace {

constexpr std::size_t start_digits = 10;

std::string tag(wall_time now) {
    auto const text = std::to_string(1000 + now.time_since_epoch().count() % 1000);
    return text.substr(1);
}

} // namespace

// One behind the other without a separator. The body is pasted as it came: if it is not JSON, neither is the frame.
std::string encode_frames(std::span<delivery const> messages, int server_version, wall_time now) {
    auto const date = http_date(std::chrono::floor<std::chrono::seconds>(now));
    std::string out;
    for (auto const& [what, channel] : messages) {
        out += R"(#!NGINXNMS!#{"id":)" + std::to_string(std::stoll(what->mid.substr(start_digits)));
        out += R"(,"mid":")" + what->mid;
        out += R"(","channel":")" + (server_version == 3 ? channel : std::string("-"));
        out += R"(","tag":")" + tag(now) + R"(","time":")" + date;
        out += R"(","text":)" + what->body + "}#!NGINXNME!#";
    }
    return out;
}

} // namespace portal::push
