#include <b24pull/config_json.hpp>

#include "../support/config_bodies.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(config_json_broken)

namespace {

using b24pull::condition;
using b24pull::parse_config;
using b24pull::protocol_errc;
using support::parsed_with;
using support::with_jwt_and;
using namespace std::string_view_literals;

constexpr auto syntax = protocol_errc::json_syntax, incomplete = protocol_errc::json_incomplete;

struct broken_row {
    std::string_view name, text;
    protocol_errc code;
    std::size_t offset;
    std::string_view path = {};
};

// The offset is how many bytes lie before the first one, or the first word, that cannot be right, or the size of what ends too early.
constexpr broken_row broken[] = {
    {"html", "<html><body>502</body></html>", syntax, 0},
    {"html after blanks", "\r\n\r\n<!DOCTYPE html>", syntax, 4},
    {"byte-order mark", "\xef\xbb\xbf{}", syntax, 0},
    {"UTF-16", "\xff\xfe{\0}\0"sv, syntax, 0},
    {"UTF-16, big-endian", "\0{\0}"sv, syntax, 0},
    {"NUL", "\0"sv, syntax, 0},
    {"NUL before", "\0{}"sv, syntax, 0},
    {"NUL inside", "{\0}"sv, syntax, 1},
    {"NUL after", "{}\0"sv, syntax, 2},
    {"word", "Not found", syntax, 0},
    {"single quotes", "{'a':1}", syntax, 1},
    {"bare name", "{server:1}", syntax, 1},
    {"number as name", "{1:2}", syntax, 1},
    {"comma before the end", R"({"a":1,})", syntax, 7, "*"},
    {"comma first", R"({,"a":1})", syntax, 1},
    {"two commas", R"({"a":1,,"b":2})", syntax, 7, "*"},
    {"comma missing", R"({"jwt":"a" "b":2})", syntax, 11, "jwt"},
    {"colon missing", R"({"a" 1})", syntax, 5, "*"},
    {"two colons", R"({"a"::1})", syntax, 5, "*"},
    {"value missing", R"({"jwt":})", syntax, 7, "jwt"},
    {"bracket for brace", R"({"a":1])", syntax, 6, "*"},
    {"brace for bracket", R"({"channels":[1})", syntax, 14, "channels[0]"},
    {"dots of the documentation", R"({"server":{"version":4,...}})", syntax, 23, "server.version"},
    {"comment", R"({/* */"a":1})", syntax, 1},
    {"line comment", "// x\n{}", syntax, 0},
    {"text after", R"({"a":1}x)", syntax, 7},
    {"second value", "{} {}", syntax, 3},
    {"second list", "[][]", syntax, 2},
    {"brace after", "{}}", syntax, 2},
    {"comma after", "{},", syntax, 2},
    {"only a brace", "}", syntax, 0},
    {"wrong word", "nul1", syntax, 3},
    {"word too long", "falsey", syntax, 5},
    {"upper-case word", "NULL", syntax, 0},
    {"NaN", R"({"exp":NaN})", syntax, 7, "exp"},
    {"Infinity", R"({"exp":Infinity})", syntax, 7, "exp"},
    {"leading zero", R"({"exp":01})", syntax, 8, "exp"},
    {"plus sign", R"({"exp":+1})", syntax, 7, "exp"},
    {"point first", R"({"exp":.5})", syntax, 7, "exp"},
    {"point last", R"({"exp":1.})", syntax, 9, "exp"},
    {"exponent missing", R"({"exp":1e})", syntax, 9, "exp"},
    {"sign only", R"({"exp":-})", syntax, 8, "exp"},
    {"hexadecimal", R"({"exp":0x10})", syntax, 8, "exp"},
    {"line end in text", "{\"jwt\":\"a\nb\"}", syntax, 9, "jwt"},
    {"tab in text", "{\"jwt\":\"a\tb\"}", syntax, 9, "jwt"},
    {"NUL in text", "{\"jwt\":\"a\0b\"}"sv, syntax, 9, "jwt"},
    {"unknown escape", R"({"jwt":"\x41"})", syntax, 9, "jwt"},
    {"short escape", R"({"jwt":"\u004"})", syntax, 13, "jwt"},
    {"odd escape", R"({"jwt":"\u00g1"})", syntax, 12, "jwt"},
    {"invalid UTF-8", "{\"jwt\":\"\xff\"}", syntax, 8, "jwt"},
    {"overlong UTF-8", "{\"jwt\":\"\xc0\x80\"}", syntax, 8, "jwt"},
    {"lone continuation", "{\"jwt\":\"\x80\"}", syntax, 8, "jwt"},
    {"surrogate in UTF-8", "{\"jwt\":\"\xed\xa0\x80\"}", syntax, 8, "jwt"},
    {"beyond Unicode", "{\"jwt\":\"\xf5\x80\x80\x80\"}", syntax, 8, "jwt"},
    {"nothing but a quote", "\"", incomplete, 1},
    {"open object", "{", incomplete, 1},
    {"open list", "[", incomplete, 1},
    {"open text", R"({"jwt":"abc)", incomplete, 11, "jwt"},
    {"open name", R"({"jwt)", incomplete, 5},
    {"name only", R"({"jwt")", incomplete, 6, "jwt"},
    {"colon last", R"({"jwt":)", incomplete, 7, "jwt"},
    {"comma last", R"({"jwt":"a",)", incomplete, 11, "jwt"},
    {"open escape", R"({"jwt":"\)", incomplete, 9, "jwt"},
    {"open \\u escape", R"({"jwt":"\u00)", incomplete, 12, "jwt"},
    {"open word", R"({"jwt":nul)", incomplete, 10, "jwt"},
    {"open number", R"({"exp":17)", incomplete, 9, "exp"},
    {"open UTF-8", "{\"jwt\":\"\xd0", incomplete, 9, "jwt"},
    {"cut in a channel", R"({"channels":{"shared":{"id":"a","end":")", incomplete, 39, "channels.shared.end"},
    {"cut in a public channel", R"({"publicChannels":{"577":{"x":1)", incomplete, 31, "publicChannels.577.*"},
    {"cut in an unknown list", R"({"publicChannels":[{},{"signature":)", incomplete, 35,
     "publicChannels[1].signature"},
};

} // namespace

BOOST_AUTO_TEST_CASE(broken_text_is_refused_with_code_path_and_offset) {
    for (auto const& row : broken) {
        BOOST_TEST_CONTEXT(row.name) {
            auto const value = parse_config(row.text);
            BOOST_TEST(!value.has_value());
            if (value) continue;
            auto const& failure = value.error();
            BOOST_TEST((failure.code() == row.code), failure.what());
            BOOST_TEST((failure.code() == condition::retry_later));
            BOOST_TEST(failure.path() == row.path);
            BOOST_TEST_REQUIRE(failure.offset().has_value());
            BOOST_TEST(*failure.offset() == row.offset);
        }
    }
}

BOOST_AUTO_TEST_CASE(text_without_value_is_an_empty_body) {
    for (std::string const& text :
         {std::string(), std::string(" "), std::string("\r\n\t "), std::string(5000, '\n')}) {
        auto const value = parse_config(text);
        BOOST_TEST(!value.has_value());
        BOOST_TEST((value.error().code() == protocol_errc::empty_body));
        BOOST_TEST(value.error().path() == "");
        // parse_config() promises an offset with each of these codes.
        BOOST_TEST(value.error().offset().has_value());
    }
}

BOOST_AUTO_TEST_CASE(blanks_around_are_no_fault) {
    for (std::string_view const blank : {" ", "\n", "\r\n", "\t", "\r\n\r\n \t"}) {
        auto const around = std::string(blank) + with_jwt_and(R"("x":0)") + std::string(blank);
        parsed_with(around, {});
    }
    for (std::string_view const no_blank : {"\f", "\v", "\xc2\xa0", "\x85"})
        BOOST_TEST(!parse_config(with_jwt_and(R"("x":0)") + std::string(no_blank)).has_value());
}

BOOST_AUTO_TEST_CASE(offset_counts_whole_text_beyond_one_block) {
    for (std::size_t const before : {4000u, 4095u, 4096u, 4097u, 8191u, 8192u, 10000u}) {
        auto const text = std::string(before, ' ') + "x";
        auto const value = parse_config(text);
        BOOST_TEST((value.error().code() == syntax));
        BOOST_TEST((value.error().offset() == before));
        auto const cut = parse_config(std::string(before, ' ') + '{');
        BOOST_TEST((cut.error().code() == incomplete));
        BOOST_TEST((cut.error().offset() == before + 1));
        auto const blanks_last = parse_config('{' + std::string(before, ' '));
        BOOST_TEST((blanks_last.error().code() == incomplete));
        BOOST_TEST((blanks_last.error().offset() == before + 1));
    }
}

// Names that the protocol does not know are input, and input may hold secrets.
BOOST_AUTO_TEST_CASE(path_of_failure_names_only_what_the_protocol_knows) {
    auto const path = [](std::string_view text) { return parse_config(text).error().path(); };
    BOOST_TEST(path(R"({"server":{"version":!)") == "server.version");
    BOOST_TEST(path(R"({"Server":{"version":!)") == "*.*");
    BOOST_TEST(path(R"({"server":{"other":!)") == "server.*");
    BOOST_TEST(path(R"({"other":[{},{"server":!)") == "*[1].*");
    BOOST_TEST(path(R"({"publicChannels":{"1234":{"end":!)") == "publicChannels.1234.end");
    BOOST_TEST(path(R"({"publicChannels":{"<user_id>":{"end":!)") == "publicChannels.*.end");
    BOOST_TEST(path(R"({"publicChannels":{"a.b":{"end":!)") == "publicChannels.*.end");
    BOOST_TEST(path(R"({"publicChannels":{"1234567890123456789":{"end":!)") == "publicChannels.*.end");
    BOOST_TEST(path(R"({"channels":{"private":{"public_id":!)") == "channels.private.public_id");
    BOOST_TEST(path(R"({"channels":{"app.5f":{"id":!)") == "channels.*.*");
    BOOST_TEST(path(R"({"api":{"revision":1,"revision_web":!)") == "api.revision_web");
    BOOST_TEST(path(R"([!)") == "[0]");
    BOOST_TEST(path(R"([[[!)") == "[0][0][0]");
}

BOOST_AUTO_TEST_CASE(numbers_of_any_size_never_break_the_reader) {
    for (std::string_view const number : {"0",
                                          "-0",
                                          "4.0",
                                          "4.5",
                                          "1e400",
                                          "-1e400",
                                          "1e-400",
                                          "1E+400",
                                          "0e999",
                                          "1e99999",
                                          "-0.0",
                                          "9223372036854775808",
                                          "-9223372036854775809",
                                          "18446744073709551615",
                                          "18446744073709551616",
                                          "123456789012345678901234567890",
                                          "0.00000000000000000000000000001",
                                          "1.7976931348623157e308",
                                          "1.7976931348623159e308",
                                          "2.2250738585072014e-308"}) {
        auto const raw = std::string(number);
        auto const everywhere = support::with_server(
            R"("server_enabled":)" + raw + R"(,"mode":)" + raw + R"(,"hostname":)" + raw +
            R"(,"websocket":)" + raw + R"(,"config_timestamp":)" + raw + R"(},"clientId":)" + raw +
            R"(,"exp":)" + raw + R"(,"api":{"revision_web":)" + raw + R"(},"channels":{"shared":{"id":)" +
            raw + R"(,"start":)" + raw + R"(,"end":)" + raw + R"(}},"publicChannels":{"577":{"user_id":)" +
            raw + R"(,"public_id":)" + raw + R"(,"start":)" + raw + R"(,"end":)" + raw + R"(}},"x":{"y":)" +
            raw);
        auto const value = parse_config(everywhere);
        BOOST_TEST_CONTEXT(number) {
            BOOST_TEST(value.has_value(), value.error().what());
            if (value) BOOST_TEST(!value->shared_channel.has_value());
        }
    }
}

// PHP escapes what is outside ASCII, or does not: both mean the same.
BOOST_AUTO_TEST_CASE(escaped_and_raw_text_mean_the_same) {
    auto const date = [](std::string_view text) {
        auto const config =
            b24pull::parse_config(support::with_channel(R"("id":"a","end":")" + std::string(text) + '"'));
        return config ? config->warnings.at(0).text : "refused";
    };
    BOOST_TEST(date(R"(\u0436\ud83d\ude00\/)") == "\xd0\xb6\xf0\x9f\x98\x80/");
    BOOST_TEST(date("\xd0\xb6\xf0\x9f\x98\x80/") == "\xd0\xb6\xf0\x9f\x98\x80/");
    BOOST_TEST(date(R"(\u003C\u003E\u0026\u0027\u0022)") == "<>&'\"");
    BOOST_TEST(date(R"(\b\f\n\r\t\\\"\/)") == "\b\f\n\r\t\\\"/");
    BOOST_TEST(date(R"(a\u0000b)") == "a\0b"sv);
}

BOOST_AUTO_TEST_CASE(lone_surrogates_are_refused) {
    for (std::string_view const text :
         {R"("\ud83d")", R"("\ude00")", R"("\ud83dx")", R"("\ud83d\u0041")", R"("\ud83d\ud83d")"}) {
        auto const value = parse_config(with_jwt_and("\"x\":" + std::string(text)));
        BOOST_TEST(!value.has_value(), text);
        BOOST_TEST((value.error().code() == syntax));
    }
}

BOOST_AUTO_TEST_SUITE_END()
