#include "pull_channel_public_get.hpp"

#include "../configuration.hpp"
#include "../php_value.hpp"
#include "public_channel_owner.hpp"

#include <boost/json.hpp>

namespace portal {

outcome<boost::json::value> pull_channel_public_get(method_call const& call) {
    auto const owner = public_channel_owner(call);
    if (!owner) return owner.error();
    auto const asked = php_int(call["USER_ID"]);
    if (asked < 0 || !has_public_channels(call)) return not_configured();
    // 0 is the constant for "myself", and everything that is not a number casts to it.
    auto const user = asked == 0 ? call.who.user : asked;
    return boost::json::value(public_descriptor(call.state, *owner, user, call.now));
}

} // namespace portal
