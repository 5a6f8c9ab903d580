#include "renewal.hpp"

#include "../atom_time.hpp"
#include "../configuration.hpp"
#include "event.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json.hpp>

#include <algorithm>

namespace portal::push {
namespace {

namespace json = boost::json;

constexpr std::chrono::milliseconds look_around_every{100};
constexpr std::chrono::seconds clean_every{1};

// Channels of an application have its client id for a type.
std::string type_of(channel const& of) {
    if (of.owner != portal_owner) return of.owner;
    return of.user == 0 ? "shared" : "private";
}

bool is_due(portal_state const& state, channel const& current, wall_time now) {
    auto const life = std::chrono::duration_cast<std::chrono::milliseconds>(current.end - current.start);
    return now >= current.end - std::min(state.options.realtime.renew_before, life / 2);
}

} // namespace

void renew(portal_state& state, channel const& old, renewal_words const& words, wall_time now) {
    auto const ended = old;
    auto const next = state.channels.renew(ended, std::chrono::floor<std::chrono::seconds>(now));
    auto const type = words.type.value_or(type_of(ended));
    json::object params;
    params["action"] = words.action.value_or(type == "shared" ? "reconnect" : "get_config");
    // The private part alone is signed, whatever the client holds.
    params["channel"] = {{"id", signed_id(state, ended.atom)}, {"type", type}};
    if (ended.user == 0)
        params["new_channel"] = {{"id", signed_id(state, next.atom)},
                                 {"start", to_atom(next.start, state.options.utc_offset)},
                                 {"end", to_atom(next.end, state.options.utc_offset)},
                                 {"type", type}};
    send_to(state, {ended.atom}, {"pull", "channel_expire", std::move(params)}, now);
}

boost::asio::awaitable<void> renew_channels(portal_state& state) {
    boost::asio::steady_timer pause(co_await boost::asio::this_coro::executor);
    auto clean_at = wall_clock_exact();
    for (;;) {
        pause.expires_after(look_around_every);
        co_await pause.async_wait(boost::asio::use_awaitable);
        auto const now = wall_clock_exact();
        for (auto const& each : state.channels.current())
            if (is_due(state, each, now) && state.push.hub.anyone_at(each.atom)) renew(state, each, {}, now);
        if (now < clean_at) continue;
        state.push.hub.clean(now);
        clean_at = now + clean_every;
    }
}

} // namespace portal::push
