#include <b24pull/config_json.hpp>

#include "../support/config_bodies.hpp"
#include "../support/same.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(config_json)

namespace {

using b24pull::error_code;
using b24pull::parse_config;
using b24pull::protocol_errc;
using b24pull::server_errc;
using b24pull::server_mode;
using b24pull::to_atom;
using support::check_refused;
using support::fixture_result;
using support::parsed;
using support::parsed_with;
using support::with_jwt_and;
using support::with_members;
using support::with_server;
using support::with_server_of;

/// What a channel says, on one line.
std::string described(std::optional<b24pull::channel> const& channel) {
    if (!channel) return "none";
    return std::string(channel->kind == b24pull::channel_kind::shared ? "shared " : "private ") +
           std::string(channel->id.reveal()) + '|' + std::string(channel->public_id.reveal()) + '|' +
           to_atom(channel->start) + '|' + to_atom(channel->end);
}

constexpr std::string_view shared_d =
    "shared 9e81e7b963c71363e2fb3eefcfecfc0e.8f4470733a035c1875bc7c263077084a4c762d47||"
    "2026-03-31T17:05:18+03:00|2026-04-01T05:05:23+03:00";

void check_public_channel(b24pull::config const& config) {
    BOOST_TEST_REQUIRE(config.public_channels.size() == 1u);
    auto const& entry = config.public_channels.front();
    BOOST_TEST(entry.user_id == 1204);
    BOOST_TEST(entry.public_id.size() == 32u);
    BOOST_TEST(entry.signature.size() == 40u);
    BOOST_TEST(to_atom(entry.start) == "2026-03-31T10:06:39+03:00");
    BOOST_TEST(to_atom(entry.end) == "2026-03-31T22:06:44+03:00");
}

} // namespace

BOOST_AUTO_TEST_CASE(generation_d_personal_is_read_whole) {
    auto const config = parsed_with(fixture_result("config_d_personal.json"), {});
    BOOST_TEST(config.server.version == 4);
    BOOST_TEST((config.server.mode == server_mode::personal));
    BOOST_TEST(config.server.hostname == "portal.example.com");
    BOOST_TEST(config.server.long_polling == "https://rt1.example.com/sub2/");
    BOOST_TEST(config.server.long_polling_secure == "https://rt1.example.com/sub2/");
    BOOST_TEST(config.server.websocket == "wss://rt1.example.com/subws2/");
    BOOST_TEST(config.server.websocket_secure == "wss://rt1.example.com/subws2/");
    BOOST_TEST(config.server.publish == "https://rt1.example.com/rest/");
    BOOST_TEST(config.server.publish_secure == "https://rt1.example.com/rest/");
    BOOST_TEST((config.server.enabled && config.server.websocket_enabled && config.server.publish_enabled));
    BOOST_TEST(config.server.config_timestamp == 1774886062);
    BOOST_TEST(config.revision_web == 19);
    BOOST_TEST(config.revision_mobile == 3);
    BOOST_TEST(described(config.shared_channel) == shared_d);
    BOOST_TEST(described(config.private_channel) ==
               "private 2c17c6393771ee3048ae34d6b380c5ec:" +
                   std::string(config.private_channel->public_id.reveal().substr(0, 32)) +
                   std::string(config.private_channel->id.reveal().substr(65)) + '|' +
                   std::string(config.private_channel->public_id.reveal()) +
                   "|2026-03-31T16:40:02+03:00|2026-04-01T04:40:07+03:00");
    BOOST_TEST(config.private_channel->public_id.size() == 73u);
    BOOST_TEST(config.expires_at->time_since_epoch().count() == 1775052318);
    BOOST_TEST((config.deadline() == config.private_channel->end.instant));
    BOOST_TEST(!config.jwt.has_value());
    BOOST_TEST(!config.client_id.has_value());
    check_public_channel(config);
}

BOOST_AUTO_TEST_CASE(generation_d_shared_has_a_client_id) {
    auto const config = parsed_with(fixture_result("config_d_shared.json"), {});
    BOOST_TEST((config.server.mode == server_mode::shared));
    BOOST_TEST(config.server.long_polling == "https://push.example.com/subws/");
    BOOST_TEST_REQUIRE(config.client_id.has_value());
    BOOST_TEST(config.client_id->size() == 32u);
    BOOST_TEST(!config.expires_at.has_value());
    BOOST_TEST(!config.jwt.has_value());
    BOOST_TEST(described(config.shared_channel) == shared_d);
}

BOOST_AUTO_TEST_CASE(version_5_has_a_jwt_and_no_private_channel) {
    auto const config = parsed_with(fixture_result("config_v5_jwt.json"), {});
    BOOST_TEST(config.server.version == 5);
    BOOST_TEST(config.server.hostname == "");
    BOOST_TEST_REQUIRE(config.jwt.has_value());
    BOOST_TEST(config.jwt->reveal().starts_with("eyJ"));
    BOOST_TEST(described(config.shared_channel) == shared_d);
    BOOST_TEST(!config.private_channel.has_value());
    BOOST_TEST((config.deadline() == config.shared_channel->end.instant));
    check_public_channel(config);
}

// Its URLs end in `?CHANNEL_ID=`, to be kept as they are; its one revision is that of the web client.
BOOST_AUTO_TEST_CASE(generation_a_has_bare_ids_and_completed_urls) {
    auto const config = parsed_with(fixture_result("config_a_2016.json"), {});
    BOOST_TEST(config.server.version == 2);
    BOOST_TEST((config.server.mode == server_mode::other));
    BOOST_TEST(config.server.long_polling == "http://portal.example.com:8893/bitrix/sub/?CHANNEL_ID=");
    BOOST_TEST(config.server.long_polling_secure ==
               "https://portal.example.com:8894/bitrix/sub/?CHANNEL_ID=");
    BOOST_TEST(config.server.websocket_secure == "wss://portal.example.com/bitrix/subws/?CHANNEL_ID=");
    BOOST_TEST(config.server.websocket_enabled); // not sent: assumed where there is an address
    BOOST_TEST(!config.server.publish_enabled);
    BOOST_TEST(config.server.publish == "");
    BOOST_TEST(config.server.config_timestamp == 0);
    BOOST_TEST(config.revision_web == 16);
    BOOST_TEST(config.revision_mobile == 1);
    BOOST_TEST((config.shared_channel->id.reveal() == "9e81e7b963c71363e2fb3eefcfecfc0e"));
    BOOST_TEST((config.private_channel->id.reveal() == "2c17c6393771ee3048ae34d6b380c5ec"));
    BOOST_TEST(config.private_channel->public_id.empty());
    BOOST_TEST(config.public_channels.empty());
}

BOOST_AUTO_TEST_CASE(generation_b_has_signed_ids_and_plain_urls) {
    auto const config = parsed_with(fixture_result("config_b_2018.json"), {});
    BOOST_TEST(config.server.version == 3);
    BOOST_TEST(config.server.websocket == "ws://portal.example.com/bitrix/subws/");
    BOOST_TEST(config.server.websocket_enabled);
    BOOST_TEST(!config.server.publish_enabled);
    BOOST_TEST(config.revision_web == 17);
    BOOST_TEST(config.revision_mobile == 2);
    BOOST_TEST(config.private_channel->id.size() == 73u);
    BOOST_TEST(config.private_channel->public_id.empty());
}

BOOST_AUTO_TEST_CASE(generation_c_version_3_has_no_public_part) {
    auto const config = parsed_with(fixture_result("config_c_v3.json"), {});
    BOOST_TEST(config.server.version == 3);
    BOOST_TEST((config.server.mode == server_mode::personal));
    BOOST_TEST(!config.server.publish_enabled); // although its URLs are there
    BOOST_TEST(config.server.publish_secure == "https://portal.example.com/bitrix/pubweb/");
    BOOST_TEST(config.private_channel->public_id.empty());
    BOOST_TEST(config.public_channels.empty());
}

BOOST_AUTO_TEST_CASE(least_configuration_is_enough) {
    auto const config = parsed_with(R"({"server":{"version":1,"long_polling":"http:\/\/h"},"jwt":"a"})", {});
    BOOST_TEST(config.server.version == 1);
    BOOST_TEST((config.jwt->reveal() == "a"));
    BOOST_TEST((config.deadline() == std::chrono::sys_seconds::max()));
    BOOST_TEST(config.server.enabled);
    BOOST_TEST(!config.server.websocket_enabled);
}

struct refusal {
    std::string_view name;
    std::string json;
    error_code code;
    std::string_view path;
};

BOOST_AUTO_TEST_CASE(fatal_conditions_are_refused_with_code_and_path) {
    auto const server = [](std::string_view text) {
        return R"({"server":)" + std::string(text) + R"(,"jwt":"a"})";
    };
    auto const version = [&](std::string_view text) {
        return server(R"({"version":)" + std::string(text) + R"(,"websocket":"ws://h"})");
    };
    refusal const rows[] = {
        {"not configured: []", "[]", server_errc::not_configured, ""},
        {"not configured: false", "false", server_errc::not_configured, ""},
        {"not configured: blanks around", " [ ] ", server_errc::not_configured, ""},
        {"null", "null", protocol_errc::missing_member, ""},
        {"true", "true", protocol_errc::wrong_type, ""},
        {"number", "5", protocol_errc::wrong_type, ""},
        {"text", R"("x")", protocol_errc::wrong_type, ""},
        {"list", "[1]", protocol_errc::wrong_type, ""},
        {"list of null", "[null]", protocol_errc::wrong_type, ""},
        {"list of lists", "[[]]", protocol_errc::wrong_type, ""},
        {"list of objects", R"([{"server":{}}])", protocol_errc::wrong_type, ""},
        {"empty object", "{}", protocol_errc::missing_member, "server"},
        {"no server", R"({"jwt":"a"})", protocol_errc::missing_member, "server"},
        {"server in other case", R"({"Server":{"version":4,"websocket":"ws://h"},"jwt":"a"})",
         protocol_errc::missing_member, "server"},
        {"server null", server("null"), protocol_errc::missing_member, "server"},
        {"server number", server("5"), protocol_errc::wrong_type, "server"},
        {"server text", server(R"("x")"), protocol_errc::wrong_type, "server"},
        {"server list", server("[1]"), protocol_errc::wrong_type, "server"},
        {"no version", server(R"({"websocket":"ws://h"})"), protocol_errc::missing_member, "server.version"},
        {"version null", version("null"), protocol_errc::missing_member, "server.version"},
        {"version true", version("true"), protocol_errc::wrong_type, "server.version"},
        {"version false", version("false"), protocol_errc::wrong_type, "server.version"},
        {"version fraction", version("4.5"), protocol_errc::wrong_type, "server.version"},
        {"version word", version(R"("four")"), protocol_errc::wrong_type, "server.version"},
        {"version empty", version(R"("")"), protocol_errc::wrong_type, "server.version"},
        {"version with blank", version(R"("4 ")"), protocol_errc::wrong_type, "server.version"},
        {"version with plus", version(R"("+4")"), protocol_errc::wrong_type, "server.version"},
        {"version with fraction text", version(R"("4.0")"), protocol_errc::wrong_type, "server.version"},
        {"version with NUL", version(R"("4\u0000")"), protocol_errc::wrong_type, "server.version"},
        {"version object", version("{}"), protocol_errc::wrong_type, "server.version"},
        {"version list", version("[4]"), protocol_errc::wrong_type, "server.version"},
        {"version 0", version("0"), protocol_errc::out_of_range, "server.version"},
        {"version -0", version("-0"), protocol_errc::out_of_range, "server.version"},
        {"version -1", version("-1"), protocol_errc::out_of_range, "server.version"},
        {"version -4 in text", version(R"("-4")"), protocol_errc::out_of_range, "server.version"},
        {"version 2^31", version("2147483648"), protocol_errc::out_of_range, "server.version"},
        {"version of 64 bits", version("9223372036854775807"), protocol_errc::out_of_range, "server.version"},
        {"no endpoint", server(R"({"version":4})"), protocol_errc::no_endpoint, "server"},
        {"endpoints empty",
         server(R"({"version":4,"websocket":"","websocket_secure":"wss://","long_polling":"http://"})"),
         protocol_errc::no_endpoint, "server"},
        {"endpoints unusable", server(R"({"version":4,"websocket":"wss://#DOMAIN#/"})"),
         protocol_errc::no_endpoint, "server"},
        {"only publishing", server(R"({"version":4,"publish":"https://h"})"), protocol_errc::no_endpoint,
         "server"},
        {"WebSocket switched off", server(R"({"version":4,"websocket":"ws://h","websocket_enabled":false})"),
         protocol_errc::no_endpoint, "server"},
        {"no channel", with_members(R"("x":0)"), protocol_errc::no_channel, "channels"},
        {"channels []", with_members(R"("channels":[])"), protocol_errc::no_channel, "channels"},
        {"channels {}", with_members(R"("channels":{})"), protocol_errc::no_channel, "channels"},
        {"channels false", with_members(R"("channels":false)"), protocol_errc::no_channel, "channels"},
        {"channels null", with_members(R"("channels":null)"), protocol_errc::no_channel, "channels"},
        {"channels of other kinds", with_members(R"("channels":{"app":{"id":"a"}})"),
         protocol_errc::no_channel, "channels"},
        {"channel without id", with_members(R"("channels":{"shared":{}})"), protocol_errc::no_channel,
         "channels"},
        {"channel with empty id", with_members(R"("channels":{"shared":{"id":""}})"),
         protocol_errc::no_channel, "channels"},
        {"channel with unusable id", with_members(R"("channels":{"shared":{"id":"a/b"}})"),
         protocol_errc::no_channel, "channels"},
        {"jwt empty", with_members(R"("jwt":"")"), protocol_errc::no_channel, "channels"},
        {"jwt null", with_members(R"("jwt":null)"), protocol_errc::no_channel, "channels"},
        {"jwt false", with_members(R"("jwt":false)"), protocol_errc::no_channel, "channels"},
        {"jwt unusable", with_members(R"("jwt":"a b")"), protocol_errc::no_channel, "channels"},
        {"only public channels",
         with_members(R"("publicChannels":{"577":{"user_id":577,"public_id":"a","signature":"b"}})"),
         protocol_errc::no_channel, "channels"},
        // What comes first in the list of fatal conditions is reported.
        {"everything wrong", R"({"server":{"version":0}})", protocol_errc::out_of_range, "server.version"},
        {"endpoint and channel missing", R"({"server":{"version":4}})", protocol_errc::no_endpoint, "server"},
    };
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.name) check_refused(row.json, row.code, row.path);
}

BOOST_AUTO_TEST_CASE(either_jwt_or_one_channel_is_enough) {
    auto const shared = R"("shared":{"id":"s",)" + std::string(support::least_dates) + '}';
    auto const private_ = R"("private":{"id":"p",)" + std::string(support::least_dates) + '}';
    BOOST_TEST(!parsed_with(with_members(R"("channels":{)" + shared + '}'), {}).private_channel.has_value());
    BOOST_TEST(!parsed_with(with_members(R"("channels":{)" + private_ + '}'), {}).shared_channel.has_value());
    auto const both = parsed_with(with_members(R"("channels":{)" + private_ + ',' + shared + '}'), {});
    BOOST_TEST((both.shared_channel->kind == b24pull::channel_kind::shared));
    BOOST_TEST((both.private_channel->kind == b24pull::channel_kind::private_));
    for (std::string_view const channels :
         {R"("channels":[])", R"("channels":{})", R"("channels":null)", R"("channels":false)", R"("x":0)",
          R"("channels":{"shared":null,"private":false})", R"("channels":{"app":{"id":"a","start":5}})"})
        BOOST_TEST_CONTEXT(channels) BOOST_TEST(parsed_with(with_jwt_and(channels), {}).jwt.has_value());
}

BOOST_AUTO_TEST_CASE(public_channels_absent_in_any_way_are_none) {
    for (std::string_view const text : {R"("publicChannels":[])", R"("publicChannels":{})",
                                        R"("publicChannels":null)", R"("publicChannels":false)", R"("x":0)"})
        BOOST_TEST_CONTEXT(text) BOOST_TEST(parsed_with(with_jwt_and(text), {}).public_channels.empty());
}

BOOST_AUTO_TEST_CASE(api_absent_in_any_way_leaves_revisions_zero) {
    for (std::string_view const text :
         {R"("api":[])", R"("api":{})", R"("api":null)", R"("api":false)", R"("x":0)"}) {
        auto const config = parsed_with(with_jwt_and(text), {});
        BOOST_TEST_CONTEXT(text) BOOST_TEST((config.revision_web == 0 && config.revision_mobile == 0));
    }
}

BOOST_AUTO_TEST_CASE(revision_of_generation_a_counts_only_without_revision_web) {
    BOOST_TEST(parsed(with_jwt_and(R"("api":{"revision":16,"revision_web":19})")).revision_web == 19);
    BOOST_TEST(parsed(with_jwt_and(R"("api":{"revision_web":19,"revision":16})")).revision_web == 19);
    BOOST_TEST(parsed(with_jwt_and(R"("api":{"revision":"16"})")).revision_web == 16);
}

BOOST_AUTO_TEST_CASE(client_id_is_read_in_either_place) {
    auto const id = [](std::string const& json) {
        auto const config = parsed(json);
        return config.client_id ? std::string(config.client_id->reveal()) : "none";
    };
    BOOST_TEST(id(with_jwt_and(R"("clientId":"c1")")) == "c1");
    BOOST_TEST(id(with_server(R"("clientId":"c2")")) == "c2");
    BOOST_TEST(id(with_server(R"("clientId":"c2"},"clientId":"c1","x":{"y":0)")) == "c1");
    BOOST_TEST(id(R"({"clientId":"c1",)" + with_server(R"("clientId":"c2")").substr(1)) == "c1");
    for (std::string_view const empty : {"null", "\"\"", "false"}) {
        auto const member = R"("clientId":)" + std::string(empty);
        BOOST_TEST(id(with_jwt_and(member)) == "none");
        BOOST_TEST(id(with_server(R"("clientId":"c2"},)" + member + R"(,"x":{"y":0)")) == "c2");
    }
}

BOOST_AUTO_TEST_CASE(shared_mode_without_client_id_is_warned_of) {
    parsed_with(with_server(R"("mode":"shared")"), {{protocol_errc::missing_client_id, "clientId"}});
    parsed_with(with_server(R"("mode":"shared","clientId":"c")"), {});
    parsed_with(with_server(R"("mode":"personal")"), {});
}

BOOST_AUTO_TEST_CASE(unknown_members_are_skipped_at_every_level) {
    auto const plain = parsed(fixture_result("config_d_personal.json"));
    constexpr std::string_view unknown[] = {
        R"("new":null,)",
        R"("new":[],)",
        R"("new":{},)",
        R"("new":"\u0000\ud83d\ude00",)",
        R"("":-1e-400,)",
        R"("new":{"server":{"version":9},"channels":{"shared":{"id":"x"}},"jwt":"x","id":"x","end":"x"},)",
        R"("new":[[[[[[[[[[[[{"id":["x"],"version":{"server":1}}]]]]]]]]]]]],)",
        R"("Version":9,"ID":"x","SERVER":{},"version ":9,"vers\u0000ion":9,"pub.lic_id":1,"\ud800\udc00":[{}],)",
    };
    for (auto const text : unknown) {
        auto body = fixture_result("config_d_personal.json");
        for (std::size_t at = 0; (at = body.find('{', at)) != body.npos; at += text.size() + 1)
            if (body.substr(0, at).ends_with(R"("publicChannels":)"))
                at -= text.size(); // every name is known there
            else body.insert(at + 1, text);
        BOOST_TEST_CONTEXT(text) {
            auto const config = parse_config(body);
            BOOST_TEST_REQUIRE(config.has_value(), config.error().what());
            BOOST_TEST(support::same(*config, plain));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
