#include "pull_application_event_add.hpp"

#include "../php_value.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <string>

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

} // namespace

outcome<json::value> pull_application_event_add(method_call const& call) {
    if (!call.who.is_application()) return known_error("WRONG_AUTH_TYPE");
    if (!may_address(call.who, call["USER_ID"])) return known_error("USER_ID_ACCESS_ERROR");
    if (!is_module_id(call["MODULE_ID"])) return known_error("MODULE_ID_ERROR");
    if (!is_command(call["COMMAND"])) return known_error("COMMAND_ERROR");
    auto const& parameters = call["PARAMS"];
    if (!parameters.is_null() && !php_array_parameter(parameters)) return known_error("PARAMS_ERROR");
    return json::value(true);
}

} // namespace portal
