// pull.channel.public.get: by which public id one user can be addressed.
#pragma once

#include "method.hpp"

namespace portal {

outcome<boost::json::value> pull_channel_public_get(method_call const& call);

} // namespace portal
