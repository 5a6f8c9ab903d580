// Prints a portal's events until Ctrl-C, over Boost.Beast.
//
//     B24PULL_TOKEN=… b24pull-listen-beast https://example.bitrix24.com [CA_FILE]
#include <b24pull/adapters/beast.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <random>

namespace asio = boost::asio;
using namespace b24pull;

int main(int argc, char** argv) {
    char const* const token = std::getenv("B24PULL_TOKEN");
    auto const who = rest::credentials::oauth(argc > 1 ? argv[1] : "", token ? token : "");
    auto tls = adapters::beast_tls(argc > 2 ? argv[2] : "");
    if (!who || !tls) {
        std::cerr << (who ? tls.error() : who.error()).what() << '\n';
        return 2;
    }
    asio::io_context io;
    adapters::beast_host host(io.get_executor(), *tls);
    asio::signal_set signals(io, SIGINT, SIGTERM);
    signals.async_wait([&](auto const&...) { host.stop(); });
    realtime::session session({}, std::random_device()());
    error_code end;
    host.listen(
        session, *who, [](auto const& event) { std::cout << to_string(event) << std::endl; },
        [&](error_code why) {
            end = why;
            signals.cancel();
        });
    io.run();
    if (end) std::cerr << end.message() << '\n';
    return end ? 1 : 0;
}
