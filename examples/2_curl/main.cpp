// The configuration of a portal through libcurl, in one call.
//
//     B24PULL_TOKEN=… b24pull-curl --portal https://example.bitrix24.com
//
// Exit status 0 only if a configuration was obtained.
#include <b24pull/adapters/curl.hpp>
#include <b24pull/rest/fetch_config.hpp>

#include <CLI/CLI.hpp>

#include <iostream>
#include <string>

int main(int argc, char** argv) {
    std::string portal, token;
    b24pull::adapters::curl_options options;
    bool clear_text = false;

    CLI::App app("Fetches a portal's Push & Pull configuration through libcurl.");
    app.add_option("--portal", portal, "Address of the portal")->required();
    app.add_option("--token", token, "Access token of an application")->envname("B24PULL_TOKEN")->required();
    app.add_option("--ca-file", options.ca_file,
                   "PEM file of the authorities to trust instead of the system's");
    app.add_flag("--clear-text", clear_text, "Allow http:// addresses, for laboratories");
    CLI11_PARSE(app, argc, argv);

    auto const credentials = b24pull::rest::credentials::oauth(
        portal, token, clear_text ? b24pull::clear_text::allowed : b24pull::clear_text::refused);
    if (!credentials) {
        std::cerr << credentials.error().what() << '\n';
        return 2;
    }

    b24pull::adapters::curl_transport http(options); // keep it for the calls that follow
    auto const config = b24pull::rest::fetch_config(http, *credentials);
    if (!config) {
        std::cerr << config.error().what() << '\n'; // never holds a secret
        return config.error().code() == b24pull::condition::retry_later ? 3 : 1;
    }

    std::cout << "server version " << config->server.version << '\n'
              << "WebSocket      " << (config->server.websocket_enabled ? "yes" : "no") << '\n'
              << "channels       " << config->shared_channel.has_value() + config->private_channel.has_value()
              << '\n'
              << "warnings       " << config->warnings.size() << '\n';
}
