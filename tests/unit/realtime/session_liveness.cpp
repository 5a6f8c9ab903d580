#include <b24pull/realtime/session.hpp>

#include "../../support/session_host.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(session_liveness)

namespace {

namespace realtime = b24pull::realtime;
using namespace std::chrono_literals;
using realtime::connection_state;
using support::session_host;

realtime::session_options quiet_options() {
    realtime::session_options options;
    options.own_ping_after = 0s;
    return options;
}

/// How long an open connection stays so without a sign of life.
session_host::duration silence(session_host& host) {
    auto const from = host.now;
    auto const closed = host.await<realtime::close_websocket>();
    BOOST_TEST((closed.code == realtime::close_code::stuck && closed.id == host.socket));
    auto const lost = host.event<realtime::connection_lost>();
    BOOST_TEST((lost.why == realtime::connection_lost::cause::silent && lost.code == 0u && lost.retry_in));
    BOOST_TEST((host.session.state() == connection_state::backing_off));
    return host.given_at - from;
}

} // namespace

BOOST_AUTO_TEST_CASE(server_of_version_5_is_dead_20_s_after_a_ping) {
    session_host host(5, quiet_options());
    host.connect();
    host.run_for(4min); // it has not pinged yet
    host.text("ping");
    BOOST_TEST(host.expect<realtime::send_text>().text == "pong");
    host.run_for(19s);
    host.text("ping");
    host.expect<realtime::send_text>();
    BOOST_TEST((silence(host) == 20s));
}

BOOST_AUTO_TEST_CASE(anything_that_comes_puts_the_end_off) {
    for (auto const& sign : std::vector<std::function<void(session_host&)>>{
             [](session_host& h) { h.tell([&h] { h.session.handle_alive(h.now, h.socket); }); },
             [](session_host& h) { h.receive({1}); }, [](session_host& h) { h.text(""); },
             [](session_host& h) { h.text("?"); }}) {
        session_host host(5, quiet_options());
        host.connect();
        host.text("ping");
        for (int i = 0; i != 5; ++i) {
            host.run_for(19s);
            sign(host);
        }
        host.take_actions();
        BOOST_TEST((silence(host) == 20s));
    }
}

BOOST_AUTO_TEST_CASE(ping_of_a_former_connection_counts_no_more) {
    session_host host(5, quiet_options());
    host.connect();
    host.text("ping");
    host.run_for(10s);
    host.take_actions();
    host.close(1006);
    host.await<realtime::open_websocket>();
    host.open();
    host.forget_events();
    BOOST_TEST((silence(host) == 270s));
}

BOOST_AUTO_TEST_CASE(connection_that_was_not_pinged_has_the_longer_limit) {
    for (int const version : {1, 2, 3, 4, 5}) {
        session_host host(version, quiet_options());
        host.connect();
        host.run_for(240s); // servers of versions 3 and 4 take as long
        host.tell([&] { host.session.handle_alive(host.now, host.socket); });
        BOOST_TEST((silence(host) == 270s), version);
    }
}

BOOST_AUTO_TEST_CASE(text_ping_means_nothing_below_version_5) {
    for (int const version : {3, 4}) {
        session_host host(version, quiet_options());
        host.connect();
        host.text("ping");
        BOOST_TEST(!host.has_actions()); // a text would end the connection
        BOOST_TEST((silence(host) == 270s), version);
    }
}

BOOST_AUTO_TEST_CASE(limits_are_options) {
    auto options = quiet_options();
    options.silence_limit = 7s;
    options.ping_wait = 3s;
    session_host host(5, options);
    host.connect();
    host.run_for(6s);
    host.text("");
    BOOST_TEST((silence(host) == 7s));
    host.await<realtime::open_websocket>();
    host.open();
    host.text("ping");
    host.take_actions();
    BOOST_TEST((silence(host) == 3s));
}

BOOST_AUTO_TEST_CASE(zero_means_no_limit) {
    auto options = quiet_options();
    options.silence_limit = 0s;
    session_host host(4, options);
    host.lifetime = 24h * 1000;
    host.connect();
    host.run_for(24h * 30);
    BOOST_TEST((host.session.state() == connection_state::open));
    BOOST_TEST(!host.has_actions());

    auto pinged_options = quiet_options();
    pinged_options.ping_wait = 0s;
    session_host pinged(5, pinged_options);
    pinged.connect();
    pinged.text("ping");
    for (int i = 0; i != 20; ++i) {
        pinged.run_for(1min);
        pinged.text("ping");
    }
    BOOST_TEST((pinged.session.state() == connection_state::open));
}

BOOST_AUTO_TEST_CASE(own_ping_is_sent_after_a_silence) {
    session_host host;
    host.connect();
    host.run_for(100s);
    host.receive({1});
    auto const from = host.now;
    BOOST_TEST(host.await<realtime::send_ping>().id == host.socket);
    BOOST_TEST((host.given_at - from == 130s));
    for (int i = 0; i != 10; ++i) { // any pong will do
        host.tell([&] { host.session.handle_alive(host.now, host.socket); });
        auto const again = host.now;
        host.await<realtime::send_ping>();
        BOOST_TEST((host.given_at - again == 130s));
    }
    BOOST_TEST((silence(host) == 140s)); // one ping, and then the limit
}

BOOST_AUTO_TEST_CASE(nothing_is_watched_without_a_connection) {
    session_host host(5, quiet_options());
    host.connect();
    host.text("ping");
    host.take_actions();
    host.close(1006);
    host.forget_events();
    host.await<realtime::open_websocket>();
    host.run_for(19s);
    BOOST_TEST(!host.has_actions());
    BOOST_TEST(host.events<realtime::connection_lost>().empty());
}

BOOST_AUTO_TEST_SUITE_END()
