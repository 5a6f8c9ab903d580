#include "php_json.hpp"

#include <boost/json.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace portal {
namespace {

void append_unit(std::string& out, std::uint32_t unit, std::string_view digits) {
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += digits[(unit >> shift) & 0xF];
}

constexpr std::string_view lower_hex = "0123456789abcdef";
constexpr std::string_view upper_hex = "0123456789ABCDEF";

void append_ascii(std::string& out, char c, non_ascii mode) {
    switch (c) {
    case '/': out += "\\/"; return;
    case '\\': out += "\\\\"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    case '<':
    case '>':
    case '&':
    case '\'':
    case '"':
        if (mode != non_ascii::event) append_unit(out, static_cast<unsigned char>(c), upper_hex);
        else out += c == '"' ? std::string("\\\"") : std::string(1, c);
        return;
    default: break;
    }
    if (static_cast<unsigned char>(c) < 0x20) append_unit(out, static_cast<unsigned char>(c), lower_hex);
    else out += c;
}

struct code_point {
    std::optional<std::uint32_t> value; // none: the bytes are not UTF-8
    std::size_t length;                 // bytes to go on by
};

bool begins_character(unsigned char byte) { return byte < 0x80 || (byte >= 0xC2 && byte <= 0xF4); }

code_point read_utf8(std::string_view text) {
    constexpr std::array<std::uint32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    unsigned const lead = byte(0);
    if (!begins_character(byte(0))) return {std::nullopt, 1};
    std::size_t const length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    std::uint32_t value = lead & (0xFFU >> (length + 1));
    bool whole = true;
    for (std::size_t i = 1; i < length; ++i) {
        // A broken character reaches as far as the next one.
        if (i == text.size() || begins_character(byte(i))) return {std::nullopt, i};
        whole = whole && (byte(i) & 0xC0U) == 0x80U;
        value = (value << 6) | (byte(i) & 0x3FU);
    }
    bool const surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (!whole || value < smallest.at(length) || value > 0x10FFFF || surrogate) return {std::nullopt, length};
    return {value, length};
}

void append_code_point(std::string& out, std::uint32_t value, std::string_view bytes, non_ascii mode) {
    bool const separator = value == 0x2028 || value == 0x2029;
    if (mode != non_ascii::escaped && !separator) {
        out += bytes;
    } else if (value >= 0x10000) {
        append_unit(out, 0xD800 + ((value - 0x10000) >> 10), lower_hex);
        append_unit(out, 0xDC00 + ((value - 0x10000) & 0x3FF), lower_hex);
    } else {
        append_unit(out, value, lower_hex);
    }
}

bool append_string(std::string& out, std::string_view text, non_ascii mode) {
    out += '"';
    while (!text.empty()) {
        if (static_cast<unsigned char>(text.front()) < 0x80) {
            append_ascii(out, text.front(), mode);
            text.remove_prefix(1);
            continue;
        }
        code_point const point = read_utf8(text);
        if (point.value) append_code_point(out, *point.value, text.substr(0, point.length), mode);
        else if (mode == non_ascii::raw) out += "\xEF\xBF\xBD";
        else return false;
        text.remove_prefix(point.length);
    }
    out += '"';
    return true;
}

// PHP prints the shortest digits that read back to the same number, in decimal notation while the decimal point
// stands between three zeros before the digits and the seventeenth place after them.
bool append_double(std::string& out, double number) {
    if (!std::isfinite(number)) return false;
    if (number == 0) {
        out += std::signbit(number) ? "-0" : "0";
        return true;
    }
    std::array<char, 32> buffer{};
    auto const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(number),
                                   std::chars_format::scientific);
    std::string_view const text(buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data()));
    auto const mark = text.find('e');
    std::string digits(text.substr(0, mark));
    if (digits.size() > 1) digits.erase(1, 1);
    int const exponent = std::atoi(buffer.data() + mark + 1);

    if (number < 0) out += '-';
    if (exponent < -4 || exponent >= 17) {
        out += digits.substr(0, 1) + '.' + (digits.size() > 1 ? digits.substr(1) : "0");
        out += (exponent < 0 ? "e-" : "e+") + std::to_string(std::abs(exponent));
    } else if (exponent < 0) {
        out += "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
    } else {
        auto const whole = static_cast<std::size_t>(exponent) + 1;
        if (digits.size() <= whole) out += digits + std::string(whole - digits.size(), '0');
        else out += digits.substr(0, whole) + '.' + digits.substr(whole);
    }
    return true;
}

// PHP's integers are signed: what does not fit has become a float.
bool append_unsigned(std::string& out, std::uint64_t number) {
    if (!std::in_range<std::int64_t>(number)) return append_double(out, static_cast<double>(number));
    out += std::to_string(number);
    return true;
}

bool is_list(boost::json::object const& map) {
    std::size_t index = 0;
    for (auto const& member : map)
        if (member.key() != std::to_string(index++)) return false;
    return true;
}

bool append_value(std::string& out, boost::json::value const& value, non_ascii mode);

bool append_map(std::string& out, boost::json::object const& map, non_ascii mode) {
    bool const list = is_list(map);
    out += list ? '[' : '{';
    bool first = true;
    for (auto const& member : map) {
        if (!first) out += ',';
        first = false;
        if (!list) {
            if (!append_string(out, member.key(), mode)) return false;
            out += ':';
        }
        if (!append_value(out, member.value(), mode)) return false;
    }
    out += list ? ']' : '}';
    return true;
}

bool append_list(std::string& out, boost::json::array const& list, non_ascii mode) {
    out += '[';
    bool first = true;
    for (auto const& element : list) {
        if (!first) out += ',';
        first = false;
        if (!append_value(out, element, mode)) return false;
    }
    out += ']';
    return true;
}

bool append_value(std::string& out, boost::json::value const& value, non_ascii mode) {
    switch (value.kind()) {
    case boost::json::kind::null: out += "null"; return true;
    case boost::json::kind::bool_: out += value.get_bool() ? "true" : "false"; return true;
    case boost::json::kind::int64: out += std::to_string(value.get_int64()); return true;
    case boost::json::kind::uint64: return append_unsigned(out, value.get_uint64());
    case boost::json::kind::double_: return append_double(out, value.get_double());
    case boost::json::kind::string: return append_string(out, value.get_string(), mode);
    case boost::json::kind::array: return append_list(out, value.get_array(), mode);
    case boost::json::kind::object: return append_map(out, value.get_object(), mode);
    }
    return false;
}

} // namespace

std::optional<std::string> php_json(boost::json::value const& value, non_ascii text) {
    std::string out;
    if (!append_value(out, value, text)) return std::nullopt;
    return out;
}

} // namespace portal
