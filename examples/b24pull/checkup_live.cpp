// The steps of `check` that are about the real-time connection.
#include "advice.hpp"
#include "checkup.hpp"
#include "path_check.hpp"

#include <b24pull/realtime/endpoint.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace tool {

namespace realtime = b24pull::realtime;
namespace rest = b24pull::rest;

namespace {

/// An event for the owner of the token alone bothers nobody else.
event_receiver receiver_for(b24pull::config const& config) {
    if (config.private_channel && !config.public_channels.empty())
        return rest::oneself{config.public_channels.front().user_id};
    return rest::everyone{};
}

std::string text_of(std::chrono::milliseconds time) { return std::to_string(time.count()) + " ms"; }

/// Whether somebody was there to say no.
bool was_refused(live_outcome const& outcome) {
    using enum realtime::connection_lost::cause;
    return outcome.lost && (outcome.lost->why == refused || outcome.lost->why == closed);
}

std::string_view advice_for(transport which, live_outcome const& outcome) {
    using enum realtime::connection_lost::cause;
    if (outcome.lost && outcome.lost->why == refused && outcome.lost->code >= 500)
        return "The push server has a fault, or is being started: try again in a minute, then have it "
               "checked.";
    if (was_refused(outcome))
        return "The push server is there but says no: have the portal's Push & Pull settings checked.";
    if (which == transport::websocket)
        return "A firewall or proxy may let no WebSocket through: ask for it. Long polling serves meanwhile.";
    return "The push server must be reachable as the portal is: see to the firewall, or use --proxy.";
}

} // namespace

void checkup::check_live(b24pull::config const& config, rest::credentials const& who) {
    std::optional<event_receiver> receiver;
    if (options_.send_event) receiver = receiver_for(config);
    bool const by_socket = check_transport(config, transport::websocket, who, receiver);
    if (by_socket) receiver.reset(); // one is enough
    bool const by_poll = check_transport(config, transport::polling, who, receiver);
    if (!options_.send_event) report_.skips("event", "left out");
    else if (!by_socket && !by_poll) report_.skips("event", "needs a connection");
}

bool checkup::check_transport(b24pull::config const& config, transport which, rest::credentials const& who,
                              std::optional<event_receiver> const& receiver) {
    bool const socket = which == transport::websocket;
    auto const step = socket ? "WebSocket" : "long polling";
    realtime::endpoint_options const how{.clear = who.clear()};
    auto const url =
        socket ? realtime::websocket_url(config, {}, how) : realtime::long_poll_url(config, {}, how);
    if (!url && url.error().code() == b24pull::protocol_errc::no_endpoint) {
        report_.skips(step, "the portal has none");
        return false;
    }
    if (!url) {
        report_.fails(step, url.error().what(), what_to_do(url.error()), exit_code_of(url.error()));
        return false;
    }
    auto const outcome = try_live(options_.common, config, which, who, receiver);
    if (outcome.online_after) {
        auto const host = path_end_of(*url);
        report_.works(step,
                      host.host + " port " + host.port + ", good after " + text_of(*outcome.online_after));
        if (receiver) check_event(outcome);
        return true;
    }
    auto const words =
        outcome.lost ? to_string(realtime::session_event(*outcome.lost)) : std::string("no answer");
    bool const refused = was_refused(outcome);
    report_.fails(step, words, advice_for(which, outcome),
                  refused ? exit_code::refused : exit_code::unreachable);
    if (!refused && options_.common.proxy.empty())
        check_path(report_, path_end_of(*url), "push ", options_.common.ca_file);
    return false;
}

void checkup::check_event(live_outcome const& outcome) {
    if (outcome.event_after) {
        report_.works("event", "sent through the portal, here after " + text_of(*outcome.event_after));
    } else if (outcome.not_sent) {
        auto const& why = *outcome.not_sent;
        report_.fails("event", why.what(), what_to_do(why), exit_code_of(why));
    } else if (!outcome.taken) {
        report_.fails("event", "the portal did not answer in time", "Try again later.",
                      exit_code::unreachable);
    } else {
        report_.fails(
            "event", "the portal took it, but it did not come",
            "Have the portal's Push & Pull settings checked: the portal may talk to another push server "
            "than the one it names.",
            exit_code::failed);
    }
}

} // namespace tool
