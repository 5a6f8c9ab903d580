#include <b24pull/rest/envelope.hpp>

#include "../../support/rest_support.hpp"

#include <b24pull/rest/application_config_get.hpp>
#include <b24pull/rest/application_event_add.hpp>
#include <b24pull/rest/channel_public_list.hpp>
#include <b24pull/rest/config_get.hpp>
#include <b24pull/rest/oauth_refresh.hpp>
#include <b24pull/rest/watch_extend.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(envelope_redirect)

namespace {

namespace rest = b24pull::rest;
using b24pull::clear_text;
using b24pull::condition;
using b24pull::error_code;
using b24pull::protocol_errc;
using b24pull::server_errc;
using rest_support::check_failure;
using rest_support::reply;

struct row {
    std::string location;
    std::string moved_to;                                 // "" when refused
    protocol_errc code = protocol_errc::invalid_redirect; // when refused
    clear_text clear = clear_text::refused;
};

row const rows[] = {
    {"https://new.example.com", "https://new.example.com"},
    {"https://new.example.com/", "https://new.example.com"},
    {"https://new.example.com/rest/pull.application.config.get", "https://new.example.com"},
    {"https://new.example.com:8443/rest/x?a=b", "https://new.example.com:8443"},
    {"HTTPS://new.example.com/rest/", "https://new.example.com"},
    {"https://[2001:db8::7]:8443/rest/", "https://[2001:db8::7]:8443"},
    {"https://new.example.com?auth=1", "https://new.example.com"},
    {"https://new.example.com", "https://new.example.com", {}, clear_text::allowed},
    {"http://new.example.com:8080/rest/", "http://new.example.com:8080", {}, clear_text::allowed},
    {"HTTP://new.example.com/rest/", "http://new.example.com", {}, clear_text::allowed},
    {"http://new.example.com/rest/", "", protocol_errc::insecure_redirect},
    {"HTTP://new.example.com", "", protocol_errc::insecure_redirect},
    {"", ""},
    {"/rest/elsewhere", ""},
    {"elsewhere", ""},
    {"//new.example.com/rest/", ""},
    {"?x=https://new.example.com", ""},
    {"ftp://new.example.com/", ""},
    {"ftp://new.example.com/", "", protocol_errc::invalid_redirect, clear_text::allowed},
    {"wss://new.example.com/", ""},
    {"javascript:alert(1)", ""},
    {"https://", ""},
    {"https:///rest/", ""},
    {"https://user:word@new.example.com/", ""},
    {"https://user@new.example.com/", ""},
    {"https://new.example.com:0/", ""},
    {"https://new.example.com:99999/", ""},
    {"https://new.example.com\r\nX: y", ""},
    {"https://n\xC3\xA9w.example.com/", ""},
    {"https://new.example.com/ ", ""},
    {"https://" + std::string(3000, 'n') + ".example.com/", ""},
    {"http://user:word@new.example.com/", "", protocol_errc::invalid_redirect, clear_text::allowed},
};

template <class Method>
b24pull::error_code code_of(rest::http_response const& response) {
    auto const outcome = Method::parse_response(response);
    return outcome.has_error() ? outcome.error().code() : error_code();
}

} // namespace

BOOST_AUTO_TEST_CASE(location_gives_the_new_address_or_is_refused) {
    for (auto const& row : rows) {
        for (unsigned const status : {301u, 302u, 307u, 308u}) {
            BOOST_TEST_CONTEXT(status << " to '" << row.location.substr(0, 60) << "'") {
                auto const outcome = rest::application_config_get::parse_response(
                    reply(status, "<html>moved</html>", {{"Location", row.location}}), row.clear);
                BOOST_TEST_REQUIRE(outcome.has_error());
                auto const& failure = outcome.error();
                if (row.moved_to.empty()) {
                    check_failure(outcome, row.code);
                    BOOST_TEST((failure.code() == condition::give_up));
                    continue;
                }
                check_failure(outcome, server_errc::portal_moved);
                BOOST_TEST((failure.code() == condition::give_up));
                BOOST_TEST_REQUIRE(failure.reply() != nullptr);
                BOOST_TEST(failure.reply()->moved_to == row.moved_to);
                BOOST_TEST(failure.reply()->status == status);
                BOOST_TEST(failure.reply()->error == "");
                BOOST_TEST(failure.reply()->description == "");
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(missing_location_is_an_invalid_redirection) {
    for (unsigned const status : {301u, 302u, 307u, 308u}) {
        for (auto const* body : {"", "<html>", R"({"result":true})", R"({"error":"expired_token"})"}) {
            check_failure(rest::application_config_get::parse_response(reply(status, body)),
                          protocol_errc::invalid_redirect);
            check_failure(rest::application_config_get::parse_response(
                              reply(status, body, {{"Content-Location", "https://new.example.com"}})),
                          protocol_errc::invalid_redirect);
        }
    }
}

BOOST_AUTO_TEST_CASE(header_name_has_any_case) {
    for (auto const* name : {"Location", "location", "LOCATION", "lOCATION"}) {
        auto const outcome = rest::application_config_get::parse_response(
            reply(302, "", {{"Server", "x"}, {name, "https://new.example.com/"}}));
        check_failure(outcome, server_errc::portal_moved);
    }
}

BOOST_AUTO_TEST_CASE(body_of_a_redirection_says_nothing) {
    for (auto const* body : {"", "<html>", R"({"error":"expired_token"})", R"({"result":{}})"})
        check_failure(rest::application_config_get::parse_response(
                          reply(302, body, {{"Location", "https://new.example.com/"}})),
                      server_errc::portal_moved);
}

BOOST_AUTO_TEST_CASE(other_statuses_do_not_move_the_portal) {
    std::vector<rest::http_header> const headers{{"Location", "https://new.example.com/"}};
    for (unsigned const status : {300u, 303u, 304u, 305u, 306u, 309u, 401u})
        check_failure(rest::application_config_get::parse_response(reply(status, "", headers)),
                      server_errc::rejected);
    for (unsigned const status : {200u, 201u})
        check_failure(rest::application_config_get::parse_response(reply(status, "", headers)),
                      protocol_errc::empty_body);
}

BOOST_AUTO_TEST_CASE(every_method_reports_the_move) {
    auto const moved = reply(302, "", {{"Location", "https://new.example.com/"}});
    auto const insecure = reply(302, "", {{"Location", "http://new.example.com/"}});
    auto const check = [&]<class Method>(Method) {
        BOOST_TEST(code_of<Method>(moved) == error_code(server_errc::portal_moved));
        BOOST_TEST(code_of<Method>(insecure) == error_code(protocol_errc::insecure_redirect));
    };
    check(rest::application_event_add{});
    check(rest::channel_public_list{});
    check(rest::config_get{});
    check(rest::oauth_refresh{});
    check(rest::watch_extend{});
}

BOOST_AUTO_TEST_CASE(credentials_follow_to_the_new_address) {
    auto const outcome = rest::application_config_get::parse_response(
        reply(302, "", {{"location", "https://new.example.com:8443/rest/pull.application.config.get?x=y"}}));
    BOOST_TEST_REQUIRE(outcome.has_error());
    auto const moved = rest_support::application().at(outcome.error().reply()->moved_to);
    BOOST_TEST_REQUIRE(moved.has_value());
    BOOST_TEST(moved->base() == "https://new.example.com:8443/rest/");
    auto const request = rest::application_config_get{}.make_request(*moved);
    BOOST_TEST(request->url == "https://new.example.com:8443/rest/pull.application.config.get");
}

BOOST_AUTO_TEST_SUITE_END()
