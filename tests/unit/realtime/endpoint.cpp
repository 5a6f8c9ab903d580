#include <b24pull/realtime/endpoint.hpp>

#include "../../support/endpoint_config.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(endpoint)

namespace {

namespace realtime = b24pull::realtime;
using b24pull::protocol_errc;
using b24pull::secret;
using b24pull::server_mode;
using realtime::payload_format;
using support::channel_with_id;
using support::endpoint_config;

/// All that a URL is made of. The channels are `a:b.c` (private) and `d.e` (shared).
struct given {
    b24pull::config config = endpoint_config();
    realtime::resume_point resume = {};
    realtime::endpoint_options options = {};
};

struct row {
    std::string_view name;
    void (*change)(given&);
    std::string_view query;
};

/// Both transports ask the same question on bases of their own.
void check(row const& expected) {
    given from;
    expected.change(from);
    BOOST_TEST_CONTEXT(expected.name) {
        auto const socket = realtime::websocket_url(from.config, from.resume, from.options);
        BOOST_TEST_REQUIRE(socket.has_value());
        BOOST_TEST(*socket == "wss://rt.example.com/subws/?" + std::string(expected.query));
        auto const poll = realtime::long_poll_url(from.config, from.resume, from.options);
        BOOST_TEST_REQUIRE(poll.has_value());
        BOOST_TEST(*poll == "https://rt.example.com/sub/?" + std::string(expected.query));
    }
}

void check_error(given const& from, protocol_errc code) {
    for (auto const& url : {realtime::websocket_url(from.config, from.resume, from.options),
                            realtime::long_poll_url(from.config, from.resume, from.options)}) {
        BOOST_TEST_REQUIRE(url.has_error());
        BOOST_TEST((url.error().code() == code), url.error().what());
    }
}

} // namespace

BOOST_AUTO_TEST_CASE(each_version_asks_for_its_own_form) {
    constexpr row rows[] = {
        {"unknown version", [](given& g) { g.config.server.version = 0; },
         "CHANNEL_ID=a%3Ab.c%2Fd.e&revision=19"},
        {"1", [](given& g) { g.config.server.version = 1; }, "CHANNEL_ID=a%3Ab.c%2Fd.e&revision=19"},
        {"2", [](given& g) { g.config.server.version = 2; }, "CHANNEL_ID=a%3Ab.c%2Fd.e&revision=19"},
        {"3", [](given& g) { g.config.server.version = 3; }, "CHANNEL_ID=a%3Ab.c%2Fd.e&revision=19"},
        {"4", [](given& g) { g.config.server.version = 4; },
         "CHANNEL_ID=a%3Ab.c%2Fd.e&binaryMode=true&revision=19"},
        {"5", [](given& g) { g.config.server.version = 5; },
         "CHANNEL_ID=a%3Ab.c%2Fd.e&jsonRpc=true&revision=19"},
        {"6", [](given& g) { g.config.server.version = 6; },
         "CHANNEL_ID=a%3Ab.c%2Fd.e&jsonRpc=true&revision=19"},
    };
    for (auto const& expected : rows) check(expected);
}

BOOST_AUTO_TEST_CASE(only_version_4_can_be_asked_for_another_format) {
    constexpr row rows[] = {
        {"text", [](given& g) { g.options.format = payload_format::text; },
         "CHANNEL_ID=a%3Ab.c%2Fd.e&revision=19"},
        {"json, never beside binaryMode", [](given& g) { g.options.format = payload_format::json; },
         "CHANNEL_ID=a%3Ab.c%2Fd.e&format=json&revision=19"},
        {"version 3",
         [](given& g) {
             g.config.server.version = 3;
             g.options.format = payload_format::json;
         },
         "CHANNEL_ID=a%3Ab.c%2Fd.e&revision=19"},
        {"version 5",
         [](given& g) {
             g.config.server.version = 5;
             g.options.format = payload_format::json;
         },
         "CHANNEL_ID=a%3Ab.c%2Fd.e&jsonRpc=true&revision=19"},
    };
    for (auto const& expected : rows) check(expected);
}

BOOST_AUTO_TEST_CASE(parameters_stand_in_the_order_of_the_official_client) {
    constexpr row rows[] = {
        {"all, version 4",
         [](given& g) {
             g.config.server.mode = server_mode::shared;
             g.options.hostname = true;
             g.resume = {"14", "672", "Thu, 29 Jun"};
         },
         "CHANNEL_ID=a%3Ab.c%2Fd.e&binaryMode=true&clientId=c1&hostname=portal.example.com&mid=14&tag=672"
         "&time=Thu%2C%2029%20Jun&revision=19"},
        {"all, version 5 with a JWT",
         [](given& g) {
             g.config.server.version = 5;
             g.config.server.mode = server_mode::shared;
             g.config.jwt = secret("x.y.z");
             g.options.hostname = true;
             g.options.revision = 20;
             g.resume = {"14", "672", "now"};
         },
         "token=x.y.z&jsonRpc=true&clientId=c1&hostname=portal.example.com&mid=14&tag=672&time=now"
         "&revision=20"},
        {"all, json",
         [](given& g) {
             g.config.server.mode = server_mode::shared;
             g.options.format = payload_format::json;
         },
         "CHANNEL_ID=a%3Ab.c%2Fd.e&format=json&clientId=c1&revision=19"},
    };
    for (auto const& expected : rows) check(expected);
}

BOOST_AUTO_TEST_CASE(what_is_known_of_the_place_in_history_is_sent) {
    constexpr row rows[] = {
        {"mid", [](given& g) { g.resume.mid = "14526134350000000000000007"; },
         "CHANNEL_ID=a%3Ab.c%2Fd.e&binaryMode=true&mid=14526134350000000000000007&revision=19"},
        {"tag", [](given& g) { g.resume.tag = "5"; },
         "CHANNEL_ID=a%3Ab.c%2Fd.e&binaryMode=true&tag=5&revision=19"},
        {"time", [](given& g) { g.resume.time = "9:50:16 +1"; },
         "CHANNEL_ID=a%3Ab.c%2Fd.e&binaryMode=true&time=9%3A50%3A16%20%2B1&revision=19"},
    };
    for (auto const& expected : rows) check(expected);
}

BOOST_AUTO_TEST_CASE(channels_go_private_first_and_empty_ones_are_skipped) {
    constexpr row rows[] = {
        {"private only", [](given& g) { g.config.shared_channel.reset(); },
         "CHANNEL_ID=a%3Ab.c&binaryMode=true&revision=19"},
        {"shared only", [](given& g) { g.config.private_channel.reset(); },
         "CHANNEL_ID=d.e&binaryMode=true&revision=19"},
        {"empty private id", [](given& g) { g.config.private_channel = channel_with_id(""); },
         "CHANNEL_ID=d.e&binaryMode=true&revision=19"},
        {"empty shared id", [](given& g) { g.config.shared_channel = channel_with_id(""); },
         "CHANNEL_ID=a%3Ab.c&binaryMode=true&revision=19"},
    };
    for (auto const& expected : rows) check(expected);
}

// Everything else is encoded byte by byte, with capital digits, as encodeURIComponent does it.
BOOST_AUTO_TEST_CASE(only_the_characters_of_javascript_stay_as_they_are) {
    given from;
    from.config.shared_channel.reset();
    from.config.private_channel = channel_with_id("AZaz09-_.!~*'()");
    BOOST_TEST(*realtime::websocket_url(from.config) ==
               "wss://rt.example.com/subws/?CHANNEL_ID=AZaz09-_.!~*'()&binaryMode=true&revision=19");
    from.config.private_channel = channel_with_id(":,;@=+$[]%\"<>\\^`{|}");
    BOOST_TEST(
        *realtime::websocket_url(from.config) ==
        "wss://rt.example.com/subws/?CHANNEL_ID=%3A%2C%3B%40%3D%2B%24%5B%5D%25%22%3C%3E%5C%5E%60%7B%7C%7D"
        "&binaryMode=true&revision=19");
    from.config.private_channel = channel_with_id("p");
    from.resume.time = "\xd1\x8f/?&#";
    BOOST_TEST(
        *realtime::websocket_url(from.config, from.resume) ==
        "wss://rt.example.com/subws/?CHANNEL_ID=p&binaryMode=true&time=%D1%8F%2F%3F%26%23&revision=19");
    from.config.server.mode = server_mode::shared;
    from.config.client_id = secret("c/1");
    from.config.server.hostname = "a:1";
    from.options.hostname = true;
    BOOST_TEST(
        *realtime::websocket_url(from.config, {}, from.options) ==
        "wss://rt.example.com/subws/?CHANNEL_ID=p&binaryMode=true&clientId=c%2F1&hostname=a%3A1&revision=19");
}

BOOST_AUTO_TEST_CASE(a_token_goes_as_it_is_in_place_of_the_channels_whatever_the_version) {
    constexpr row rows[] = {
        {"version 5", [](given& g) { g.config.server.version = 5; },
         "token=a+/=.b%41&jsonRpc=true&revision=19"},
        {"version 4", [](given&) {}, "token=a+/=.b%41&binaryMode=true&revision=19"},
        {"version 3", [](given& g) { g.config.server.version = 3; }, "token=a+/=.b%41&revision=19"},
        {"no channels",
         [](given& g) {
             g.config.shared_channel.reset();
             g.config.private_channel.reset();
         },
         "token=a+/=.b%41&binaryMode=true&revision=19"},
    };
    for (auto const& expected : rows) {
        given from;
        expected.change(from);
        from.config.jwt = secret("a+/=.b%41");
        BOOST_TEST_CONTEXT(expected.name)
        BOOST_TEST(*realtime::websocket_url(from.config) ==
                   "wss://rt.example.com/subws/?" + std::string(expected.query));
    }
    check({"an empty token is none", [](given& g) { g.config.jwt = secret(""); },
           "CHANNEL_ID=a%3Ab.c%2Fd.e&binaryMode=true&revision=19"});
}

// What would end the parameter cannot be sent as it is: a token must not add parameters or a fragment.
BOOST_AUTO_TEST_CASE(token_cannot_break_out_of_its_parameter) {
    check({"breaking out", [](given& g) { g.config.jwt = secret("a&mid=1#b c\r\n\"\xc3\xa9"); },
           "token=a%26mid=1%23b%20c%0D%0A%22%C3%A9&binaryMode=true&revision=19"});
}

BOOST_AUTO_TEST_CASE(client_id_is_sent_in_shared_mode_only) {
    for (auto const mode : {server_mode::personal, server_mode::other}) {
        given from;
        from.config.server.mode = mode;
        BOOST_TEST(realtime::websocket_url(from.config)->find("clientId") == std::string::npos);
        from.config.client_id.reset();
        BOOST_TEST(realtime::websocket_url(from.config).has_value());
    }
    given from;
    from.config.server.mode = server_mode::shared;
    BOOST_TEST(realtime::websocket_url(from.config)->find("&clientId=c1&") != std::string::npos);
    for (auto const& missing : {std::optional<secret>(), std::optional(secret(""))}) {
        from.config.client_id = missing;
        check_error(from, protocol_errc::missing_client_id);
        from.config.jwt = secret("x");
        check_error(from, protocol_errc::missing_client_id); // a token is no substitute
        from.config.jwt.reset();
    }
}

BOOST_AUTO_TEST_CASE(hostname_is_sent_when_asked_for_and_known) {
    given from;
    BOOST_TEST(realtime::websocket_url(from.config)->find("hostname") == std::string::npos);
    from.config.server.hostname.clear();
    from.options.hostname = true;
    BOOST_TEST(realtime::websocket_url(from.config, {}, from.options)->find("hostname") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(nothing_to_listen_on_is_an_error) {
    given from;
    from.config.private_channel.reset();
    from.config.shared_channel.reset();
    check_error(from, protocol_errc::no_channel);
    from.config.private_channel = channel_with_id("");
    from.config.shared_channel = channel_with_id("");
    check_error(from, protocol_errc::no_channel);
    from.config.jwt = secret("");
    check_error(from, protocol_errc::no_channel);
}

BOOST_AUTO_TEST_SUITE_END()
