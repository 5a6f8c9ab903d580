#include <b24pull/realtime/session.hpp>

#include "../../support/session_situations.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(session_connect)

namespace {

namespace realtime = b24pull::realtime;
using namespace std::chrono_literals;
using realtime::connection_state;
using support::session_host;

std::string reconnected_url(session_host& host) {
    host.take_actions();
    host.close(1006);
    auto const order = host.await<realtime::open_websocket>();
    host.open();
    return std::string(order.url.reveal());
}

} // namespace

BOOST_AUTO_TEST_CASE(first_connection_resumes_from_nowhere) {
    session_host host;
    host.configure();
    BOOST_TEST(host.url<realtime::open_websocket>() ==
               "wss://rt.example.com/subws/?CHANNEL_ID=a%3Ab.c%2Fd.e&binaryMode=true&revision=19");
    BOOST_TEST((host.session.state() == connection_state::connecting));
    BOOST_TEST(host.statuses() == "connecting");
    host.open();
    BOOST_TEST((host.session.state() == connection_state::open));
    BOOST_TEST(host.statuses() == "online");
}

BOOST_AUTO_TEST_CASE(options_of_the_endpoint_are_followed) {
    realtime::session_options options;
    options.endpoint.format = realtime::payload_format::json;
    options.endpoint.hostname = true;
    session_host host(4, options);
    host.configure();
    BOOST_TEST(host.url<realtime::open_websocket>() ==
               "wss://rt.example.com/subws/?CHANNEL_ID=a%3Ab.c%2Fd.e"
               "&format=json&hostname=portal.example.com&revision=19");
}

BOOST_AUTO_TEST_CASE(later_connections_resume_from_the_newest_mid) {
    for (int const version : {3, 4, 5}) {
        session_host host(version);
        host.connect();
        host.receive({7, 5}); // of two channels: the older one comes later
        BOOST_TEST(host.session.resume().mid == support::mid(7));
        BOOST_TEST(reconnected_url(host).find("&mid=" + support::mid(7)) != std::string::npos, version);
        // Nothing in between: the place is kept.
        BOOST_TEST(reconnected_url(host).find("&mid=" + support::mid(7)) != std::string::npos, version);
    }
}

BOOST_AUTO_TEST_CASE(versions_1_and_2_resume_from_tag_and_time) {
    for (int const version : {1, 2}) {
        session_host host(version);
        host.connect();
        host.receive({8, 9});
        auto const url = reconnected_url(host);
        BOOST_TEST(url.ends_with("&tag=9&time=Tue%2C%2014%20Oct%202025%2011%3A23%3A47%20GMT&revision=19"),
                   url);
        BOOST_TEST(url.find("mid=") == std::string::npos);
        BOOST_TEST(host.messages() == "8 9");
    }
}

BOOST_AUTO_TEST_CASE(overlap_resumes_from_an_older_place_until_something_arrives) {
    realtime::session_options options;
    options.resume_overlap = 10s;
    session_host host(4, options);
    host.connect();
    for (unsigned const number : {1u, 2u, 3u, 4u}) {
        host.receive({number});
        host.stay_alive_for(6s);
    }
    auto const url = reconnected_url(host); // after 24 s: 14 s old was the place behind the second
    bool const old_enough = url.find("&mid=" + support::mid(1)) != std::string::npos ||
                            url.find("&mid=" + support::mid(2)) != std::string::npos;
    BOOST_TEST(old_enough, url);
    BOOST_TEST(host.session.resume().mid == support::mid(4));
    host.receive({2, 3, 4, 5});
    BOOST_TEST(host.messages() == "1 2 3 4 5");
    host.stay_alive_for(11s); // nothing was on its way any more
    BOOST_TEST(reconnected_url(host).find("&mid=" + support::mid(5)) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(attempt_without_an_answer_is_given_up) {
    realtime::session_options options;
    options.open_limit = 7s;
    session_host host(4, options);
    host.configure();
    auto const first = host.expect<realtime::open_websocket>();
    host.run_for(7s - 1ms);
    BOOST_TEST(!host.has_actions());
    host.run_for(1ms);
    auto const given_up = host.expect<realtime::close_websocket>();
    BOOST_TEST(given_up.id == first.id);
    auto const told = host.event<realtime::connection_lost>();
    BOOST_TEST((told.why == realtime::connection_lost::cause::unreachable));
    BOOST_TEST((told.error == boost::system::errc::timed_out));
    BOOST_TEST((host.session.state() == connection_state::backing_off));
    auto const next = host.await<realtime::open_websocket>();
    BOOST_TEST(next.id > first.id);
}

BOOST_AUTO_TEST_CASE(open_connection_is_not_given_up) {
    session_host host;
    host.connect();
    host.run_for(1min);
    BOOST_TEST((host.session.state() == connection_state::open));
    BOOST_TEST(!host.has_actions());
}

BOOST_AUTO_TEST_CASE(host_without_network_waits_and_connects_at_once_when_it_is_back) {
    session_host host;
    host.connect();
    host.receive({1});
    host.tell([&] { host.session.handle_offline(host.now); });
    BOOST_TEST((host.expect<realtime::close_websocket>().code == realtime::close_code::normal));
    auto const lost = host.event<realtime::connection_lost>();
    BOOST_TEST((lost.why == realtime::connection_lost::cause::offline && !lost.retry_in));
    BOOST_TEST((host.session.state() == connection_state::offline));
    host.run_for(1h);
    BOOST_TEST(!host.has_actions());
    BOOST_TEST(host.statuses() == "connecting online offline");
    host.tell([&] { host.session.handle_online(host.now); });
    BOOST_TEST(host.url<realtime::open_websocket>().find("&mid=" + support::mid(1)) != std::string::npos);
    BOOST_TEST(host.statuses() == "connecting");
}

BOOST_AUTO_TEST_CASE(network_that_is_back_hurries_a_configuration_that_failed) {
    session_host host;
    host.start();
    host.take_actions();
    for (int i = 0; i != 6; ++i) {
        host.fail_config(b24pull::server_errc::unavailable);
        if (i != 5) host.await<realtime::fetch_config>();
    }
    host.tell([&] { host.session.handle_offline(host.now); });
    host.tell([&] { host.session.handle_online(host.now); });
    host.expect<realtime::fetch_config>();
    BOOST_TEST((host.session.state() == connection_state::awaiting_config));
}

BOOST_AUTO_TEST_CASE(news_of_the_network_that_are_none_change_nothing) {
    auto const offline = [](session_host& h, realtime::operation_id) { h.session.handle_offline(h.now); };
    auto const online = [](session_host& h, realtime::operation_id) { h.session.handle_online(h.now); };
    for (auto const& one : support::situations()) BOOST_TEST_CONTEXT(one.name) {
            session_host host;
            one.bring_about(host);
            host.take_actions();
            host.forget_events();
            if (one.name == "idle" || one.name == "offline") support::check_without_effect(host, offline, 0);
            if (one.name != "offline" && one.name != "backing off" && one.name != "awaiting")
                support::check_without_effect(host, online, 0);
        }
}

BOOST_AUTO_TEST_CASE(network_that_was_there_does_not_shorten_the_delays) {
    std::optional<std::chrono::milliseconds> delays[2];
    for (bool const told : {false, true}) {
        session_host host;
        host.connect();
        host.close(1006);
        host.fail_websocket(2);
        host.await<realtime::open_websocket>();
        host.forget_events();
        if (told) host.tell([&] { host.session.handle_online(host.now); });
        host.refuse(0);
        delays[told] = host.event<realtime::connection_lost>().retry_in;
    }
    BOOST_TEST_REQUIRE(delays[0].has_value());
    BOOST_TEST((*delays[0] > 15s));
    BOOST_TEST((delays[0] == delays[1]));
}

BOOST_AUTO_TEST_SUITE_END()
