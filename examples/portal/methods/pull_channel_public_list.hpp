// pull.channel.public.list: by which public ids several users can be addressed.
#pragma once

#include "method.hpp"

namespace portal {

outcome<boost::json::value> pull_channel_public_list(method_call const& call);

} // namespace portal
