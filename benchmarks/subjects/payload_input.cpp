#include "payload_input.hpp"

#include "../harness/input_file.hpp"

#include <cstdint>

namespace benchmarks {
namespace {

std::string digits(std::size_t number, std::size_t width) {
    auto out = std::to_string(number);
    return std::string(width - out.size(), '0') + out;
}

void put_length(std::string& out, std::size_t length) {
    for (; length > 127; length /= 128) out += static_cast<char>(length % 128 + 128);
    out += static_cast<char>(length);
}

/// A field of bytes, text or an embedded message.
std::string field(char number, std::string const& value) {
    std::string out(1, static_cast<char>(number * 8 + 2));
    put_length(out, value.size());
    return out + value;
}

/// Id, body, expiry, time of creation, sender: as servers order them.
std::string outgoing_message(std::size_t number) {
    std::string id("\x17\x74\x94\x40\x00\x00\x00\x00\x00\x00\x00", 11);
    id += static_cast<char>(number / 100 % 10 * 16 + number / 10 % 10);
    id += static_cast<char>(number % 10 * 16);
    auto out = field(1, id) + field(2, event_body(number));
    out += "\x18\xac\x02";                         // expiry 300
    out += std::string("\x25\x5e\xd6\xcb\x69", 5); // created
    return out + field(5, std::string("\x08\x02", 2));
}

std::string envelope(std::size_t number) {
    return R"({"id":)" + std::to_string(number + 1) + R"(,"mid":"1774944000)" + digits(number, 16) +
           R"(","channel":"-","tag":"101","time":"Tue, 31 Mar 2026 14:05:18 GMT","text":)" +
           event_body(number) + '}';
}

} // namespace

std::string event_body(std::size_t number) {
    static auto const made = input_file("event.json");
    auto out = made;
    return out.replace(out.find("5120"), 4, digits(number + 1000, 4));
}

std::string batch_payload(std::size_t messages) {
    std::string out;
    for (std::size_t i = 0; i != messages; ++i) out += field(1, field(1, field(1, outgoing_message(i))));
    return out;
}

std::string framed_payload(std::size_t messages) {
    std::string out;
    for (std::size_t i = 0; i != messages; ++i) out += "#!NGINXNMS!#" + envelope(i) + "#!NGINXNME!#";
    return out;
}

std::string empty_frames(std::size_t frames) {
    std::string out;
    for (; frames != 0; --frames) out += "#!NGINXNMS!##!NGINXNME!#\n";
    return out;
}

} // namespace benchmarks
