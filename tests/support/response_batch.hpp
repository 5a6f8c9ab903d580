// Payloads of version 4 as a server would send them, put together by hand.
#pragma once

#include "protobuf_bytes.hpp"

#include <b24pull/realtime/decode.hpp>

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace response_batch {

using support::block;
using support::bytes;
using support::number;

/// 26 digits, and the 13 bytes that mean them.
inline constexpr std::string_view mid = "17604410270000000000000352";
inline std::string const id = bytes(mid);

/// 16 bytes of a public channel's id.
inline constexpr std::string_view channel = "5b3c0de1f2a9487796d0114c8e7ab3f5";

inline std::string outgoing(std::string_view message_id, std::string_view body, std::string_view more = {}) {
    return block(1, message_id) + block(2, body) + std::string(more);
}

inline std::string sender(std::string_view content) { return block(5, content); }

/// A Response with messages.
inline std::string response(std::initializer_list<std::string> messages) {
    std::string inside;
    for (auto const& message : messages) inside += block(1, message);
    return block(1, block(1, inside));
}

/// A Response with channel statistics.
inline std::string statistics(std::initializer_list<std::string> channels) {
    std::string inside;
    for (auto const& each : channels) inside += block(1, each);
    return block(1, block(2, inside));
}

inline b24pull::realtime::decoded decode(std::string_view payload,
                                         b24pull::realtime::decode_limits const& limits = {}) {
    return b24pull::realtime::decode_binary(std::as_bytes(std::span(payload)), limits);
}

} // namespace response_batch
