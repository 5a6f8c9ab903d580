// What all rooms of one running portal share.
#pragma once

#include "access.hpp"
#include "channels.hpp"
#include "options.hpp"
#include "push/push_state.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace portal {

struct own_address {
    std::string host; // an IPv6 address in brackets
    std::uint16_t port = 0;
    bool tls = false;

    std::string with_scheme(std::string_view scheme) const;
    std::string base() const { return with_scheme(tls ? "https" : "http"); }
};

struct portal_state {
    portal_state(portal_options const& given, own_address own);

    portal_options options;
    own_address address;
    std::string signature_key; // of channels; empty: the portal does not sign
    std::string token_key;     // of web tokens
    std::int64_t config_timestamp;
    channel_registry channels;
    access_registry access;
    push::push_state push;
};

std::chrono::sys_seconds wall_clock();
push::wall_time wall_clock_exact();

} // namespace portal
