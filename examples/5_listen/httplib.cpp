// Events of a portal through cpp-httplib: one line for each, until the session cannot go on.
//
//     B24PULL_TOKEN=… b24pull-listen-httplib https://example.bitrix24.com [AUTHORITIES.pem]
#include <b24pull/adapters/httplib.hpp>
#include <b24pull/realtime/event.hpp>

#include <cstdlib>
#include <iostream>
#include <random>

int main(int argc, char** argv) {
    char const* const token = std::getenv("B24PULL_TOKEN");
    auto const who = b24pull::rest::credentials::oauth(argc > 1 ? argv[1] : "", token ? token : "");
    if (!who) {
        std::cerr << who.error().what() << '\n'; // never holds a secret
        return 2;
    }

    b24pull::adapters::httplib_options options;
    if (argc > 2) options.ca_file = argv[2];
    b24pull::adapters::httplib_host host(options);
    b24pull::realtime::session session({}, std::random_device()());
    auto const why = host.listen(session, *who, [](b24pull::realtime::session_event const& event) {
        std::cout << to_string(event) << std::endl;
    });
    std::cout << "stopped: " << (why ? why.message() : "done") << '\n';
    return why ? 1 : 0;
}
