#include "php_json.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <limits>
#include <string>
#include <string_view>
#include <vector>

// The expected texts were printed by PHP 8.2: json_encode with JSON_HEX_TAG, JSON_HEX_AMP, JSON_HEX_APOS and
// JSON_HEX_QUOT, and for raw text also with JSON_UNESCAPED_UNICODE and JSON_INVALID_UTF8_SUBSTITUTE.
namespace {

namespace json = boost::json;
using portal::non_ascii;
using portal::php_json;

std::string escaped(json::value const& value) {
    return php_json(value, non_ascii::escaped).value_or("no value");
}
std::string raw(json::value const& value) { return php_json(value, non_ascii::raw).value_or("no value"); }

} // namespace

BOOST_AUTO_TEST_SUITE(portal_php_json)

BOOST_AUTO_TEST_CASE(scalars_are_plain) {
    BOOST_TEST(escaped(nullptr) == "null");
    BOOST_TEST(escaped(true) == "true");
    BOOST_TEST(escaped(false) == "false");
    BOOST_TEST(escaped(std::numeric_limits<std::int64_t>::min()) == "-9223372036854775808");
    BOOST_TEST(escaped(std::uint64_t{9223372036854775807U}) == "9223372036854775807");
    BOOST_TEST(escaped("") == R"("")");
}

BOOST_AUTO_TEST_CASE(an_integer_beyond_64_signed_bits_is_a_float) {
    BOOST_TEST(escaped(std::uint64_t{18446744073709551615U}) == "1.8446744073709552e+19");
}

BOOST_AUTO_TEST_CASE(slash_is_escaped) {
    BOOST_TEST(escaped("https://portal.example.com/rest/") == R"("https:\/\/portal.example.com\/rest\/")");
}

BOOST_AUTO_TEST_CASE(the_four_hex_options_write_capitals) {
    BOOST_TEST(escaped("<>&'\"") == R"("\u003C\u003E\u0026\u0027\u0022")");
}

BOOST_AUTO_TEST_CASE(control_characters_have_short_or_lower_case_escapes) {
    BOOST_TEST(escaped("\b\f\n\r\t\\") == R"("\b\f\n\r\t\\")");
    BOOST_TEST(escaped(json::value(std::string_view("\0\x1f\x7f", 3))) == "\"\\u0000\\u001f\x7f\"");
}

BOOST_AUTO_TEST_CASE(non_ascii_is_escaped_in_lower_case_with_surrogate_pairs) {
    BOOST_TEST(escaped("\xC3\xA9\xD0\x96\xE2\x82\xAC") == R"("\u00e9\u0416\u20ac")");
    BOOST_TEST(escaped("\xF0\x9F\x98\x80") == R"("\ud83d\ude00")");
}

BOOST_AUTO_TEST_CASE(raw_text_keeps_utf8_but_not_the_line_separators) {
    BOOST_TEST(raw("\xC3\xA9\xF0\x9F\x98\x80") == "\"\xC3\xA9\xF0\x9F\x98\x80\"");
    BOOST_TEST(raw("\xE2\x80\xA8\xE2\x80\xA9") == R"("\u2028\u2029")");
}

BOOST_AUTO_TEST_CASE(invalid_utf8_has_no_escaped_form) {
    for (std::string_view bytes :
         {"\xFF", "\x80", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "a\xE2\x82z"}) {
        BOOST_TEST_CONTEXT("size " << bytes.size())
        BOOST_TEST(!php_json(json::value(bytes), non_ascii::escaped).has_value());
    }
    BOOST_TEST(!php_json(json::value{{"\xFF", 1}}, non_ascii::escaped).has_value());
    BOOST_TEST(!php_json(json::value{1, "\xFF"}, non_ascii::escaped).has_value());
}

BOOST_AUTO_TEST_CASE(invalid_utf8_in_raw_text_is_replaced_up_to_the_next_character) {
    BOOST_TEST(raw("\xFF") == "\"\xEF\xBF\xBD\"");
    BOOST_TEST(raw("\xC0\x80") == "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
    BOOST_TEST(raw("\xED\xA0\x80") == "\"\xEF\xBF\xBD\"");
    BOOST_TEST(raw("\xF0\x9F\x98/") == "\"\xEF\xBF\xBD\\/\"");
    BOOST_TEST(raw("\xE2\x82\xD0\x96") == "\"\xEF\xBF\xBD\xD0\x96\"");
}

BOOST_AUTO_TEST_CASE(floats_have_the_shortest_digits_and_exponents_far_out) {
    BOOST_TEST(escaped(1774965918.322255) == "1774965918.322255");
    BOOST_TEST(escaped(0.32225489616394043) == "0.32225489616394043");
    BOOST_TEST(escaped(0.1) == "0.1");
    BOOST_TEST(escaped(10.0) == "10");
    BOOST_TEST(escaped(0.0) == "0");
    BOOST_TEST(escaped(-0.0) == "-0");
    BOOST_TEST(escaped(-1.5) == "-1.5");
    BOOST_TEST(escaped(0.0001) == "0.0001");
    BOOST_TEST(escaped(0.00001) == "1.0e-5");
    BOOST_TEST(escaped(1.25e-7) == "1.25e-7");
    BOOST_TEST(escaped(1e16) == "10000000000000000");
    BOOST_TEST(escaped(1e17) == "1.0e+17");
    BOOST_TEST(escaped(-1.25e+100) == "-1.25e+100");
}

BOOST_AUTO_TEST_CASE(a_number_that_is_none_cannot_be_encoded) {
    BOOST_TEST(!php_json(std::numeric_limits<double>::infinity(), non_ascii::raw).has_value());
    BOOST_TEST(!php_json(std::numeric_limits<double>::quiet_NaN(), non_ascii::raw).has_value());
}

BOOST_AUTO_TEST_CASE(members_keep_their_order) {
    BOOST_TEST(escaped(json::value{{"z", 1}, {"a", {1, "x", nullptr}}}) == R"({"z":1,"a":[1,"x",null]})");
}

BOOST_AUTO_TEST_CASE(an_empty_map_is_a_list) {
    BOOST_TEST(escaped(json::object()) == "[]");
    BOOST_TEST(escaped(json::object{{"channels", json::object()}}) == R"({"channels":[]})");
}

BOOST_AUTO_TEST_CASE(a_map_with_the_keys_of_a_list_is_a_list) {
    BOOST_TEST(escaped(json::object{{"0", false}, {"1", true}}) == "[false,true]");
    BOOST_TEST(escaped(json::object{{"1", false}, {"0", true}}) == R"({"1":false,"0":true})");
    BOOST_TEST(escaped(json::object{{"0", 1}, {"2", 2}}) == R"({"0":1,"2":2})");
    BOOST_TEST(escaped(json::object{{"00", 1}}) == R"({"00":1})");
    BOOST_TEST(escaped(json::object{{"577", 1}}) == R"({"577":1})");
}

BOOST_AUTO_TEST_CASE(keys_are_escaped_like_values) {
    BOOST_TEST(escaped(json::object{{"a/'", 1}}) == R"({"a\/\u0027":1})");
}

BOOST_AUTO_TEST_CASE(the_not_configured_error_has_the_servers_bytes) {
    json::value const error{{"error", "SERVER_ERROR"},
                            {"error_description", "Push & Pull server is not configured"}};
    BOOST_TEST(escaped(error) ==
               R"({"error":"SERVER_ERROR","error_description":"Push \u0026 Pull server is not configured"})");
}

BOOST_AUTO_TEST_SUITE_END()
