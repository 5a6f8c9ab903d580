#include <b24pull/realtime/session.hpp>

#include "../../support/session_situations.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>

BOOST_AUTO_TEST_SUITE(session)

namespace {

namespace realtime = b24pull::realtime;
using namespace std::chrono_literals;
using realtime::connection_state;
using support::picture;
using support::session_host;
using support::situations;

} // namespace

BOOST_AUTO_TEST_CASE(new_session_wants_nothing) {
    session_host host;
    host.take();
    BOOST_TEST(host.is_quiet());
    BOOST_TEST(!host.session.poll_timeout());
    BOOST_TEST((host.session.state() == connection_state::idle));
    BOOST_TEST((host.session.resume() == realtime::resume_point()));
}

BOOST_AUTO_TEST_CASE(start_asks_for_a_configuration_once) {
    session_host host;
    host.start();
    BOOST_TEST((host.expect<realtime::fetch_config>().reason == realtime::config_reason::first));
    host.start();
    host.run_for(2min - 1ms);
    BOOST_TEST(!host.has_actions());
}

BOOST_AUTO_TEST_CASE(configuration_before_the_start_is_used_at_once) {
    session_host host;
    host.give_config();
    BOOST_TEST(host.is_quiet());
    BOOST_TEST((host.session.state() == connection_state::idle));
    host.start();
    host.expect<realtime::open_websocket>();
    BOOST_TEST(!host.has_actions());
    BOOST_TEST(host.statuses() == "connecting");
}

BOOST_AUTO_TEST_CASE(good_life_brings_each_message_once_over_many_connections) {
    session_host host;
    host.connect();
    host.receive({1, 2});
    host.stay_alive_for(10min);
    host.receive({3});
    BOOST_TEST(!host.has_actions());
    BOOST_TEST(host.messages() == "1 2 3");
    host.close(1006);
    auto const again = host.await<realtime::open_websocket>();
    BOOST_TEST(again.url.reveal().find("&mid=" + support::mid(3) + '&') != std::string::npos);
    host.open();
    host.receive({3, 4});
    host.receive({5});
    BOOST_TEST(host.messages() == "4 5");
    BOOST_TEST(host.session.duplicates() == 1u);
    BOOST_TEST(host.statuses() == "connecting online connecting online");
    BOOST_TEST(host.session.resume().mid == support::mid(5));
    host.stop();
    BOOST_TEST((host.expect<realtime::close_websocket>().code == realtime::close_code::normal));
    BOOST_TEST(!host.expect<realtime::session_stopped>().why);
    BOOST_TEST(host.statuses() == "offline");
}

BOOST_AUTO_TEST_CASE(session_can_be_moved_at_any_time) {
    for (auto const& one : situations()) {
        BOOST_TEST_CONTEXT(one.name) {
            session_host host;
            one.bring_about(host);
            auto const before = picture(host);
            realtime::session moved(std::move(host.session));
            host.session = std::move(moved);
            BOOST_TEST(picture(host) == before);
        }
    }
    session_host host;
    host.connect();
    host.receive({1});
    realtime::session moved(std::move(host.session));
    host.session = std::move(moved);
    host.receive({1, 2});
    BOOST_TEST(host.messages() == "1 2");
}

BOOST_AUTO_TEST_CASE(situations_are_what_they_say) {
    for (auto const& one : situations()) {
        session_host host;
        one.bring_about(host);
        BOOST_TEST((host.session.state() == one.state), one.name);
    }
}

BOOST_AUTO_TEST_CASE(earlier_time_counts_as_the_latest) {
    session_host host;
    host.connect();
    host.run_for(1min);
    host.receive({1});
    host.close(1006);
    auto const retry = host.session.poll_timeout().value();
    host.session.handle_timeout(host.now - 1h);
    BOOST_TEST((host.session.poll_timeout() == retry));
    auto const earlier = host.now - 1h;
    host.run_until(retry);
    host.expect<realtime::open_websocket>();
    host.session.handle_open(earlier, host.socket);
    BOOST_TEST((host.session.poll_timeout().value() > host.now));
}

BOOST_AUTO_TEST_SUITE_END()
