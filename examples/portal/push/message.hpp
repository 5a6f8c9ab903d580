// A message on its way from a publisher to those who listen to a channel.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace portal::push {

using wall_time = std::chrono::sys_time<std::chrono::milliseconds>;

enum class sender_type : std::uint8_t { unknown, client, backend };

struct sender {
    sender_type type = sender_type::backend;
    std::string public_atom; // of a client; hexadecimal
};

struct message {
    std::string mid;  // 26 decimal digits
    std::string body; // as published: nobody here looks into it
    std::chrono::seconds expiry{0};
    wall_time created;
    sender from;
};

// One message for one listener. A message that was addressed to two of his channels is delivered twice.
struct delivery {
    std::shared_ptr<message const> what;
    std::string channel; // the one it was addressed to
};

} // namespace portal::push
