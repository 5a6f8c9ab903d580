#include <b24pull/rest/config_get.hpp>

#include "../../support/rest_support.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(config_get)

namespace {

namespace rest = b24pull::rest;
using b24pull::protocol_errc;
using b24pull::server_errc;
using rest_support::check_failure;
using rest_support::check_parameters;
using rest_support::check_request;
using rest_support::reply;
using rest_support::success;

constexpr std::string_view method = "pull.config.get";

/// The usual result with another member at its end.
std::string with_server_time(std::string_view value) {
    std::string result(rest_support::config_result);
    result.pop_back();
    return result + R"(,"serverTime":)" + std::string(value) + "}";
}

} // namespace

BOOST_AUTO_TEST_CASE(parameters_are_letters_or_absent) {
    auto const check = [](rest::config_get const& call, std::string_view parameters) {
        check_parameters(check_request(call.make_request(rest_support::webhook()), method, false),
                         parameters);
        check_parameters(check_request(call.make_request(rest_support::application()), method), parameters);
    };
    check({}, "{}");
    check({.cache = false}, R"({"CACHE":"N"})");
    check({.reopen = true}, R"({"REOPEN":"Y"})");
    check({.cache = true, .reopen = false}, R"({"CACHE":"Y","REOPEN":"N"})");
}

BOOST_AUTO_TEST_CASE(server_time_is_read_where_it_is_sent) {
    auto const with =
        rest::config_get::parse_response(success(with_server_time(R"("2026-03-31T17:05:18+03:00")")));
    BOOST_TEST_REQUIRE(with.has_value());
    BOOST_TEST(b24pull::to_atom(with->server_time.value()) == "2026-03-31T17:05:18+03:00");
    BOOST_TEST(with->config.server.version == 4);
    BOOST_TEST(with->config.private_channel.value().id.reveal() == "aaaa0002:aaaa0003.bbbb0002");
    BOOST_TEST(with->config.warnings.empty());

    auto const without = rest::config_get::parse_response(success(rest_support::config_result));
    BOOST_TEST_REQUIRE(without.has_value());
    BOOST_TEST(!without->server_time.has_value());
    for (auto const* value : {"null", "false", R"("now")", "[]", "{}"}) {
        auto const odd = rest::config_get::parse_response(success(with_server_time(value)));
        BOOST_TEST_REQUIRE(odd.has_value(), value);
        BOOST_TEST(!odd->server_time.has_value(), value);
    }
}

BOOST_AUTO_TEST_CASE(wrong_auth_type_is_the_mirror_image) {
    auto const outcome = rest::config_get::parse_response(reply(
        403,
        R"({"error":"WRONG_AUTH_TYPE","error_description":"Method not available for OAuth authorization."})"));
    check_failure(outcome, server_errc::application_token_refused);
    BOOST_TEST((outcome.error().code() == b24pull::condition::give_up));
    BOOST_TEST(rest_support::holds(outcome.error().what(), "webhook"));
    check_failure(rest::config_get::parse_response(reply(403, R"({"error":"wrong_auth_type"})")),
                  server_errc::application_token_refused);
}

BOOST_AUTO_TEST_CASE(other_refusals_are_the_usual_ones) {
    check_failure(rest::config_get::parse_response(reply(403, R"({"error":"AUTHORIZE_ERROR"})")),
                  server_errc::authorize_error);
    check_failure(rest::config_get::parse_response(reply(500, R"({"error":"SERVER_ERROR"})")),
                  server_errc::not_configured);
    check_failure(rest::config_get::parse_response(reply(401, R"({"error":"INVALID_CREDENTIALS"})")),
                  server_errc::invalid_credentials);
    check_failure(rest::config_get::parse_response(success("[]")), server_errc::not_configured, "result");
    check_failure(rest::config_get::parse_response(success("{}")), protocol_errc::missing_member,
                  "result.server");
    check_failure(rest::config_get::parse_response(success("7")), protocol_errc::wrong_type, "result");
    check_failure(rest::config_get::parse_response(reply(200, "")), protocol_errc::empty_body);
}

BOOST_AUTO_TEST_CASE(time_comes_along) {
    auto const body = R"({"result":)" + with_server_time("1774965918") + R"(,"time":{"operating":1}})";
    auto const answer = rest::config_get::parse_answer(reply(200, body));
    BOOST_TEST_REQUIRE(answer.has_value());
    BOOST_TEST(answer->time.value().operating.value() == 1.0);
    BOOST_TEST(answer->value.server_time.value().instant.time_since_epoch().count() == 1774965918);
}

BOOST_AUTO_TEST_SUITE_END()
