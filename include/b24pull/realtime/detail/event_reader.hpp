// The body of an event, `{"module_id", "command", "params", "extra"}`: where its members stand, and the message they
// make.
#pragma once

#include <b24pull/detail/json_scalar.hpp>
#include <b24pull/detail/json_scanner.hpp>
#include <b24pull/detail/member_name.hpp>
#include <b24pull/detail/table_view.hpp>
#include <b24pull/limits.hpp>
#include <b24pull/protocol_errc.hpp>
#include <b24pull/realtime/message.hpp>
#include <b24pull/url.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace b24pull::realtime::detail {

/// Why one message or packet is refused.
struct part_fault {
    protocol_errc code;
    std::string_view path = {};
};

/// What was wrong with a part, if anything.
using part_check = std::optional<part_fault>;

/// A checked JSON value that is a string, as one.
inline json_string as_string(std::string_view value) noexcept {
    auto const raw = value.substr(1, value.size() - 2);
    return {raw, raw.find('\\') != raw.npos};
}

constexpr bool is_string(std::string_view value) noexcept { return value.starts_with('"'); }

constexpr bool is_container(std::string_view value) noexcept {
    return value.starts_with('{') || value.starts_with('[');
}

/// Absent, null, or the false with which PHP says that there is no such thing.
constexpr bool is_absent(std::string_view value) noexcept {
    return value.empty() || value == "null" || value == "false";
}

/// Takes over a text; absent is "". Fault: wrong_type.
inline part_check take_text(std::string_view value, std::string& out, std::string_view path) {
    if (is_string(value)) as_string(value).assign_to(out);
    else if (is_absent(value)) out.clear();
    else return part_fault{protocol_errc::wrong_type, path};
    return std::nullopt;
}

/// Takes over an id, which servers write as a string or as a number. Faults: wrong_type, text_too_long, invalid_id.
inline part_check take_id(std::string_view value, std::string& out, std::string_view path) {
    out.clear();
    constexpr std::size_t escaped = 6; // bytes that one may take
    if (value.size() > escaped * limits::message_id) return part_fault{protocol_errc::text_too_long, path};
    if (all_digits(value)) out = value;
    else if (auto const fault = take_text(value, out, path)) return fault;
    if (out.size() > limits::message_id) {
        out.clear();
        return part_fault{protocol_errc::text_too_long, path};
    }
    if (out.empty() || is_id(out)) return std::nullopt;
    out.clear();
    return part_fault{protocol_errc::invalid_id, path};
}

/// A decimal integer, in quotes or not.
inline std::optional<std::int64_t> to_integer(std::string_view value) noexcept {
    return decimal(is_string(value) ? as_string(value).raw : value);
}

/// A flag in any of the spellings that PHP and SQL have for it.
inline std::optional<bool> to_flag(std::string_view value) {
    if (value == "true" || value == "false") return value == "true";
    if (is_string(value)) return as_flag(json_scalar(as_string(value).raw));
    auto const number = to_integer(value);
    return number ? as_flag(json_scalar(*number)) : std::nullopt;
}

/// A member of a Raw, a struct that knows where members of an object stand: its name, and what reads its value.
template <class Raw>
struct raw_member {
    member_name name;
    bool (*read)(Raw&, json_scanner&);
};

/// Reads a value's text to its place.
template <auto Place, class Raw>
bool text_to(Raw& out, json_scanner& in) {
    return in.value(out.*Place);
}
/// Of a member that is only known so as to be passed by.
template <class Raw>
bool passed(Raw&, json_scanner& in) {
    return in.skip();
}

/// Reads a value into a Raw: each member is the text of a value, or empty. `Raw::members()` lists them as servers write
/// them, and where they do so in several ways, one behind the other: the name behind the last one is looked for first.
/// What is no object has no members. False for broken JSON.
template <class Raw>
bool locate(json_scanner& in, Raw& out) {
    out = {};
    if (in.peek() != '{') return in.skip();
    if (!in.open('{')) return false;
    table_view<raw_member<Raw>> const all = Raw::members();
    auto const* next = all.begin();
    for (bool first = true; in.more('}', first); first = false) {
        if (next == all.end() || !in.is_key(next->name)) {
            json_string key;
            if (!in.string(key) || !in.colon()) return false;
            auto const* const found = std::find_if(
                all.begin(), all.end(), [&key](auto const& one) { return key.is(one.name.name()); });
            if (found == all.end()) {
                if (!in.skip()) return false;
                continue;
            }
            next = found;
        }
        if (!(next++)->read(out, in)) return false;
    }
    return in.good();
}

/// The same, with the text of the value.
template <class Raw>
bool locate(json_scanner& in, std::string_view& text, Raw& out) {
    return in.value(text, [&out](json_scanner& value) { return locate(value, out); });
}

/// The same for text that has been checked already.
template <class Raw>
Raw located(std::string_view checked) {
    Raw out;
    json_scanner scanner(checked, json_scanner::deepest);
    locate(scanner, out);
    return out;
}

struct raw_extra {
    std::string_view sender = {};

    static table_view<raw_member<raw_extra>> members() noexcept {
        static constexpr raw_member<raw_extra> all[] = {
            {"server_time", passed},  {extra_server_time, passed}, {"server_name", passed},
            {"revision_web", passed}, {"revision_mobile", passed}, {"sender", text_to<&raw_extra::sender>},
        };
        return all;
    }
};

struct raw_event {
    std::string_view module_id = {}, command = {}, params = {}, extra = {};
    raw_extra in_extra = {};

    static table_view<raw_member<raw_event>> members() noexcept {
        static constexpr raw_member<raw_event> all[] = {
            {event_member::module_id, text_to<&raw_event::module_id>},
            {event_member::command, text_to<&raw_event::command>},
            {event_member::params, text_to<&raw_event::params>},
            {event_member::extra,
             [](raw_event& out, json_scanner& in) { return locate(in, out.extra, out.in_extra); }},
        };
        return all;
    }
    /// It is an event, and nothing else.
    bool named() const noexcept { return !module_id.empty() || !command.empty(); }
};

struct raw_sender {
    std::string_view type = {}, id = {};

    static table_view<raw_member<raw_sender>> members() noexcept {
        static constexpr raw_member<raw_sender> all[] = {
            {"type", text_to<&raw_sender::type>},
            {"id", text_to<&raw_sender::id>},
        };
        return all;
    }
};

constexpr sender_type sender_type_of(std::uint64_t number) noexcept {
    switch (number) {
    case 1: return sender_type::client;
    case 2: return sender_type::backend;
    default: return sender_type::unknown;
    }
}

/// What is wrong with a sender makes it an unknown one.
inline void take_sender(std::string_view value, sender& out) {
    auto const raw = located<raw_sender>(value);
    auto const type = to_integer(raw.type);
    out.type = type ? sender_type_of(static_cast<std::uint64_t>(*type)) : sender_type::unknown;
    static_cast<void>(take_id(raw.id, out.id, {}));
}

/// Fills the body's part of a message. Faults: wrong_type for a module or command that is no string.
inline part_check take_event(raw_event const& body, message& out) {
    if (auto const fault = take_text(body.module_id, out.module_id, event_member::module_id)) return fault;
    if (auto const fault = take_text(body.command, out.command, event_member::command)) return fault;
    for (char& c : out.module_id) c = to_lower(c);
    if (!body.params.empty()) out.params = body.params;
    if (is_container(body.extra)) out.extra = body.extra;
    return std::nullopt;
}

} // namespace b24pull::realtime::detail
