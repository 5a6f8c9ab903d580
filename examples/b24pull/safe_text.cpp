#include "safe_text.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/string_view.hpp>

#include <array>
#include <cstdint>
#include <utility>

namespace tool {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

/// One character of a text.
struct character {
    char32_t code = 0;
    std::size_t length = 1; // bytes
    bool valid = true;      // else it is one byte that begins no character
};

constexpr bool is_tail(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

/// UTF-8 by RFC 3629: neither longer forms, nor surrogates, nor anything beyond U+10FFFF.
character first_of(std::string_view text) {
    auto const lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80) return {lead};
    std::size_t const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return {lead, 1, false};
    char32_t code = lead & (0x7fu >> length);
    for (char const c : text.substr(1, length - 1)) {
        if (!is_tail(c)) return {lead, 1, false};
        code = code << 6 | (static_cast<unsigned char>(c) & 0x3fu);
    }
    constexpr std::array<char32_t, 5> shortest{0, 0, 0x80, 0x800, 0x10000};
    bool const surrogate = code >= 0xd800 && code <= 0xdfff;
    if (code < shortest[length] || surrogate || code > 0x10ffff) return {lead, 1, false};
    return {code, length};
}

/// Whether a terminal, or a reader, could be misled by it: controls, line and paragraph separators, marks of direction,
/// joiners and tags, what is no character.
bool is_unsafe(char32_t code) {
    constexpr std::pair<char32_t, char32_t> unsafe[] = {
        {0x0000, 0x001f}, {0x007f, 0x009f}, {0x00ad, 0x00ad}, {0x061c, 0x061c},
        {0x180e, 0x180e}, {0x200b, 0x200f}, {0x2028, 0x202e}, {0x2060, 0x206f},
        {0xfeff, 0xfeff}, {0xfff0, 0xfffb}, {0xfffe, 0xffff}, {0xe0000, 0xe0fff},
    };
    for (auto const& [first, last] : unsafe)
        if (code >= first && code <= last) return true;
    return false;
}

void append_hex(std::string& out, std::uint32_t value, int digits) {
    while (digits-- != 0) out += hex_digits[value >> (4 * digits) & 0xf];
}

/// As JSON does it: beyond U+FFFF as two surrogates.
void append_escaped(std::string& out, char32_t code) {
    if (code > 0xffff) {
        append_escaped(out, 0xd800 + ((code - 0x10000) >> 10));
        return append_escaped(out, 0xdc00 + ((code - 0x10000) & 0x3ff));
    }
    out += "\\u";
    append_hex(out, static_cast<std::uint32_t>(code), 4);
}

} // namespace

std::string printable(std::string_view text, std::size_t limit) {
    std::string out;
    for (std::size_t shown = 0; !text.empty(); ++shown) {
        if (shown == limit) return out + "…";
        auto const next = first_of(text);
        if (!next.valid) {
            out += "\\x";
            append_hex(out, static_cast<std::uint32_t>(next.code), 2);
        } else if (is_unsafe(next.code)) {
            append_escaped(out, next.code);
        } else {
            out += text.substr(0, next.length);
        }
        text.remove_prefix(next.length);
    }
    return out;
}

std::string printable_word(std::string_view text) {
    if (text.empty()) return "-";
    std::string out;
    for (char const c : printable(text))
        if (c == ' ') append_escaped(out, U' ');
        else out += c;
    return out;
}

std::string json_line(std::string_view checked) {
    std::string out;
    out.reserve(checked.size());
    for (bool quoted = false; !checked.empty();) {
        auto const next = first_of(checked);
        if (next.code == '\\') { // what it escapes cannot end the string
            out += checked.substr(0, 2);
            checked.remove_prefix(checked.size() < 2 ? 1 : 2);
            continue;
        }
        if (next.code == '"') quoted = !quoted;
        if (!next.valid) append_escaped(out, 0xfffd);
        else if (is_unsafe(next.code) && quoted) append_escaped(out, next.code);
        else if (quoted || next.code > ' ') out += checked.substr(0, next.length);
        checked.remove_prefix(next.length);
    }
    return out;
}

std::string json_quoted(std::string_view text) {
    return json_line(boost::json::serialize(boost::json::string_view(text.data(), text.size())));
}

} // namespace tool
