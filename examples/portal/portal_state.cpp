#include "portal_state.hpp"

#include "signing.hpp"

#include <utility>

namespace portal {

std::string own_address::with_scheme(std::string_view scheme) const {
    return std::string(scheme) + "://" + host + ':' + std::to_string(port);
}

portal_state::portal_state(portal_options const& given, own_address own)
    : options(given)
    , address(std::move(own))
    , signature_key(given.push.signature ? derived_digits(given.seed, "signature key", 64) : std::string())
    , token_key(derived_digits(given.seed, "web token key", 64))
    , config_timestamp(wall_clock().time_since_epoch().count())
    , channels(given.seed, given.push.channel_life)
    , access(given.access, given.seed)
    , push(wall_clock(), given.push.server_version) {
    push.faults.seed(given.seed);
    push.faults.cut_probability = given.realtime.cut_probability;
    push.faults.repeat_probability = given.realtime.repeat_probability;
}

std::chrono::sys_seconds wall_clock() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

push::wall_time wall_clock_exact() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

} // namespace portal
