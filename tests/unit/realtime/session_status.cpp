#include <b24pull/realtime/session.hpp>

#include "../../support/session_host.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(session_status)

namespace {

namespace realtime = b24pull::realtime;
using namespace std::chrono_literals;
using cause = realtime::connection_lost::cause;
using support::session_host;

} // namespace

BOOST_AUTO_TEST_CASE(nothing_is_told_before_the_first_attempt) {
    session_host host;
    host.start();
    host.run_for(1min);
    BOOST_TEST(host.statuses() == "");
    host.give_config();
    BOOST_TEST(host.statuses() == "connecting");
}

BOOST_AUTO_TEST_CASE(short_interruption_is_not_called_offline) {
    session_host host;
    host.connect();
    host.run_for(1min);
    host.close(1006);
    host.await<realtime::open_websocket>();
    host.open();
    host.run_for(1min);
    BOOST_TEST(host.statuses() == "connecting online connecting online");
}

BOOST_AUTO_TEST_CASE(offline_is_told_after_a_while_and_once) {
    session_host host;
    host.connect();
    host.fail_websocket(0);
    host.close(1006); // not good yet: the next attempt is 15 s away
    BOOST_TEST(host.statuses() == "connecting online");
    host.run_for(5s - 1ms);
    BOOST_TEST(host.statuses() == "");
    host.run_for(1ms);
    BOOST_TEST(host.statuses() == "offline");
    host.run_for(5s);
    host.give_config();
    host.tell([&] { host.session.handle_offline(host.now); });
    host.run_for(1min);
    BOOST_TEST(host.statuses() == "");
}

BOOST_AUTO_TEST_CASE(attempts_that_fail_one_after_the_other_do_not_put_the_word_off) {
    // The 5 s begin when the connection is lost, not when an attempt fails.
    session_host host(4, {.backoff = realtime::backoff_policy::browser});
    host.connect();
    host.close(1006);
    host.run_for(4s);
    host.tell([&] { host.session.handle_offline(host.now); });
    host.run_for(1s);
    BOOST_TEST(host.statuses() == "connecting online offline");
}

BOOST_AUTO_TEST_CASE(time_until_offline_is_told_is_an_option) {
    session_host host(4, {.offline_told_after = 0s});
    host.connect();
    host.close(1006);
    host.run_for(0s);
    BOOST_TEST(host.statuses() == "connecting online offline");
}

BOOST_AUTO_TEST_CASE(attempts_between_failures_are_told) {
    session_host host;
    host.configure();
    host.fail_websocket(3);
    host.run_for(6s);
    BOOST_TEST(host.statuses() == "connecting offline connecting offline connecting offline");
}

BOOST_AUTO_TEST_CASE(change_of_transport_is_not_told_twice) {
    session_host host;
    host.start_polling();
    for (int i = 0; i != 5; ++i) {
        host.run_for(40s);
        host.answer_poll({.status = 304});
    }
    host.receive_polled({1});
    host.run_for(59s);
    BOOST_TEST(host.statuses() == "connecting online");
}

BOOST_AUTO_TEST_CASE(causes_are_told_with_the_true_time_of_the_next_attempt) {
    session_host host(5);
    host.lifetime = 24h * 1000;
    host.configure();
    host.expect<realtime::open_websocket>();
    auto const check = [&host](cause why, unsigned code, b24pull::error_code const& error = {}) {
        auto const told_at = host.now;
        auto const lost = host.event<realtime::connection_lost>();
        BOOST_TEST((lost.why == why));
        BOOST_TEST(lost.code == code);
        BOOST_TEST((lost.error == error));
        BOOST_REQUIRE(lost.retry_in.has_value());
        host.take_actions();
        while (!host.has_actions()) host.run_until(*host.session.poll_timeout());
        BOOST_TEST((host.now - told_at == *lost.retry_in));
        host.take_actions();
    };
    host.refuse(500);
    check(cause::refused, 500);
    host.refuse(0);
    check(cause::unreachable, 0);
    host.run_for(20s); // not opened in time
    check(cause::unreachable, 0, make_error_code(boost::system::errc::timed_out));
    host.open();
    host.receive({1});
    host.close(1011);
    check(cause::closed, 1011);
    host.close(1006); // while connecting
    check(cause::closed, 1006);
    host.open();
    host.receive({2});
    host.text("ping");
    host.run_for(20s);
    check(cause::silent, 0);
    for (int i = 0; i != 3; ++i) { // the fourth in a row
        host.refuse(0);
        check(cause::unreachable, 0);
    }
    BOOST_TEST((host.session.state() == realtime::connection_state::connecting));
    host.refuse(0);
    check(cause::unreachable, 0);
    BOOST_TEST((host.session.state() == realtime::connection_state::polling));
    host.fail_poll();
    check(cause::unreachable, 0);
    host.answer_poll({.status = 502});
    check(cause::refused, 502);
    host.answer_poll({.status = 200}, "<html></html>");
    check(cause::unreadable, 200);
}

BOOST_AUTO_TEST_CASE(connection_that_waits_for_something_else_names_no_time) {
    session_host host;
    host.connect();
    host.close(4010);
    BOOST_TEST(!host.event<realtime::connection_lost>().retry_in);
    host.await<realtime::fetch_config>();
    host.give_config();
    host.tell([&] { host.session.handle_offline(host.now); });
    BOOST_TEST(!host.event<realtime::connection_lost>().retry_in);
}

BOOST_AUTO_TEST_CASE(stop_says_offline_at_once_and_only_if_it_was_not_said) {
    session_host host;
    host.connect();
    host.stop();
    BOOST_TEST(host.statuses() == "connecting online offline");
    session_host other;
    other.connect();
    other.close(1006);
    other.run_for(5s);
    other.stop();
    BOOST_TEST(other.statuses() == "connecting online offline");
}

BOOST_AUTO_TEST_SUITE_END()
