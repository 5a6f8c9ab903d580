// The configuration of a portal through Boost.Beast, without waiting: with a callback and with co_await.
//
//     B24PULL_TOKEN=… b24pull-async-beast --portal https://example.bitrix24.com
//
// Exit status 0 only if both obtained a configuration.
#include <b24pull/adapters/beast_http.hpp>
#include <b24pull/rest/fetch_config.hpp>

#include <CLI/CLI.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <iostream>
#include <string>
#include <string_view>

namespace adapters = b24pull::adapters;
namespace asio = boost::asio;
namespace rest = b24pull::rest;
using config_result = b24pull::result<b24pull::config>;

bool print(std::string_view form, config_result const& config) {
    using enum b24pull::server_mode;
    if (!config) {
        std::cerr << form << ": " << config.error().what() << '\n'; // never holds a secret
        return false;
    }
    auto const mode = config->server.mode;
    std::cout << form << ": server version " << config->server.version << ", mode "
              << (mode == shared     ? "shared"
                  : mode == personal ? "personal"
                                     : "other")
              << ", channels " << config->shared_channel.has_value() + config->private_channel.has_value()
              << '\n';
    return true;
}

/// Any completion token of Asio: use_awaitable, use_future, a callback.
template <class Token>
auto async_config(adapters::beast_http& http, rest::credentials const& who, Token&& token) {
    return asio::async_initiate<Token, void(config_result)>(
        [&](auto completion) { rest::async_fetch_config(http, who, {}, std::move(completion)); }, token);
}

asio::awaitable<void> fetch(adapters::beast_http& http, rest::credentials const& who, int& obtained) {
    auto const config = co_await async_config(http, who, asio::use_awaitable);
    obtained += print("co_await", config);
}

int main(int argc, char** argv) {
    std::string portal, token, ca_file;
    bool clear_text = false;
    CLI::App app("Fetches a portal's Push & Pull configuration through Boost.Beast.");
    app.add_option("--portal", portal, "Address of the portal")->required();
    app.add_option("--token", token, "Access token of an application")->envname("B24PULL_TOKEN")->required();
    app.add_option("--ca-file", ca_file, "PEM file of the authorities to trust instead of the system's");
    app.add_flag("--clear-text", clear_text, "Allow http:// addresses, for laboratories");
    CLI11_PARSE(app, argc, argv);

    auto const who = rest::credentials::oauth(
        portal, token, clear_text ? b24pull::clear_text::allowed : b24pull::clear_text::refused);
    if (!who) {
        std::cerr << who.error().what() << '\n';
        return 2;
    }

    asio::io_context io;
    auto tls = adapters::beast_tls(ca_file);
    if (!tls) {
        std::cerr << "authorities to trust: " << tls.error().what() << '\n';
        return 2;
    }
    adapters::beast_http http(io.get_executor(), *tls);

    int obtained = 0;
    rest::async_fetch_config(http, *who, {},
                             [&](config_result const& config) { obtained += print("callback", config); });
    asio::co_spawn(io, fetch(http, *who, obtained), asio::detached);
    io.run();
    return obtained == 2 ? 0 : 1;
}
