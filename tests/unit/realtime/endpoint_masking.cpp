#include <b24pull/realtime/endpoint.hpp>

#include "../../support/endpoint_config.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(endpoint_masking)

namespace {

namespace realtime = b24pull::realtime;
using b24pull::secret;
using b24pull::server_mode;
using realtime::masked_url;
using support::channel_with_id;

constexpr std::string_view sentinel = "5e171e1";

/// Every secret holds the sentinel, with characters that could upset a reader of queries.
b24pull::config secrets_everywhere(int version, std::string const& tail) {
    auto config = support::endpoint_config(version);
    auto const text = std::string(sentinel);
    config.server.mode = server_mode::shared;
    config.private_channel = channel_with_id(text + ":" + text + "." + text + "=&?#/mid=" + text);
    config.shared_channel = channel_with_id(text + "&revision=" + text);
    config.client_id = secret(text + "?time=" + text + "&tag=" + text);
    config.server.websocket_secure += tail;
    config.server.long_polling_secure += tail;
    config.server.publish_secure += tail;
    return config;
}

void check_silent(b24pull::result<std::string> const& url) {
    BOOST_TEST_REQUIRE(url.has_value());
    BOOST_TEST(url->find(sentinel) != std::string::npos); // else nothing is proved
    std::ostringstream printed;
    printed << realtime::endpoint(*url);
    for (auto const& text : {masked_url(*url), realtime::endpoint(*url).masked(), printed.str()})
        BOOST_TEST(text.find(sentinel) == std::string::npos, text);
}

} // namespace

BOOST_AUTO_TEST_CASE(no_secret_is_shown_whatever_the_base) {
    for (std::string const tail : {"", "?", "??", "?a=1", "?a=1&", "?a", "?a&&", "?mid", "?mid=", "?mid=1?",
                                   "?revision=19&time", "?CHANNEL_ID=", "?x=1&CHANNEL_ID=",
                                   "?CHANNEL_ID=&a=1", "?MID_CHANNEL_ID=", "?token=", "?=", "?&"}) {
        for (int const version : {1, 2, 3, 4, 5, 6}) {
            BOOST_TEST_CONTEXT(tail << ", version " << version) {
                auto config = secrets_everywhere(version, tail);
                realtime::resume_point const resume{"1", "2", "3"};
                realtime::endpoint_options const options{.hostname = true, .client_id_when_publishing = true};
                for (auto const* jwt :
                     {"", "eyJ5e171e1.5e171e1", "5e171e1?mid=5e171e1&tag=5e171e1#5e171e1"}) {
                    config.jwt = secret(jwt);
                    check_silent(realtime::websocket_url(config, resume, options));
                    check_silent(realtime::long_poll_url(config, resume, options));
                    check_silent(realtime::publish_url(config, options));
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(harmless_values_stay_readable) {
    auto const config = secrets_everywhere(4, "");
    realtime::endpoint_options options{.hostname = true};
    BOOST_TEST(masked_url(*realtime::websocket_url(config, {"14", "672", "now"}, options)) ==
               "wss://rt.example.com/subws/?CHANNEL_ID=***&binaryMode=true&clientId=***"
               "&hostname=portal.example.com&mid=14&tag=672&time=now&revision=19");
    options.format = realtime::payload_format::json;
    BOOST_TEST(masked_url(*realtime::long_poll_url(config, {}, options)) ==
               "https://rt.example.com/sub/?CHANNEL_ID=***&format=json&clientId=***"
               "&hostname=portal.example.com&revision=19");
    auto with_token = secrets_everywhere(5, "");
    with_token.jwt = secret("x");
    BOOST_TEST(masked_url(*realtime::websocket_url(with_token)) ==
               "wss://rt.example.com/subws/?token=***&jsonRpc=true&clientId=***&revision=19");
}

BOOST_AUTO_TEST_CASE(unknown_values_and_odd_queries_are_masked) {
    struct row {
        std::string_view url, masked;
    };
    constexpr row rows[] = {
        {"", ""},
        {"wss://h/p", "wss://h/p"},
        {"wss://h/p?", "wss://h/p?"},
        {"wss://user:password@h/p?a", "wss://***@h/p?***"},
        {"wss://h/p@q", "wss://***@q"}, // rather too much
        {"wss://@h/p", "wss://@h/p"},
        {"a@h/p?a", "a@h/p?***"},
        {"wss://h/p?&", "wss://h/p?&"},
        {"wss://h/p?a", "wss://h/p?***"},
        {"wss://h/p?a&b", "wss://h/p?***&***"},
        {"wss://h/p?a=", "wss://h/p?a=***"},
        {"wss://h/p?a=b=c", "wss://h/p?a=***"},
        {"wss://h/p?=x", "wss://h/p?=***"},
        {"wss://h/p?signature=x&revision=19", "wss://h/p?signature=***&revision=19"},
        {"wss://h/p?REVISION=x&mids=y&mi=z", "wss://h/p?REVISION=***&mids=***&mi=***"},
        {"wss://h/p?channel_id=x&Token=y", "wss://h/p?channel_id=***&Token=***"},
        {"wss://h/p?mid=1;token=x&tag=1?token=x", "wss://h/p?mid=***&tag=***"},
        {"wss://h/p?%6did=x", "wss://h/p?%6did=***"},
        {"wss://h/p?a=1&mid=2&&b=3&", "wss://h/p?a=***&mid=2&&b=***&"},
    };
    for (auto const& row : rows) BOOST_TEST(masked_url(row.url) == row.masked);
}

BOOST_AUTO_TEST_CASE(endpoint_gives_its_url_to_those_who_ask) {
    realtime::endpoint const kept("wss://h/p?token=x");
    BOOST_TEST(kept.reveal() == "wss://h/p?token=x");
    BOOST_TEST(kept.masked() == "wss://h/p?token=***");
    std::ostringstream printed;
    printed << "to " << kept << '.';
    BOOST_TEST(printed.str() == "to wss://h/p?token=***.");
}

BOOST_AUTO_TEST_SUITE_END()
