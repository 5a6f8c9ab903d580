#include <b24pull/rest/call.hpp>

#include "../../support/rest_support.hpp"

#include <b24pull/rest/application_event_add.hpp>
#include <b24pull/rest/channel_public_get.hpp>
#include <b24pull/rest/config_get.hpp>
#include <b24pull/rest/oauth_refresh.hpp>
#include <b24pull/rest/watch_extend.hpp>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(call)

namespace {

namespace rest = b24pull::rest;
using b24pull::error_code;
using b24pull::failure;
using b24pull::protocol_errc;
using b24pull::result;
using b24pull::server_errc;
using b24pull::usage_errc;
using rest::http_request;
using rest::http_response;
using rest_support::check_failure;

rest::application_event_add const ring{.command = "ring"};
rest::application_event_add const unfit{.command = ""};

/// Answers at once, and keeps what it was asked.
struct recording {
    http_response answer = rest_support::success("true");
    std::vector<http_request> asked = {};

    result<http_response> operator()(http_request const& request) {
        asked.push_back(request);
        return answer;
    }
};

/// Keeps the completion until answer() is called.
struct deferring {
    http_request asked = {};
    std::function<void(result<http_response>)> pending = {};

    template <class Completion>
    void operator()(http_request request, Completion done) {
        asked = std::move(request);
        auto kept = std::make_shared<Completion>(std::move(done));
        pending = [kept](result<http_response> response) { std::move (*kept)(std::move(response)); };
    }
};

result<http_response> function(http_request const& request) {
    return http_response{200, {}, request.body.find("ring") != std::string::npos ? R"({"result":true})" : ""};
}

/// As a lambda with `auto` is: instantiated with whatever it is called with.
struct generic {
    std::vector<bool>* outcomes;

    template <class Given>
    void operator()(Given const&) const {
        outcomes->push_back(std::is_same_v<Given, result<rest::accepted>>);
    }
};

static_assert(rest::RestMethod<rest::application_event_add> && rest::RestMethod<rest::watch_extend>);
static_assert(rest::RestMethod<rest::config_get> && rest::RestMethod<rest::channel_public_get>);
static_assert(!rest::RestMethod<rest::oauth_refresh> && !rest::RestMethod<int>);
static_assert(std::is_same_v<rest::outcome_of<rest::config_get>, result<rest::portal_config>>);
static_assert(std::is_same_v<rest::outcome_of<rest::channel_public_get>,
                             result<std::optional<b24pull::public_channel>>>);

} // namespace

BOOST_AUTO_TEST_CASE(every_kind_of_transport_is_called_once) {
    auto const who = rest_support::application();
    recording transport;
    BOOST_TEST(rest::call(transport, who, ring).has_value());
    BOOST_TEST_REQUIRE(transport.asked.size() == 1u);
    auto const expected = ring.make_request(who).value();
    BOOST_TEST(transport.asked[0].url == expected.url);
    BOOST_TEST(transport.asked[0].body == expected.body);
    BOOST_TEST(transport.asked[0].headers.size() == expected.headers.size());

    BOOST_TEST(rest::call(std::ref(transport), who, ring).has_value());
    BOOST_TEST(transport.asked.size() == 2u);
    BOOST_TEST(rest::call(recording{}, who, ring).has_value());
    BOOST_TEST(rest::call(function, who, ring).has_value());
    BOOST_TEST(rest::call(&function, who, ring).has_value());
    BOOST_TEST(
        rest::call([](http_request const&) { return rest_support::success("true"); }, who, ring).has_value());
    BOOST_TEST(rest::call(
                   [kept = std::make_unique<int>(1)](http_request const&) -> result<http_response> {
                       return rest_support::success(*kept == 1 ? "true" : "false");
                   },
                   who, ring)
                   .has_value());
}

BOOST_AUTO_TEST_CASE(redirection_is_never_followed) {
    for (auto const* location : {"https://new.example.com/", "http://new.example.com/", "/again", ""}) {
        recording transport{{302, {{"Location", location}}, ""}};
        BOOST_TEST(rest::call(transport, rest_support::application(), ring).has_error());
        BOOST_TEST(transport.asked.size() == 1u);
    }
}

BOOST_AUTO_TEST_CASE(clear_text_of_the_credentials_decides_about_redirections) {
    recording transport{{302, {{"Location", "http://127.0.0.2:81/rest/"}}, ""}};
    check_failure(rest::call(transport, rest_support::application(), ring), protocol_errc::insecure_redirect);
    auto const allowed = rest::call(transport, rest_support::clear_application(), ring);
    check_failure(allowed, server_errc::portal_moved);
    BOOST_TEST(allowed.error().reply()->moved_to == "http://127.0.0.2:81");
    // Allowed by the caller, but https all the same: it stays so.
    auto const secured =
        rest::credentials::oauth("portal.example.com", rest_support::token, b24pull::clear_text::allowed)
            .value();
    check_failure(rest::call(transport, secured, ring), protocol_errc::insecure_redirect);
}

BOOST_AUTO_TEST_CASE(refusals_and_limits_are_not_repeated) {
    for (auto const* error : {"expired_token", "QUERY_LIMIT_EXCEEDED", "INTERNAL_SERVER_ERROR"}) {
        recording transport{rest_support::reply(503, R"({"error":")" + std::string(error) + "\"}")};
        BOOST_TEST(rest::call(transport, rest_support::application(), ring).has_error());
        BOOST_TEST(transport.asked.size() == 1u);
    }
}

BOOST_AUTO_TEST_CASE(failure_of_the_transport_survives) {
    auto const timed_out = boost::system::errc::make_error_code(boost::system::errc::timed_out);
    auto const failing = [&](http_request const&) -> result<http_response> {
        return failure(timed_out, "place", 7);
    };
    auto const outcome = rest::call(failing, rest_support::application(), ring);
    check_failure(outcome, timed_out, "place");
    BOOST_TEST((outcome.error().offset() == std::size_t{7}));
    BOOST_TEST((outcome.error().code() == b24pull::condition::retry_later));
}

BOOST_AUTO_TEST_CASE(exception_of_the_transport_passes_through) {
    auto const throwing = [](http_request const&) -> result<http_response> {
        throw std::domain_error("line is dead");
    };
    BOOST_CHECK_EXCEPTION(rest::call(throwing, rest_support::application(), ring), std::domain_error,
                          [](auto const& e) { return std::string(e.what()) == "line is dead"; });
}

BOOST_AUTO_TEST_CASE(unfit_request_never_reaches_the_transport) {
    recording transport;
    check_failure(rest::call(transport, rest_support::application(), unfit), usage_errc::invalid_command);
    BOOST_TEST(transport.asked.empty());
    bool asked = false;
    int completed = 0;
    rest::async_call([&](http_request, auto) { asked = true; }, rest_support::application(), unfit,
                     [&, kept = std::make_unique<int>()](result<rest::accepted> outcome) {
                         ++completed;
                         check_failure(outcome, usage_errc::invalid_command);
                     });
    BOOST_TEST(!asked);
    BOOST_TEST(completed == 1); // before async_call() has returned
}

BOOST_AUTO_TEST_CASE(completion_is_called_once_and_moved_only) {
    deferring transport;
    int completed = 0;
    {
        // Credentials, method and completion are gone when the answer comes.
        auto const who = rest_support::application();
        auto const method = std::make_unique<rest::application_event_add>(ring);
        rest::async_call(
            transport, who, *method,
            [&completed, kept = std::make_unique<std::string>("kept")](result<rest::accepted> outcome) {
                BOOST_TEST(outcome.has_value());
                BOOST_TEST(*kept == "kept");
                ++completed;
            });
    }
    BOOST_TEST(completed == 0);
    BOOST_TEST(transport.asked.body == ring.make_request(rest_support::application())->body);
    transport.pending(rest_support::success("true"));
    BOOST_TEST(completed == 1);
}

BOOST_AUTO_TEST_CASE(completion_that_takes_one_call_only_is_served) {
    struct once {
        std::unique_ptr<error_code> seen = std::make_unique<error_code>();
        error_code* out;
        void operator()(result<rest::accepted> outcome) && {
            *out = outcome.has_error() ? outcome.error().code() : error_code();
        }
    };
    error_code seen;
    rest::async_call(
        [](http_request, auto done) {
            std::move(done)(rest_support::reply(401, R"({"error":"expired_token"})"));
        },
        rest_support::application(), ring, once{.out = &seen});
    BOOST_TEST(seen == error_code(server_errc::expired_token));
    rest::async_call([](http_request, auto) {}, rest_support::application(), unfit, once{.out = &seen});
    BOOST_TEST(seen == error_code(usage_errc::invalid_command));
}

BOOST_AUTO_TEST_CASE(generic_completion_always_gets_an_outcome) {
    std::vector<bool> outcomes;
    auto const who = rest_support::application();
    auto const refuse = [](http_request, auto done) {
        std::move(done)(failure(make_error_code(boost::system::errc::timed_out)));
    };
    auto const accept = [](http_request, auto done) { std::move(done)(rest_support::success("true")); };
    rest::async_call(accept, who, ring, generic{&outcomes});
    rest::async_call(refuse, who, ring, generic{&outcomes});
    rest::async_call(accept, who, unfit, generic{&outcomes});
    BOOST_TEST(outcomes == (std::vector<bool>{true, true, true}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(asynchronous_failure_and_redirection_come_through) {
    auto const check = [](rest::credentials const& who, result<http_response> const& answer,
                          error_code const& code) {
        deferring transport;
        int completed = 0;
        rest::async_call(transport, who, ring, [&](result<rest::accepted> outcome) {
            ++completed;
            check_failure(outcome, code);
        });
        transport.pending(answer);
        BOOST_TEST(completed == 1);
    };
    auto const timed_out = boost::system::errc::make_error_code(boost::system::errc::timed_out);
    check(rest_support::application(), failure(timed_out), timed_out);
    http_response const moved{302, {{"Location", "http://127.0.0.2:81/rest/"}}, ""};
    check(rest_support::application(), moved, protocol_errc::insecure_redirect);
    check(rest_support::clear_application(), moved, server_errc::portal_moved);
}

BOOST_AUTO_TEST_SUITE_END()
