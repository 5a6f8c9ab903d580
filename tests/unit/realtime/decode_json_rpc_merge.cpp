#include <b24pull/realtime/decode.hpp>

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(decode_json_rpc_merge)

// What an incoming.message merges into the params of its body: user_params, then dictionary.
namespace {

namespace realtime = b24pull::realtime;

/// The params of the event in which these members stand. `body` and `beside` are members of objects, or "".
std::string merged(std::string const& body, std::string const& beside) {
    auto const payload = R"({"jsonrpc":"2.0","method":"incoming.message","params":{"mid":"14","body":{)" +
                         body + "}" + (beside.empty() ? "" : ",") + beside + "}}";
    auto const got = realtime::decode_text(payload);
    BOOST_TEST_REQUIRE(got.messages.size() == 1u, payload);
    BOOST_TEST(got.refused_count == 0u);
    auto const& params = got.messages.front().params;
    boost::json::error_code error;
    auto const value = boost::json::parse(params, error);
    BOOST_TEST(!error, params);
    return params;
}

} // namespace

BOOST_AUTO_TEST_CASE(params_without_anything_to_merge_stay_as_they_were_sent) {
    for (std::string const params : {R"({"a" : 1 , "b":[ ]})", "[]", "[1, 2]", R"("x")", "7", "null", "{ }"})
        for (auto const* beside : {"", R"("user_params":null)", R"("dictionary":null,"user_params":null)"})
            BOOST_TEST(merged(R"("params":)" + params, beside) == params);
    BOOST_TEST(merged("", "") == "{}");
}

BOOST_AUTO_TEST_CASE(later_members_replace_earlier_ones_and_keep_their_place) {
    struct row {
        std::string_view name, body, beside, params;
    };
    constexpr row rows[] = {
        {"user_params only", R"("params":{"a":1,"b":2})", R"("user_params":{"c":3})",
         R"({"a":1,"b":2,"c":3})"},
        {"dictionary only", R"("params":{"a":1})", R"("dictionary":{"c":3,"d":4})", R"({"a":1,"c":3,"d":4})"},
        {"both", R"("params":{"a":1,"b":2,"c":3})",
         R"("user_params":{"b":20,"x":5},"dictionary":{"c":30,"y":6})",
         R"({"a":1,"b":20,"c":30,"x":5,"y":6})"},
        {"dictionary wins", R"("params":{"a":1,"b":2})", R"("user_params":{"a":10},"dictionary":{"a":100})",
         R"({"a":100,"b":2})"},
        {"dictionary wins, written first", R"("params":{"a":1})",
         R"("dictionary":{"a":100,"z":1},"user_params":{"a":10,"y":2})", R"({"a":100,"y":2,"z":1})"},
        {"twice in one object", R"("params":{"a":1,"b":2,"a":3})", R"("user_params":{})", R"({"a":3,"b":2})"},
        {"null replaces", R"("params":{"a":1})", R"("user_params":{"a":null})", R"({"a":null})"},
    };
    for (auto const& row : rows)
        BOOST_TEST(merged(std::string(row.body), std::string(row.beside)) == row.params, row.name);
}

// PHP writes its empty map as a list; merging into a list would lose what is merged.
BOOST_AUTO_TEST_CASE(params_of_every_type_become_an_object) {
    struct row {
        std::string_view name, body, params;
    };
    constexpr row rows[] = {
        {"no params", "", R"({"u":1})"},
        {"null", R"("params":null)", R"({"u":1})"},
        {"empty list", R"("params":[])", R"({"u":1})"},
        {"empty object", R"("params":{})", R"({"u":1})"},
        {"list", R"("params":[5,{"a":1}])", R"({"0":5,"1":{"a":1},"u":1})"},
        {"string", R"("params":"text")", R"({"u":1})"},
        {"number", R"("params":7)", R"({"u":1})"},
        {"flag", R"("params":true)", R"({"u":1})"},
    };
    for (auto const& row : rows) {
        BOOST_TEST(merged(std::string(row.body), R"("user_params":{"u":1})") == row.params, row.name);
        BOOST_TEST(merged(std::string(row.body), R"("dictionary":{"u":1})") == row.params, row.name);
        BOOST_TEST(merged(std::string(row.body), R"("user_params":[],"dictionary":{"u":1})") == row.params,
                   row.name);
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_object_merges_nothing_and_lists_their_places) {
    struct row {
        std::string_view user_params, params;
    };
    constexpr row rows[] = {
        {"[]", R"({"a":1,"1":2})"},          {"{}", R"({"a":1,"1":2})"},    {R"("b")", R"({"a":1,"1":2})"},
        {"7", R"({"a":1,"1":2})"},           {"false", R"({"a":1,"1":2})"}, {"[8]", R"({"a":1,"1":2,"0":8})"},
        {"[8,9]", R"({"a":1,"1":9,"0":8})"},
    };
    for (auto const& row : rows)
        BOOST_TEST(merged(R"("params":{"a":1,"1":2})", R"("user_params":)" + std::string(row.user_params)) ==
                       row.params,
                   row.user_params);
}

BOOST_AUTO_TEST_CASE(keys_are_compared_as_they_are_meant) {
    struct row {
        std::string_view params, user_params, merged;
    };
    constexpr row rows[] = {
        {R"({"a\u0031":1,"b":2})", R"({"a1":3})", R"({"a1":3,"b":2})"},
        {R"({"a1":1})", R"({"\u00611":3})", R"({"a1":3})"},
        {R"({"\/":1})", R"({"/":2})", R"({"/":2})"},
        {R"({"\u0434":1})", "{\"\xd0\xb4\":2}", "{\"\xd0\xb4\":2}"},
        {R"({"\ud83d\ude00":1})", "{\"\xf0\x9f\x98\x80\":2}", "{\"\xf0\x9f\x98\x80\":2}"},
        {R"({"\"\\\n":1})", R"({"\u0022\u005c\u000a":2})", R"({"\"\\\n":2})"},
        {R"({"":1})", R"({"":2})", R"({"":2})"},
        {R"({"A":1})", R"({"a":2})", R"({"A":1,"a":2})"},
        {R"({"a":1})", R"({"a ":2})", R"({"a":1,"a ":2})"},
    };
    for (auto const& row : rows)
        BOOST_TEST(merged(R"("params":)" + std::string(row.params),
                          R"("user_params":)" + std::string(row.user_params)) == row.merged,
                   row.params);
}

BOOST_AUTO_TEST_CASE(values_are_copied_as_they_were_written) {
    BOOST_TEST(merged(R"("params":{"a" : {"x" : [ 1, "\u0041" ]}, "n":1.50e+1, "o":{"p":1}})",
                      R"("user_params":{ "b":"\/" , "o":{"q": 2}})") ==
               R"({"a":{"x" : [ 1, "\u0041" ]},"n":1.50e+1,"o":{"q": 2},"b":"\/"})"); // not merged deeply
}

BOOST_AUTO_TEST_CASE(merging_touches_nothing_but_the_params) {
    auto const got = realtime::decode_text(
        R"({"jsonrpc":"2.0","method":"incoming.message","params":{"mid":"14",)"
        R"("user_params":{"extra":9,"mid":"1"},"dictionary":{"command":"d"},)"
        R"("body":{"module_id":"m","command":"c","params":{},"extra":{"x":1}}},"id":3})");
    BOOST_TEST_REQUIRE(got.messages.size() == 1u);
    auto const& event = got.messages.front();
    BOOST_TEST(event.params == R"({"extra":9,"mid":"1","command":"d"})");
    BOOST_TEST(event.mid == "14");
    BOOST_TEST(event.module_id == "m");
    BOOST_TEST(event.command == "c");
    BOOST_TEST(event.extra == R"({"x":1})");
    BOOST_TEST(event.rpc_id == "3");
}

// Many keys must not cost their square: the test's own time-out would tell.
BOOST_AUTO_TEST_CASE(large_params_are_merged_in_linear_time) {
    std::string params, user_params;
    for (int i = 0; i != 30000; ++i) {
        auto const key = "\"k" + std::to_string(i) + "\":";
        params += (i == 0 ? "" : ",") + key + "1";
        user_params += (i == 0 ? "" : ",") + key + "2";
    }
    BOOST_TEST((merged(R"("params":{)" + params + "}", R"("user_params":{)" + user_params + "}") ==
                "{" + user_params + "}"));
}

BOOST_AUTO_TEST_SUITE_END()
