#include <b24pull/config_json.hpp>

#include "../support/config_bodies.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(config_json_channels)

namespace {

using b24pull::protocol_errc;
using b24pull::to_atom;
using support::least_dates;
using support::parsed_with;
using support::warned;
using support::with_channel;
using support::with_jwt_and;
using support::with_public;

constexpr auto wrong_type = protocol_errc::wrong_type, invalid_id = protocol_errc::invalid_id;

std::string shown(std::optional<b24pull::secret> const& value) {
    return value ? std::string(value->reveal()) : "none";
}

struct id_row {
    std::string_view raw, value; // an empty value: none
    std::optional<protocol_errc> warning = {};
};

constexpr id_row ids[] = {
    {R"("46a437d2336d4a88e4e9b3cd956ecf45.7910bb25")", "46a437d2336d4a88e4e9b3cd956ecf45.7910bb25"},
    {R"("a:b.c")", "a:b.c"},
    {R"("***masked***")", "***masked***"},
    {R"("A-Z_09")", "A-Z_09"},
    {R"("\u0061.\u0062")", "a.b"},
    {R"("")", ""},
    {"null", ""},
    {"false", ""},
    {"", ""},
    {R"("a\/b")", "", invalid_id},
    {R"("a?b")", "", invalid_id},
    {R"("a#b")", "", invalid_id},
    {R"("a&b")", "", invalid_id},
    {R"("a\u0026b")", "", invalid_id},
    {R"("a b")", "", invalid_id},
    {R"("a\u0000")", "", invalid_id},
    {R"("\u0000")", "", invalid_id},
    {R"("a\r\nb")", "", invalid_id},
    {R"("a\tb")", "", invalid_id},
    {R"("a\n")", "", invalid_id},
    {R"(" a")", "", invalid_id},
    {R"("a\u007fb")", "", invalid_id},
    {R"("\u0430")", "", invalid_id},
    {R"("\ud83d\ude00")", "", invalid_id},
    {R"("a\u00a0b")", "", invalid_id},
    {"5", "", wrong_type},
    {"true", "", wrong_type},
    {"0", "", wrong_type},
    {"1.5", "", wrong_type},
    {"[]", "", wrong_type},
    {"{}", "", wrong_type},
    {R"(["a"])", "", wrong_type},
    {R"({"id":"a"})", "", wrong_type},
};

std::string member(std::string_view name, std::string_view raw) {
    return raw.empty() ? R"("other":0)" : '"' + std::string(name) + "\":" + std::string(raw);
}

std::vector<warned> list(std::optional<protocol_errc> code, std::string_view path) {
    if (!code) return {};
    return {{*code, path}};
}

} // namespace

BOOST_AUTO_TEST_CASE(ids_pass_unchanged_or_are_left_out) {
    for (auto const& row : ids) {
        BOOST_TEST_CONTEXT(row.raw) {
            BOOST_TEST(
                shown(parsed_with(with_jwt_and(member("clientId", row.raw)), list(row.warning, "clientId"))
                          .client_id) == (row.value.empty() ? "none" : row.value));
            auto const jwt = parsed_with(support::with_members(member("jwt", row.raw) +
                                                               R"(,"channels":{"shared":{"id":"a",)" +
                                                               std::string(least_dates) + "}}"),
                                         list(row.warning, "jwt"));
            BOOST_TEST(shown(jwt.jwt) == (row.value.empty() ? "none" : row.value));
            auto const public_id = parsed_with(
                with_channel(R"("id":"x",)" + std::string(least_dates) + ',' + member("public_id", row.raw)),
                list(row.warning, "channels.shared.public_id"));
            BOOST_TEST((public_id.shared_channel->public_id.reveal() == row.value));
        }
    }
}

BOOST_AUTO_TEST_CASE(channel_without_usable_id_is_left_out) {
    for (auto const& row : ids) {
        BOOST_TEST_CONTEXT(row.raw) {
            auto warnings = list(row.warning, "channels.shared.id");
            if (row.value.empty()) warnings.push_back({invalid_id, "channels.shared"});
            auto const config =
                parsed_with(with_channel(member("id", row.raw) + ',' + std::string(least_dates)), warnings);
            BOOST_TEST(config.shared_channel.has_value() == !row.value.empty());
            if (config.shared_channel) BOOST_TEST((config.shared_channel->id.reveal() == row.value));
        }
    }
}

// Servers write a bare signature where the stored public part is empty.
BOOST_AUTO_TEST_CASE(bare_signature_is_no_public_id) {
    auto const config =
        parsed_with(with_channel(R"("id":"a","public_id":".5f",)" + std::string(least_dates)), {});
    BOOST_TEST(config.shared_channel->public_id.empty());
}

BOOST_AUTO_TEST_CASE(channel_of_wrong_shape_is_left_out) {
    struct row {
        std::string_view raw;
        std::vector<warned> warnings;
    };
    row const rows[] = {
        {"null", {}},
        {"false", {}},
        {"true", {{wrong_type, "channels.shared"}}},
        {"5", {{wrong_type, "channels.shared"}}},
        {R"("a")", {{wrong_type, "channels.shared"}}},
        {"[]", {{invalid_id, "channels.shared"}}},
        {"{}", {{invalid_id, "channels.shared"}}},
        {R"([{"id":"a"}])", {{wrong_type, "channels.shared[0]"}, {invalid_id, "channels.shared"}}},
        {R"(["a"])", {{wrong_type, "channels.shared[0]"}, {invalid_id, "channels.shared"}}},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.raw) {
            auto const json = with_jwt_and(R"("channels":{"shared":)" + std::string(row.raw) + '}');
            BOOST_TEST(!parsed_with(json, row.warnings).shared_channel.has_value());
        }
    }
    for (std::string_view const raw : {"true", "5", R"("a")"}) {
        BOOST_TEST_CONTEXT(raw) {
            parsed_with(with_jwt_and("\"channels\":" + std::string(raw)), {{wrong_type, "channels"}});
            parsed_with(with_jwt_and("\"publicChannels\":" + std::string(raw)),
                        {{wrong_type, "publicChannels"}});
            parsed_with(with_jwt_and("\"api\":" + std::string(raw)), {{wrong_type, "api"}});
        }
    }
}

struct public_row {
    std::string_view name, key, members;
    std::string_view shown; // user, public id, signature; empty: left out
    std::vector<warned> warnings = {};
};

// The member `user_id` counts more than the key: the documentation prints a placeholder there.
BOOST_AUTO_TEST_CASE(public_channels_are_read_by_member_and_by_key) {
    constexpr auto missing = protocol_errc::missing_member, range = protocol_errc::out_of_range;
    constexpr std::string_view rest = R"(,"public_id":"p","signature":"s")";
    public_row const rows[] = {
        {"both", "577", R"("user_id":577)", "577 p s"},
        {"as text", "577", R"("user_id":"577")", "577 p s"},
        {"placeholder key", "<user_id>", R"("user_id":577)", "577 p s"},
        {"they differ", "578", R"("user_id":577)", "577 p s"},
        {"only key", "577", R"("x":0)", "577 p s"},
        {"null", "577", R"("user_id":null)", "577 p s"},
        {"neither", "<user_id>", R"("x":0)", "", {{missing, "publicChannels.*"}}},
        {"empty key", "", R"("x":0)", "", {{missing, "publicChannels.*"}}},
        {"key 0", "0", R"("x":0)", "", {{missing, "publicChannels.0"}}},
        {"negative key", "-577", R"("x":0)", "", {{missing, "publicChannels.*"}}},
        {"zero", "577", R"("user_id":0)", "577 p s", {{range, "publicChannels.577.user_id"}}},
        {"negative", "577", R"("user_id":-5)", "577 p s", {{range, "publicChannels.577.user_id"}}},
        {"word", "577", R"("user_id":"x")", "577 p s", {{wrong_type, "publicChannels.577.user_id"}}},
        {"list", "577", R"("user_id":[])", "577 p s", {{wrong_type, "publicChannels.577.user_id"}}},
        {"word, placeholder key",
         "<user_id>",
         R"("user_id":"x")",
         "",
         {{wrong_type, "publicChannels.*.user_id"}, {missing, "publicChannels.*"}}},
        {"64 bits", "577", R"("user_id":9223372036854775807)", "9223372036854775807 p s"},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            auto const config =
                parsed_with(with_jwt_and(R"("publicChannels":{")" + std::string(row.key) + "\":{" +
                                         std::string(row.members) + std::string(rest) + ',' +
                                         std::string(least_dates) + "}}"),
                            row.warnings);
            std::string got;
            for (auto const& each : config.public_channels)
                got += std::to_string(each.user_id) + ' ' + each.public_id + ' ' +
                       std::string(each.signature.reveal());
            BOOST_TEST(got == row.shown);
        }
    }
}

BOOST_AUTO_TEST_CASE(public_channel_without_id_or_signature_is_left_out) {
    struct row {
        std::string_view members;
        std::vector<warned> warnings;
    };
    constexpr std::string_view at = "publicChannels.577";
    row const rows[] = {
        {R"("public_id":null,"signature":"s",)", {{invalid_id, at}}},
        {R"("public_id":"","signature":"s",)", {{invalid_id, at}}},
        {R"("signature":"s",)", {{invalid_id, at}}},
        {R"("public_id":"p",)", {{invalid_id, at}}},
        {R"("public_id":"p","signature":null,)", {{invalid_id, at}}},
        {R"("public_id":"a b","signature":"s",)",
         {{invalid_id, "publicChannels.577.public_id"}, {invalid_id, at}}},
        {R"("public_id":"p","signature":"a\/b",)",
         {{invalid_id, "publicChannels.577.signature"}, {invalid_id, at}}},
        {R"("public_id":5,"signature":"s",)",
         {{wrong_type, "publicChannels.577.public_id"}, {invalid_id, at}}},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.members) {
            auto const json = with_public(std::string(row.members) + std::string(least_dates));
            BOOST_TEST(parsed_with(json, row.warnings).public_channels.empty());
        }
    }
}

// PHP writes a map with keys 0, 1, ... as a list; the member `user_id` still tells whose entry it is.
BOOST_AUTO_TEST_CASE(public_channels_in_a_list_are_read_by_member) {
    auto const entry = [](std::string_view user) {
        return "{" + std::string(user) + R"("public_id":"p","signature":"s",)" + std::string(least_dates) +
               '}';
    };
    auto const config = parsed_with(with_jwt_and(R"("publicChannels":[)" + entry(R"("user_id":7,)") + ',' +
                                                 entry("") + ',' + entry(R"("user_id":8,)") + ']'),
                                    {{protocol_errc::missing_member, "publicChannels[1]"}});
    BOOST_TEST_REQUIRE(config.public_channels.size() == 2u);
    BOOST_TEST(config.public_channels[0].user_id == 7);
    BOOST_TEST(config.public_channels[1].user_id == 8);
}

// A decimal name elsewhere is no user's name.
BOOST_AUTO_TEST_CASE(entry_of_a_list_takes_no_name_from_another_member) {
    auto const config =
        parsed_with(with_jwt_and(R"("42":0,"publicChannels":[{"public_id":"p","signature":"s",)" +
                                 std::string(least_dates) + "}]"),
                    {{protocol_errc::missing_member, "publicChannels[0]"}});
    BOOST_TEST(config.public_channels.empty());
}

BOOST_AUTO_TEST_CASE(several_public_channels_keep_their_order) {
    std::string members;
    for (int const user : {9, 3, 7})
        members += (members.empty() ? "\"" : ",\"") + std::to_string(user) +
                   R"(":{"public_id":"p","signature":"s",)" + std::string(least_dates) + '}';
    auto const config = parsed_with(with_jwt_and("\"publicChannels\":{" + members + '}'), {});
    BOOST_TEST_REQUIRE(config.public_channels.size() == 3u);
    BOOST_TEST(config.public_channels[0].user_id == 9);
    BOOST_TEST(config.public_channels[1].user_id == 3);
    BOOST_TEST(config.public_channels[2].user_id == 7);
}

// Everything odd is a warning: a value that is no entry at all included.
BOOST_AUTO_TEST_CASE(values_that_are_no_entries_are_warned_of) {
    parsed_with(with_jwt_and(R"("publicChannels":{"577":5})"), {{wrong_type, "publicChannels.577"}});
    parsed_with(with_jwt_and(R"("publicChannels":["x"])"), {{wrong_type, "publicChannels[0]"}});
    parsed_with(with_jwt_and(R"("channels":[{"id":"a","type":"shared"}])"), {{wrong_type, "channels[0]"}});
    parsed_with(with_jwt_and(R"("publicChannels":{"577":null,"578":false})"), {});
}

BOOST_AUTO_TEST_SUITE_END()
