// What all rooms of the push server share.
#pragma once

#include "faults.hpp"
#include "hub.hpp"
#include "peer.hpp"
#include "presence.hpp"
#include "statistics.hpp"

namespace portal::push {

struct push_state {
    push_state(std::chrono::sys_seconds start, int server_version)
        : hub(start, server_version == 3) {}

    push::hub hub;
    push::presence presence{hub};
    push::peers peers = {};
    push::faults faults = {};
    push::statistics statistics = {};
};

} // namespace portal::push
