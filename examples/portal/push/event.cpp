#include "event.hpp"

#include "../atom_time.hpp"
#include "../php_json.hpp"

#include <boost/json.hpp>

namespace portal::push {
namespace {

constexpr std::size_t most_body_bytes = 1024 * 1024;

std::chrono::sys_seconds seconds_of(wall_time now) { return std::chrono::floor<std::chrono::seconds>(now); }

} // namespace

std::optional<std::string> event_body(portal_state const& state, event const& what, wall_time now) {
    boost::json::object const extra{
        {"server_time", to_atom(seconds_of(now), state.options.utc_offset)},
        {"server_time_unix", static_cast<double>(now.time_since_epoch().count()) / 1000},
        {"server_name", state.address.host},
        {"revision_web", 19},
        {"revision_mobile", 3}};
    boost::json::object const body{
        {"module_id", what.module}, {"command", what.command}, {"params", what.params}, {"extra", extra}};
    // The way to a push server of version 5 goes through another encoder.
    auto const text = state.options.push.server_version >= 5 ? non_ascii::escaped : non_ascii::event;
    auto out = php_json(body, text);
    if (out && out->size() > most_body_bytes) return std::nullopt;
    return out;
}

void send_to(portal_state& state, std::vector<std::string> const& channels, event const& what,
             wall_time now) {
    // What cannot be written, or is too large, is lost without a word.
    if (auto body = event_body(state, what, now))
        state.push.hub.publish({std::move(*body), what.expiry, {sender_type::backend, {}}}, channels, now);
}

void send_to_all(portal_state& state, std::string const& owner, event const& what, wall_time now) {
    send_to(state, {state.channels.shared(owner, seconds_of(now)).atom}, what, now);
}

void send_to_users(portal_state& state, std::string const& owner, std::vector<std::int64_t> const& users,
                   event const& what, wall_time now) {
    std::vector<std::string> channels;
    for (auto const user : users) {
        auto const& own = state.channels.private_to(owner, user, seconds_of(now));
        channels.push_back(own.atom);
        if (state.options.realtime.address_twice) channels.push_back(own.public_atom);
    }
    if (!channels.empty()) send_to(state, channels, what, now);
}

} // namespace portal::push
