// What happens in a simulated world: a list of steps made from a seed. A failing world is shrunk by leaving steps out.
#pragma once

#include "chance.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace simulation {

/// Milliseconds of virtual time since the beginning.
using instant = std::int64_t;

inline constexpr instant second = 1000, minute = 60 * second, hour = 60 * minute;

enum class happening {
    publish,        // by the backend: a = how many
    publish_burst,  // the same, many at once
    client_publish, // by the session: a = how many
    cut,            // all connections, cleanly as TCP sees it
    cut_in_message, // the same, while a message is half through
    half_open,      // the WebSocket goes silent, nobody is told
    close,          // by the server, with code a
    blackout,       // nothing gets through
    filter,         // WebSockets are refused or cut at once, HTTP passes
    refuse,         // connecting is answered with HTTP status a
    history_broken, // resuming is answered with 4011
    slow,           // everything takes seconds
    captive,        // polls are answered by somebody else
    garbage,        // a payload that means nothing
    restart,        // of the push server, announced or not (a)
    config_expire,  // a control command
    renew_private,  // before its time
    renew_shared,   // the same, with the new channel offered in the command (a) or not
    portal_down,    // configurations cannot be fetched
    host_offline,   // the host says so
    takeover,       // the process ends, another one continues from the snapshot
    count_,
};

struct step {
    instant at = 0;
    happening what = happening::publish;
    std::int64_t a = 0;
    instant lasts = 0;
};

/// What stays the same all along.
struct scene {
    std::uint64_t seed = 0;
    int version = 4;
    bool text = false;          // version 4 asked for frames
    bool websocket = true;      // the portal has one
    bool token = false;         // a JWT stands for the channels
    bool strict = false;        // channels that have ended are refused
    bool accepts_first = false; // refuses with a close code instead of a status
    bool pings = true;          // version 5
    bool overtaking = false;    // messages of several channels overtake each other
    unsigned policy = 0;
    instant channel_life = 12 * hour + 5 * second;
    instant turmoil = 0; // until then things happen
    instant end = 0;
    std::vector<step> steps;
};

inline scene make_scene(std::uint64_t seed, instant length) {
    chance dice(seed);
    scene out;
    out.seed = seed;
    constexpr std::array versions{4, 4, 4, 5, 5, 3, 2};
    out.version = versions[static_cast<std::size_t>(dice.between(0, versions.size() - 1))];
    out.text = dice.percent(25);
    out.websocket = dice.percent(85);
    out.token = out.version >= 5 && dice.percent(40);
    out.strict = dice.percent(30);
    out.accepts_first = dice.percent(30);
    out.pings = dice.percent(40);
    out.overtaking = out.version >= 3 && dice.percent(30);
    out.policy = static_cast<unsigned>(dice.between(0, 2));
    if (dice.percent(40)) out.channel_life = dice.between(20 * minute, 4 * hour);
    out.end = length;
    out.turmoil = length - (std::min)(length / 2, 3 * hour);

    auto const add = [&](std::int64_t count, happening what, auto argument, instant least, instant most) {
        for (std::int64_t i = 0; i < count; ++i) {
            auto const a = argument();
            out.steps.push_back({dice.between(0, out.turmoil), what, a, dice.between(least, most)});
        }
    };
    auto const none = [] { return std::int64_t{0}; };
    auto const up_to = [&dice](std::int64_t most) { return [&dice, most] { return dice.between(1, most); }; };
    auto const flag = [&dice] { return dice.between(0, 1); };
    auto const times = [&dice](std::int64_t most) { return dice.percent(60) ? dice.between(0, most) : 0; };

    add(dice.between(20, 120), happening::publish, up_to(4), 0, 0);
    add(
        times(4), happening::publish_burst, [&dice] { return dice.between(20, 300); }, 0, 0);
    add(times(12), happening::client_publish, up_to(3), 0, 0);
    add(times(20), happening::cut, none, 0, 0);
    add(times(8), happening::cut_in_message, none, 0, 0);
    add(times(6), happening::half_open, none, 0, 0);
    constexpr std::array codes{1000, 1001, 1006, 1008, 1011, 4010, 4011, 4013, 4029, 4999};
    add(
        times(8), happening::close,
        [&] { return std::int64_t{codes[static_cast<std::size_t>(dice.between(0, codes.size() - 1))]}; }, 0,
        0);
    add(times(4), happening::blackout, none, second, 2 * hour);
    add(times(3), happening::filter, none, minute, 5 * hour);
    constexpr std::array statuses{400, 401, 403, 404, 429, 500, 502, 503};
    add(
        times(5), happening::refuse,
        [&] {
            return std::int64_t{statuses[static_cast<std::size_t>(dice.between(0, statuses.size() - 1))]};
        },
        second, hour);
    add(times(2), happening::history_broken, none, second, 10 * minute);
    add(times(4), happening::slow, none, minute, hour);
    add(times(2), happening::captive, none, minute, hour);
    add(times(4), happening::garbage, none, 0, 0);
    add(times(3), happening::restart, flag, 0, 0);
    add(times(2), happening::config_expire, none, 0, 0);
    add(times(4), happening::renew_private, none, 0, 0);
    add(times(4), happening::renew_shared, flag, 0, 0);
    add(times(3), happening::portal_down, none, minute, 3 * hour);
    add(times(3), happening::host_offline, none, second, hour);
    add(times(4), happening::takeover, none, second, 30 * minute);
    // Things happen together more often than chance would have it.
    for (std::size_t i = 1; i < out.steps.size(); ++i)
        if (dice.percent(25))
            out.steps[i].at = std::clamp<instant>(
                out.steps[static_cast<std::size_t>(dice.between(0, static_cast<std::int64_t>(i) - 1))].at +
                    dice.between(-2 * second, 3 * second),
                0, out.turmoil);
    for (auto& one : out.steps) one.lasts = (std::min)(one.lasts, out.turmoil - one.at);
    std::stable_sort(out.steps.begin(), out.steps.end(),
                     [](step const& l, step const& r) { return l.at < r.at; });
    return out;
}

inline std::string to_string(step const& one) {
    constexpr std::string_view names[] = {
        "publish",     "publish_burst", "client_publish", "cut",           "cut_in_message", "half_open",
        "close",       "blackout",      "filter",         "refuse",        "history_broken", "slow",
        "captive",     "garbage",       "restart",        "config_expire", "renew_private",  "renew_shared",
        "portal_down", "host_offline",  "takeover"};
    static_assert(std::size(names) == static_cast<std::size_t>(happening::count_));
    std::string out =
        std::to_string(one.at) + " ms: " + std::string(names[static_cast<std::size_t>(one.what)]);
    if (one.a != 0) out += " " + std::to_string(one.a);
    if (one.lasts != 0) out += ", for " + std::to_string(one.lasts) + " ms";
    return out;
}

inline std::string to_string(scene const& all) {
    auto const flag = [](bool value, std::string_view name) {
        return value ? " " + std::string(name) : std::string();
    };
    return "version " + std::to_string(all.version) + flag(all.text, "text") +
           flag(!all.websocket, "no_websocket") + flag(all.token, "token") + flag(all.strict, "strict") +
           flag(all.accepts_first, "accepts_first") + flag(all.pings, "pings") +
           flag(all.overtaking, "overtaking") + " policy " + std::to_string(all.policy) + " channel_life " +
           std::to_string(all.channel_life) + " end " + std::to_string(all.end);
}

} // namespace simulation
