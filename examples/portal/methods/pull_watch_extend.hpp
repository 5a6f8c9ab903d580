// pull.watch.extend: prolongs the watches on tags and says which of them still exist.
#pragma once

#include "method.hpp"

namespace portal {

outcome<boost::json::value> pull_watch_extend(method_call const& call);

} // namespace portal
