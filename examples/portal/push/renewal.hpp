// The end of a channel: another takes its place, and those who listen are told so.
#pragma once

#include "../portal_state.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>

namespace portal::push {

// What a client would be told otherwise than PHP tells it.
struct renewal_words {
    std::optional<std::string> action; // reconnect or get_config
    std::optional<std::string> type;   // of the channel
};

// A new channel for an old one, and `channel_expire` on the old one, which is served on for a while.
void renew(portal_state& state, channel const& old, renewal_words const& words, wall_time now);

// Renews each channel to which somebody listens a little before its end. Never returns.
boost::asio::awaitable<void> renew_channels(portal_state& state);

} // namespace portal::push
