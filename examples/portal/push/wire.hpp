// Messages as bytes, in the three ways that push servers of versions 3 to 5 have.
#pragma once

#include "message.hpp"

#include <span>
#include <string>

namespace portal::push {

enum class wire_format : std::uint8_t {
    frames,   // versions 3 and 4: text between two markers
    protobuf, // version 4 with binaryMode=true
    json_rpc  // version 5
};

struct wire_kind {
    wire_format format = wire_format::frames;
    int server_version = 4;

    bool binary() const { return format == wire_format::protobuf; }
};

// How `created` is written, which no client should believe.
enum class origin : std::uint8_t {
    live,   // the clock in milliseconds, modulo 2^32
    history // Unix seconds
};

// All of them in one payload; `messages` is not empty.
std::string encode(wire_kind const& how, std::span<delivery const> messages, origin from, wall_time now);

// The formats one by one.
std::string encode_frames(std::span<delivery const> messages, int server_version, wall_time now);
std::string encode_protobuf(std::span<delivery const> messages, origin from);
std::string encode_json_rpc(std::span<delivery const> messages);

} // namespace portal::push
