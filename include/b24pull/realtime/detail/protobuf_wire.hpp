// The wire format of Protocol Buffers, and no more of it than the push server speaks: varints, lengths, fixed numbers,
// groups that are skipped. Neither side copies or allocates beyond its output.
#pragma once

#include <b24pull/protocol_errc.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace b24pull::realtime::detail {

enum class wire_type : unsigned char { varint, fixed64, length, group_begin, group_end, fixed32 };

/// The number of a field and how it is written.
struct wire_field {
    std::uint32_t number = 0;
    wire_type type = wire_type::varint;

    /// The field of the schema that has this number, if it is written as the schema says. A known number in another
    /// wire type is an unknown field.
    constexpr bool is(std::uint32_t wanted, wire_type how) const noexcept {
        return number == wanted && type == how;
    }
};

/// Reads the fields of one embedded message. Each read gives false once the bytes are broken, and stays at that.
class wire_reader {
public:
    explicit wire_reader(std::string_view bytes) noexcept
        : at_(bytes.data())
        , end_(bytes.data() + bytes.size()) {}

    /// The next field: false at the end, and when broken.
    bool next(wire_field& out) noexcept;

    /// The value of the field just read, by its wire type.
    bool varint(std::uint64_t& out) noexcept;
    bool bytes(std::string_view& out) noexcept;

    /// Passes by the value of the field just read, whatever it is; groups nest `groups` deep at most.
    bool skip(wire_field field, std::size_t groups) noexcept;

    /// Why the bytes are broken: truncated_payload, invalid_protobuf or nested_too_deep.
    std::optional<protocol_errc> fault() const noexcept { return fault_; }

private:
    bool fail(protocol_errc code) noexcept {
        if (!fault_) fault_ = code;
        end_ = at_; // nothing more can be read
        return false;
    }
    std::size_t left() const noexcept { return static_cast<std::size_t>(end_ - at_); }
    bool pass(std::size_t size) noexcept {
        if (size > left()) return fail(protocol_errc::truncated_payload);
        at_ += size;
        return true;
    }
    bool long_varint(std::uint64_t& out) noexcept;

    char const* at_;
    char const* end_;
    std::optional<protocol_errc> fault_;
};

/// Bytes that a varint takes.
constexpr std::size_t varint_size(std::uint64_t value) noexcept {
    std::size_t size = 1;
    while ((value >>= 7) != 0) ++size;
    return size;
}

/// Bytes that a field of the schema takes. All numbers in use are below 16: one byte of tag.
constexpr std::size_t length_field_size(std::size_t content) noexcept {
    return 1 + varint_size(content) + content;
}
constexpr std::size_t varint_field_size(std::uint64_t value) noexcept { return 1 + varint_size(value); }

/// Appends fields. The caller knows the size of what a message embeds, and says it before the content.
class wire_writer {
public:
    explicit wire_writer(std::vector<std::byte>& out)
        : out_(out) {}

    void varint_field(std::uint32_t number, std::uint64_t value) {
        varint(tag(number, wire_type::varint));
        varint(value);
    }
    /// Announces `size` bytes, to be appended by further calls.
    void length_field(std::uint32_t number, std::size_t size) {
        varint(tag(number, wire_type::length));
        varint(size);
    }
    void bytes_field(std::uint32_t number, std::string_view content) {
        length_field(number, content.size());
        append(content);
    }
    void append(std::string_view content) {
        auto const* const first = reinterpret_cast<std::byte const*>(content.data());
        out_.insert(out_.end(), first, first + content.size());
    }

private:
    static constexpr std::uint64_t tag(std::uint32_t number, wire_type type) noexcept {
        return std::uint64_t{number} << 3 | static_cast<std::uint64_t>(type);
    }
    void varint(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7) out_.push_back(static_cast<std::byte>(value | 0x80));
        out_.push_back(static_cast<std::byte>(value));
    }

    std::vector<std::byte>& out_;
};

// Bodies.

inline bool wire_reader::varint(std::uint64_t& out) noexcept {
    if (at_ == end_ || static_cast<unsigned char>(*at_) >= 0x80) return long_varint(out);
    out = static_cast<unsigned char>(*at_++); // as most are
    return true;
}

inline bool wire_reader::long_varint(std::uint64_t& out) noexcept {
    constexpr int longest = 10;
    out = 0;
    for (int i = 0; i != longest; ++i) {
        if (at_ == end_) return fail(protocol_errc::truncated_payload);
        auto const byte = static_cast<unsigned char>(*at_++);
        out |= std::uint64_t{byte & 0x7fu} << (7 * i); // of the tenth byte one bit counts
        if (byte < 0x80) return true;
    }
    return fail(protocol_errc::invalid_protobuf);
}

inline bool wire_reader::next(wire_field& out) noexcept {
    if (at_ == end_) return false;
    std::uint64_t tag = 0;
    if (!varint(tag)) return false;
    if (tag > 0xffffffffu || tag >> 3 == 0 || (tag & 7) > static_cast<unsigned>(wire_type::fixed32))
        return fail(protocol_errc::invalid_protobuf);
    out = {static_cast<std::uint32_t>(tag >> 3), static_cast<wire_type>(tag & 7)};
    return true;
}

inline bool wire_reader::bytes(std::string_view& out) noexcept {
    std::uint64_t size = 0;
    if (!varint(size)) return false;
    if (size > left()) return fail(protocol_errc::truncated_payload);
    out = {at_, static_cast<std::size_t>(size)};
    at_ += size;
    return true;
}

inline bool wire_reader::skip(wire_field field, std::size_t groups) noexcept {
    std::uint64_t number = 0;
    std::string_view content;
    switch (field.type) {
    case wire_type::varint: return varint(number);
    case wire_type::length: return bytes(content);
    case wire_type::fixed32: return pass(4);
    case wire_type::fixed64: return pass(8);
    case wire_type::group_end: return fail(protocol_errc::invalid_protobuf); // of nothing that has begun
    case wire_type::group_begin: break;
    }
    if (groups == 0) return fail(protocol_errc::nested_too_deep);
    wire_field inside;
    while (next(inside)) {
        if (inside.type == wire_type::group_end)
            return inside.number == field.number || fail(protocol_errc::invalid_protobuf);
        if (!skip(inside, groups - 1)) return false;
    }
    return fault_ ? false : fail(protocol_errc::truncated_payload);
}

} // namespace b24pull::realtime::detail
