#include "request_parameters.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <vector>

namespace portal {
namespace {

namespace json = boost::json;

// PHP's max_input_vars and max_input_nesting_level: what goes beyond is dropped.
constexpr std::size_t most_variables = 1000;
constexpr std::size_t deepest_nesting = 64;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

std::string lowered(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), lower);
    return out;
}

std::string_view trimmed(std::string_view text) {
    auto const first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string_view media_type(std::string_view content_type) {
    return trimmed(content_type.substr(0, content_type.find(';')));
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    c = lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// The keys of one name: `a.b[c][]` is a_b, c and "next free index" (empty).
std::vector<std::string> read_name(std::string name) {
    constexpr std::string_view unfit = " .[";
    name = name.substr(0, name.find('\0')); // to PHP's registration a name is a C string
    name.erase(0, name.find_first_not_of(' '));
    auto open = name.find('[');
    if (open == 0) return {};
    // A bracket that never closes is an unfit character like the others.
    if (open != std::string::npos && name.find(']', open) == std::string::npos) open = std::string::npos;
    std::string top = name.substr(0, open);
    std::replace_if(
        top.begin(), top.end(), [&](char c) { return unfit.find(c) != std::string_view::npos; }, '_');
    std::vector<std::string> keys{top};
    while (open != std::string::npos && open < name.size() && name[open] == '[') {
        auto const close = name.find(']', open);
        if (close == std::string::npos) break;
        keys.push_back(name.substr(open + 1, close - open - 1));
        open = close + 1;
    }
    return keys;
}

std::string next_index(json::object const& map) {
    std::optional<std::int64_t> last;
    for (auto const& member : map) {
        std::string const key(member.key());
        std::int64_t index = 0;
        auto const end = std::from_chars(key.data(), key.data() + key.size(), index);
        if (end.ec == std::errc() && std::to_string(index) == key)
            last = std::max(last.value_or(index), index);
    }
    return std::to_string(last ? *last + 1 : 0);
}

void assign(json::object& values, std::vector<std::string> const& keys, std::string const& text) {
    json::object* map = &values;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        std::string const key = i > 0 && keys[i].empty() ? next_index(*map) : keys[i];
        json::value& place = (*map)[key];
        if (i + 1 == keys.size()) {
            place = text;
        } else {
            if (!place.is_object()) place.emplace_object();
            map = &place.get_object();
        }
    }
}

void merge(json::object& into, json::object const& from) {
    for (auto const& member : from) into[member.key()] = member.value();
}

void merge_json_body(request_parameters& parameters, std::string_view body) {
    json::parse_options options;
    options.max_depth = 512; // json_decode's default
    boost::system::error_code error;
    auto const value = json::parse(body, error, {}, options);
    if (error) return;
    if (auto const* map = value.if_object()) {
        merge(parameters.values, *map);
    } else if (auto const* list = value.if_array()) {
        for (std::size_t i = 0; i < list->size(); ++i) parameters.values[std::to_string(i)] = (*list)[i];
    } else {
        parameters.scalar_body = true;
    }
}

} // namespace

std::string percent_decode(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+') {
            out += ' ';
        } else if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
                   hex_digit(text[i + 2]) >= 0) {
            out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

json::object read_form(std::string_view encoded) {
    json::object values;
    std::size_t count = 0;
    while (!encoded.empty() && count < most_variables) {
        auto const end = encoded.find('&');
        auto const pair = encoded.substr(0, end);
        encoded.remove_prefix(end == std::string_view::npos ? encoded.size() : end + 1);
        if (pair.empty()) continue;
        auto const equals = pair.find('=');
        auto const keys = read_name(percent_decode(pair.substr(0, equals)));
        if (keys.empty() || keys.front().empty() || keys.size() > deepest_nesting) continue;
        assign(values, keys,
               equals == std::string_view::npos ? std::string() : percent_decode(pair.substr(equals + 1)));
        ++count;
    }
    return values;
}

request_parameters read_parameters(request_source const& request) {
    request_parameters parameters{read_form(request.query)};
    if (request.method != "POST") return parameters;
    auto const type = media_type(request.content_type);
    // PHP itself reads the form and does not care about case; the JSON branch is the REST server's own and does.
    if (lowered(type) == "application/x-www-form-urlencoded")
        merge(parameters.values, read_form(request.body));
    else if (type == "application/json") merge_json_body(parameters, request.body);
    return parameters;
}

std::optional<std::string> find_access_token(std::string_view authorization, json::object const& values) {
    constexpr std::string_view scheme = "bearer ";
    auto const header = trimmed(authorization);
    if (lowered(header.substr(0, scheme.size())) == scheme)
        return std::string(trimmed(header.substr(scheme.size())));
    for (std::string_view name : {"auth", "access_token"}) {
        auto const* value = values.if_contains(name);
        if (value == nullptr || value->is_array() || value->is_object()) continue;
        return value->is_string() ? std::string(value->get_string()) : json::serialize(*value);
    }
    return std::nullopt;
}

json::object method_parameters(json::object const& values) {
    constexpr std::array<std::string_view, 8> consumed{"auth",   "access_token",   "aplogin", "ap",
                                                       "sessid", "auth_connector", "start",   "state"};
    json::object out;
    for (auto const& member : values) {
        if (std::find(consumed.begin(), consumed.end(), std::string_view(member.key())) != consumed.end())
            continue;
        std::string key(member.key());
        std::transform(key.begin(), key.end(), key.begin(), upper);
        out[key] = member.value();
    }
    return out;
}

} // namespace portal
