// Outgrowing one machine: events of a portal in a Redis stream, each once, whichever of several processes is alive.
//
//     B24PULL_TOKEN=… b24pull-redis-bridge --portal https://example.bitrix24.com --redis 127.0.0.1:6379
//
// Start it twice. One leads: it listens, and appends what arrives to the stream NAME:events. With each batch it
// stores, in the same step, the session's snapshot. When it is killed the other one leads after --leadership seconds,
// and goes on right behind the last event of the stream. Read the stream with XREAD or a consumer group.
#include "bridge.hpp"

#include <CLI/CLI.hpp>

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>

int main(int argc, char** argv) {
    std::string portal;
    double leadership = 10;
    examples::bridge_options options;
    auto& store = options.store;
    CLI::App app("Forwards a portal's events to a Redis stream.");
    app.add_option("--portal", portal, "Address of the portal")->required();
    app.add_option("--ca-file", options.ca_file,
                   "PEM file of the authorities to trust instead of the system's");
    app.add_option("--redis", store.address, "HOST:PORT, or the path of a socket")->capture_default_str();
    app.add_option("--name", store.name, "First part of the keys")->capture_default_str();
    app.add_option("--leadership", leadership, "Seconds after which a silent leader is replaced")
        ->check(CLI::Range(0.1, 3600.0))
        ->capture_default_str();
    app.add_option("--length", store.longest_stream, "Events that the stream keeps, about")
        ->capture_default_str();
    app.footer("The environment variable B24PULL_TOKEN has the access token of an application.");
    try {
        app.parse(argc, argv);
    } catch (CLI::ExtrasError const&) { // its own text would repeat the arguments, maybe a token among them
        std::cerr << "Unknown arguments; the token comes from B24PULL_TOKEN.\n";
        return 2;
    } catch (CLI::ParseError const& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    store.leadership =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::duration<double>(leadership));

    auto const* const token = std::getenv("B24PULL_TOKEN");
    auto const who = b24pull::rest::credentials::oauth(portal, token ? token : "");
    if (!who) {
        std::cerr << who.error().what() << '\n';
        return 2;
    }
    options.self = "bridge " + std::to_string(::getpid()) + '-' + std::to_string(std::random_device{}());
    auto const why = examples::run_bridge(*who, options);
    if (!why) return 0;
    std::cerr << why.message() << '\n';
    return 1;
}
