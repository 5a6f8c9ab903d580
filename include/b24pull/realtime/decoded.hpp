// What one payload of the real-time connection holds, and what of it could not be used.
#pragma once

#include <b24pull/error.hpp>
#include <b24pull/limits.hpp>
#include <b24pull/realtime/channel_status.hpp>
#include <b24pull/realtime/json_rpc.hpp>
#include <b24pull/realtime/message_list.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace b24pull::realtime {

/// Limits of decoding one payload.
struct decode_limits {
    /// Bytes of the payload. More refuses it whole: protocol_errc::payload_too_large.
    std::size_t payload = limits::payload;
    /// Messages, answers, calls and statistics together. What is beyond is refused as one part:
    /// protocol_errc::too_many_messages.
    std::size_t messages = limits::messages;
    /// Bytes of one message with its envelope, a frame's markers included. A larger one is refused:
    /// protocol_errc::message_too_large.
    std::size_t message = limits::message;
    /// Nested arrays and objects of a frame, element, packet or body, 512 at most. More refuses it:
    /// protocol_errc::json_too_deep. An element beyond 512 also costs those behind it.
    std::size_t depth = limits::json_depth;
    /// Nested groups of unknown protobuf fields, 512 at most. More refuses the payload whole:
    /// protocol_errc::nested_too_deep.
    std::size_t groups = limits::groups;
    /// Refused parts that are listed. The others are only counted.
    std::size_t refused = limits::refused_parts;
};

/// A part of a payload that could not be used: where and why, never what it says.
struct refused_part {
    /// A protocol_errc.
    error_code code = {};
    /// Bytes of the payload before the part.
    std::size_t offset = 0;
    /// Bytes of the part.
    std::size_t size = 0;
    /// The member at fault, such as "module_id", or "". Always a name that the protocol knows.
    std::string_view path = {};
    /// The message's id where it could still be read, or "". It is the caller's choice whether to resume behind it: a
    /// server sends it again otherwise.
    std::string mid = {};
    /// The id of the JSON-RPC call that brought it, as message::rpc_id, or "".
    std::string rpc_id = {};
};

/// The outcome of decoding a payload. Decoding never fails as a whole call: a payload that means nothing is a refused
/// part as large as the payload.
struct decoded {
    /// In the order of the payload, duplicates included.
    message_list messages = {};
    /// What could not be used, at most decode_limits::refused of it.
    std::vector<refused_part> refused = {};
    /// All refused parts, those beyond decode_limits::refused included.
    std::size_t refused_count = 0;
    /// Answers to channel statistics, version 4.
    std::vector<channel_status> channel_statuses = {};
    /// JSON-RPC, version 5 and later: answers to our calls.
    std::vector<rpc_answer> answers = {};
    /// Calls that we do not know: rpc_replies() answers them.
    std::vector<rpc_request> requests = {};
    /// The server asks for a sign of life: rpc_replies() gives it.
    bool ping = false;

    /// Forgets everything but the memory.
    void clear() noexcept;
};

// Bodies.

inline void decoded::clear() noexcept {
    messages.clear();
    refused.clear();
    refused_count = 0;
    channel_statuses.clear();
    answers.clear();
    requests.clear();
    ping = false;
}

} // namespace b24pull::realtime
