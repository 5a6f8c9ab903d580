// The stories: for each row of the protocol's tables a short course of events, and the faults that are thrown into it.
#pragma once

#include "../simulation/script.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace stories {

using simulation::happening;
using simulation::hour;
using simulation::instant;
using simulation::minute;
using simulation::scene;
using simulation::second;
using simulation::step;

struct story {
    std::string_view name;
    scene world;
};

/// A world in which only what is told happens. Faults are thrown into its first half hour.
inline scene quiet(int version, std::vector<step> steps) {
    scene out;
    out.seed = 1;
    out.version = version;
    out.pings = version >= 5;
    out.turmoil = hour;
    out.end = 4 * hour;
    out.steps = std::move(steps);
    return out;
}

/// Messages before, while and after something happens.
inline std::vector<step> around(happening what, std::int64_t a = 0, instant lasts = 0) {
    return {{10 * second, happening::publish, 2},
            {20 * second, what, a, lasts},
            {20 * second + 300, happening::publish, 3},
            {70 * second, happening::publish, 2},
            {3 * minute, happening::publish_burst, 5}};
}

inline std::vector<story> all() {
    std::vector<story> out;
    auto const add = [&out](std::string_view name, scene world) -> scene& {
        out.push_back({name, std::move(world)});
        return out.back().world;
    };

    // Versions and payloads.
    add("version 2: tag and time", quiet(2, around(happening::cut)));
    add("version 3: frames with mid", quiet(3, around(happening::cut)));
    add("version 4: protobuf", quiet(4, around(happening::cut)));
    add("version 4: asked for text", quiet(4, around(happening::cut))).text = true;
    add("version 5: JSON-RPC", quiet(5, around(happening::cut)));
    add("version 5: a JWT for the channels", quiet(5, around(happening::cut))).token = true;
    add("version 5: a server that never pings", quiet(5, around(happening::half_open))).pings = false;
    add("channels overtake each other", quiet(4, around(happening::publish_burst, 20))).overtaking = true;

    // Long polling.
    for (auto const version : {2, 3, 4, 5})
        add("long polling only", quiet(version, around(happening::cut))).websocket = false;
    add("polls answered by somebody else", quiet(4, around(happening::captive, 0, minute))).websocket = false;
    add("a poll that is never answered", quiet(4, around(happening::half_open))).websocket = false;
    add("from WebSocket to long polling", quiet(4, around(happening::filter, 0, 20 * minute)));
    add("the same at the beginning",
        quiet(4, {{0, happening::filter, 0, 20 * minute}, {minute, happening::publish, 2}}));
    auto twice = around(happening::filter, 0, 5 * minute);
    twice.push_back({50 * minute, happening::filter, 0, 9 * minute});
    twice.push_back({52 * minute, happening::publish, 4});
    add("to long polling and back, twice", quiet(5, twice));

    // Close codes and statuses.
    for (auto const code : {1000, 1001, 1006, 1008, 1011, 4010, 4011, 4013, 4029})
        add("closed with a code", quiet(4, around(happening::close, code)));
    for (auto const status : {400, 401, 403, 404, 429, 500, 503})
        add("refused with a status", quiet(4, around(happening::refuse, status, 2 * minute)));
    add("accepted, then refused", quiet(4, around(happening::renew_private))).accepts_first = true;
    add("a history that cannot be read", quiet(4, around(happening::history_broken, 0, 2 * minute)));

    // Control commands, and channels that end.
    add("channel_expire, get_config", quiet(4, around(happening::renew_private)));
    add("channel_expire, reconnect", quiet(4, around(happening::renew_shared, 1)));
    add("channel_expire, reconnect, with a JWT", quiet(5, around(happening::renew_shared, 1))).token = true;
    add("config_expire", quiet(4, around(happening::config_expire)));
    add("server_restart, announced", quiet(4, around(happening::restart, 1)));
    add("server_restart, not announced", quiet(3, around(happening::restart, 0)));
    add("channels that live for 20 minutes", quiet(4, around(happening::publish, 1))).channel_life =
        20 * minute;
    auto& strict = add("the same, refused as soon as they end", quiet(4, around(happening::publish, 1)));
    strict.channel_life = 20 * minute;
    strict.strict = true;
    add("the portal is down", quiet(4, around(happening::portal_down, 0, 5 * minute))).channel_life =
        22 * minute;

    // The network, the host.
    add("a cut in a message", quiet(4, around(happening::cut_in_message)));
    add("a connection that goes silent", quiet(4, around(happening::half_open)));
    add("the same, pinged", quiet(5, around(happening::half_open)));
    add("nothing gets through", quiet(4, around(happening::blackout, 0, 3 * minute)));
    add("everything is slow", quiet(4, around(happening::slow, 0, 3 * minute)));
    add("bytes that mean nothing", quiet(4, around(happening::garbage)));
    add("the host's network goes and comes", quiet(4, around(happening::host_offline, 0, 40 * second)));
    add("another process takes over", quiet(4, around(happening::takeover, 0, 10 * second)));

    // Publishing.
    for (auto const version : {4, 5}) {
        add("publishing", quiet(version, around(happening::client_publish, 3)));
        auto silent = around(happening::blackout, 0, 20 * second);
        silent.push_back({25 * second, happening::client_publish, 3});
        add("publishing while there is no connection", quiet(version, silent));
        add("publishing while polling", quiet(version, around(happening::client_publish, 3))).websocket =
            false;
    }
    return out;
}

/// What is thrown into each story at each step.
inline std::vector<step> faults() {
    return {{0, happening::cut, 0, 0},
            {0, happening::cut_in_message, 0, 0},
            {0, happening::half_open, 0, 0},
            {0, happening::close, 1000, 0},
            {0, happening::close, 4010, 0},
            {0, happening::close, 4011, 0},
            {0, happening::blackout, 0, 40 * second},
            {0, happening::refuse, 400, 20 * second},
            {0, happening::refuse, 503, 20 * second},
            {0, happening::slow, 0, 10 * second},
            {0, happening::garbage, 0, 0},
            {0, happening::restart, 1, 0},
            {0, happening::config_expire, 0, 0},
            {0, happening::renew_private, 0, 0},
            {0, happening::renew_shared, 1, 0},
            {0, happening::portal_down, 0, 2 * minute},
            {0, happening::host_offline, 0, 3 * second},
            {0, happening::takeover, 0, 2 * second}};
}

} // namespace stories
