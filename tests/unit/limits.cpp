#include <b24pull/limits.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(limits)

// What users and servers were promised: larger bodies and deeper texts are refused.
BOOST_AUTO_TEST_CASE(defaults_are_the_documented_ones) {
    BOOST_TEST(b24pull::limits::http_body == 1048576u);
    BOOST_TEST(b24pull::limits::json_depth == 32u);
    BOOST_TEST(b24pull::limits::url == 2048u);
    BOOST_TEST(b24pull::limits::id == 512u);
    BOOST_TEST(b24pull::limits::token == 4096u);
    BOOST_TEST(b24pull::limits::short_text == 1024u);
    BOOST_TEST(b24pull::limits::description == 4096u);
    BOOST_TEST(b24pull::limits::public_channels == 1000u);
    BOOST_TEST(b24pull::limits::watch_tags == 10000u);
    BOOST_TEST(b24pull::limits::warnings == 64u);
    BOOST_TEST(b24pull::limits::warning_text == 64u);
}

BOOST_AUTO_TEST_CASE(defaults_of_the_connection_are_the_documented_ones) {
    BOOST_TEST(b24pull::limits::payload == 67108864u);
    BOOST_TEST(b24pull::limits::message == 1052672u);
    BOOST_TEST(b24pull::limits::messages == 65536u);
    BOOST_TEST(b24pull::limits::groups == 16u);
    BOOST_TEST(b24pull::limits::remembered_ids == 10000u);
    BOOST_TEST(b24pull::limits::refused_parts == 64u);
    BOOST_TEST(b24pull::limits::message_id == 128u);
    BOOST_TEST(b24pull::limits::endpoint == 8192u);
    BOOST_TEST(b24pull::limits::publish_depth == 28u);
    BOOST_TEST(b24pull::limits::publish_messages == 100u);
    BOOST_TEST(b24pull::limits::publish_receivers == 100u);
    BOOST_TEST(b24pull::limits::pending_calls == 1000u);
}

BOOST_AUTO_TEST_CASE(json_limits_start_from_defaults) {
    constexpr b24pull::json_limits defaults;
    BOOST_TEST(defaults.body == b24pull::limits::http_body);
    BOOST_TEST(defaults.depth == b24pull::limits::json_depth);
    BOOST_TEST(defaults.public_channels == b24pull::limits::public_channels);
    BOOST_TEST(defaults.warnings == b24pull::limits::warnings);
}

BOOST_AUTO_TEST_CASE(json_limits_take_designated_initialisers) {
    constexpr b24pull::json_limits small{.body = 10, .depth = 2, .public_channels = 1, .warnings = 0};
    static_assert(small.body == 10 && small.depth == 2 && small.public_channels == 1 && small.warnings == 0);
    BOOST_TEST(small.depth < b24pull::json_limits{}.depth);
}

// Each bound must leave room for the longest value that servers are known to send.
BOOST_AUTO_TEST_CASE(defaults_leave_room_for_known_values) {
    constexpr unsigned atom = 32, sha512 = 128;
    BOOST_TEST(b24pull::limits::id > atom + 1 + atom + 1 + sha512);
    BOOST_TEST(b24pull::limits::warning_text >= 35u); // ATOM with a fraction of nine digits
    BOOST_TEST(b24pull::limits::json_depth > 5u);
    // What a client may publish comes back with an envelope around it.
    BOOST_TEST(b24pull::limits::message > b24pull::limits::http_body + 300u);
    BOOST_TEST(b24pull::limits::payload >= b24pull::limits::message);
    // An address, a JWT, a client id and a place in history go into one URL.
    BOOST_TEST(b24pull::limits::endpoint > b24pull::limits::url + b24pull::limits::token +
                                               b24pull::limits::id + 3 * b24pull::limits::message_id);
}

BOOST_AUTO_TEST_SUITE_END()
