#include <b24pull/server.hpp>

#include <boost/test/unit_test.hpp>

#include <type_traits>

BOOST_AUTO_TEST_SUITE(server)

static_assert(std::is_aggregate_v<b24pull::server>);

// Generations without the flag `server_enabled` are switched on; what else is not sent is not there.
BOOST_AUTO_TEST_CASE(default_server_is_enabled_without_addresses) {
    b24pull::server const value;
    BOOST_TEST(value.version == 0);
    BOOST_TEST((value.mode == b24pull::server_mode::other));
    BOOST_TEST(value.hostname.empty());
    BOOST_TEST(value.enabled);
    BOOST_TEST(!value.websocket_enabled);
    BOOST_TEST(!value.publish_enabled);
    BOOST_TEST(value.config_timestamp == 0);
    for (auto const* const url : {&value.websocket, &value.websocket_secure, &value.long_polling,
                                  &value.long_polling_secure, &value.publish, &value.publish_secure})
        BOOST_TEST(url->empty());
}

BOOST_AUTO_TEST_CASE(server_takes_designated_initialisers) {
    b24pull::server const value{.version = 5,
                                .mode = b24pull::server_mode::shared,
                                .websocket_secure = "wss://rt.example.com/subws/",
                                .websocket_enabled = true};
    BOOST_TEST(value.version == 5);
    BOOST_TEST(value.websocket_secure == "wss://rt.example.com/subws/");
    BOOST_TEST(value.enabled);
}

BOOST_AUTO_TEST_SUITE_END()
