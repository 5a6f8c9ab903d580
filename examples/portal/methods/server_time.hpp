// server.time: the server's clock.
#pragma once

#include "method.hpp"

namespace portal {

outcome<boost::json::value> server_time(method_call const& call);

} // namespace portal
