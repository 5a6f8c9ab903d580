// The part that pull.channel.public.get and pull.channel.public.list have in common.
#pragma once

#include "method.hpp"

#include <string>

namespace portal {

// Whose channels are asked for: the portal's, or with APPLICATION=Y those of the calling application.
outcome<std::string> public_channel_owner(method_call const& call);

// Public channels exist from server version 4 on.
bool has_public_channels(method_call const& call);

} // namespace portal
