#include "request_parameters.hpp"

#include "php_json.hpp"
#include "php_value.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <string_view>

// The expected forms were read by PHP 8.2's parse_str.
namespace {

namespace json = boost::json;

std::string form(std::string_view encoded) {
    return portal::php_json(portal::read_form(encoded), portal::non_ascii::raw).value_or("no value");
}

portal::request_parameters post(std::string_view content_type, std::string_view body,
                                std::string_view query = "") {
    return portal::read_parameters({"POST", query, content_type, body});
}

std::string text(std::optional<std::string> const& token) { return token.value_or("no token"); }

} // namespace

BOOST_AUTO_TEST_SUITE(portal_request_parameters)

BOOST_AUTO_TEST_CASE(percent_encoding_is_removed) {
    BOOST_TEST(portal::percent_decode("a%41+%2b%E2%82%ac") == "aA +\xE2\x82\xAC");
    BOOST_TEST(portal::percent_decode("%4") == "%4");
    BOOST_TEST(portal::percent_decode("%zz%") == "%zz%");
}

BOOST_AUTO_TEST_CASE(plain_form_keeps_order_and_later_values_win) {
    BOOST_TEST(form("b=1&a=2&b=3") == R"({"b":"3","a":"2"})");
    BOOST_TEST(form("a&b=") == R"({"a":"","b":""})");
    BOOST_TEST(form("&&=1&a=x=y&") == R"({"a":"x=y"})");
    BOOST_TEST(form("") == "[]");
}

BOOST_AUTO_TEST_CASE(brackets_nest) {
    BOOST_TEST(form("PARAMS%5Ba%5D%5Bb%5D=1&PARAMS[a][c]=2") == R"({"PARAMS":{"a":{"b":"1","c":"2"}}})");
    BOOST_TEST(form("USER_ID[0]=1&USER_ID[1]=2") == R"({"USER_ID":["1","2"]})");
    BOOST_TEST(form("a[]=1&a[]=2") == R"({"a":["1","2"]})");
    BOOST_TEST(form("a[5]=1&a[]=2") == R"({"a":{"5":"1","6":"2"}})");
    BOOST_TEST(form("a[01]=1&a[]=2") == R"({"a":{"01":"1","0":"2"}})");
    BOOST_TEST(form("a[b]=1&a=2") == R"({"a":"2"})");
    BOOST_TEST(form("a=2&a[b]=1") == R"({"a":{"b":"1"}})");
}

BOOST_AUTO_TEST_CASE(unfit_characters_in_a_name_become_underscores) {
    BOOST_TEST(form("a.b=1&c+d=2") == R"({"a_b":"1","c_d":"2"})");
    BOOST_TEST(form("a[b.c]=1") == R"({"a":{"b.c":"1"}})");
    BOOST_TEST(form("a[b=1") == R"({"a_b":"1"})");
    BOOST_TEST(form("a[b[=1") == R"({"a_b_":"1"})");
    BOOST_TEST(form("++a=1") == R"({"a":"1"})");
    BOOST_TEST(form("[a]=1") == "[]");
    BOOST_TEST(form("a[b]z[c]=1") == R"({"a":{"b":"1"}})");
    BOOST_TEST(form("a%00b=1") == R"({"a":"1"})");
}

BOOST_AUTO_TEST_CASE(a_form_beyond_phps_limits_is_cut) {
    std::string many;
    for (int i = 0; i < 1001; ++i) many += "k" + std::to_string(i) + "=1&";
    BOOST_TEST(portal::read_form(many).size() == 1000U);

    std::string deep = "a";
    for (int i = 0; i < 64; ++i) deep += "[b]";
    BOOST_TEST(form(deep + "=1") == "[]");
}

BOOST_AUTO_TEST_CASE(body_wins_over_query) {
    auto const by_form = post("application/x-www-form-urlencoded", "a=body", "a=query&b=query").values;
    BOOST_TEST(json::serialize(by_form) == R"({"a":"body","b":"query"})");
    auto const by_json = post("application/json", R"({"a":"body"})", "a=query&b=query").values;
    BOOST_TEST(json::serialize(by_json) == R"({"a":"body","b":"query"})");
}

BOOST_AUTO_TEST_CASE(media_type_is_exact_for_json_and_not_for_forms) {
    std::string_view const body = R"({"a":1})";
    BOOST_TEST(post("application/json", body).values.size() == 1U);
    BOOST_TEST(post("application/json; charset=utf-8", body).values.size() == 1U);
    BOOST_TEST(post("Application/JSON", body).values.empty());
    BOOST_TEST(post("text/json", body).values.empty());
    BOOST_TEST(post("", body).values.empty());
    BOOST_TEST(post("Application/X-WWW-Form-Urlencoded; charset=utf-8", "a=1").values.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_body_counts_only_in_a_post) {
    auto const got =
        portal::read_parameters({"GET", "a=query", "application/json", R"({"a":"body"})"}).values;
    BOOST_TEST(json::serialize(got) == R"({"a":"query"})");
}

BOOST_AUTO_TEST_CASE(json_that_does_not_parse_is_ignored) {
    for (std::string_view body : {"", "{", R"({"auth":"x")", R"({'auth':'x'})", "{} x", "\xFF"}) {
        auto const got = post("application/json", body, "kept=1");
        BOOST_TEST(json::serialize(got.values) == R"({"kept":"1"})");
        BOOST_TEST(!got.scalar_body);
    }
}

BOOST_AUTO_TEST_CASE(a_json_scalar_is_reported) {
    for (std::string_view body : {"5", "null", "\"x\"", "true"}) {
        auto const got = post("application/json", body, "kept=1");
        BOOST_TEST(json::serialize(got.values) == R"({"kept":"1"})");
        BOOST_TEST(got.scalar_body);
    }
}

BOOST_AUTO_TEST_CASE(a_json_list_has_numbered_parameters) {
    BOOST_TEST(json::serialize(post("application/json", R"(["x","y"])").values) == R"({"0":"x","1":"y"})");
}

BOOST_AUTO_TEST_CASE(token_is_looked_for_in_the_servers_order) {
    using portal::find_access_token;
    json::object const both{{"access_token", "second"}, {"auth", "first"}};
    BOOST_TEST(text(find_access_token("Bearer header", both)) == "header");
    BOOST_TEST(text(find_access_token("bEARER  header ", both)) == "header");
    BOOST_TEST(text(find_access_token("Basic eA==", both)) == "first");
    BOOST_TEST(text(find_access_token("", both)) == "first");
    BOOST_TEST(text(find_access_token("", {{"access_token", "second"}})) == "second");
    BOOST_TEST(text(find_access_token("", {{"Auth", "x"}})) == "no token");
    BOOST_TEST(text(find_access_token("Bearer", {})) == "no token");
}

BOOST_AUTO_TEST_CASE(the_first_token_that_exists_decides) {
    using portal::find_access_token;
    BOOST_TEST(text(find_access_token("", {{"auth", ""}, {"access_token", "second"}})) == "");
    BOOST_TEST(text(find_access_token("", {{"auth", {"x"}}, {"access_token", "second"}})) == "second");
}

BOOST_AUTO_TEST_CASE(method_sees_upper_case_names_without_the_servers_own) {
    auto const got = portal::method_parameters({{"auth", "x"},
                                                {"access_token", "x"},
                                                {"aplogin", "1"},
                                                {"ap", "x"},
                                                {"sessid", "x"},
                                                {"auth_connector", "x"},
                                                {"start", 0},
                                                {"state", "x"},
                                                {"command", "first"},
                                                {"Users", {1}},
                                                {"COMMAND", "later"}});
    BOOST_TEST(json::serialize(got) == R"({"COMMAND":"later","USERS":[1]})");
}

BOOST_AUTO_TEST_CASE(php_casts_to_integers) {
    using portal::php_int;
    BOOST_TEST(php_int("577") == 577);
    BOOST_TEST(php_int(" -5x") == -5);
    BOOST_TEST(php_int("1e3") == 1000);
    BOOST_TEST(php_int("1.9") == 1);
    BOOST_TEST(php_int("0x1A") == 0);
    BOOST_TEST(php_int("abc") == 0);
    BOOST_TEST(php_int(2.9) == 2);
    BOOST_TEST(php_int(true) == 1);
    BOOST_TEST(php_int(nullptr) == 0);
    BOOST_TEST(php_int(json::array()) == 0);
    BOOST_TEST(php_int(json::array{7}) == 1);
    BOOST_TEST(php_int(json::object{{"a", 7}}) == 1);
}

BOOST_AUTO_TEST_CASE(php_casts_to_text) {
    using portal::php_text;
    BOOST_TEST(text(php_text("x")) == "x");
    BOOST_TEST(text(php_text(577)) == "577");
    BOOST_TEST(text(php_text(true)) == "1");
    BOOST_TEST(text(php_text(false)) == "");
    BOOST_TEST(text(php_text(nullptr)) == "");
    BOOST_TEST(!php_text(json::array()).has_value());
    BOOST_TEST(!php_text(json::object()).has_value());
}

BOOST_AUTO_TEST_CASE(an_array_may_be_sent_as_a_literal) {
    auto const read = [](json::value const& value) {
        auto const array = portal::php_array_parameter(value);
        return array ? json::serialize(*array) : std::string("no array");
    };
    BOOST_TEST(read(json::array{1, 2}) == "[1,2]");
    BOOST_TEST(read("[1,\"2\"]") == R"([1,"2"])");
    BOOST_TEST(read(R"({'a':'it\'s "b"',c:[true,null]})") == R"({"a":"it's \"b\"","c":[true,null]})");
    BOOST_TEST(read(R"({"a\"b" : 1})") == R"({"a\"b":1})");
    BOOST_TEST(read("") == "no array");
    BOOST_TEST(read("577") == "no array");
    BOOST_TEST(read("['a") == "no array");
    BOOST_TEST(read("[1,") == "no array");
    BOOST_TEST(read(577) == "no array");
    BOOST_TEST(read(nullptr) == "no array");
}

BOOST_AUTO_TEST_SUITE_END()
