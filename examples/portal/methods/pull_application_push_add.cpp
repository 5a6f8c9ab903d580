#include "pull_application_push_add.hpp"

#include "../php_value.hpp"

#include <boost/json.hpp>

namespace portal {

outcome<boost::json::value> pull_application_push_add(method_call const& call) {
    if (!call.who.is_application())
        return rest_error{403, "WRONG_AUTH_TYPE",
                          "Send push notifications available only for application authorization."};
    if (!call.who.administrator) return known_error("ACCESS_ERROR");
    auto const text = php_text(call["TEXT"]);
    if (!text || text->empty() || *text == "0") return known_error("TEXT_ERROR");
    if (call.state.options.access.application_name.empty()) return known_error("EMPTY_APP_NAME");
    return boost::json::value(true);
}

} // namespace portal
