// A string of JSON text where it stands, and the text that it means.
#pragma once

#include <b24pull/detail/byte_block.hpp>
#include <b24pull/detail/utf8.hpp>

#include <boost/config.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace b24pull::detail {

/// std::memcmp() == 0 for texts so short that calling it would take longer: names.
BOOST_FORCEINLINE bool same_bytes(char const* a, char const* b, std::size_t size) noexcept {
    auto const same = [&]<class Word>(std::size_t at, Word first) {
        Word second = 0;
        std::memcpy(&first, a + at, sizeof first);
        std::memcpy(&second, b + at, sizeof second);
        return first == second;
    };
    if (size >= 8) {
        for (std::size_t at = 0; at + 8 < size; at += 8)
            if (!same(at, std::uint64_t{})) return false;
        return same(size - 8, std::uint64_t{});
    }
    if (size >= 4) return same(0, std::uint32_t{}) && same(size - 4, std::uint32_t{});
    for (std::size_t at = 0; at != size; ++at)
        if (a[at] != b[at]) return false;
    return true;
}

/// A string of checked JSON text: what stands between its quotes.
struct json_string {
    std::string_view raw = {};
    /// There are backslashes in it.
    bool escaped = false;

    BOOST_FORCEINLINE bool is(std::string_view text) const {
        if (escaped) [[unlikely]]
            return means(text);
        return raw.size() == text.size() && same_bytes(raw.data(), text.data(), text.size());
    }

    /// Replaces `out` by the text that is meant.
    void assign_to(std::string& out) const;

    /// Writes the text that is meant, which is never longer than how it is written.
    ///
    /// @return the place behind it
    char* write_to(char* to) const noexcept;

    bool means(std::string_view text) const { return unescaped() == text; }

    std::string unescaped() const {
        std::string out;
        assign_to(out);
        return out;
    }
};

// Bodies.

/// The value of a hexadecimal digit, or -1.
constexpr int hex_digit(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// Copies text up to a backslash.
///
/// @param to  has room for as much as is left, and is moved behind the copy
inline char const* copy_unescaped(char const* at, char const* end, char*& to) noexcept {
    for (; end - at >= std::ptrdiff_t{byte_block::size}; at += byte_block::size, to += byte_block::size) {
        byte_block const block(at);
        block.copy_to(to);
        if (auto const backslashes = block.equal('\\'); !backslashes.none()) {
            to += backslashes.before();
            return at + backslashes.before();
        }
    }
    while (at != end && *at != '\\') *to++ = *at++;
    return at;
}

/// Writes what an escape means, whose backslash stands at `at`. Both are moved behind it.
inline void unescape(char const*& at, char*& to) noexcept {
    char const letter = at[1];
    at += 2;
    if (letter == '/') { // as PHP writes every slash
        *to++ = letter;
        return;
    }
    constexpr std::string_view letters = "bfnrt", meant = "\b\f\n\r\t";
    if (letter != 'u') {
        auto const found = letters.find(letter);
        *to++ = found == letters.npos ? letter : meant[found];
        return;
    }
    auto const unit = [&at] { // four hexadecimal digits
        char32_t value = 0;
        for (int i = 0; i != 4; ++i) value = value * 16 + static_cast<char32_t>(hex_digit(*at++));
        return value;
    };
    char32_t code = unit();
    if (code >= 0xd800 && code <= 0xdbff) { // the second half follows: checked when the string was read
        at += 2;
        code = 0x10000 + ((code - 0xd800) << 10) + (unit() - 0xdc00);
    }
    to = write_utf8(to, code);
}

inline void json_string::assign_to(std::string& out) const {
    if (!escaped) {
        out.assign(raw);
        return;
    }
    out.resize(raw.size());
    out.resize(static_cast<std::size_t>(write_to(out.data()) - out.data()));
}

inline char* json_string::write_to(char* to) const noexcept {
    auto const* at = raw.data();
    auto const* const end = at + raw.size();
    while ((at = copy_unescaped(at, end, to)) != end) unescape(at, to);
    return to;
}

} // namespace b24pull::detail
