#include <b24pull/realtime/session.hpp>

#include "../../support/session_host.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(session_polling)

namespace {

namespace realtime = b24pull::realtime;
using namespace std::chrono_literals;
using cause = realtime::connection_lost::cause;
using support::session_host;

constexpr std::string_view binary_type = "application/octet-stream";
constexpr std::string_view mark = "Thu, 01 Jan 1973 11:11:01 GMT";

void unchanged(session_host& host) { host.answer_poll({.status = 304}); }

std::string url_of_poll(session_host& host) { return host.url<realtime::start_poll>(); }

} // namespace

BOOST_AUTO_TEST_CASE(long_polling_is_used_where_there_is_no_websocket) {
    session_host host;
    host.config.server.websocket_enabled = false;
    host.configure();
    BOOST_TEST(url_of_poll(host) ==
               "https://rt.example.com/sub/?CHANNEL_ID=a%3Ab.c%2Fd.e&binaryMode=true&revision=19");
    BOOST_TEST((host.session.state() == realtime::connection_state::polling));
    BOOST_TEST(host.statuses() == "connecting");
}

BOOST_AUTO_TEST_CASE(answers_200_are_followed_at_once_with_the_new_mid) {
    for (int const version : {3, 4, 5}) {
        session_host host(version);
        host.start_polling();
        host.receive_polled({1, 2});
        BOOST_TEST(url_of_poll(host).find("&mid=" + support::mid(2)) != std::string::npos, version);
        BOOST_TEST(!host.has_actions());
        BOOST_TEST(host.messages() == "1 2");
        BOOST_TEST(host.statuses() == "connecting online");
    }
}

BOOST_AUTO_TEST_CASE(answers_200_at_versions_1_and_2_give_tag_and_time) {
    session_host host(2);
    host.start_polling();
    host.receive_polled({1, 2});
    BOOST_TEST(url_of_poll(host).find("&tag=2&time=Tue%2C%2014") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(empty_and_useless_answers_keep_the_mid) {
    session_host host;
    host.start_polling();
    host.receive_polled({5});
    for (auto const& body : {std::string(), support::payload(4, std::vector<unsigned>{5}, "{}")}) {
        BOOST_TEST(url_of_poll(host).find("&mid=" + support::mid(5)) != std::string::npos);
        host.run_for(40s);
        host.answer_poll({.status = 200, .content_type = binary_type}, body);
    }
    BOOST_TEST(url_of_poll(host).find("&mid=" + support::mid(5)) != std::string::npos);
    BOOST_TEST(host.messages() == "5");
}

BOOST_AUTO_TEST_CASE(answers_304_name_the_place) {
    session_host host;
    host.start_polling();
    host.run_for(40s);
    host.answer_poll({.status = 304, .last_message_id = support::mid(3), .expires = mark});
    BOOST_TEST(url_of_poll(host).find("&mid=" + support::mid(3)) != std::string::npos);
    host.run_for(40s);
    host.answer_poll({.status = 304, .last_message_id = support::mid(9), .expires = "0"}); // a cache's
    host.expect<realtime::start_poll>();
    BOOST_TEST(host.session.resume().mid == support::mid(3));
    host.run_for(40s);
    host.answer_poll({.status = 304, .last_message_id = support::mid(2), .expires = mark}); // back
    host.expect<realtime::start_poll>();
    host.run_for(40s);
    host.answer_poll({.status = 304, .last_message_id = "", .expires = mark});
    BOOST_TEST(url_of_poll(host).find("&mid=" + support::mid(3)) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(answers_at_once_and_empty_are_not_followed_in_a_tight_loop) {
    for (int const kind : {0, 1}) {
        session_host host;
        host.start_polling();
        for (int i = 0; i != 10; ++i) {
            host.run_for(10ms);
            if (kind == 0) unchanged(host);
            else host.answer_poll({.status = 200, .content_type = binary_type});
            BOOST_TEST(!host.has_actions());
            auto const answered_at = host.now;
            host.await<realtime::start_poll>();
            BOOST_TEST((host.given_at - answered_at == 990ms));
        }
        host.run_for(1s);
        unchanged(host);
        host.expect<realtime::start_poll>(); // at once
        BOOST_TEST(host.statuses() == "connecting online");
    }
}

BOOST_AUTO_TEST_CASE(poll_without_an_answer_is_given_up_and_asked_again_once_before_it_counts_as_lost) {
    session_host host;
    host.start_polling();
    auto const first = host.poll;
    host.run_for(60s - 1ms);
    BOOST_TEST(!host.has_actions());
    host.run_for(1ms);
    BOOST_TEST(host.expect<realtime::cancel_poll>().id == first);
    host.expect<realtime::start_poll>();
    BOOST_TEST(host.events<realtime::connection_lost>().empty());
    auto const second = host.poll;
    host.run_for(60s);
    BOOST_TEST(host.expect<realtime::cancel_poll>().id == second);
    BOOST_TEST(!host.has_actions());
    BOOST_TEST((host.event<realtime::connection_lost>().why == cause::silent));

    host.await<realtime::start_poll>();
    for (int i = 0; i != 3; ++i) { // an answer between them: not in a row
        host.run_for(60s);
        host.expect<realtime::cancel_poll>();
        host.expect<realtime::start_poll>();
        unchanged(host);
        host.await<realtime::start_poll>();
    }
    BOOST_TEST(host.events<realtime::connection_lost>().empty());
}

BOOST_AUTO_TEST_CASE(poll_counts_as_online_after_a_while_or_with_its_answer) {
    session_host host;
    host.start_polling();
    host.run_for(5s - 1ms);
    BOOST_TEST(host.statuses() == "connecting");
    host.run_for(1ms);
    BOOST_TEST(host.statuses() == "online");
    session_host quick;
    quick.start_polling();
    unchanged(quick);
    BOOST_TEST(quick.statuses() == "connecting online");
    session_host failing;
    failing.start_polling();
    failing.run_for(4s);
    failing.fail_poll();
    failing.run_for(10s);
    BOOST_TEST(failing.statuses() == "connecting offline");
}

BOOST_AUTO_TEST_CASE(refused_polls_back_off_or_ask_for_a_configuration) {
    for (unsigned const status : {400u, 401u, 403u, 404u}) {
        session_host host;
        host.config.server.websocket_enabled = false;
        host.give_config();
        host.run_for(2min); // past the pause between two configurations
        host.start();
        host.expect<realtime::start_poll>();
        host.answer_poll({.status = status, .content_type = "text/plain"}, "4010: Wrong Channel Id.");
        auto const refused_at = host.now;
        auto const lost = host.event<realtime::connection_lost>();
        BOOST_TEST((lost.why == cause::refused && lost.code == status && !lost.retry_in));
        BOOST_TEST((host.await<realtime::fetch_config>().reason == realtime::config_reason::replaced));
        BOOST_TEST((host.now - refused_at <= 35s));
    }
    for (unsigned const status : {204u, 302u, 413u, 429u, 500u, 502u, 503u}) {
        session_host host;
        host.start_polling();
        host.answer_poll({.status = status});
        auto const lost = host.event<realtime::connection_lost>();
        BOOST_TEST((lost.why == cause::refused && lost.code == status && lost.retry_in >= 15s), status);
        host.await<realtime::start_poll>();
        BOOST_TEST((host.events<realtime::connection_lost>().empty()));
    }
}

BOOST_AUTO_TEST_CASE(poll_refused_for_its_history_drops_the_place_the_second_time) {
    session_host host;
    host.start_polling();
    host.receive_polled({1});
    host.expect<realtime::start_poll>();
    for (bool const second : {false, true}) {
        host.answer_poll({.status = 400, .content_type = "text/plain"}, "4011: Couldn't get last messages.");
        BOOST_TEST(host.events<realtime::history_gap>().size() == (second ? 1u : 0u));
        BOOST_TEST(host.event<realtime::connection_lost>().retry_in.has_value());
        auto const next = host.await<realtime::start_poll>();
        BOOST_TEST((next.url.reveal().find("mid=") == std::string_view::npos) == second);
    }
}

BOOST_AUTO_TEST_CASE(answers_of_a_captive_portal_count_as_failures) {
    session_host host;
    host.start_polling();
    host.receive_polled({1});
    host.expect<realtime::start_poll>();
    for (auto const least : {0s, 15s, 15s, 45s}) {
        host.forget_events();
        host.answer_poll({.status = 200, .content_type = "text/html"}, "<html>Sign in</html>");
        auto const lost = host.event<realtime::connection_lost>();
        BOOST_TEST((lost.why == cause::unreadable && lost.code == 200u && lost.retry_in >= least));
        auto const next = host.await<realtime::start_poll>();
        BOOST_TEST(next.url.reveal().find("mid=" + support::mid(1)) != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(one_bad_message_is_passed_by_and_costs_no_time) {
    // Clients may publish bodies that are not JSON; the server passes them on.
    session_host host;
    host.start_polling();
    host.run_for(20s);
    host.receive_polled({6}, "not json");
    BOOST_TEST(host.events<realtime::part_refused>().size() == 1u);
    BOOST_TEST(host.events<realtime::connection_lost>().empty());
    BOOST_TEST(url_of_poll(host).find("&mid=" + support::mid(6)) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(failed_poll_tells_what_the_stack_said) {
    session_host host;
    host.start_polling();
    auto const refused = make_error_code(boost::system::errc::connection_refused);
    host.tell([&] { host.session.handle_poll_failed(host.now, host.poll, refused); });
    BOOST_TEST((host.event<realtime::connection_lost>().error == refused));
}

BOOST_AUTO_TEST_CASE(failed_poll_is_repeated_by_the_table) {
    session_host host;
    host.start_polling();
    unchanged(host);
    host.await<realtime::start_poll>();
    for (auto const base : {500ms, 15000ms, 15000ms, 45000ms, 45000ms, 600000ms}) {
        host.fail_poll();
        auto const lost = host.event<realtime::connection_lost>();
        BOOST_TEST((lost.why == cause::unreachable && lost.code == 0u));
        BOOST_TEST((lost.retry_in >= base && lost.retry_in <= base + base / 5));
        auto const failed_at = host.now;
        host.await<realtime::start_poll>();
        BOOST_TEST((host.now - failed_at == *lost.retry_in));
    }
}

BOOST_AUTO_TEST_SUITE_END()
