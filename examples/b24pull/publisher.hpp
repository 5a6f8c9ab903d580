// The two ways of an event to its receivers.
#pragma once

#include "common_options.hpp"
#include "network.hpp"

#include <b24pull/realtime/receiver.hpp>
#include <b24pull/rest/credentials.hpp>
#include <b24pull/result.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace tool {

struct publish_options {
    common_options common = {};
    std::string command = {};
    std::string module_id = "application";
    std::string params = {};
    std::vector<std::int64_t> users = {};
    std::int64_t self = 0; // 0: not given
    bool direct = false;
    std::string channel_file = {};
};

/// By pull.application.event.add.
///
/// @return what to say of it; errors as those of rest::application_event_add
b24pull::result<std::string> add_event(publish_options const& options, network& net,
                                       b24pull::rest::credentials const& who);

/// Over the real-time connection, and waits for what becomes of it.
///
/// @param channels  receivers besides options.users
///
/// @return what to say of it; errors as those of the calls that it takes, and of realtime::publication_outcome
b24pull::result<std::string> publish_directly(publish_options const& options,
                                              std::vector<b24pull::realtime::receiver> channels, network& net,
                                              b24pull::rest::credentials const& who);

} // namespace tool
