// pull.application.push.add: checks a push notification for mobile users and accepts it.
#pragma once

#include "method.hpp"

namespace portal {

outcome<boost::json::value> pull_application_push_add(method_call const& call);

} // namespace portal
