#include <b24pull/realtime/session.hpp>

#include "../../support/session_commands.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

// From which place a session goes on, when the channels may have changed meanwhile.
BOOST_AUTO_TEST_SUITE(session_resume)

namespace {

namespace realtime = b24pull::realtime;
using namespace std::chrono_literals;
using realtime::config_reason;
using support::session_host;
using support::commands::command;

bool resumes_at(std::string const& url, unsigned number) {
    return url.find("&mid=" + support::mid(number)) != std::string::npos;
}

/// Connected, and just asked for the next configuration, behind message 1.
session_host renewing() {
    session_host host(4, {.silence_limit = 0s, .own_ping_after = 0s});
    host.connect();
    host.receive({1});
    host.await<realtime::fetch_config>();
    return host;
}

} // namespace

BOOST_AUTO_TEST_CASE(channels_that_stayed_leave_the_place_alone) {
    auto host = renewing();
    host.receive({2});
    host.give_config(); // the same channels
    host.receive({3});
    host.receive({4}, command("config_expire"));
    host.expect<realtime::close_websocket>();
    host.await<realtime::fetch_config>();
    host.take_actions();
    host.give_config();
    BOOST_TEST(resumes_at(host.url<realtime::open_websocket>(), 4));
}

BOOST_AUTO_TEST_CASE(change_that_arrives_without_a_connection_is_resumed_from_before_it) {
    auto host = renewing();
    host.receive({2}); // of the channel that stays; the new one may hold older messages
    host.close(1006);
    host.config.shared_channel = support::channel_with_id("new.e");
    host.give_config();
    auto const next = host.await<realtime::open_websocket>();
    BOOST_TEST(resumes_at(std::string(next.url.reveal()), 1));
}

BOOST_AUTO_TEST_CASE(snapshot_while_the_channels_may_change_goes_back_to_before_it) {
    auto host = renewing();
    host.receive({2});
    realtime::session next;
    BOOST_TEST(next.restore(host.session.snapshot()).has_value());
    BOOST_TEST(next.resume().mid == support::mid(1));
    host.give_config();
    realtime::session other;
    BOOST_TEST(other.restore(host.session.snapshot()).has_value());
    BOOST_TEST(other.resume().mid == support::mid(2));
}

BOOST_AUTO_TEST_CASE(snapshot_between_two_connections_keeps_the_place_before_the_change) {
    auto host = renewing();
    host.receive({2});
    host.receive({3}, command("channel_expire", support::commands::private_ended));
    realtime::session next;
    BOOST_TEST(next.restore(host.session.snapshot()).has_value());
    BOOST_TEST(next.resume().mid == support::mid(1)); // the renewal was asked for there
}

BOOST_AUTO_TEST_CASE(polls_that_bring_nothing_new_wait_a_moment) {
    session_host host(3);
    host.start_polling();
    host.receive_polled({1});
    host.expect<realtime::start_poll>(); // something new: at once
    host.receive_polled({1});            // the server does not look at our place
    BOOST_TEST(!host.has_actions());
    host.run_for(1s - 1ms);
    BOOST_TEST(!host.has_actions());
    host.run_for(1ms);
    host.take();
    host.expect<realtime::start_poll>();
    auto const moved = support::mid(7);
    host.answer_poll({.status = 304, .last_message_id = moved, .expires = "Thu, 01 Jan 1973 11:11:01 GMT"});
    BOOST_TEST(resumes_at(host.url<realtime::start_poll>(), 7)); // a new place, too
}

BOOST_AUTO_TEST_CASE(websocket_that_was_taken_away_is_not_tried_beside_polls) {
    session_host host(4, {.silence_limit = 0s, .own_ping_after = 0s});
    host.connect();
    host.run_for(1min); // good
    host.close(1006);
    host.fail_websocket(4);
    host.await<realtime::start_poll>();
    host.config.server.websocket_enabled = false;
    host.give_config();
    host.run_for(2s);
    host.take_actions(); // moved
    for (int count = 0; count != 90; ++count) {
        host.run_for(40s);
        host.answer_poll({.status = 304});
        for (host.take(); host.has_actions();) host.expect<realtime::start_poll>();
    }
    BOOST_TEST((host.session.state() == realtime::connection_state::polling));
}

BOOST_AUTO_TEST_CASE(network_that_is_back_ends_every_wait) {
    session_host host;
    host.configure();
    host.fail_websocket(4); // 45 s to wait
    BOOST_TEST(!host.has_actions());
    host.tell([&] { host.session.handle_online(host.now); });
    host.expect<realtime::open_websocket>();
    host.forget_events();
    host.refuse(0);
    BOOST_TEST((host.event<realtime::connection_lost>().retry_in >= 15s)); // counted from the beginning
    BOOST_TEST((host.session.state() == realtime::connection_state::backing_off));

    session_host without; // and no configuration
    without.start();
    without.expect<realtime::fetch_config>();
    for (auto const* const round : {"first", "second"}) {
        without.fail_config(make_error_code(boost::system::errc::timed_out));
        BOOST_TEST(!without.has_actions(), round);
        without.tell([&] { without.session.handle_online(without.now); });
        without.expect<realtime::fetch_config>();
    }
}

BOOST_AUTO_TEST_CASE(configuration_before_the_start_asks_for_nothing) {
    session_host host(4, {.silence_limit = 0s, .own_ping_after = 0s});
    host.give_config();
    BOOST_TEST(!host.session.poll_timeout().has_value());
    host.run_for(1h);
    BOOST_TEST(host.is_quiet());
    host.start();
    host.expect<realtime::open_websocket>();
    host.open();
    auto const began = host.now;
    host.await<realtime::fetch_config>();
    auto const waited = host.given_at - began; // the rest of its life, less what it is renewed ahead
    BOOST_TEST((waited >= host.lifetime - 1h - 10min && waited <= host.lifetime - 1h - 5min));
}

BOOST_AUTO_TEST_CASE(configuration_that_had_ended_before_the_start_is_asked_for_with_it) {
    session_host host;
    host.lifetime = -1s;
    host.give_config();
    BOOST_TEST(!host.session.poll_timeout().has_value());
    host.run_for(5min);
    host.start();
    BOOST_TEST((host.expect<realtime::fetch_config>().reason == config_reason::outdated));
}

BOOST_AUTO_TEST_SUITE_END()
