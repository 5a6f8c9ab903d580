#include <b24pull/rest/channel_public_get.hpp>

#include "../../support/rest_support.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(channel_public_get)

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

using call = rest::channel_public_get;
constexpr std::string_view method = "pull.channel.public.get";

constexpr std::string_view dates =
    R"(,"start":"2026-03-31T10:06:39+03:00","end":"2026-03-31T22:06:44+03:00"})";

auto read(std::string_view members) {
    return call::parse_response(success("{" + std::string(members) + std::string(dates)));
}

} // namespace

BOOST_AUTO_TEST_CASE(request_names_user_and_kind) {
    auto const check = [](call const& request, std::string_view parameters) {
        check_parameters(check_request(request.make_request(rest_support::application()), method),
                         parameters);
        check_parameters(check_request(request.make_request(rest_support::webhook()), method, false),
                         parameters);
    };
    check({}, "{}");
    check({.user_id = 1}, R"({"USER_ID":1})");
    check({.user_id = std::numeric_limits<std::int64_t>::max()}, R"({"USER_ID":9223372036854775807})");
    check({.application = true}, R"({"APPLICATION":"Y"})");
    check({.user_id = 577, .application = true}, R"({"USER_ID":577,"APPLICATION":"Y"})");
    for (std::int64_t const id : {0, -1, -577})
        check_failure(call{.user_id = id}.make_request(rest_support::application()),
                      usage_errc::invalid_user_id);
}

BOOST_AUTO_TEST_CASE(descriptor_is_typed) {
    for (auto const* user : {"577", R"("577")", "577.0"}) {
        auto const outcome = read(R"("user_id":)" + std::string(user) +
                                  R"(,"public_id":"aaaa0001","signature":"bbbb0001","x":[{}])");
        BOOST_TEST_REQUIRE(outcome.has_value(), user);
        BOOST_TEST_REQUIRE(outcome->has_value(), user);
        auto const& channel = **outcome;
        BOOST_TEST(channel.user_id == 577);
        BOOST_TEST(channel.public_id == "aaaa0001");
        BOOST_TEST(channel.signature.reveal() == "bbbb0001");
        BOOST_TEST(b24pull::to_atom(channel.start) == "2026-03-31T10:06:39+03:00");
        BOOST_TEST(b24pull::to_atom(channel.end) == "2026-03-31T22:06:44+03:00");
    }
}

BOOST_AUTO_TEST_CASE(user_without_a_channel_gives_nothing) {
    for (auto const* id : {"null", R"("")", "false"}) {
        auto const outcome = read(R"("user_id":42,"signature":"bbbb0001","public_id":)" + std::string(id));
        BOOST_TEST_REQUIRE(outcome.has_value(), id);
        BOOST_TEST(!outcome->has_value(), id);
    }
    auto const absent = read(R"("user_id":42,"signature":"bbbb0001")");
    BOOST_TEST_REQUIRE(absent.has_value());
    BOOST_TEST(!absent->has_value());
}

BOOST_AUTO_TEST_CASE(unusable_descriptor_is_a_failure) {
    for (auto const* members : {R"("user_id":577,"public_id":"aaaa0001","signature":null)",
                                R"("user_id":577,"public_id":"aaaa0001","signature":"")",
                                R"("user_id":577,"public_id":"aaaa0001","signature":"b/b")",
                                R"("user_id":577,"public_id":"aaaa0001")",
                                R"("user_id":577,"public_id":"aa/01","signature":"bbbb0001")",
                                R"("user_id":577,"public_id":"a a","signature":"bbbb0001")",
                                R"("user_id":577,"public_id":7,"signature":"bbbb0001")",
                                R"("user_id":577,"public_id":[],"signature":"bbbb0001")",
                                R"("user_id":null,"public_id":"aaaa0001","signature":"bbbb0001")",
                                R"("public_id":"aaaa0001","signature":"bbbb0001")",
                                R"("user_id":0,"public_id":"aaaa0001","signature":"bbbb0001")",
                                R"("user_id":-5,"public_id":"aaaa0001","signature":"bbbb0001")",
                                R"("user_id":"x","public_id":"aaaa0001","signature":"bbbb0001")"})
        BOOST_TEST_CONTEXT(members) { check_failure(read(members), protocol_errc::wrong_type, "result"); }
    for (auto const* result : {"[]", "{}", "null", "false", "true", "7", R"("aaaa0001")", "[1]",
                               R"([{"user_id":577,"public_id":"aaaa0001","signature":"bbbb0001"}])",
                               R"({"577":{"user_id":577,"public_id":"aaaa0001","signature":"bbbb0001"}})"})
        BOOST_TEST_CONTEXT(result) {
            check_failure(call::parse_response(success(result)), protocol_errc::wrong_type, "result");
        }
}

BOOST_AUTO_TEST_CASE(refusals_are_the_server_s) {
    check_failure(call::parse_response(reply(400, R"({"error":"WRONG_AUTH_TYPE"})")),
                  server_errc::application_token_required);
    check_failure(call::parse_response(reply(500, R"({"error":"SERVER_ERROR"})")),
                  server_errc::not_configured);
    check_failure(call::parse_response(reply(502, "<html>")), server_errc::unavailable);
    check_failure(call::parse_response(reply(200, "{}")), protocol_errc::missing_member, "result");
}

BOOST_AUTO_TEST_CASE(time_comes_along) {
    auto const answer = call::parse_answer(
        reply(200, R"({"time":{"duration":0.5},"result":{"user_id":1,"public_id":"a","signature":"b"}})"));
    BOOST_TEST_REQUIRE(answer.has_value());
    BOOST_TEST(answer->time.value().duration.value() == 0.5);
    BOOST_TEST(answer->value.value().user_id == 1);
}

BOOST_AUTO_TEST_SUITE_END()
