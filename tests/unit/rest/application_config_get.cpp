#include <b24pull/rest/application_config_get.hpp>

#include "../../support/rest_support.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(application_config_get)

namespace {

namespace rest = b24pull::rest;
using b24pull::condition;
using b24pull::error_code;
using b24pull::protocol_errc;
using b24pull::server_errc;
using rest_support::check_failure;
using rest_support::check_parameters;
using rest_support::check_request;
using rest_support::reply;
using rest_support::success;

constexpr std::string_view method = "pull.application.config.get";

/// A result with the least that makes a configuration, and something in place of a part of it.
std::string result_with(std::string_view server, std::string_view rest_of_it) {
    return R"({"server":{)" + std::string(server) + "}" + std::string(rest_of_it) + "}";
}

constexpr std::string_view server = R"("version":4,"long_pooling_secure":"https:\/\/rt.example.com\/sub\/")";
constexpr std::string_view channels =
    R"(,"channels":{"shared":{"id":"aaaa0001","start":"2026-03-31T17:05:18+03:00","end":"2026-04-01T05:05:23+03:00"}})";

} // namespace

BOOST_AUTO_TEST_CASE(parameters_are_letters_or_absent) {
    struct row {
        rest::application_config_get call;
        std::string_view parameters;
    };
    row const rows[] = {
        {{}, "{}"},
        {{.cache = true}, R"({"CACHE":"Y"})"},
        {{.cache = false}, R"({"CACHE":"N"})"},
        {{.reopen = true}, R"({"REOPEN":"Y"})"},
        {{.reopen = false}, R"({"REOPEN":"N"})"},
        {{.cache = false, .reopen = true}, R"({"CACHE":"N","REOPEN":"Y"})"},
        {{.cache = true, .reopen = false}, R"({"CACHE":"Y","REOPEN":"N"})"},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.parameters) {
            check_parameters(check_request(row.call.make_request(rest_support::application()), method),
                             row.parameters);
            check_parameters(check_request(row.call.make_request(rest_support::webhook()), method, false),
                             row.parameters);
        }
    }
}

BOOST_AUTO_TEST_CASE(body_is_an_object_even_when_empty) {
    BOOST_TEST(rest::application_config_get{}.make_request(rest_support::webhook())->body == "{}");
}

BOOST_AUTO_TEST_CASE(token_with_quotes_stays_valid_json) {
    auto const who = rest::credentials::oauth("portal.example.com", R"(a"b\c/d)").value();
    auto const request = rest::application_config_get{}.make_request(who).value();
    BOOST_TEST(boost::json::parse(request.body).at("auth").as_string() == R"(a"b\c/d)");
}

BOOST_AUTO_TEST_CASE(whole_answer_is_typed) {
    auto const answer = rest::application_config_get::parse_answer(reply(
        200, R"({"result":)" + std::string(rest_support::config_result) + R"(,"time":{"duration":0.5}})"));
    BOOST_TEST_REQUIRE(answer.has_value());
    auto const& config = answer->value;
    BOOST_TEST(config.server.version == 4);
    BOOST_TEST((config.server.mode == b24pull::server_mode::personal));
    BOOST_TEST(config.server.websocket_secure == "wss://rt.example.com/subws/");
    BOOST_TEST(config.server.long_polling_secure == "https://rt.example.com/sub/");
    BOOST_TEST(config.server.config_timestamp == 1774886062);
    BOOST_TEST(config.revision_web == 19);
    BOOST_TEST(config.shared_channel.value().id.reveal() == "aaaa0001.bbbb0001");
    BOOST_TEST(config.private_channel.value().id.reveal() == "aaaa0002:aaaa0003.bbbb0002");
    BOOST_TEST(config.private_channel.value().public_id.reveal() == "aaaa0003.bbbb0003");
    BOOST_TEST(b24pull::to_atom(config.private_channel.value().end) == "2026-04-01T06:05:23+03:00");
    BOOST_TEST(config.public_channels.size() == 1u);
    BOOST_TEST(config.expires_at.value().time_since_epoch().count() == 1775052318);
    BOOST_TEST(config.deadline().time_since_epoch().count() ==
               config.shared_channel->end.instant.time_since_epoch().count());
    BOOST_TEST(config.warnings.empty());
    BOOST_TEST(answer->time.value().duration.value() == 0.5);
    BOOST_TEST(
        rest::application_config_get::parse_response(success(rest_support::config_result)).has_value());
}

BOOST_AUTO_TEST_CASE(fatal_results_name_the_place) {
    struct row {
        std::string result;
        error_code code;
        std::string_view path;
    };
    row const rows[] = {
        {"[]", server_errc::not_configured, "result"},
        {"false", server_errc::not_configured, "result"},
        {"null", protocol_errc::missing_member, "result"},
        {"true", protocol_errc::wrong_type, "result"},
        {"7", protocol_errc::wrong_type, "result"},
        {R"("text")", protocol_errc::wrong_type, "result"},
        {"[1]", protocol_errc::wrong_type, "result"},
        {"[{}]", protocol_errc::wrong_type, "result"},
        {"{}", protocol_errc::missing_member, "result.server"},
        {R"({"server":null})", protocol_errc::missing_member, "result.server"},
        {result_with("", channels), protocol_errc::missing_member, "result.server.version"},
        {result_with(R"("version":"x")", channels), protocol_errc::wrong_type, "result.server.version"},
        {result_with(R"("version":0)", channels), protocol_errc::out_of_range, "result.server.version"},
        {result_with(R"("version":4)", channels), protocol_errc::no_endpoint, "result.server"},
        {result_with(server, ""), protocol_errc::no_channel, "result.channels"},
        {result_with(server, R"(,"channels":[])"), protocol_errc::no_channel, "result.channels"},
        {result_with(server, R"(,"jwt":"")"), protocol_errc::no_channel, "result.channels"},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.result) {
            auto const outcome = rest::application_config_get::parse_response(success(row.result));
            check_failure(outcome, row.code, row.path);
            BOOST_TEST((outcome.error().code() == condition::give_up));
        }
    }
}

BOOST_AUTO_TEST_CASE(least_that_connects_is_accepted) {
    for (auto const& result : {result_with(server, channels), result_with(server, R"(,"jwt":"a.b.c")"),
                               result_with(server, R"(,"jwt":"a.b.c","channels":false)")})
        BOOST_TEST(rest::application_config_get::parse_response(success(result)).has_value(), result);
}

BOOST_AUTO_TEST_CASE(warnings_have_paths_from_the_envelope_on) {
    auto const outcome = rest::application_config_get::parse_response(success(
        result_with(R"("version":"4","websocket_enabled":"maybe","long_polling":"http:\/\/#DOMAIN#\/sub\/",)"
                    R"("long_pooling_secure":"https:\/\/rt.example.com\/sub\/")",
                    std::string(channels) + R"(,"exp":"soon")")));
    BOOST_TEST_REQUIRE(outcome.has_value());
    BOOST_TEST_REQUIRE(outcome->warnings.size() == 3u);
    BOOST_TEST(outcome->warnings[0].path == "result.server.websocket_enabled");
    BOOST_TEST(outcome->warnings[0].code == error_code(protocol_errc::invalid_flag));
    BOOST_TEST(outcome->warnings[1].path == "result.server.long_polling");
    BOOST_TEST(outcome->warnings[1].code == error_code(protocol_errc::invalid_url));
    BOOST_TEST(outcome->warnings[2].path == "result.exp");
    BOOST_TEST(outcome->warnings[2].code == error_code(protocol_errc::wrong_type));
}

BOOST_AUTO_TEST_CASE(webhook_refusal_says_that_a_token_is_needed) {
    auto const outcome = rest::application_config_get::parse_response(
        reply(403, R"({"error":"WRONG_AUTH_TYPE","error_description":"Get access to application config"})"));
    check_failure(outcome, server_errc::application_token_required);
    BOOST_TEST(rest_support::holds(outcome.error().what(), "an application (OAuth) access token is needed"));
    BOOST_TEST(rest_support::holds(outcome.error().what(), "status 403"));
    BOOST_TEST(rest_support::holds(outcome.error().what(), "WRONG_AUTH_TYPE"));
}

BOOST_AUTO_TEST_CASE(error_of_the_server_passes_through) {
    check_failure(rest::application_config_get::parse_response(
                      reply(500, R"({"error":"SERVER_ERROR","error_description":"Push \u0026 Pull"})")),
                  server_errc::not_configured);
    auto const expired =
        rest::application_config_get::parse_response(reply(401, R"({"error":"expired_token"})"));
    BOOST_TEST((expired.error().code() == condition::renew_authorization));
}

BOOST_AUTO_TEST_SUITE_END()
