#include "pull_config_get.hpp"

#include "../atom_time.hpp"
#include "../configuration.hpp"

#include <boost/json.hpp>

namespace portal {

outcome<boost::json::value> pull_config_get(method_call const& call) {
    auto const& options = call.state.options;
    if (call.who.is_application())
        return rest_error{403, "WRONG_AUTH_TYPE", "Method not available for OAuth authorization."};
    if (options.fault.not_configured) return not_configured();
    auto result = configuration(call.state, portal_owner, call.who.user, call.now);
    if (options.push.generation >= generation::c)
        result["serverTime"] = to_atom(call.now, options.utc_offset);
    return boost::json::value(std::move(result));
}

} // namespace portal
