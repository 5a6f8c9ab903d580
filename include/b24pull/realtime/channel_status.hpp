// Whether somebody listens on a channel, as servers of version 4 tell when asked for channel statistics.
#pragma once

#include <string>

namespace b24pull::realtime {

/// Source: ChannelStats of a ResponseBatch. An answer does not say which request it belongs to, and may come together
/// with messages: match by the id.
struct channel_status {
    /// The public channel's id, lower-case hexadecimal digits, without its signature.
    std::string public_id = {};
    /// Whether the channel is a private one.
    bool is_private = false;
    /// Connected, or was within the last 130 s.
    bool is_online = false;
};

} // namespace b24pull::realtime
