#include <b24pull/config_json.hpp>

#include "../support/config_bodies.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(config_json_shapes)

namespace {

using b24pull::protocol_errc;
using b24pull::server_mode;
using support::parsed;
using support::parsed_with;
using support::warned;
using support::with_jwt_and;
using support::with_members;
using support::with_server;
using support::with_server_of;

/// `name` has that raw value; an empty text stands for a member that is not there.
std::string member(std::string_view name, std::string_view raw) {
    return raw.empty() ? R"("other":0)" : '"' + std::string(name) + "\":" + std::string(raw);
}

std::vector<warned> warned_at(std::string_view path, std::optional<protocol_errc> code) {
    if (!code) return {};
    return {{*code, path}};
}

} // namespace

struct flag_row {
    std::string_view raw;
    std::optional<bool> value; // none: the default
    std::optional<protocol_errc> warning = {};
};

// Absent: enabled; the WebSocket is on where it has an address; publishing where the server is newer than 3.
BOOST_AUTO_TEST_CASE(flags_are_read_in_all_spellings) {
    constexpr auto invalid = protocol_errc::invalid_flag;
    constexpr flag_row rows[] = {
        {"true", true},
        {"false", false},
        {"1", true},
        {"0", false},
        {R"("1")", true},
        {R"("0")", false},
        {R"("Y")", true},
        {R"("N")", false},
        {R"("")", false},
        {"", {}},
        {"null", {}},
        {"-0", false},
        {R"("\u0059")", true},
        {"2", {}, invalid},
        {"-1", {}, invalid},
        {R"("2")", {}, invalid},
        {R"("y")", {}, invalid},
        {R"("n")", {}, invalid},
        {R"("yes")", {}, invalid},
        {R"("true")", {}, invalid},
        {R"("false")", {}, invalid},
        {R"(" ")", {}, invalid},
        {R"("Y ")", {}, invalid},
        {"1.5", {}, invalid},
        {R"("1\u0000")", {}, invalid},
        {R"("on")", {}, invalid},
        {"1e400", {}, invalid},
        {"18446744073709551615", {}, invalid},
        {"[]", {}, invalid},
        {"{}", {}, invalid},
        {"[true]", {}, invalid},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.raw) {
            auto const base = std::string(R"("long_polling":"http://h","publish":"http://h",)");
            auto const read = [&](std::string_view name) {
                auto const path = "server." + std::string(name);
                return parsed_with(with_server(base + member(name, row.raw)), warned_at(path, row.warning))
                    .server;
            };
            BOOST_TEST(read("server_enabled").enabled == row.value.value_or(true));
            BOOST_TEST(read("websocket_enabled").websocket_enabled == row.value.value_or(true));
            BOOST_TEST(read("publish_enabled").publish_enabled == row.value.value_or(true));
        }
    }
}

BOOST_AUTO_TEST_CASE(flags_not_sent_follow_the_addresses_and_the_version) {
    auto const server = [](std::string_view members) {
        return parsed_with(with_server_of(members), {}).server;
    };
    BOOST_TEST(!server(R"("version":2,"long_polling":"http://h")").websocket_enabled);
    BOOST_TEST(!server(R"("version":2,"long_polling":"http://h","websocket":"ws://")").websocket_enabled);
    BOOST_TEST(server(R"("version":2,"websocket":"ws://h")").websocket_enabled);
    BOOST_TEST(server(R"("version":2,"websocket_secure":"wss://h")").websocket_enabled);
    BOOST_TEST(!server(R"("version":4,"websocket":"ws://h")").publish_enabled);
    BOOST_TEST(server(R"("version":4,"websocket":"ws://h","publish":"http://h")").publish_enabled);
    BOOST_TEST(server(R"("version":4,"websocket":"ws://h","publish_secure":"https://h")").publish_enabled);
    BOOST_TEST(!server(R"("version":3,"websocket":"ws://h","publish":"http://h")").publish_enabled);
    auto const shared =
        server(R"("version":3,"mode":"shared","clientId":"c","websocket":"ws://h","publish":"http://h")");
    BOOST_TEST(shared.publish_enabled);
}

struct integer_row {
    std::string_view raw;
    std::int64_t value;
    std::optional<protocol_errc> warning = {};
};

constexpr auto wrong_type = protocol_errc::wrong_type, out_of_range = protocol_errc::out_of_range;
constexpr integer_row integers[] = {
    {"0", 0},
    {"7", 7},
    {"19", 19},
    {R"("19")", 19},
    {R"("0019")", 19},
    {"4.0", 4},
    {"4e0", 4},
    {"40e-1", 4},
    {"-0", 0},
    {"-0.0", 0},
    {R"("-0")", 0},
    {"null", 0},
    {"", 0},
    {"2147483647", 2147483647},
    {R"("\u0031\u0039")", 19},
    {"4.5", 0, wrong_type},
    {"1e400", 0, wrong_type},
    {"-1e400", 0, wrong_type},
    {"1e-400", 0},
    {"true", 0, wrong_type},
    {"[]", 0, wrong_type},
    {"{}", 0, wrong_type},
    {"[19]", 0, wrong_type},
    {R"("")", 0, wrong_type},
    {R"("x")", 0, wrong_type},
    {R"(" 19")", 0, wrong_type},
    {R"("19 ")", 0, wrong_type},
    {R"("+19")", 0, wrong_type},
    {R"("1e3")", 0, wrong_type},
    {R"("0x13")", 0, wrong_type},
    {R"("19.0")", 0, wrong_type},
    {R"("-")", 0, wrong_type},
    {R"("--1")", 0, wrong_type},
    {R"("19\u0000")", 0, wrong_type},
    {R"("99999999999999999999")", 0, wrong_type},
    {"-1", 0, out_of_range},
    {R"("-1")", 0, out_of_range},
    {"9223372036854775807", 0, out_of_range},
    {"-9223372036854775808", 0, out_of_range},
};

BOOST_AUTO_TEST_CASE(integers_are_read_as_numbers_and_as_texts) {
    for (auto const& row : integers) {
        BOOST_TEST_CONTEXT(row.raw) {
            auto const api = [&](std::string_view name) {
                auto const path = "api." + std::string(name);
                return parsed_with(with_jwt_and("\"api\":{" + member(name, row.raw) + '}'),
                                   warned_at(path, row.warning));
            };
            BOOST_TEST(api("revision_web").revision_web == row.value);
            BOOST_TEST(api("revision").revision_web == row.value);
            BOOST_TEST(api("revision_mobile").revision_mobile == row.value);
            auto const config = parsed_with(with_server(member("config_timestamp", row.raw)),
                                            warned_at("server.config_timestamp", row.warning));
            BOOST_TEST(config.server.config_timestamp == row.value);
        }
    }
}

BOOST_AUTO_TEST_CASE(integers_end_at_their_borders) {
    BOOST_TEST(parsed_with(with_jwt_and(R"("api":{"revision_web":2147483648})"),
                           {{out_of_range, "api.revision_web"}})
                   .revision_web == 0);
    BOOST_TEST(parsed_with(with_server(R"("config_timestamp":253402300799)"), {}).server.config_timestamp ==
               253402300799);
    BOOST_TEST(parsed_with(with_server(R"("config_timestamp":"1774886062")"), {}).server.config_timestamp ==
               1774886062);
    BOOST_TEST(parsed_with(with_server(R"("config_timestamp":253402300800)"),
                           {{out_of_range, "server.config_timestamp"}})
                   .server.config_timestamp == 0);
}

BOOST_AUTO_TEST_CASE(versions_are_read_in_all_spellings_of_integers) {
    auto const version = [](std::string_view raw) {
        return parsed_with(with_server_of(member("version", raw) + R"(,"websocket":"ws://h")"), {})
            .server.version;
    };
    for (std::string_view const four : {"4", R"("4")", "4.0", R"("04")", "400e-2", R"("\u0034")"})
        BOOST_TEST_CONTEXT(four) BOOST_TEST(version(four) == 4);
    BOOST_TEST(version("1") == 1);
    BOOST_TEST(version("2147483647") == 2147483647);
}

BOOST_AUTO_TEST_CASE(expiry_is_read_and_zero_is_none) {
    constexpr std::int64_t none = 0, last = 253402300799;
    constexpr integer_row rows[] = {
        {"1775052318", 1775052318},
        {R"("1775052318")", 1775052318},
        {"1775052318.0", 1775052318},
        {"1", 1},
        {"253402300799", last},
        {"253402300800", last, out_of_range},
        {"9223372036854775807", last, out_of_range},
        {"0", none},
        {R"("0")", none},
        {"null", none},
        {"false", none},
        {"", none},
        {"-1", none, out_of_range},
        {"true", none, wrong_type},
        {"1775052318.5", none, wrong_type},
        {"[]", none, wrong_type},
        {"{}", none, wrong_type},
        {R"("")", none, wrong_type},
        {R"("2026-04-01T17:05:18+03:00")", none, wrong_type},
        {"1e400", none, wrong_type},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.raw) {
            auto const config =
                parsed_with(with_jwt_and(member("exp", row.raw)), warned_at("exp", row.warning));
            BOOST_TEST((config.expires_at ? config.expires_at->time_since_epoch().count() : none) ==
                       row.value);
        }
    }
}

BOOST_AUTO_TEST_CASE(mode_is_one_of_two_words_or_other) {
    struct row {
        std::string_view raw;
        server_mode mode;
        std::optional<protocol_errc> warning = {};
    };
    constexpr row rows[] = {
        {R"("personal")", server_mode::personal},
        {R"("sh\u0061red")", server_mode::shared},
        {R"("cluster")", server_mode::other},
        {R"("Shared")", server_mode::other},
        {R"("")", server_mode::other},
        {R"("shared\u0000")", server_mode::other},
        {"null", server_mode::other},
        {"false", server_mode::other},
        {"", server_mode::other},
        {"1", server_mode::other, wrong_type},
        {"true", server_mode::other, wrong_type},
        {"[]", server_mode::other, wrong_type},
        {R"({"mode":"shared"})", server_mode::other, wrong_type},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.raw) {
            auto const json = with_server(member("mode", row.raw) + R"(,"clientId":"c")");
            BOOST_TEST((parsed_with(json, warned_at("server.mode", row.warning)).server.mode == row.mode));
        }
    }
}

BOOST_AUTO_TEST_CASE(hostname_has_the_characters_of_a_host) {
    struct row {
        std::string_view raw, value;
        std::optional<protocol_errc> warning = {};
    };
    constexpr auto invalid = protocol_errc::invalid_url;
    constexpr row rows[] = {
        {R"("portal.example.com")", "portal.example.com"},
        {R"("[::1]:80")", "[::1]:80"},
        {R"("")", ""},
        {"null", ""},
        {"false", ""},
        {R"("a b")", "", invalid},
        {R"("a\r\nb")", "", invalid},
        {R"("a\u0000")", "", invalid},
        {R"("a\/b")", "", invalid},
        {R"("a@b")", "", invalid},
        {R"("\u0430")", "", invalid},
        {R"("#DOMAIN#")", "", invalid},
        {R"("\u003Cb\u003E")", "", invalid},
        {"5", "", wrong_type},
        {"true", "", wrong_type},
        {"[]", "", wrong_type},
        {"{}", "", wrong_type},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.raw) {
            auto const json = with_server(member("hostname", row.raw));
            BOOST_TEST(parsed_with(json, warned_at("server.hostname", row.warning)).server.hostname ==
                       row.value);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
