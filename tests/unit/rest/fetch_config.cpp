#include <b24pull/rest/fetch_config.hpp>

#include "../../support/rest_support.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

BOOST_AUTO_TEST_SUITE(fetch_config)

namespace {

namespace rest = b24pull::rest;
using b24pull::config;
using b24pull::failure;
using b24pull::protocol_errc;
using b24pull::result;
using b24pull::server_errc;
using rest::http_request;
using rest::http_response;
using rest_support::check_failure;

http_response good() { return rest_support::success(rest_support::config_result); }

} // namespace

BOOST_AUTO_TEST_CASE(configuration_comes_back_typed) {
    http_request asked;
    auto const outcome = rest::fetch_config(
        [&](http_request const& request) -> result<http_response> {
            asked = request;
            return good();
        },
        rest_support::application());
    BOOST_TEST_REQUIRE(outcome.has_value());
    BOOST_TEST(outcome->server.websocket_secure == "wss://rt.example.com/subws/");
    BOOST_TEST(outcome->private_channel.value().id.reveal() == "aaaa0002:aaaa0003.bbbb0002");
    rest_support::check_parameters(rest_support::check_request(asked, "pull.application.config.get"), "{}");
}

BOOST_AUTO_TEST_CASE(options_of_the_method_are_sent) {
    std::string body;
    auto const transport = [&](http_request const& request) {
        body = request.body;
        return good();
    };
    BOOST_TEST(
        rest::fetch_config(transport, rest_support::webhook(), {.cache = false, .reopen = true}).has_value());
    BOOST_TEST((boost::json::parse(body) == boost::json::parse(R"({"CACHE":"N","REOPEN":"Y"})")));
    rest::async_fetch_config([&](http_request request, auto) { body = request.body; },
                             rest_support::webhook(), {.reopen = false}, [](result<config>) {});
    BOOST_TEST(body == R"({"REOPEN":"N"})");
}

BOOST_AUTO_TEST_CASE(transport_is_called_once_whatever_comes) {
    for (auto const& answer :
         {good(), rest_support::reply(302, "", {{"Location", "https://new.example.com/"}}),
          rest_support::reply(503, R"({"error":"QUERY_LIMIT_EXCEEDED"})"),
          rest_support::reply(401, R"({"error":"expired_token"})"), rest_support::reply(200, "")}) {
        int calls = 0;
        auto const outcome = rest::fetch_config(
            [&, n = 0](http_request const&) mutable {
                calls = ++n;
                return answer;
            },
            rest_support::application());
        BOOST_TEST(calls == 1);
        BOOST_TEST(outcome.has_value() == (answer.body == good().body));
    }
}

BOOST_AUTO_TEST_CASE(failures_keep_their_origin) {
    auto const refused = boost::system::errc::make_error_code(boost::system::errc::connection_refused);
    check_failure(
        rest::fetch_config([&](http_request const&) -> result<http_response> { return failure(refused); },
                           rest_support::application()),
        refused);
    check_failure(
        rest::fetch_config(
            [](http_request const&) { return rest_support::reply(403, R"({"error":"WRONG_AUTH_TYPE"})"); },
            rest_support::webhook()),
        server_errc::application_token_required);
    check_failure(rest::fetch_config([](http_request const&) { return rest_support::success("{}"); },
                                     rest_support::webhook()),
                  protocol_errc::missing_member, "result.server");
    BOOST_CHECK_THROW(
        rest::fetch_config([](http_request const&) -> http_response { throw std::runtime_error("x"); },
                           rest_support::application()),
        std::runtime_error);
}

BOOST_AUTO_TEST_CASE(deferred_answer_outlives_everything) {
    std::function<void()> later;
    int completed = 0;
    {
        auto const who = std::make_unique<rest::credentials>(rest_support::application());
        rest::application_config_get const method{.cache = true};
        auto transport = [&later](http_request const&, auto done) {
            auto kept = std::make_shared<decltype(done)>(std::move(done));
            later = [kept] { std::move (*kept)(good()); };
        };
        rest::async_fetch_config(transport, *who, method,
                                 [&completed, kept = std::make_unique<int>(7)](result<config> outcome) {
                                     BOOST_TEST_REQUIRE(outcome.has_value());
                                     BOOST_TEST(outcome->server.version == 4);
                                     completed += *kept;
                                 });
    }
    BOOST_TEST(completed == 0);
    later();
    BOOST_TEST(completed == 7);
}

BOOST_AUTO_TEST_CASE(answer_may_come_before_the_call_returns) {
    bool completed = false;
    rest::async_fetch_config([](http_request, auto done) { std::move(done)(good()); },
                             rest_support::application(), {},
                             [&](result<config> outcome) { completed = outcome.has_value(); });
    BOOST_TEST(completed);
}

BOOST_AUTO_TEST_SUITE_END()
