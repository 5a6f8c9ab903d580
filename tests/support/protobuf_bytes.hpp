// Protocol Buffers by hand, for tests: nothing here comes from the library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace support {

/// Bytes from their hexadecimal digits. Blanks do not count.
inline std::string bytes(std::string_view digits) {
    constexpr std::string_view values = "0123456789abcdef";
    std::string out;
    bool half = false;
    for (char const c : digits) {
        if (c == ' ' || c == '\n') continue;
        auto const value = static_cast<unsigned>(values.find(c));
        if (half) out.back() = static_cast<char>(static_cast<unsigned char>(out.back()) * 16u + value);
        else out += static_cast<char>(value);
        half = !half;
    }
    return out;
}

inline std::string hex(std::string_view text) {
    constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (char const c : text) {
        out += digits[static_cast<unsigned char>(c) / 16];
        out += digits[static_cast<unsigned char>(c) % 16];
    }
    return out;
}

inline std::string_view as_text(std::span<std::byte const> content) {
    return {reinterpret_cast<char const*>(content.data()), content.size()};
}

inline std::string hex(std::span<std::byte const> content) { return hex(as_text(content)); }

inline std::string varint(std::uint64_t value) {
    std::string out;
    for (; value > 127; value /= 128) out += static_cast<char>(value % 128 + 128);
    return out += static_cast<char>(value);
}

/// A field of wire type 0.
inline std::string number(unsigned field, std::uint64_t value) { return varint(field * 8u) + varint(value); }

/// A field of wire type 2.
inline std::string block(unsigned field, std::string_view content) {
    return varint(field * 8u + 2u) + varint(content.size()) + std::string(content);
}

} // namespace support
