// pull.application.event.add: checks an event for the application's channels and accepts it.
#pragma once

#include "method.hpp"

namespace portal {

outcome<boost::json::value> pull_application_event_add(method_call const& call);

} // namespace portal
