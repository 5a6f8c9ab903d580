// pull.application.config.get: the application's own channels and how to connect. Needs an application's token.
#pragma once

#include "method.hpp"

namespace portal {

outcome<boost::json::value> pull_application_config_get(method_call const& call);

} // namespace portal
