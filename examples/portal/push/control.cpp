#include "control.hpp"

#include "../configuration.hpp"
#include "close_code.hpp"
#include "control_arguments.hpp"
#include "event.hpp"
#include "renewal.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>
#include <string_view>

namespace portal::push {
namespace {

namespace json = boost::json;

constexpr std::string_view prefix = "/control/";
constexpr std::size_t longest_close_reason = 123; // a control frame bears no more
constexpr std::int64_t most_at_once = 1'000'000;
constexpr std::int64_t most_padding = 1024 * 1024;
constexpr std::int64_t longest_expiry = std::numeric_limits<std::uint32_t>::max();

std::chrono::seconds expiry(control_arguments const& asked) {
    return std::chrono::seconds(asked.number("expiry", 86400, 0, longest_expiry));
}

json::object count_peers(portal_state& state) {
    auto const& peers = state.push.peers;
    return {{"connections",
             std::count_if(peers.begin(), peers.end(), [](peer* each) { return !each->is_poll(); })},
            {"open_polls",
             std::count_if(peers.begin(), peers.end(), [](peer* each) { return each->is_poll(); })}};
}

json::object statistics(portal_state& state, control_arguments const&) {
    auto out = count_peers(state);
    auto const& counted = state.push.statistics;
    out["websockets_opened"] = counted.websockets_opened;
    out["polls_answered"] = counted.polls_answered;
    out["refused"] = counted.refused;
    out["published"] = state.push.hub.published();
    out["delivered"] = state.push.hub.delivered();
    out["kept"] = state.push.hub.kept().size();
    out["payloads_sent"] = counted.payloads_sent;
    out["messages_sent"] = counted.messages_sent;
    out["replayed"] = counted.replayed;
    out["dropped_unanswered"] = counted.dropped_unanswered;
    out["acknowledged"] = counted.acknowledged;
    out["client_requests"] = counted.client_requests;
    out["cut"] = counted.cut;
    return out;
}

json::object cut(portal_state& state, control_arguments const& asked) {
    auto const half = asked.flag("half", false);
    auto out = count_peers(state);
    for (peer* each : state.push.peers) each->cut(half);
    return out;
}

json::object close(portal_state& state, control_arguments const& asked) {
    close_code code{static_cast<std::uint16_t>(asked.number("code", 1000, 1000, 4999)),
                    asked.text("reason").value_or("")};
    if (code.text.empty() && code.number == wrong_channel().number) code = wrong_channel();
    if (code.text.empty() && code.number == too_many_connections().number) code = too_many_connections();
    if (code.reason().size() > longest_close_reason) throw std::invalid_argument("reason");
    auto out = count_peers(state);
    for (peer* each : state.push.peers) each->close(code);
    return out;
}

// Whoever has heard nothing for a while cannot take up again in the middle of a frame: the end is a cut.
json::object stall(portal_state& state, control_arguments const& asked) {
    state.push.faults.silent = asked.flag("on", true);
    for (peer* each : state.push.peers) {
        if (state.push.faults.silent) each->fall_silent();
        else each->cut(false);
    }
    return count_peers(state);
}

json::object refuse(portal_state& state, control_arguments const& asked) {
    auto const count = asked.number("count", 1, 0, most_at_once);
    auto const status = asked.number("status", 503, 300, 599);
    auto& faults = state.push.faults;
    faults.refusals = static_cast<unsigned>(count);
    faults.refusal_status = static_cast<unsigned>(status);
    return {{"count", faults.refusals}, {"status", faults.refusal_status}};
}

json::object chance(portal_state& state, control_arguments const& asked) {
    auto const cut = asked.probability("cut", 0);
    auto const repeat = asked.probability("repeat", 0);
    auto const seed = asked.number("seed", static_cast<std::int64_t>(state.options.seed));
    auto& faults = state.push.faults;
    faults.cut_probability = cut;
    faults.repeat_probability = repeat;
    faults.seed(static_cast<std::uint64_t>(seed));
    return {{"cut", faults.cut_probability}, {"repeat", faults.repeat_probability}};
}

json::object restart(portal_state& state, control_arguments const& asked) {
    bool const forget = asked.flag("forget", false);
    auto out = count_peers(state);
    for (peer* each : state.push.peers) each->cut(false);
    state.push.hub.restart(wall_clock(), forget);
    return out;
}

json::object publish(portal_state& state, control_arguments const& asked) {
    auto const count = asked.number("count", 1, 0, most_at_once);
    auto const from = asked.number("from", 1, 0, std::numeric_limits<std::int64_t>::max() - most_at_once);
    auto const user = asked.number("user", 0, 0);
    auto const padding = asked.number("size", 0, 0, most_padding);
    auto const owner = asked.text("owner").value_or(state.options.access.client_id);
    event what{asked.text("module").value_or("application"),
               asked.text("command").value_or("number"),
               {},
               expiry(asked)};
    for (std::int64_t i = from; i < from + count; ++i) {
        json::object params{{"n", i}};
        if (padding > 0) params["padding"] = std::string(static_cast<std::size_t>(padding), '.');
        what.params = std::move(params);
        if (user == 0) send_to_all(state, owner, what, wall_clock_exact());
        else send_to_users(state, owner, {user}, what, wall_clock_exact());
    }
    return {{"published", count}};
}

// Sent to whoever listens, or may come to listen, to a shared channel. PHP speaks to the portal's own, which an application never hears.
json::object system_command(portal_state& state, std::string const& name, control_arguments const& asked) {
    event const what{"pull", name, json::object(), expiry(asked)};
    bool const as_php = asked.text("to") == "portal";
    auto const now = wall_clock_exact();
    std::vector<std::string> channels;
    for (auto const& each : state.channels.issued()) {
        bool const served = now < each.end + state.options.realtime.keep_expired;
        if (served && each.user == 0 && (!as_php || each.owner == portal_owner))
            channels.push_back(each.atom);
    }
    if (!channels.empty()) send_to(state, channels, what, now);
    return {{"channels", channels.size()}};
}

json::object config_expire(portal_state& state, control_arguments const& asked) {
    auto out = system_command(state, "config_expire", asked);
    auto const now = wall_clock().time_since_epoch().count();
    state.config_timestamp = std::max(now, state.config_timestamp + 1);
    return out;
}

json::object server_restart(portal_state& state, control_arguments const& asked) {
    return system_command(state, "server_restart", asked);
}

json::object channel_expire(portal_state& state, control_arguments const& asked) {
    auto const kind = asked.text("kind").value_or("all");
    auto const user = asked.number("user", 0);
    if (kind != "all" && kind != "shared" && kind != "private") throw std::invalid_argument("kind");
    renewal_words const words{asked.text("action"), asked.text("type")};
    std::int64_t count = 0;
    for (auto const& each : state.channels.current()) {
        bool const meant = kind == "all" || (kind == "shared") == (each.user == 0);
        if (!meant || (user != 0 && each.user != user)) continue;
        renew(state, each, words, wall_clock_exact());
        ++count;
    }
    return {{"channels", count}};
}

json::object forget_channels(portal_state& state, control_arguments const&) {
    state.channels.forget();
    return count_peers(state);
}

struct button {
    std::string_view name;
    json::object (*press)(portal_state&, control_arguments const&);
};

constexpr std::array buttons{
    button{"channel_expire", channel_expire},
    button{"chance", chance},
    button{"close", close},
    button{"config_expire", config_expire},
    button{"cut", cut},
    button{"forget_channels", forget_channels},
    button{"publish", publish},
    button{"refuse", refuse},
    button{"restart", restart},
    button{"server_restart", server_restart},
    button{"stall", stall},
    button{"statistics", statistics},
};

http_reply text_reply(unsigned status, std::string text) {
    http_reply reply;
    reply.status = status;
    reply.content_type = "text/plain";
    reply.body = std::move(text) + '\n';
    return reply;
}

http_reply press(portal_state& state, http_request const& request, connection const& over) {
    if (!over.loopback()) return text_reply(403, "only from this machine");
    auto const name = std::string_view(request.path).substr(prefix.size());
    auto const found =
        std::find_if(buttons.begin(), buttons.end(), [&](button const& each) { return each.name == name; });
    if (found == buttons.end()) return text_reply(404, "no such button");
    if (request.method != "POST" && name != "statistics") return text_reply(405, "POST is expected");
    try {
        http_reply reply;
        reply.content_type = "application/json";
        reply.body = json::serialize(found->press(state, control_arguments(request.query))) + '\n';
        return reply;
    } catch (std::invalid_argument const& argument) {
        return text_reply(400, std::string("bad argument: ") + argument.what());
    }
}

} // namespace

bool is_control(http_request const& request) { return request.path.starts_with(prefix); }

http_reply control(portal_state& state, http_request const& request, connection const& over) {
    auto reply = press(state, request, over);
    reply.log_label = "control";
    return reply;
}

} // namespace portal::push
