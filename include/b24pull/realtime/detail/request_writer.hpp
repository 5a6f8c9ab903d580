// RequestBatch, byte for byte as the vendor's client encodes it: fields in the order of their numbers, receivers
// before the body, signature and expiry always written. One request in a batch: servers look at the first alone.
#pragma once

#include <b24pull/realtime/detail/protobuf_schema.hpp>
#include <b24pull/realtime/detail/protobuf_wire.hpp>
#include <b24pull/realtime/receiver.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace b24pull::realtime::detail {

/// An IncomingMessage before it is encoded.
struct wire_message {
    std::vector<receiver> receivers;
    std::string body;
    std::uint32_t expiry = 0;
};

/// Writes one request, whose only field is `number` with `content_size` bytes, which the caller appends.
inline wire_writer open_request(std::vector<std::byte>& out, std::uint32_t number, std::size_t content_size) {
    auto const request_size = length_field_size(content_size);
    out.clear();
    out.reserve(length_field_size(request_size));
    wire_writer writer(out);
    writer.length_field(request_batch_fields::requests, request_size);
    writer.length_field(number, content_size);
    return writer;
}

inline std::size_t encoded_size(receiver const& to) noexcept {
    return length_field_size(to.public_id().size() / 2) + length_field_size(to.signature().size() / 2);
}

inline std::size_t encoded_size(wire_message const& message) noexcept {
    std::size_t size = length_field_size(message.body.size()) + varint_field_size(message.expiry);
    for (auto const& to : message.receivers) size += length_field_size(encoded_size(to));
    return size;
}

/// Appends an even number of hexadecimal digits as the bytes that they mean.
inline void write_hex_field(wire_writer& writer, std::uint32_t number, std::string_view digits) {
    writer.length_field(number, digits.size() / 2);
    for (std::size_t i = 0; i != digits.size(); i += 2) {
        auto const byte = static_cast<char>(b24pull::detail::hex_digit(digits[i]) * 16 +
                                            b24pull::detail::hex_digit(digits[i + 1]));
        writer.append({&byte, 1});
    }
}

inline void write_receiver(wire_writer& writer, std::uint32_t number, receiver const& to) {
    writer.length_field(number, encoded_size(to));
    write_hex_field(writer, receiver_fields::id, to.public_id());
    write_hex_field(writer, receiver_fields::signature, to.signature().reveal());
}

/// The request to publish messages.
inline std::vector<std::byte> encode_messages(std::span<wire_message const> messages) {
    std::size_t size = 0;
    for (auto const& message : messages) size += length_field_size(encoded_size(message));
    std::vector<std::byte> out;
    auto writer = open_request(out, request_fields::incoming_messages, size);
    for (auto const& message : messages) {
        writer.length_field(incoming_messages_fields::messages, encoded_size(message));
        for (auto const& to : message.receivers)
            write_receiver(writer, incoming_message_fields::receivers, to);
        writer.bytes_field(incoming_message_fields::body, message.body);
        writer.varint_field(incoming_message_fields::expiry, message.expiry);
    }
    return out;
}

/// The request for channel statistics.
inline std::vector<std::byte> encode_channel_stats(std::span<receiver const> channels) {
    std::size_t size = 0;
    for (auto const& channel : channels) size += length_field_size(encoded_size(channel));
    std::vector<std::byte> out;
    auto writer = open_request(out, request_fields::channel_stats, size);
    for (auto const& channel : channels)
        write_receiver(writer, channel_stats_request_fields::channels, channel);
    return out;
}

} // namespace b24pull::realtime::detail
