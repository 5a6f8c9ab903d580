#include "publisher.hpp"

#include <b24pull/realtime/session.hpp>
#include <b24pull/rest/application_config_get.hpp>
#include <b24pull/rest/application_event_add.hpp>
#include <b24pull/rest/call.hpp>
#include <b24pull/rest/channel_public_list.hpp>

#include <chrono>
#include <optional>
#include <random>
#include <utility>
#include <variant>

namespace tool {

namespace realtime = b24pull::realtime;
namespace rest = b24pull::rest;
using b24pull::failure;
using b24pull::result;
using steady_clock = std::chrono::steady_clock;

namespace {

/// Serves the session until the publication's fate is known.
failure wait_for_outcome(realtime::session& session, realtime::operation_id id, network& net,
                         rest::credentials const& who) {
    std::optional<failure> outcome;
    auto const deliver = [&](realtime::session_event const& event) {
        auto const* const told = std::get_if<realtime::publication_outcome>(&event);
        if (!told || told->id != id || outcome) return;
        outcome = failure(told->code);
        net.stop();
    };
    net.serve(session, who, deliver, [&](b24pull::error_code why) {
        if (!outcome) outcome = failure(why);
        net.leave();
    });
    net.run();
    return *outcome;
}

} // namespace

result<std::string> add_event(publish_options const& options, network& net, rest::credentials const& who) {
    rest::application_event_add event{
        .command = options.command, .params = options.params, .module_id = options.module_id};
    if (options.self != 0) event.to = rest::oneself{options.self};
    else if (!options.users.empty()) event.to = rest::users{options.users};
    auto const done = rest::call(net, who, event);
    if (!done) return done.error();
    return std::string("The portal has taken the event.");
}

result<std::string> publish_directly(publish_options const& options, std::vector<realtime::receiver> channels,
                                     network& net, rest::credentials const& who) {
    auto config = rest::call(net, who, rest::application_config_get{});
    if (!config) return config.error();
    auto const version = config->server.version;
    if (auto const possible = realtime::check_publishing(config->server); !possible) return possible.error();

    realtime::session session({.endpoint = {.clear = who.clear()}}, std::random_device{}());
    session.handle_config(steady_clock::now(), std::chrono::system_clock::now(), std::move(*config));
    if (version == 4 && !options.users.empty()) { // later servers know their users themselves
        // The application's channels, in the place of those of the portal's pages, which the configuration has.
        auto const known =
            rest::call(net, who, rest::channel_public_list{.users = options.users, .application = true});
        if (!known) return known.error();
        session.learn(known->channels);
    }
    auto const id = session.publish(steady_clock::now(), {.users = options.users,
                                                          .channels = std::move(channels),
                                                          .module_id = options.module_id,
                                                          .command = options.command,
                                                          .params = options.params});
    if (!id) return id.error();
    auto const outcome = wait_for_outcome(session, *id, net, who);
    if (outcome.code()) return outcome;
    return std::string(version == 4 ? "The event was sent, and not refused."
                                    : "The server has taken the event.");
}

} // namespace tool
