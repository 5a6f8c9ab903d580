#include <b24pull/realtime/session.hpp>

#include "../../support/session_host.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <string>

BOOST_AUTO_TEST_SUITE(session_fallback)

namespace {

namespace realtime = b24pull::realtime;
using namespace std::chrono_literals;
using realtime::connection_state;
using support::session_host;

/// Polls are answered after 40 s until something else is asked for, for a time at the most.
void poll_until_other(session_host& host, session_host::duration most) {
    host.answer_poll({.status = 304});
    host.await<realtime::start_poll>();
    for (auto const end = host.now + most; host.now < end;) {
        auto const answer_at = host.now + 40s;
        while (host.session.poll_timeout() && *host.session.poll_timeout() <= answer_at &&
               !host.has_actions())
            host.run_until(*host.session.poll_timeout());
        if (host.has_actions()) return;
        host.run_until(answer_at);
        host.answer_poll({.status = 304});
        host.expect<realtime::start_poll>();
    }
}

/// Polls, after a WebSocket that worked or did not.
session_host fallen_back(bool worked, std::uint64_t seed = 1) {
    session_host host(4, {}, seed);
    host.lifetime = 24h * 1000;
    if (worked) {
        host.connect();
        host.run_for(1min);
        host.close(1006);
        host.fail_websocket(4);
    } else {
        host.configure();
        host.fail_websocket(5);
    }
    host.await<realtime::start_poll>();
    host.forget_events();
    return host;
}

} // namespace

BOOST_AUTO_TEST_CASE(long_polling_follows_more_than_four_failures_in_a_row) {
    session_host host;
    host.connect();
    host.receive({1});
    host.close(1006);
    for (int i = 0; i != 3; ++i) {
        host.await<realtime::open_websocket>();
        host.refuse(i == 0 ? 500 : 0);
    }
    host.await<realtime::open_websocket>(); // after four failures it is still tried
    host.forget_events();
    host.refuse(0);
    auto const failed_at = host.now;
    BOOST_TEST((host.event<realtime::connection_lost>().retry_in == 1s));
    auto const poll = host.await<realtime::start_poll>();
    BOOST_TEST((host.now - failed_at == 1s));
    BOOST_TEST(poll.url.reveal().find("&mid=" + support::mid(1)) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(long_polling_follows_refusals_that_a_new_configuration_does_not_cure) {
    session_host host;
    host.lifetime = 24h * 1000;
    host.configure();
    for (int i = 0; i != 5; ++i) {
        host.await<realtime::open_websocket>();
        host.refuse(403); // maybe of a filter
        host.await<realtime::fetch_config>();
        host.give_config();
    }
    host.expect<realtime::start_poll>();
}

BOOST_AUTO_TEST_CASE(number_of_failures_is_an_option) {
    realtime::session_options options;
    options.failures_before_polling = 1;
    session_host host(4, options);
    host.configure();
    host.fail_websocket(2);
    host.await<realtime::start_poll>();
}

BOOST_AUTO_TEST_CASE(failures_that_are_not_in_a_row_do_not_count) {
    session_host host;
    host.connect();
    for (int i = 0; i != 10; ++i) {
        host.stay_alive_for(1min);
        host.close(1006);
        host.await<realtime::open_websocket>();
        host.open();
    }
    BOOST_TEST((host.session.state() == connection_state::open));
}

BOOST_AUTO_TEST_CASE(websocket_stays_where_long_polling_is_not_available) {
    session_host host;
    host.lifetime = 24h * 1000;
    host.take_long_polling_away();
    host.configure();
    host.fail_websocket(12);
    BOOST_TEST((host.session.state() == connection_state::backing_off));
    host.await<realtime::open_websocket>();
}

BOOST_AUTO_TEST_CASE(long_polling_is_for_good_where_websocket_never_worked) {
    auto host = fallen_back(false);
    poll_until_other(host, 2h);
    host.fail_poll();
    host.await<realtime::start_poll>();
    poll_until_other(host, 24h);
    BOOST_TEST(!host.has_actions());
    BOOST_TEST((host.session.state() == connection_state::polling));
}

BOOST_AUTO_TEST_CASE(websocket_that_worked_is_tried_again_between_ten_and_thirty_minutes) {
    session_host::duration least = 24h, most{};
    for (std::uint64_t seed = 0; seed != 40; ++seed) {
        auto host = fallen_back(true, seed);
        auto const began_at = host.now;
        poll_until_other(host, 2h);
        host.expect<realtime::open_websocket>();
        BOOST_TEST((host.session.state() == connection_state::probing));
        auto const waited = host.given_at - began_at;
        BOOST_TEST((waited >= 10min && waited <= 30min));
        least = (std::min)(least, waited);
        most = (std::max)(most, waited);
    }
    BOOST_TEST((least < 13min));
    BOOST_TEST((most > 27min));
}

BOOST_AUTO_TEST_CASE(probe_that_fails_leaves_the_polling_alone_and_is_repeated) {
    auto host = fallen_back(true);
    for (int i = 0; i != 5; ++i) {
        auto const began_at = host.now;
        poll_until_other(host, 2h);
        host.expect<realtime::open_websocket>();
        BOOST_TEST((host.now - began_at >= 10min));
        BOOST_TEST((host.now - began_at <= 30min));
        if (i == 0) host.refuse(0);
        else if (i == 1) host.refuse(403);
        else if (i == 2) host.close(1006);
        else if (i == 3) {
            host.receive_polled({7}); // goes on beside it
            host.expect<realtime::start_poll>();
            host.refuse(500);
        } else {
            host.run_for(5s);
            host.answer_poll({.status = 304});
            host.expect<realtime::start_poll>();
            host.run_for(15s);
            BOOST_TEST(host.expect<realtime::close_websocket>().id == host.socket);
        }
        BOOST_TEST((host.session.state() == connection_state::polling));
        BOOST_TEST(!host.has_actions());
        BOOST_TEST(host.events<realtime::connection_lost>().empty());
    }
    BOOST_TEST(host.messages() == "7");
    BOOST_TEST(host.statuses() == "online");
}

BOOST_AUTO_TEST_CASE(probe_that_fails_within_the_pause_between_polls_leaves_the_pause) {
    auto host = fallen_back(true);
    poll_until_other(host, 1h);
    host.expect<realtime::open_websocket>();
    host.run_for(5s);
    host.answer_poll({.status = 304});
    host.expect<realtime::start_poll>();
    host.answer_poll({.status = 304}); // at once
    host.refuse(0);
    BOOST_TEST((host.session.state() == connection_state::polling));
    BOOST_TEST(!host.has_actions());
    auto const paused_at = host.now;
    host.await<realtime::start_poll>();
    BOOST_TEST((host.given_at - paused_at == 1s));
}

BOOST_AUTO_TEST_CASE(polling_that_a_new_configuration_takes_away_gives_way_to_a_websocket) {
    auto host = fallen_back(true);
    host.take_long_polling_away();
    host.give_config();
    host.await<realtime::cancel_poll>();
    host.expect<realtime::open_websocket>();
    BOOST_TEST((host.session.state() == connection_state::connecting));
}

BOOST_AUTO_TEST_CASE(poll_that_has_no_address_any_more_asks_for_a_configuration) {
    auto host = fallen_back(true);
    host.take_long_polling_away();
    host.give_config();
    host.answer_poll({.status = 304}); // before the connection has moved
    host.await<realtime::fetch_config>();
    BOOST_TEST((host.session.state() == connection_state::awaiting_config));
    host.give_config();
    host.expect<realtime::open_websocket>();
}

BOOST_AUTO_TEST_CASE(probe_that_succeeds_ends_the_polling) {
    auto host = fallen_back(true);
    for (int i = 0; i != 3; ++i) { // more than once
        poll_until_other(host, 2h);
        host.expect<realtime::open_websocket>();
        auto const poll = host.poll;
        host.open();
        BOOST_TEST(host.expect<realtime::cancel_poll>().id == poll);
        BOOST_TEST(!host.has_actions());
        BOOST_TEST((host.session.state() == connection_state::open));
        host.answer_poll({.status = 200}, "{}"); // late
        BOOST_TEST(host.events<realtime::message>().empty());
        host.stay_alive_for(3h); // no more attempts
        host.take_actions();
        BOOST_TEST((host.session.state() == connection_state::open));
        host.close(1006);
        host.fail_websocket(4);
        host.await<realtime::start_poll>();
    }
}

BOOST_AUTO_TEST_CASE(polling_that_fails_beside_a_probe_leaves_the_probe) {
    for (bool const opens : {true, false}) {
        auto host = fallen_back(true);
        poll_until_other(host, 2h);
        host.expect<realtime::open_websocket>();
        host.fail_poll();
        BOOST_TEST((host.session.state() == connection_state::connecting));
        BOOST_TEST(!host.has_actions());
        BOOST_TEST(host.events<realtime::connection_lost>().size() == 1u);
        if (opens) {
            host.open();
            BOOST_TEST((host.session.state() == connection_state::open));
        } else {
            host.refuse(0);
            BOOST_TEST((host.session.state() == connection_state::backing_off));
            host.await<realtime::start_poll>();
        }
        BOOST_TEST(!host.has_actions());
    }
}

BOOST_AUTO_TEST_CASE(transports_take_turns_when_both_fail_and_the_delays_go_on_growing) {
    session_host host;
    host.lifetime = 24h * 1000;
    host.configure();
    host.expect<realtime::open_websocket>();
    std::string order = "w";
    for (int i = 0; i != 25; ++i) {
        if (order.back() == 'w') host.refuse(0);
        else host.fail_poll();
        auto const failed_at = host.now;
        auto const lost = host.event<realtime::connection_lost>();
        while (!host.has_actions()) host.run_until(*host.session.poll_timeout());
        BOOST_TEST((host.now - failed_at == lost.retry_in));
        order += host.session.state() == connection_state::polling ? 'p' : 'w';
        if (order.back() == 'w') host.expect<realtime::open_websocket>();
        else host.expect<realtime::start_poll>();
        if (i >= 9) BOOST_TEST((host.now - failed_at >= 600s), i);
        if (i >= 15) BOOST_TEST((host.now - failed_at >= 3600s), i);
    }
    BOOST_TEST(order == "wwwwwpppppwwwwwpppppwwwwwp");
}

BOOST_AUTO_TEST_SUITE_END()
