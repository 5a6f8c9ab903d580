// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing beyond U+10FFFF.
#pragma once

#include <cstddef>
#include <string_view>

namespace b24pull::detail {

/// Bytes of the character outside ASCII that begins at `text`, of which `left` bytes are there; 0 if it is none.
constexpr std::size_t utf8_length(char const* text, std::size_t left) noexcept {
    auto const tail = [text](std::size_t i, unsigned low = 0x80, unsigned high = 0xbf) {
        auto const byte = static_cast<unsigned char>(text[i]);
        return byte >= low && byte <= high;
    };
    unsigned const lead = static_cast<unsigned char>(text[0]);
    if (lead >= 0xc2 && lead <= 0xdf) return left >= 2 && tail(1) ? 2 : 0;
    if (lead >= 0xe0 && lead <= 0xef) {
        unsigned const low = lead == 0xe0 ? 0xa0 : 0x80;  // shorter forms
        unsigned const high = lead == 0xed ? 0x9f : 0xbf; // surrogates
        return left >= 3 && tail(1, low, high) && tail(2) ? 3 : 0;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
        unsigned const low = lead == 0xf0 ? 0x90 : 0x80;
        unsigned const high = lead == 0xf4 ? 0x8f : 0xbf; // the end of Unicode
        return left >= 4 && tail(1, low, high) && tail(2) && tail(3) ? 4 : 0;
    }
    return 0;
}

/// Whether the text ends within a character that has begun well: more bytes could make it one.
constexpr bool utf8_is_cut(char const* text, std::size_t left) noexcept {
    if (left == 0 || left > 3) return false;
    unsigned const lead = static_cast<unsigned char>(text[0]);
    char const second = static_cast<char>(lead == 0xe0   ? 0xa0
                                          : lead == 0xf0 ? 0x90
                                                         : 0x80); // the lowest that may follow
    char completed[4] = {text[0], second, static_cast<char>(0x80), static_cast<char>(0x80)};
    for (std::size_t i = 1; i != left; ++i) completed[i] = text[i];
    return utf8_length(completed, sizeof completed) > left;
}

constexpr bool is_utf8(std::string_view text) noexcept {
    while (!text.empty()) {
        bool const ascii = static_cast<unsigned char>(text[0]) < 0x80;
        std::size_t const length = ascii ? 1 : utf8_length(text.data(), text.size());
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

/// The first bytes of a text, `most` at the most, without breaking a character.
constexpr std::string_view first_bytes(std::string_view text, std::size_t most) noexcept {
    if (text.size() <= most) return text;
    while (most != 0 && (static_cast<unsigned char>(text[most]) & 0xc0) == 0x80) --most;
    return text.substr(0, most);
}

/// Writes a character: up to four bytes. `code` is no surrogate and at most U+10FFFF.
///
/// @return the place behind it
constexpr char* write_utf8(char* to, char32_t code) noexcept {
    auto const tail = [code](int shift) { return static_cast<char>(0x80 | ((code >> shift) & 0x3f)); };
    if (code < 0x80) {
        *to++ = static_cast<char>(code);
    } else if (code < 0x800) {
        *to++ = static_cast<char>(0xc0 | (code >> 6));
        *to++ = tail(0);
    } else if (code < 0x10000) {
        *to++ = static_cast<char>(0xe0 | (code >> 12));
        *to++ = tail(6);
        *to++ = tail(0);
    } else {
        *to++ = static_cast<char>(0xf0 | (code >> 18));
        *to++ = tail(12);
        *to++ = tail(6);
        *to++ = tail(0);
    }
    return to;
}

} // namespace b24pull::detail
