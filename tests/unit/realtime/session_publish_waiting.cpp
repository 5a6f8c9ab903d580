#include <b24pull/realtime/session.hpp>

#include "../../support/session_publishing.hpp"

#include <boost/system/errc.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(session_publish_waiting)

namespace {

namespace realtime = b24pull::realtime;
using namespace std::chrono_literals;
using b24pull::usage_errc;
using support::session_host;
using namespace support::publishing;

} // namespace

BOOST_AUTO_TEST_CASE(version_5_waits_for_a_websocket_while_polling) {
    session_host host(5);
    host.configure();
    host.fail_websocket(5);
    host.await<realtime::start_poll>();
    host.forget_events();
    auto const id = publish(host);
    BOOST_TEST(!host.has_actions());
    host.run_for(30s);
    for (auto const& outcome : host.events<realtime::publication_outcome>()) {
        BOOST_TEST(outcome.id == id);
        BOOST_TEST((outcome.code == generic(errc::timed_out)));
    }
}

BOOST_AUTO_TEST_CASE(configuration_of_another_version_sends_what_waits) {
    session_host host(5);
    host.configure();
    host.fail_websocket(5);
    host.await<realtime::start_poll>();
    publish(host);
    BOOST_TEST(!host.has_actions());
    host.config.server.version = 4; // polls while it publishes
    host.give_config();
    host.expect<realtime::post_publication>();
}

BOOST_AUTO_TEST_CASE(what_can_never_be_sent_is_refused) {
    session_host calls(5); // they need a WebSocket
    calls.start_polling();
    BOOST_TEST((calls.session.publish(calls.now, ring()).error().code() == usage_errc::publishing_disabled));
    realtime::session_options text; // it is posted
    text.endpoint.format = realtime::payload_format::text;
    session_host posts(4, text);
    posts.config.server.publish.clear();
    posts.config.server.publish_secure.clear();
    posts.connect();
    BOOST_TEST(
        (posts.session.publish(posts.now, ring()).error().code() == b24pull::protocol_errc::no_endpoint));
}

BOOST_AUTO_TEST_CASE(publications_wait_for_a_connection_in_order) {
    session_host host;
    auto const before = publish(host, ring(100s)); // before the start
    host.start();
    host.expect<realtime::fetch_config>();
    host.run_for(10s);
    host.give_config();
    auto const while_connecting = publish(host, ring(7s));
    host.expect<realtime::open_websocket>();
    host.run_for(2500ms);
    host.open();
    // The time that it has waited is taken off what the server may keep it.
    BOOST_TEST(support::hex(host.expect<realtime::send_binary>().bytes) == encoded(ring(88s)));
    BOOST_TEST(support::hex(host.expect<realtime::send_binary>().bytes) == encoded(ring(5s)));
    BOOST_TEST(!host.has_actions());
    host.run_for(2s);
    auto const outcomes = host.events<realtime::publication_outcome>();
    BOOST_REQUIRE(outcomes.size() == 2u);
    BOOST_TEST((outcomes[0].id == before && !outcomes[0].code));
    BOOST_TEST((outcomes[1].id == while_connecting && !outcomes[1].code));
}

BOOST_AUTO_TEST_CASE(waiting_ends_with_the_expiry_or_by_the_option) {
    session_host host;
    host.configure();
    for (auto const& [expiry, wait] :
         std::vector<std::pair<std::optional<std::chrono::seconds>, std::chrono::seconds>>{
             {std::nullopt, 30s}, {0s, 30s}, {40s, 40s}, {3s, 3s}}) {
        auto const id = publish(host, ring(expiry));
        auto const from = host.now;
        while (host.now - from < wait - 1s) host.run_for(1s);
        host.run_for(999ms);
        BOOST_TEST(host.events<realtime::publication_outcome>().empty());
        host.run_for(1ms);
        check_outcome(host, id, generic(errc::timed_out));
    }
    host.take_actions();
}

BOOST_AUTO_TEST_CASE(queue_is_bounded) {
    realtime::session_options options;
    options.queued_publications = 3;
    session_host host(4, options);
    for (int i = 0; i != 3; ++i) publish(host);
    BOOST_TEST((host.session.publish(host.now, ring()).error().code() == usage_errc::queue_full));
    BOOST_TEST(host.is_quiet());
    host.run_for(30s);
    BOOST_TEST(host.events<realtime::publication_outcome>().size() == 3u);
    publish(host); // there is room again
}

BOOST_AUTO_TEST_SUITE_END()
