#include <b24pull/rest/watch_extend.hpp>

#include "../../support/rest_support.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(watch_extend)

namespace {

namespace rest = b24pull::rest;
using b24pull::protocol_errc;
using b24pull::server_errc;
using b24pull::usage_errc;
using rest_support::check_failure;
using rest_support::check_parameters;
using rest_support::check_request;
using rest_support::reply;
using rest_support::success;

using call = rest::watch_extend;
constexpr std::string_view method = "pull.watch.extend";

auto made(std::vector<std::string> tags) {
    return call{std::move(tags)}.make_request(rest_support::application());
}

/// "tag+ tag-" for what is watched and what is not.
std::string states(std::string_view result) {
    auto const outcome = call::parse_response(success(result));
    if (!outcome) return "failure";
    std::string out;
    for (auto const& tag : *outcome) out += tag.tag + (tag.watched ? "+ " : "- ");
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(request_is_always_a_list) {
    check_parameters(check_request(made({"CRM_DEAL_1"}), method), R"({"TAGS":["CRM_DEAL_1"]})");
    check_parameters(check_request(made({"b", "a", "b"}), method), R"({"TAGS":["b","a","b"]})");
    check_parameters(check_request(made({"0", "1"}), method), R"({"TAGS":["0","1"]})");
    check_parameters(check_request(made({"\"\\\n\xC3\xA9"}), method), R"({"TAGS":["\"\\\né"]})");
    check_parameters(check_request(call{{"a"}}.make_request(rest_support::webhook()), method, false),
                     R"({"TAGS":["a"]})");
}

BOOST_AUTO_TEST_CASE(empty_tags_are_refused) {
    check_failure(made({}), usage_errc::no_tags);
    check_failure(made({""}), usage_errc::no_tags);
    check_failure(made({"a", ""}), usage_errc::no_tags);
}

BOOST_AUTO_TEST_CASE(tags_that_are_not_utf8_are_refused) {
    // The server drops a body that is no JSON without a word, the credential included.
    BOOST_TEST(!made({"\xFF"}).has_value());
    BOOST_TEST(!made({"a", "caf\xE9"}).has_value());
}

BOOST_AUTO_TEST_CASE(largest_request_is_one_mebibyte) {
    auto const empty = made({"x"})->body.size() - 1;
    auto const room = 1024u * 1024u - empty;
    BOOST_TEST(made({std::string(room, 'x')})->body.size() == 1024u * 1024u);
    check_failure(made({std::string(room + 1, 'x')}), usage_errc::request_too_large);
}

BOOST_AUTO_TEST_CASE(answer_has_four_shapes) {
    BOOST_TEST(states(R"({"CRM_DEAL_1":true,"TASK_VIEW_9":false})") == "CRM_DEAL_1+ TASK_VIEW_9- ");
    BOOST_TEST(states(R"({"a":1,"b":0,"c":"1","d":"0","e":"Y","f":"N","g":""})") == "a+ b- c+ d- e+ f- g- ");
    BOOST_TEST(states(R"({"0":true,"CRM\/1":false})") == "0+ CRM/1- ");
    BOOST_TEST(states("[false,true]") == "0- 1+ ");
    BOOST_TEST(states("[1,0,1]") == "0+ 1- 2+ ");
    BOOST_TEST(states(R"(["CRM_DEAL_1","TASK_VIEW_9"])") == "CRM_DEAL_1- TASK_VIEW_9- ");
    BOOST_TEST(states(R"(["1","0"])") == "1- 0- ");
    for (auto const* nothing : {"false", "null", "[]", "{}"}) {
        auto const outcome = call::parse_response(success(nothing));
        BOOST_TEST_REQUIRE(outcome.has_value(), nothing);
        BOOST_TEST(outcome->empty(), nothing);
    }
}

BOOST_AUTO_TEST_CASE(repeated_result_leaves_nothing_of_the_first) {
    BOOST_TEST(states(R"({"a":true},"result":{"b":false})") == "b- ");
    BOOST_TEST(states(R"([true,7],"result":[true])") == "0+ ");
}

BOOST_AUTO_TEST_CASE(other_shapes_are_refused) {
    for (auto const* result : {"true",
                               "0",
                               "1",
                               R"("")",
                               R"("a")",
                               "0.5",
                               R"({"a":2})",
                               R"({"a":"x"})",
                               R"({"a":null})",
                               R"({"a":[]})",
                               R"({"a":{}})",
                               R"({"a":true,"b":{"c":true}})",
                               R"({"b":{"c":true},"a":true})",
                               "[null]",
                               "[2]",
                               "[[]]",
                               "[{}]",
                               "[[true],true]",
                               "[true,[true]]",
                               "[true,1.5]",
                               R"([{"a":true}])"})
        BOOST_TEST_CONTEXT(result) {
            check_failure(call::parse_response(success(result)), protocol_errc::wrong_type, "result");
        }
}

BOOST_AUTO_TEST_CASE(ten_thousand_tags_fit_and_no_more) {
    auto const flags = [](std::size_t count) {
        std::string list = "[true";
        for (std::size_t i = 1; i != count; ++i) list += ",true";
        return call::parse_response(success(list + "]"));
    };
    BOOST_TEST(flags(10'000).value().size() == 10'000u);
    BOOST_TEST(flags(10'000).value().back().tag == "9999");
    check_failure(flags(10'001), protocol_errc::wrong_type, "result");
}

BOOST_AUTO_TEST_CASE(refusals_and_time_are_the_envelope_s) {
    check_failure(call::parse_response(reply(401, R"({"error":"expired_token"})")),
                  server_errc::expired_token);
    check_failure(call::parse_response(reply(500, "")), server_errc::unavailable);
    check_failure(call::parse_response(reply(200, "{}")), protocol_errc::missing_member, "result");
    auto const answer = call::parse_answer(reply(200, R"({"result":false,"time":{"duration":2}})"));
    BOOST_TEST(answer.value().time.value().duration.value() == 2.0);
}

BOOST_AUTO_TEST_SUITE_END()
