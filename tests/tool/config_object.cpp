#include "config_object.hpp"

#include <b24pull/config_json.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

namespace {

b24pull::config read(std::string const& text) { return b24pull::parse_config(text).value(); }

} // namespace

BOOST_AUTO_TEST_SUITE(config_object)

BOOST_AUTO_TEST_CASE(says_what_there_is_and_no_secret) {
    auto const text = tool::config_object(read(R"({
        "server": {"version": 4, "mode": "shared", "websocket_enabled": true,
                   "websocket_secure": "wss://rt.example.com/subws/?key=5ec7e7a"},
        "channels": {"shared": {"id": "5ec7e7b.5ec7e7c", "start": "2026-03-31T17:05:18+03:00",
                                "end": "2026-04-01T05:05:23+03:00"}},
        "clientId": "5ec7e7d", "jwt": "5ec7e7e"})"));
    BOOST_TEST(text.find("5ec7e7") == text.npos);
    BOOST_TEST(text.find('\n') == text.npos);
    auto const o = boost::json::parse(text);
    BOOST_TEST(o.at("server").at("version").to_number<int>() == 4);
    BOOST_TEST(o.at("server").at("mode").as_string() == "shared");
    BOOST_TEST(o.at("server").at("websocket_secure").as_string() == "wss://rt.example.com/subws/?key=***");
    BOOST_TEST(o.at("shared_channel").at("end").as_string() == "2026-04-01T05:05:23+03:00");
    BOOST_TEST(o.at("private_channel").is_null());
    BOOST_TEST(o.at("has_jwt").as_bool());
    BOOST_TEST(o.at("has_client_id").as_bool());
    BOOST_TEST(o.at("good_until").as_string() == "2026-04-01T02:05:23+00:00");
}

BOOST_AUTO_TEST_CASE(no_end_is_null) {
    b24pull::config config;
    config.server.hostname = "a\u009b\n";
    auto const text = tool::config_object(config);
    BOOST_TEST(text.find("\"hostname\":\"a\\u009b\\n\"") != text.npos);
    BOOST_TEST(boost::json::parse(text).at("good_until").is_null());
}

BOOST_AUTO_TEST_SUITE_END()
