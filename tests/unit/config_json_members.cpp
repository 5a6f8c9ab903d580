#include <b24pull/config_json.hpp>

#include "../support/config_bodies.hpp"
#include "../support/same.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(config_json_members)

namespace {

using b24pull::parse_config;
using b24pull::protocol_errc;
using support::fixture_result;
using support::least_dates;
using support::parsed;
using support::parsed_with;
using support::warned;
using support::with_jwt_and;

constexpr auto duplicate = protocol_errc::duplicate_member;

std::string text_of(std::optional<b24pull::secret> const& value) {
    return value ? std::string(value->reveal()) : "none";
}

/// The text of a value with the members of every object in random order.
std::string shuffled(boost::json::value const& value, std::mt19937& random) {
    auto const* const object = value.if_object();
    if (!object) return boost::json::serialize(value);
    std::vector<std::string> members;
    for (auto const& [name, inner] : *object)
        members.push_back(boost::json::serialize(name) + ':' + shuffled(inner, random));
    for (auto at = members.size(); at > 1; --at)
        std::swap(members[at - 1], members[random() % at]); // std::shuffle differs by library
    std::string out;
    for (auto const& each : members) out += (out.empty() ? "" : ",") + each;
    return '{' + out + '}';
}

std::string channel(std::string_view id) {
    return R"({"id":")" + std::string(id) + "\"," + std::string(least_dates) + '}';
}

} // namespace

BOOST_AUTO_TEST_CASE(members_of_the_result_count_in_all_5040_orders) {
    std::vector<std::string> members{
        R"("server":{"version":"4","websocket":"ws:\/\/h","mode":"shared","clientId":"c2"})",
        R"("api":{"revision":16})",
        R"("channels":{"shared":)" + channel("s") + R"(,"private":)" + channel("p") + '}',
        R"("clientId":"c1")",
        R"("jwt":"h.p.s")",
        R"("exp":1775052318)",
        R"("publicChannels":{"577":{"public_id":"u","signature":"v",)" + std::string(least_dates) + "}}",
    };
    std::sort(members.begin(), members.end());
    std::optional<b24pull::config> first;
    int orders = 0, different = 0;
    do {
        std::string body;
        for (auto const& each : members) body += (body.empty() ? '{' : ',') + each;
        auto config = parse_config(body + '}');
        if (!first) first = parsed_with(body + '}', {});
        if (!config || !support::same(*config, *first)) ++different;
        ++orders;
    } while (std::next_permutation(members.begin(), members.end()));
    BOOST_TEST(orders == 5040);
    BOOST_TEST(different == 0);
    BOOST_TEST((first->private_channel->id.reveal() == "p"));
    BOOST_TEST(text_of(first->client_id) == "c1");
}

BOOST_AUTO_TEST_CASE(members_of_all_objects_count_in_any_order) {
    std::mt19937 random(20260331); // the same orders in every run
    for (std::string_view const name :
         {"config_d_personal.json", "config_d_shared.json", "config_v5_jwt.json", "config_a_2016.json",
          "config_b_2018.json", "config_c_v3.json"}) {
        auto const body = fixture_result(name);
        auto const expected = parsed(body);
        auto const tree = boost::json::parse(body);
        int different = 0;
        for (int round = 0; round != 300; ++round) {
            auto const config = parse_config(shuffled(tree, random));
            if (!config || !support::same(*config, expected)) ++different;
        }
        BOOST_TEST(different == 0, name << ": " << different << " orders gave another value");
    }
}

struct duplicate_row {
    std::string_view name;
    std::string json, last_only; // means the same
    std::vector<warned> warnings;
};

BOOST_AUTO_TEST_CASE(last_of_two_members_counts) {
    auto const server = [](std::string_view members) {
        return R"({"server":{)" + std::string(members) + R"(},"jwt":"j"})";
    };
    auto const channels = [](std::string_view text) {
        return with_jwt_and("\"channels\":" + std::string(text));
    };
    duplicate_row const rows[] = {
        {"version",
         server(R"("version":3,"websocket":"ws://h","version":4)"),
         server(R"("version":4,"websocket":"ws://h")"),
         {{duplicate, "server.version"}}},
        {"version, first unreadable",
         server(R"("version":"x","websocket":"ws://h","version":4)"),
         server(R"("version":4,"websocket":"ws://h")"),
         {{duplicate, "server.version"}}},
        {"url",
         server(R"("version":4,"websocket":"ws://a","websocket":"ws://b")"),
         server(R"("version":4,"websocket":"ws://b")"),
         {{duplicate, "server.websocket"}}},
        {"url, then null",
         server(R"("version":4,"websocket":"ws://a","long_polling":"http://h","websocket":null)"),
         server(R"("version":4,"long_polling":"http://h")"),
         {{duplicate, "server.websocket"}}},
        {"flag, then null",
         server(R"("version":4,"websocket":"ws://a","server_enabled":false,"server_enabled":null)"),
         server(R"("version":4,"websocket":"ws://a")"),
         {{duplicate, "server.server_enabled"}}},
        {"number, then null",
         server(R"("version":4,"websocket":"ws://a","config_timestamp":7,"config_timestamp":null)"),
         server(R"("version":4,"websocket":"ws://a")"),
         {{duplicate, "server.config_timestamp"}}},
        {"escaped name",
         server(R"("version":3,"websocket":"ws://h","v\u0065rsion":4)"),
         server(R"("version":4,"websocket":"ws://h")"),
         {{duplicate, "server.version"}}},
        {"three times",
         server(R"("version":2,"version":3,"websocket":"ws://h","version":4)"),
         server(R"("version":4,"websocket":"ws://h")"),
         {{duplicate, "server.version"}, {duplicate, "server.version"}}},
        {"server is replaced whole",
         R"({"server":{"version":3,"mode":"shared","hostname":"old","publish":"http://old","clientId":"c","config_timestamp":5,"websocket_enabled":false,"long_pooling":"http://old"},"server":{"version":4,"websocket":"ws://h"},"jwt":"j"})",
         server(R"("version":4,"websocket":"ws://h")"),
         {{duplicate, "server"}}},
        {"api is replaced whole",
         with_jwt_and(R"("api":{"revision_web":19,"revision":16,"revision_mobile":3},"api":{})"),
         with_jwt_and(R"("api":{})"),
         {{duplicate, "api"}}},
        {"channels are replaced whole",
         with_jwt_and(R"("channels":{"shared":)" + channel("a") + R"(,"private":)" + channel("b") +
                      R"(},"channels":{"shared":)" + channel("c") + '}'),
         channels(R"({"shared":)" + channel("c") + '}'),
         {{duplicate, "channels"}}},
        {"channels, then []",
         with_jwt_and(R"("channels":{"shared":)" + channel("a") + R"(},"channels":[])"),
         channels("[]"),
         {{duplicate, "channels"}}},
        {"channels, then null",
         with_jwt_and(R"("channels":{"shared":)" + channel("a") + R"(},"channels":null)"),
         channels("null"),
         {{duplicate, "channels"}}},
        {"channel is replaced whole",
         channels(R"({"shared":{"id":"a","public_id":"x",)" + std::string(least_dates) + R"(},"shared":)" +
                  channel("b") + '}'),
         channels(R"({"shared":)" + channel("b") + '}'),
         {{duplicate, "channels.shared"}}},
        {"channel, then null",
         channels(R"({"shared":)" + channel("a") + R"(,"shared":null})"),
         channels("{}"),
         {{duplicate, "channels.shared"}}},
        {"id",
         channels(R"({"shared":{"id":"a","id":"b",)" + std::string(least_dates) + "}}"),
         channels(R"({"shared":)" + channel("b") + '}'),
         {{duplicate, "channels.shared.id"}}},
        {"end",
         channels(R"({"shared":{"id":"b","end":"2030-01-01T00:00:00+00:00",)" + std::string(least_dates) +
                  "}}"),
         channels(R"({"shared":)" + channel("b") + '}'),
         {{duplicate, "channels.shared.end"}}},
        {"public id, then null",
         channels(R"({"shared":{"public_id":"x","id":"b","public_id":null,)" + std::string(least_dates) +
                  "}}"),
         channels(R"({"shared":)" + channel("b") + '}'),
         {{duplicate, "channels.shared.public_id"}}},
        {"client id, then null",
         with_jwt_and(R"("clientId":"a","clientId":null)"),
         with_jwt_and(R"("x":0)"),
         {{duplicate, "clientId"}}},
        {"jwt",
         with_jwt_and(R"("jwt":"last")"),
         support::with_members(R"("jwt":"last")"),
         {{duplicate, "jwt"}}},
        {"exp, then null",
         with_jwt_and(R"("exp":5,"exp":null)"),
         with_jwt_and(R"("x":0)"),
         {{duplicate, "exp"}}},
        {"public channels are replaced whole",
         with_jwt_and(R"("publicChannels":{"1":{"public_id":"p","signature":"s",)" +
                      std::string(least_dates) + R"(}},"publicChannels":false)"),
         with_jwt_and(R"("x":0)"),
         {{duplicate, "publicChannels"}}},
        {"unknown members", with_jwt_and(R"("x":1,"x":{"jwt":"y"},"x":2)"), with_jwt_and(R"("x":0)"), {}},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            auto config = parsed_with(row.json, row.warnings);
            config.warnings.clear();
            BOOST_TEST(support::same(config, parsed_with(row.last_only, {})));
        }
    }
}

BOOST_AUTO_TEST_CASE(fatal_last_member_is_fatal) {
    using support::check_refused;
    check_refused(R"({"server":{"version":4,"version":null,"websocket":"ws://h"},"jwt":"j"})",
                  protocol_errc::missing_member, "server.version");
    check_refused(R"({"server":{"version":4,"version":"x","websocket":"ws://h"},"jwt":"j"})",
                  protocol_errc::wrong_type, "server.version");
    check_refused(R"({"server":{"version":4,"websocket":"ws://h"},"jwt":"j","server":null})",
                  protocol_errc::missing_member, "server");
    check_refused(R"({"server":{"version":4,"websocket":"ws://h"},"jwt":"j","server":{}})",
                  protocol_errc::missing_member, "server.version");
    check_refused(with_jwt_and(R"("jwt":null)"), protocol_errc::no_channel, "channels");
    check_refused(with_jwt_and(R"("jwt":"")"), protocol_errc::no_channel, "channels");
}

// An object or list where a plain value belongs is a value too: what came before does not survive it.
BOOST_AUTO_TEST_CASE(last_member_counts_even_if_its_shape_is_wrong) {
    constexpr auto wrong = protocol_errc::wrong_type;
    for (std::string_view const shape : {"[]", "{}", "[1]", R"({"a":"b"})"}) {
        auto const raw = std::string(shape);
        BOOST_TEST_CONTEXT(shape) {
            support::check_refused(R"({"server":{"version":4,"version":)" + raw +
                                       R"(,"websocket":"ws://h"},"jwt":"j"})",
                                   wrong, "server.version");
            auto config = parsed(with_jwt_and(R"("clientId":"a","clientId":)" + raw));
            BOOST_TEST(!config.client_id.has_value());
            config = parsed(with_jwt_and(R"("exp":5,"exp":)" + raw));
            BOOST_TEST(!config.expires_at.has_value());
            config = parsed(with_jwt_and(R"("api":{"revision_web":19,"revision_web":)" + raw + '}'));
            BOOST_TEST(config.revision_web == 0);
            config = parsed(support::with_server(R"("hostname":"h","hostname":)" + raw));
            BOOST_TEST(config.server.hostname == "");
            config =
                parsed(support::with_channel(R"("id":"a",)" + std::string(least_dates) + R"(,"id":)" + raw));
            BOOST_TEST(!config.shared_channel.has_value());
        }
    }
}

// The entries of a map are members of it.
BOOST_AUTO_TEST_CASE(last_of_two_public_channels_of_one_name_counts) {
    auto const entry = [](std::string_view id) {
        return R"("577":{"user_id":577,"public_id":")" + std::string(id) + R"(","signature":"s",)" +
               std::string(least_dates) + '}';
    };
    auto const config =
        parsed_with(with_jwt_and("\"publicChannels\":{" + entry("old") + ',' + entry("new") + '}'),
                    {{duplicate, "publicChannels.577"}});
    BOOST_TEST_REQUIRE(config.public_channels.size() == 1u);
    BOOST_TEST(config.public_channels[0].public_id == "new");
}

BOOST_AUTO_TEST_SUITE_END()
