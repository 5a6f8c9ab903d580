#include "public_channel_owner.hpp"

#include "../configuration.hpp"

#include <boost/json.hpp>

namespace portal {

outcome<std::string> public_channel_owner(method_call const& call) {
    auto const& application = call["APPLICATION"];
    if (!application.is_string() || application.get_string() != "Y") return std::string(portal_owner);
    if (!call.who.is_application())
        return rest_error{400, "WRONG_AUTH_TYPE",
                          "Get application public channel available only for application authorization."};
    return call.who.client_id;
}

bool has_public_channels(method_call const& call) {
    return !call.state.options.fault.not_configured && call.state.options.push.server_version >= 4;
}

} // namespace portal
