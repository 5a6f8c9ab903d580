// pull.application.event.add: an event for those who listen to the application's channels.
#pragma once

#include "method.hpp"

namespace portal {

outcome<boost::json::value> pull_application_event_add(method_call const& call);

} // namespace portal
