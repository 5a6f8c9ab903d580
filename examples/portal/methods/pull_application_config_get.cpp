#include "pull_application_config_get.hpp"

#include "../configuration.hpp"

#include <boost/json.hpp>

namespace portal {

// CACHE and REOPEN are accepted and, as on current builds, change nothing.
outcome<boost::json::value> pull_application_config_get(method_call const& call) {
    if (!call.who.is_application()) return known_error("WRONG_AUTH_TYPE");
    if (call.state.options.fault.not_configured) return not_configured();
    return boost::json::value(configuration(call.state, call.who.client_id, call.who.user, call.now));
}

} // namespace portal
