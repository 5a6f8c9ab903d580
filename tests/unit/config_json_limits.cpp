#include <b24pull/config_json.hpp>

#include "../support/config_bodies.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(config_json_limits)

namespace {

using b24pull::parse_config;
using b24pull::protocol_errc;
using support::check_refused;
using support::least_dates;
using support::parsed;
using support::parsed_with;
using support::warned;
using support::with_channel;
using support::with_jwt_and;
using support::with_server;

namespace sizes = b24pull::limits;

constexpr auto too_long = protocol_errc::text_too_long;

std::string repeated(std::string_view text, std::size_t times) {
    std::string out;
    while (times-- != 0) out += text;
    return out;
}

std::string public_channels(std::size_t count) {
    std::string members;
    for (std::size_t user = 1; user <= count; ++user)
        members += (user == 1 ? "\"" : ",\"") + std::to_string(user) +
                   R"(":{"public_id":"p","signature":"s",)" + std::string(least_dates) + '}';
    return with_jwt_and("\"publicChannels\":{" + members + '}');
}

} // namespace

BOOST_AUTO_TEST_CASE(body_at_its_limit_passes_and_one_byte_more_does_not) {
    auto const body = with_jwt_and(R"("x":0)");
    parsed_with(body, {}, {.body = body.size()});
    for (auto const limit : {body.size() - 1, std::size_t{1}, std::size_t{0}}) {
        auto const value = parse_config(body, {.body = limit});
        BOOST_TEST(!value.has_value());
        BOOST_TEST((value.error().code() == protocol_errc::body_too_large));
        BOOST_TEST((value.error().offset() == limit));
        BOOST_TEST(value.error().path() == "");
    }
}

BOOST_AUTO_TEST_CASE(default_body_limit_is_one_mebibyte) {
    auto body = with_jwt_and(R"("x":0)");
    body.append(1048576 - body.size(), ' ');
    parsed_with(body, {});
    check_refused(body + ' ', protocol_errc::body_too_large, "");
}

// At block borders too, and with what is too much consisting of blanks only.
BOOST_AUTO_TEST_CASE(body_limit_counts_blanks_and_holds_at_block_borders) {
    for (std::size_t const size : {4095u, 4096u, 4097u, 8191u, 8192u, 8193u}) {
        auto body = with_jwt_and(R"("x":0)");
        body.append(size - body.size(), ' ');
        BOOST_TEST_CONTEXT(size) {
            parsed_with(body, {}, {.body = size});
            check_refused(body, protocol_errc::body_too_large, "", {.body = size - 1});
            check_refused(std::string(size, ' '), protocol_errc::empty_body, "", {.body = size});
            check_refused(std::string(size, ' '), protocol_errc::body_too_large, "", {.body = size - 1});
        }
    }
}

BOOST_AUTO_TEST_CASE(nesting_at_its_limit_passes_and_one_level_more_does_not) {
    for (std::size_t const depth : {std::size_t{3}, std::size_t{9}, sizes::json_depth}) {
        for (auto const& [open, close] : {std::pair{"[", "]"}, std::pair{R"({"a":)", "}"}}) {
            auto const nested = [&, o = open,
                                 c = close](std::size_t levels) { // the result itself is the first
                return with_jwt_and("\"x\":" + repeated(o, levels - 2) + (*o == '[' ? "[]" : "{}") +
                                    repeated(c, levels - 2));
            };
            BOOST_TEST_CONTEXT(depth << ' ' << open) {
                parsed_with(nested(depth), {}, {.depth = depth});
                // Eight levels of a path are written out.
                auto const levels = std::min<std::size_t>(depth - 1, 7);
                auto const path = '*' + repeated(*open == '[' ? "[0]" : ".*", levels);
                check_refused(nested(depth + 1), protocol_errc::json_too_deep, path, {.depth = depth});
            }
        }
    }
    BOOST_TEST(sizes::json_depth == b24pull::json_limits{}.depth);
}

BOOST_AUTO_TEST_CASE(hostile_nesting_is_refused_with_an_offset) {
    auto const value = parse_config(std::string(1000000, '['));
    BOOST_TEST((value.error().code() == protocol_errc::json_too_deep));
    BOOST_TEST_REQUIRE(value.error().offset().has_value());
    BOOST_TEST(*value.error().offset() <= sizes::json_depth + 1);
    check_refused("[]", protocol_errc::json_too_deep, "", {.depth = 0});
}

BOOST_AUTO_TEST_CASE(ids_end_at_their_limit) {
    auto const longest = std::string(sizes::id, 'a');
    auto const dates = ',' + std::string(least_dates);
    auto const id = [&](std::string const& text) { return with_channel("\"id\":\"" + text + '"' + dates); };
    BOOST_TEST(parsed_with(id(longest), {}).shared_channel->id.size() == sizes::id);
    parsed_with(id(longest + 'a'),
                {{too_long, "channels.shared.id"}, {protocol_errc::invalid_id, "channels.shared"}});
    auto const public_id = [&](std::string const& text) {
        return with_channel(R"("id":"a","public_id":")" + text + '"' + dates);
    };
    BOOST_TEST(parsed_with(public_id(longest), {}).shared_channel->public_id.size() == sizes::id);
    BOOST_TEST(parsed_with(public_id(longest + 'a'), {{too_long, "channels.shared.public_id"}})
                   .shared_channel->public_id.empty());
    auto const client = [&](std::string const& text) { return with_jwt_and("\"clientId\":\"" + text + '"'); };
    BOOST_TEST(parsed_with(client(longest), {}).client_id->size() == sizes::id);
    BOOST_TEST(!parsed_with(client(longest + 'a'), {{too_long, "clientId"}}).client_id.has_value());
    auto const signature = [&](std::string const& text) {
        return support::with_public(R"("public_id":"a","signature":")" + text + '"' + dates);
    };
    BOOST_TEST(parsed_with(signature(longest), {}).public_channels.size() == 1u);
    parsed_with(signature(longest + 'a'), {{too_long, "publicChannels.577.signature"},
                                           {protocol_errc::invalid_id, "publicChannels.577"}});
}

BOOST_AUTO_TEST_CASE(jwt_ends_at_its_limit) {
    auto const longest = std::string(sizes::token, 'a');
    auto const json = [](std::string const& text) {
        return support::with_members("\"jwt\":\"" + text + R"(","channels":{"shared":{"id":"a",)" +
                                     std::string(least_dates) + "}}");
    };
    BOOST_TEST(parsed_with(json(longest), {}).jwt->size() == sizes::token);
    BOOST_TEST(!parsed_with(json(longest + 'a'), {{too_long, "jwt"}}).jwt.has_value());
}

BOOST_AUTO_TEST_CASE(hostname_ends_at_its_limit) {
    auto const longest = std::string(sizes::short_text, 'a');
    BOOST_TEST(parsed_with(with_server("\"hostname\":\"" + longest + '"'), {}).server.hostname == longest);
    BOOST_TEST(parsed_with(with_server("\"hostname\":\"" + longest + "a\""), {{too_long, "server.hostname"}})
                   .server.hostname == "");
}

// An escape counts as the bytes that it stands for, as do characters of several bytes.
BOOST_AUTO_TEST_CASE(limits_count_bytes_of_the_text_and_not_of_its_escapes) {
    auto const longest = repeated(R"(\u0061)", sizes::id);
    BOOST_TEST(parsed_with(with_jwt_and("\"clientId\":\"" + longest + '"'), {}).client_id->size() ==
               sizes::id);
}

BOOST_AUTO_TEST_CASE(public_channels_end_at_their_limit) {
    BOOST_TEST(parsed_with(public_channels(3), {}, {.public_channels = 3}).public_channels.size() == 3u);
    auto const cut =
        parsed_with(public_channels(4), {{protocol_errc::too_many_public_channels, "publicChannels.4"}},
                    {.public_channels = 3});
    BOOST_TEST_REQUIRE(cut.public_channels.size() == 3u);
    BOOST_TEST(cut.public_channels.back().user_id == 3);
    BOOST_TEST(parsed(public_channels(2), {.public_channels = 0}).public_channels.empty());
    BOOST_TEST(parsed_with(public_channels(sizes::public_channels), {}).public_channels.size() == 1000u);
    BOOST_TEST(parsed(public_channels(sizes::public_channels + 1)).public_channels.size() == 1000u);
}

BOOST_AUTO_TEST_CASE(warnings_end_at_their_limit_with_a_last_one) {
    constexpr auto invalid = protocol_errc::invalid_flag;
    auto const json = with_server(R"("server_enabled":2,"websocket_enabled":2,"publish_enabled":2)");
    std::vector<warned> const all{{invalid, "server.server_enabled"},
                                  {invalid, "server.websocket_enabled"},
                                  {invalid, "server.publish_enabled"}};
    warned const last{protocol_errc::too_many_warnings, ""};
    parsed_with(json, all);
    parsed_with(json, all, {.warnings = 3});
    parsed_with(json, {all[0], all[1], last}, {.warnings = 2});
    parsed_with(json, {all[0], last}, {.warnings = 1});
    parsed_with(json, {last}, {.warnings = 0});
    parsed_with(with_server(R"("server_enabled":1)"), {}, {.warnings = 0});
}

BOOST_AUTO_TEST_CASE(flood_of_warnings_is_cut_at_the_default) {
    auto const config = parsed(with_jwt_and("\"publicChannels\":[" + repeated("{},", 5000) + "{}]"));
    BOOST_TEST(config.warnings.size() == sizes::warnings + 1);
    BOOST_TEST((config.warnings.back().code == protocol_errc::too_many_warnings));
}

BOOST_AUTO_TEST_SUITE_END()
