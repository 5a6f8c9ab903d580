// pull.config.get: the portal-wide channels and how to connect. Refuses applications, takes webhooks.
#pragma once

#include "method.hpp"

namespace portal {

outcome<boost::json::value> pull_config_get(method_call const& call);

} // namespace portal
