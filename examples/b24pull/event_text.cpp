#include "event_text.hpp"

#include "safe_text.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <chrono>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

namespace tool {
namespace {

namespace json = boost::json;
namespace realtime = b24pull::realtime;
using std::string_view;

colour colour_of(realtime::session_event const& event) {
    if (auto const* const status = std::get_if<realtime::status_changed>(&event)) {
        switch (status->status) {
        case realtime::status::connecting: return colour::yellow;
        case realtime::status::online: return colour::green;
        case realtime::status::offline: return colour::red;
        }
    }
    if (auto const* const outcome = std::get_if<realtime::publication_outcome>(&event))
        return outcome->code ? colour::red : colour::green;
    if (std::holds_alternative<realtime::presence_changed>(event)) return colour::cyan;
    bool const is_tried_again = std::holds_alternative<realtime::connection_lost>(event) ||
                                std::holds_alternative<realtime::config_failed>(event);
    return is_tried_again ? colour::yellow : colour::red;
}

std::string beside(string_view text, colour which, wall_time when, line_style const& style) {
    return style.colours(colour::dim, local_time(when)) + ' ' + style.colours(which, "-- " + printable(text));
}

std::string message_line(realtime::message const& m, wall_time when, line_style const& style) {
    std::string out = style.colours(colour::dim, local_time(when));
    out += ' ' + style.colours(colour::cyan, printable_word(m.module_id));
    out += ' ' + style.colours(colour::green, printable_word(m.command));
    if (style.params != 0) out += ' ' + printable(json_line(m.params), style.params);
    return out;
}

string_view name_of(realtime::sender_type type) {
    switch (type) {
    case realtime::sender_type::client: return "client";
    case realtime::sender_type::backend: return "backend";
    case realtime::sender_type::unknown: break;
    }
    return "unknown";
}

/// Null for success.
json::value code_of(b24pull::error_code const& code) {
    if (!code) return nullptr;
    return json::object{
        {"category", code.category().name()}, {"value", code.value()}, {"message", code.message()}};
}

json::value wait_of(std::optional<std::chrono::milliseconds> const& wait) {
    return wait ? json::value(wait->count()) : json::value();
}

/// The members that depend on the kind of event. Every kind has all of its members, always.
struct members {
    json::object operator()(realtime::status_changed const& e) const {
        return {{"type", "status"}, {"status", to_string(e.status)}};
    }
    json::object operator()(realtime::connection_lost const& e) const {
        return {{"type", "connection_lost"},
                {"why", to_string(e.why)},
                {"code", e.code},
                {"retry_in_ms", wait_of(e.retry_in)},
                {"error", code_of(e.error)}};
    }
    json::object operator()(realtime::config_failed const& e) const {
        return {{"type", "config_failed"},
                {"retry_in_ms", wait_of(e.retry_in)},
                {"path", e.why.path()},
                {"error", code_of(e.why.code())}};
    }
    json::object operator()(realtime::history_gap const& e) const {
        return {{"type", "history_gap"}, {"why", to_string(e.why)}};
    }
    json::object operator()(realtime::part_refused const& e) const {
        return {{"type", "part_refused"}, {"offset", e.part.offset}, {"size", e.part.size},
                {"path", e.part.path},    {"mid", e.part.mid},       {"error", code_of(e.part.code)}};
    }
    json::object operator()(realtime::publication_outcome const& e) const {
        return {{"type", "publication_outcome"},
                {"id", e.id},
                {"refusal", e.refusal},
                {"error", code_of(e.code)}};
    }
    json::object operator()(realtime::presence_changed const& e) const {
        return {{"type", "presence"}, {"user_id", e.user.user_id}, {"online", e.user.online}};
    }
    json::object operator()(realtime::message const&) const { return {}; } // written as text, below
};

std::string on_one_line(json::object object, wall_time when) {
    object["received"] = utc_time(when);
    return json_line(json::serialize(object));
}

/// The params stay the text that they are: numbers beyond what a double holds, members in their order.
std::string message_object(realtime::message const& m, wall_time when) {
    std::string out = R"({"type":"message","received":)" + json_quoted(utc_time(when));
    auto const add = [&out](string_view name, std::string const& value) {
        out.append(",\"").append(name).append("\":").append(value);
    };
    add("mid", json_quoted(m.mid));
    add("module_id", json_quoted(m.module_id));
    add("command", json_quoted(m.command));
    add("params", json_line(m.params));
    add("extra", json_line(m.extra));
    add("sender",
        R"({"type":)" + json_quoted(name_of(m.sender.type)) + R"(,"id":)" + json_quoted(m.sender.id) + '}');
    return out + '}';
}

} // namespace

std::string event_line(realtime::session_event const& event, wall_time when, line_style const& style) {
    if (auto const* const m = std::get_if<realtime::message>(&event)) return message_line(*m, when, style);
    return beside(to_string(event), colour_of(event), when, style);
}

std::string event_object(realtime::session_event const& event, wall_time when) {
    if (auto const* const m = std::get_if<realtime::message>(&event)) return message_object(*m, when);
    return on_one_line(std::visit(members(), event), when);
}

} // namespace tool
