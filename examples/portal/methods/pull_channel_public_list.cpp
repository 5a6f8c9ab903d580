#include "pull_channel_public_list.hpp"

#include "../configuration.hpp"
#include "../php_value.hpp"
#include "public_channel_owner.hpp"

#include <boost/json.hpp>

namespace portal {

outcome<boost::json::value> pull_channel_public_list(method_call const& call) {
    auto const owner = public_channel_owner(call);
    if (!owner) return owner.error();
    boost::json::object result;
    auto const users = php_array_parameter(call["USERS"]);
    bool const available = has_public_channels(call);
    for (auto const& element : users ? php_elements(*users) : std::vector<boost::json::value>()) {
        auto const user = php_int(element);
        if (user > 0) result[std::to_string(user)] = nullptr;
    }
    if (result.empty()) return known_error("INVALID_FORMAT");
    if (!available) return not_configured();
    for (auto& member : result)
        member.value() =
            public_descriptor(call.state, *owner, std::stoll(std::string(member.key())), call.now);
    return boost::json::value(std::move(result));
}

} // namespace portal
