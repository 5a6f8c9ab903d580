#include <b24pull/realtime/session.hpp>

#include "../../support/session_host.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(session_config_moved)

namespace {

namespace realtime = b24pull::realtime;
using namespace std::chrono_literals;
using cause = realtime::connection_lost::cause;
using support::session_host;

} // namespace

BOOST_AUTO_TEST_CASE(configuration_that_leads_elsewhere_moves_an_open_connection) {
    session_host host;
    host.connect();
    host.receive({1});
    host.run_for(1min);
    host.forget_events();
    host.config.shared_channel = support::channel_with_id("new.e");
    host.give_config();
    host.run_for(999ms);
    BOOST_TEST(!host.has_actions());
    host.receive({2}); // was on its way
    host.run_for(1ms);
    BOOST_TEST((host.expect<realtime::close_websocket>().code == realtime::close_code::config_replaced));
    auto const url = host.url<realtime::open_websocket>();
    BOOST_TEST(url.find("CHANNEL_ID=a%3Ab.c%2Fnew.e&") != std::string::npos);
    BOOST_TEST(url.find("&mid=" + support::mid(2)) != std::string::npos);
    auto const lost = host.event<realtime::connection_lost>();
    BOOST_TEST((lost.why == cause::config && lost.retry_in == 0ms && !lost.error));
    BOOST_TEST(host.messages() == "2");
}

BOOST_AUTO_TEST_CASE(first_message_beside_a_new_configuration_is_where_the_next_connection_resumes) {
    session_host host(4, {.silence_limit = 0s, .own_ping_after = 0s});
    host.connect();
    host.await<realtime::fetch_config>();
    host.receive({1}); // before it there is no place to resume from
    host.config.shared_channel = support::channel_with_id("new.e");
    host.give_config();
    host.await<realtime::close_websocket>();
    BOOST_TEST(host.url<realtime::open_websocket>().find("&mid=" + support::mid(1)) != std::string::npos);
}

// The server may have accepted already, and what it replays of the old place is on its way.
BOOST_AUTO_TEST_CASE(configuration_that_leads_elsewhere_moves_an_attempt_after_the_pause) {
    for (bool const opens : {false, true}) {
        session_host host;
        host.configure();
        auto const first = host.expect<realtime::open_websocket>();
        host.config.server.websocket_secure = "wss://other.example.com/subws/";
        host.give_config();
        host.run_for(900ms);
        if (opens) {
            host.open();
            host.run_for(999ms);
            BOOST_TEST(!host.has_actions());
        }
        host.run_for(100ms);
        host.take();
        BOOST_TEST(host.expect<realtime::close_websocket>().id == first.id);
        BOOST_TEST(host.url<realtime::open_websocket>().starts_with("wss://other.example.com/"));
    }
}

BOOST_AUTO_TEST_CASE(configuration_that_leads_elsewhere_moves_long_polling) {
    session_host host;
    host.start_polling();
    host.receive_polled({1});
    host.expect<realtime::start_poll>();
    host.run_for(1min - 1s);
    auto const old = host.poll;
    host.config.server.long_polling_secure = "https://other.example.com/sub/";
    host.give_config();
    BOOST_TEST(!host.has_actions());
    host.run_for(999ms);
    BOOST_TEST(!host.has_actions());
    host.run_for(1ms);
    host.take();
    BOOST_TEST(host.expect<realtime::cancel_poll>().id == old);
    BOOST_TEST(host.url<realtime::start_poll>().starts_with("https://other.example.com/"));

    host.config.server.long_polling_secure = "https://third.example.com/sub/";
    host.give_config();
    host.receive_polled({2}); // the next poll goes there by itself
    BOOST_TEST(host.url<realtime::start_poll>().starts_with("https://third.example.com/"));
    host.run_for(5s);
    BOOST_TEST(!host.has_actions());
}

BOOST_AUTO_TEST_CASE(waiting_attempt_goes_where_the_newest_configuration_leads) {
    session_host host;
    host.configure();
    host.expect<realtime::open_websocket>();
    host.refuse(0);
    host.config.server.websocket_secure = "wss://other.example.com/subws/";
    host.give_config();
    BOOST_TEST(!host.has_actions());
    auto const order = host.await<realtime::open_websocket>();
    BOOST_TEST(order.url.reveal().starts_with("wss://other.example.com/"));
}

BOOST_AUTO_TEST_CASE(same_configuration_again_does_not_keep_a_connection_from_moving) {
    session_host host;
    host.connect();
    host.config.server.websocket_secure = "wss://other.example.com/subws/";
    host.give_config();
    host.give_config();
    BOOST_TEST((host.session.state() == realtime::connection_state::open));
    host.await<realtime::close_websocket>();
    BOOST_TEST(host.url<realtime::open_websocket>().starts_with("wss://other.example.com/"));
}

BOOST_AUTO_TEST_SUITE_END()
