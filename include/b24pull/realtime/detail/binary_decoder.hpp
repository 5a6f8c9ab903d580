// A ResponseBatch, decoded field by field: nothing is copied before a message is known to be good.
#pragma once

#include <b24pull/realtime/detail/payload_output.hpp>
#include <b24pull/realtime/detail/protobuf_schema.hpp>
#include <b24pull/realtime/detail/protobuf_wire.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace b24pull::realtime::detail {

/// The two lower-case hexadecimal digits of each byte.
inline constexpr auto hex_pairs = [] {
    constexpr char digits[] = "0123456789abcdef";
    std::array<std::array<char, 2>, 256> pairs{};
    for (std::size_t byte = 0; byte != pairs.size(); ++byte)
        pairs[byte] = {digits[byte / 16], digits[byte % 16]};
    return pairs;
}();

/// Writes bytes as hexadecimal digits.
inline void write_hex(std::string_view bytes, std::string& out) {
    out.resize(2 * bytes.size());
    auto* to = out.data();
    for (char const c : bytes) {
        std::memcpy(to, hex_pairs[static_cast<unsigned char>(c)].data(), 2);
        to += 2;
    }
}

class binary_decoder : payload_output {
public:
    using payload_output::payload_output;

    void run() {
        if (too_large()) return;
        bool const sound =
            each_message(payload_, response_batch_fields::responses,
                         [this](std::string_view response) { return read_response(response); });
        if (!sound) refuse_whole(*fault_);
    }

private:
    /// Deeper nesting is refused whatever the caller's limit: each level takes some stack.
    static constexpr std::size_t deepest_group = 512;

    /// An OutgoingMessage as it lies in the payload.
    struct raw_message {
        std::string_view part;
        std::string_view id = {};
        std::string_view body = {};
        std::uint64_t sender_type = 0;
        std::string_view sender_id = {};
    };

    /// Calls on_field(field, reader) for each field; one that it does not want (false) is skipped. False, with fault_
    /// set, when the bytes are broken.
    template <class OnField>
    bool each_field(std::string_view bytes, OnField on_field) {
        wire_reader reader(bytes);
        wire_field field;
        while (reader.next(field)) {
            bool const wanted = on_field(field, reader);
            if (fault_) return false;
            if (!wanted && !reader.skip(field, (std::min)(limits_.groups, deepest_group))) break;
        }
        if (!fault_) fault_ = reader.fault();
        return !fault_;
    }

    /// Calls on_message(bytes) for each embedded message in the field `number`.
    template <class OnMessage>
    bool each_message(std::string_view bytes, std::uint32_t number, OnMessage on_message) {
        return each_field(bytes, [&](wire_field field, wire_reader& reader) {
            if (!field.is(number, wire_type::length)) return false;
            std::string_view inside;
            if (reader.bytes(inside)) on_message(inside);
            return true;
        });
    }

    /// Takes the value of a field if it is the one that is wanted.
    static bool take(wire_field field, wire_reader& reader, std::uint32_t number, std::string_view& out) {
        return field.is(number, wire_type::length) && (reader.bytes(out), true);
    }
    static bool take(wire_field field, wire_reader& reader, std::uint32_t number, std::uint64_t& out) {
        return field.is(number, wire_type::varint) && (reader.varint(out), true);
    }

    bool read_response(std::string_view bytes) {
        return each_field(bytes, [this](wire_field field, wire_reader& reader) {
            std::string_view inside;
            if (take(field, reader, response_fields::outgoing_messages, inside))
                each_message(inside, outgoing_messages_fields::messages,
                             [this](std::string_view part) { return read_message(part); });
            else if (take(field, reader, response_fields::channel_stats, inside))
                each_message(inside, channel_stats_fields::channels,
                             [this](std::string_view part) { return read_status(part); });
            else return false;
            return true;
        });
    }

    void read_message(std::string_view part) {
        using fields = outgoing_message_fields;
        raw_message raw{part};
        bool const sound = each_field(part, [&](wire_field field, wire_reader& reader) {
            std::string_view sender;
            if (take(field, reader, fields::id, raw.id) || take(field, reader, fields::body, raw.body))
                return true;
            if (!take(field, reader, fields::sender, sender)) return false;
            each_field(sender, [&](wire_field inner, wire_reader& in) {
                return take(inner, in, sender_fields::type, raw.sender_type) ||
                       take(inner, in, sender_fields::id, raw.sender_id);
            });
            return true;
        });
        if (sound && within_limit(part)) add_message(part, [&](message& out) { return fill(raw, out); });
    }

    part_check fill(raw_message const& raw, message& out) {
        constexpr auto longest = limits::message_id / 2;
        if (raw.id.size() > longest) return part_fault{protocol_errc::text_too_long, "id"};
        write_hex(raw.id, out.mid);
        if (raw.part.size() > limits_.message) return part_fault{protocol_errc::message_too_large};
        out.sender.type =
            sender_type_of(static_cast<std::uint32_t>(raw.sender_type)); // of an enumeration 32 bits count
        if (raw.sender_id.size() <= longest) write_hex(raw.sender_id, out.sender.id);

        json_scanner scanner(raw.body, limits_.depth);
        raw_event event;
        bool const is_object = scanner.peek() == '{';
        if (!locate(scanner, event) || !scanner.at_end())
            return part_fault{scanner.fault().value_or(protocol_errc::json_syntax), "body"};
        if (!is_object) return part_fault{protocol_errc::wrong_type, "body"};
        return take_event(event, out);
    }

    void read_status(std::string_view part) {
        using fields = channel_status_fields;
        std::string_view id;
        std::uint64_t is_private = 0, is_online = 0;
        bool const sound = each_field(part, [&](wire_field field, wire_reader& reader) {
            return take(field, reader, fields::id, id) ||
                   take(field, reader, fields::is_private, is_private) ||
                   take(field, reader, fields::is_online, is_online);
        });
        if (!sound || !within_limit(part)) return;
        if (id.size() > limits::id / 2) return refuse(part, {protocol_errc::text_too_long, "id"});
        auto& status = out_.channel_statuses.emplace_back();
        write_hex(id, status.public_id);
        status.is_private = is_private != 0;
        status.is_online = is_online != 0;
    }

    /// Reports once, for all of them, that there are too many parts.
    bool within_limit(std::string_view part) {
        if (!full()) return true;
        if (!exceeded_)
            refuse(payload_.substr(static_cast<std::size_t>(part.data() - payload_.data())),
                   {protocol_errc::too_many_messages});
        exceeded_ = true;
        return false;
    }

    std::optional<protocol_errc> fault_; // of the wire format: the payload is refused whole
    bool exceeded_ = false;
};

} // namespace b24pull::realtime::detail
