// What each of two units of one program sees of the objects that the library shares between units.
#pragma once

#include <b24pull.hpp>

#include <array>

struct shared_objects {
    std::array<void const*, 4> addresses;
    b24pull::result<b24pull::config> refusal; // made in one unit and read in the other
};

inline std::array<void const*, 4> shared_addresses() {
    return {&b24pull::usage_category(), &b24pull::protocol_category(), &b24pull::server_category(),
            &b24pull::condition_category()};
}

shared_objects seen_by_the_other_unit();
