// From the payloads of the real-time connection to messages: text of every kind, and Protocol Buffers.
//
//     auto const got = b24pull::realtime::decode_text(payload);
//     for (auto const& message : got.messages) handle(message);
//     for (auto const& part : got.refused) log(part.code.message(), part.offset, part.size);
#pragma once

#include <b24pull/realtime/decoded.hpp>
#include <b24pull/realtime/detail/binary_decoder.hpp>
#include <b24pull/realtime/detail/text_decoder.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace b24pull::realtime {

/// Decodes a text payload: a text message of a WebSocket, the body of a long poll.
///
/// What it is shows by looking at it, never by what was asked for:
///  - text frames, if it holds a begin marker and is no sound array or object as a whole; what stands between frames is
///    passed by;
///  - a JSON array, whose elements are events, or packets of JSON-RPC, each taken by itself;
///  - a JSON object: one packet of JSON-RPC, or one event;
///  - the bare `ping` of JSON-RPC;
///  - nothing, which is no event and no fault.
///
/// An event is an envelope (`mid`, `tag`, `time`, `text`) or bare (`module_id`, `command`, `params`, `extra`). A
/// frame that was cut does not take the next one with it, an end marker inside a string does not end a frame, line
/// breaks in the JSON text do no harm. A body that is an object is a message even without module or command.
///
/// Text does not tell who sent an event, but for JSON-RPC: the sender is unknown, unless the event itself says that
/// it is a client's.
///
/// @param payload  UTF-8; the outcome owns its texts
/// @param limits   beyond which parts, or the whole, are refused
///
/// Refused parts: json_syntax, json_incomplete, json_too_deep, unfinished_frame, message_too_large, too_many_messages,
/// missing_member, wrong_type, invalid_id, text_too_long for a frame, element or packet; payload_too_large, json_syntax
/// for the whole.
///
/// Complexity: linear in the payload, whatever it holds; members that JSON-RPC merges are sorted besides.
decoded decode_text(std::string_view payload, decode_limits limits = {});

/// The same into `out`, whose memory is used again: once it has grown, messages allocate nothing.
void decode_text(std::string_view payload, decoded& out, decode_limits const& limits = {});

/// Decodes a binary payload, one ResponseBatch: a binary message of a WebSocket, a body of type
/// `application/octet-stream`.
///
/// Fields may come in any order; of a scalar the last counts; embedded messages that come twice are merged; unknown
/// fields, groups included, and known ones in another wire type are skipped. A missing sender is an unknown one. A
/// response with both messages and statistics, which no server sends, gives both.
///
/// Refused parts: of single messages json_syntax, json_incomplete, json_too_deep, wrong_type, text_too_long,
/// message_too_large, too_many_messages; the payload whole, with nothing delivered, truncated_payload,
/// invalid_protobuf, nested_too_deep, payload_too_large.
///
/// Complexity: linear in the payload.
decoded decode_binary(std::span<std::byte const> payload, decode_limits limits = {});

/// The same into `out`.
void decode_binary(std::span<std::byte const> payload, decoded& out, decode_limits const& limits = {});

/// The same for bytes in a string, as many WebSocket and HTTP stacks hand them over.
decoded decode_binary(std::string_view payload, decode_limits limits = {});
/// @copydoc decode_binary(std::string_view,decode_limits)
void decode_binary(std::string_view payload, decoded& out, decode_limits const& limits = {});

/// The two kinds of payload, which the transport tells apart: by the opcode of a WebSocket, by the Content-Type of a
/// long poll (see long_poll.hpp).
enum class payload_kind { text, binary };

/// Decodes payloads that arrive in pieces. Whatever the split, the outcome is that of the whole: a binary payload that
/// turns out to be cut must be refused whole, so nothing is delivered before the end.
///
///     payload_reader reader;
///     while (read(piece)) reader.write(piece);
///     for (auto const& message : reader.finish(payload_kind::text).messages) …
///
/// It can be used again after finish(), and keeps its memory. Never holds more than decode_limits::payload and one
/// byte.
class payload_reader {
public:
    /// @param limits  of each payload
    explicit payload_reader(decode_limits const& limits = {})
        : limits_(limits) {}

    /// Takes the next piece. Pieces beyond the limit are counted, not kept.
    void write(std::string_view piece);

    /// The payload is complete. The outcome is valid until the next call of write() or finish().
    decoded const& finish(payload_kind kind);

    /// Forgets what came so far: the connection ended within a payload.
    void abandon() noexcept {
        gathered_.clear();
        if (gathered_.capacity() > limits::message) std::string().swap(gathered_); // a rare replay
        size_ = 0;
    }

private:
    decode_limits limits_;
    std::string gathered_;
    std::size_t size_ = 0; // of all pieces
    decoded out_;
};

// Bodies.

inline void decode_text(std::string_view payload, decoded& out, decode_limits const& limits) {
    detail::text_decoder(payload, out, limits).run();
}

inline decoded decode_text(std::string_view payload, decode_limits limits) {
    decoded out;
    decode_text(payload, out, limits);
    return out;
}

inline void decode_binary(std::string_view payload, decoded& out, decode_limits const& limits) {
    detail::binary_decoder(payload, out, limits).run();
}

inline void decode_binary(std::span<std::byte const> payload, decoded& out, decode_limits const& limits) {
    decode_binary({reinterpret_cast<char const*>(payload.data()), payload.size()}, out, limits);
}

inline decoded decode_binary(std::string_view payload, decode_limits limits) {
    decoded out;
    decode_binary(payload, out, limits);
    return out;
}

inline decoded decode_binary(std::span<std::byte const> payload, decode_limits limits) {
    decoded out;
    decode_binary(payload, out, limits);
    return out;
}

inline void payload_reader::write(std::string_view piece) {
    size_ += piece.size();
    if (gathered_.size() > limits_.payload) return; // one byte beyond tells enough
    auto const room = limits_.payload - gathered_.size();
    gathered_.append(piece.size() <= room ? piece : piece.substr(0, room + 1));
}

inline decoded const& payload_reader::finish(payload_kind kind) {
    if (kind == payload_kind::text) decode_text(gathered_, out_, limits_);
    else decode_binary(gathered_, out_, limits_);
    bool const cut = size_ != gathered_.size();
    if (cut && !out_.refused.empty()) out_.refused.front().size = size_;
    abandon();
    return out_;
}

} // namespace b24pull::realtime
