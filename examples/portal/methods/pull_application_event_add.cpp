#include "pull_application_event_add.hpp"

#include "../php_value.hpp"
#include "../push/event.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace portal {
namespace {

namespace json = boost::json;

bool is_lower_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// An administrator may address anybody, with anything. Everybody else may name only himself, and only as a string:
// the comparison is by type.
bool may_address(caller const& who, json::value const& user) {
    if (who.administrator || user.is_null()) return true;
    return user.is_string() && user.get_string() == std::to_string(who.user);
}

bool is_module_id(json::value const& value) {
    auto const text = php_text(value);
    return text && std::all_of(text->begin(), text->end(),
                               [](char c) { return is_lower_or_digit(c) || c == '.' || c == '_'; });
}

bool is_command(json::value const& value) {
    auto text = php_text(value);
    if (!text) return false;
    // The end of PHP's pattern tolerates one line break.
    if (text->ends_with('\n')) text->pop_back();
    return !text->empty() && std::all_of(text->begin(), text->end(), [](char c) {
        return is_lower_or_digit(c) || (c >= 'A' && c <= 'Z') ||
               std::string_view("_:|.-").find(c) != std::string::npos;
    });
}

// PHP's own way to say "to everybody" is the user 0, and a scalar that is no number casts to it.
bool is_for_all(json::value const& user) {
    return user.is_null() || (!is_php_array(user) && php_int(user) == 0);
}

std::vector<std::int64_t> users_of(json::value const& value) {
    auto const list = php_array_parameter(value);
    std::vector<std::int64_t> users;
    for (auto const& each : list ? php_elements(*list) : std::vector<json::value>{value})
        if (auto const user = php_int(each); user > 0) users.push_back(user);
    return users;
}

} // namespace

outcome<json::value> pull_application_event_add(method_call const& call) {
    if (!call.who.is_application()) return known_error("WRONG_AUTH_TYPE");
    if (!may_address(call.who, call["USER_ID"])) return known_error("USER_ID_ACCESS_ERROR");
    if (!is_module_id(call["MODULE_ID"])) return known_error("MODULE_ID_ERROR");
    if (!is_command(call["COMMAND"])) return known_error("COMMAND_ERROR");
    auto const& parameters = call["PARAMS"];
    if (!parameters.is_null() && !php_array_parameter(parameters)) return known_error("PARAMS_ERROR");
    push::event const event{call["MODULE_ID"].is_null() ? "application" : *php_text(call["MODULE_ID"]),
                            *php_text(call["COMMAND"]),
                            parameters.is_null() ? json::value(json::object())
                                                 : *php_array_parameter(parameters)};
    // Accepted and never sent: PHP takes this one for empty.
    if (event.command == "0") return json::value(true);
    auto const& user = call["USER_ID"];
    auto const now = wall_clock_exact();
    if (is_for_all(user)) push::send_to_all(call.state, call.who.client_id, event, now);
    else push::send_to_users(call.state, call.who.client_id, users_of(user), event, now);
    return json::value(true);
}

} // namespace portal
