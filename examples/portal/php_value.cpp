#include "php_value.hpp"

#include "php_json.hpp"

#include <boost/json.hpp>

#include <cmath>
#include <cstdlib>

namespace portal {
namespace {

namespace json = boost::json;

std::int64_t whole_part(double number) {
    return std::abs(number) < 9e18 ? static_cast<std::int64_t>(number) : 0;
}

std::int64_t int_of_text(char const* text) {
    char* end = nullptr;
    auto const number = std::strtoll(text, &end, 10);
    bool const real = end != text && (*end == '.' || *end == 'e' || *end == 'E');
    return real ? whole_part(std::strtod(text, nullptr)) : number;
}

bool is_name_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

// Copies the literal of a string that begins at `at`, written with either kind of quote, as a JSON string.
// Returns the place behind it, or npos if it does not end.
std::size_t copy_string(std::string& out, std::string_view text, std::size_t at) {
    char const quote = text[at];
    out += '"';
    for (++at; at < text.size() && text[at] != quote; ++at) {
        if (text[at] == '\\' && at + 1 < text.size()) {
            ++at;
            out += text[at] == '\'' ? std::string_view("'") : text.substr(at - 1, 2);
        } else if (text[at] == '"') {
            out += "\\\"";
        } else {
            out += text[at];
        }
    }
    out += '"';
    return at < text.size() ? at + 1 : std::string_view::npos;
}

std::size_t copy_word(std::string& out, std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && is_name_char(text[end])) ++end;
    auto const word = text.substr(at, end - at);
    auto const next = text.find_first_not_of(" \t\r\n", end);
    bool const key = next != std::string_view::npos && text[next] == ':';
    if (key) out += '"';
    out += word;
    if (key) out += '"';
    return end;
}

} // namespace

bool is_php_array(json::value const& value) { return value.is_array() || value.is_object(); }

std::vector<json::value> php_elements(json::value const& value) {
    std::vector<json::value> elements;
    if (auto const* list = value.if_array()) elements.assign(list->begin(), list->end());
    else if (auto const* map = value.if_object())
        for (auto const& member : *map) elements.push_back(member.value());
    return elements;
}

std::int64_t php_int(json::value const& value) {
    switch (value.kind()) {
    case json::kind::null: return 0;
    case json::kind::bool_: return value.get_bool() ? 1 : 0;
    case json::kind::int64: return value.get_int64();
    case json::kind::uint64: return 0;
    case json::kind::double_: return whole_part(value.get_double());
    case json::kind::string: return int_of_text(value.get_string().c_str());
    case json::kind::array: return value.get_array().empty() ? 0 : 1;
    case json::kind::object: return value.get_object().empty() ? 0 : 1;
    }
    return 0;
}

std::optional<std::string> php_text(json::value const& value) {
    switch (value.kind()) {
    case json::kind::null: return std::string();
    case json::kind::bool_: return value.get_bool() ? std::string("1") : std::string();
    case json::kind::string: return std::string(value.get_string());
    case json::kind::int64:
    case json::kind::uint64:
    case json::kind::double_: return php_json(value, non_ascii::raw);
    case json::kind::array:
    case json::kind::object: return std::nullopt;
    }
    return std::nullopt;
}

std::optional<json::value> read_literal(std::string_view text) {
    std::string as_json;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '"' || text[at] == '\'') at = copy_string(as_json, text, at);
        else if (is_name_char(text[at])) at = copy_word(as_json, text, at);
        else as_json += text[at++];
        if (at == std::string_view::npos) return std::nullopt;
    }
    boost::system::error_code error;
    auto value = json::parse(as_json, error);
    if (error) return std::nullopt;
    return value;
}

std::optional<json::value> php_array_parameter(json::value const& value) {
    if (is_php_array(value)) return value;
    if (!value.is_string()) return std::nullopt;
    auto literal = read_literal(value.get_string());
    if (!literal || !is_php_array(*literal)) return std::nullopt;
    return literal;
}

} // namespace portal
