#include <b24pull/realtime/session.hpp>

#include "../../support/session_host.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(session_close)

namespace {

namespace realtime = b24pull::realtime;
using namespace std::chrono_literals;
using realtime::connection_state;
using cause = realtime::connection_lost::cause;
using support::session_host;

/// A connection that has brought something and lived a while.
session_host good_connection() {
    session_host host;
    host.connect();
    host.receive({1});
    host.stay_alive_for(10min);
    host.forget_events();
    return host;
}

realtime::publication ring() {
    return {.channels = {realtime::receiver::make("ab", "cd").value()},
            .module_id = "application",
            .command = "ring"};
}

void check_reconnects(session_host& host, std::string_view what) {
    BOOST_TEST_CONTEXT(what) {
        auto const lost = host.event<realtime::connection_lost>();
        BOOST_TEST((lost.why == cause::closed));
        BOOST_TEST((lost.retry_in >= 500ms && lost.retry_in <= 600ms));
        BOOST_TEST((host.session.state() == connection_state::backing_off));
        BOOST_TEST(!host.has_actions());
        auto const next = host.await<realtime::open_websocket>();
        BOOST_TEST(next.url.reveal().find("&mid=" + support::mid(1)) != std::string::npos);
    }
}

} // namespace

BOOST_AUTO_TEST_CASE(codes_of_no_special_meaning_are_followed_by_a_new_attempt) {
    for (unsigned const code : {0u, 1000u, 1001u, 1002u, 1005u, 1006u, 1007u, 1008u, 1009u, 1011u, 1012u,
                                3000u, 4000u, 4009u, 4022u, 4029u, 4999u}) {
        auto host = good_connection();
        host.close(code);
        auto const lost = host.event<realtime::connection_lost>();
        BOOST_TEST((lost.why == cause::closed && lost.code == code));
        BOOST_TEST((lost.retry_in >= 500ms && lost.retry_in <= 600ms), code);
        auto const next = host.await<realtime::open_websocket>();
        BOOST_TEST(next.url.reveal().find("&mid=" + support::mid(1)) != std::string::npos);
        BOOST_TEST(host.events<realtime::history_gap>().empty());
    }
}

BOOST_AUTO_TEST_CASE(code_4010_asks_for_a_configuration_after_a_while) {
    for (auto const& [code, reason] :
         std::vector<std::pair<unsigned, std::string_view>>{{4010, ""},
                                                            {4010, "4010: Wrong Channel Id."},
                                                            {1000, "4010: Wrong Channel Id."},
                                                            {1005, "4010: Wrong Channel Id."}}) {
        auto host = good_connection();
        host.close(code, reason);
        auto const closed_at = host.now;
        auto const lost = host.event<realtime::connection_lost>();
        BOOST_TEST((lost.why == cause::closed && lost.code == 4010u && !lost.retry_in), code);
        BOOST_TEST((host.session.state() == connection_state::awaiting_config));
        BOOST_TEST(!host.has_actions());
        BOOST_TEST((host.await<realtime::fetch_config>().reason == realtime::config_reason::replaced));
        BOOST_TEST((host.now - closed_at >= 5s && host.now - closed_at <= 35s));
        host.give_config();
        BOOST_TEST(host.url<realtime::open_websocket>().find("&mid=" + support::mid(1)) != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(reason_without_a_known_code_leaves_the_code) {
    for (std::string_view const reason :
         {"", "1000: x", "4029: Too many connections.", "going down", "401: x", "40100: x", " 4010: x"}) {
        auto host = good_connection();
        host.close(1000, reason);
        check_reconnects(host, reason);
    }
    auto host = good_connection();
    host.close(1000, "4029: Too many connections.");
    BOOST_TEST(host.event<realtime::connection_lost>().code == 4029u);
    auto other = good_connection();
    other.close(1008, "9999: x");
    BOOST_TEST(other.event<realtime::connection_lost>().code == 1008u);
}

BOOST_AUTO_TEST_CASE(code_4010_while_connecting_counts_the_same) {
    session_host host;
    host.configure();
    host.expect<realtime::open_websocket>();
    host.close(4010);
    BOOST_TEST((host.session.state() == connection_state::awaiting_config));
    host.await<realtime::fetch_config>();
}

BOOST_AUTO_TEST_CASE(code_4011_is_tried_again_once_and_then_drops_the_place) {
    auto host = good_connection();
    host.close(4011, "4011: Couldn't get last messages.");
    check_reconnects(host, "first");
    BOOST_TEST(host.events<realtime::history_gap>().empty());
    host.open();
    host.close(4011);
    BOOST_TEST((host.event<realtime::history_gap>().why == realtime::history_gap::reason::unavailable));
    BOOST_TEST(host.session.resume().mid == "");
    auto const next = host.await<realtime::open_websocket>();
    BOOST_TEST(next.url.reveal().find("mid=") == std::string_view::npos);
    host.open();
    host.receive({1, 2}); // what was delivered is still known
    BOOST_TEST(host.messages() == "2");
}

BOOST_AUTO_TEST_CASE(codes_4011_that_are_not_in_a_row_keep_the_place) {
    auto host = good_connection();
    for (int i = 0; i != 4; ++i) {
        host.close(4011);
        host.await<realtime::open_websocket>();
        host.open();
        host.stay_alive_for(1min);
    }
    BOOST_TEST(host.events<realtime::history_gap>().empty());
    BOOST_TEST(host.session.resume().mid == support::mid(1));
    // Begins anew after a gap: two more are needed for the next.
    host.close(4011);
    host.await<realtime::open_websocket>();
    host.close(4011);
    host.await<realtime::open_websocket>();
    host.close(4011);
    BOOST_TEST(host.events<realtime::history_gap>().size() == 1u);
}

BOOST_AUTO_TEST_CASE(codes_of_the_history_do_not_blame_the_transport) {
    auto host = good_connection();
    for (int i = 0; i != 8; ++i) {
        host.close(4011);
        host.await<realtime::open_websocket>();
    }
    BOOST_TEST((host.session.state() == connection_state::connecting)); // no long polling
}

BOOST_AUTO_TEST_CASE(refusal_of_a_publication_goes_to_the_one_that_caused_it) {
    for (unsigned code = 4012; code != 4022; ++code) BOOST_TEST_CONTEXT(code) {
            auto host = good_connection();
            auto const first = host.session.publish(host.now, ring()).value();
            auto const second = host.session.publish(host.now, ring()).value();
            host.take();
            host.expect<realtime::send_binary>();
            host.expect<realtime::send_binary>();
            host.close(code);
            auto const outcomes = host.events<realtime::publication_outcome>();
            BOOST_REQUIRE(outcomes.size() == 2u);
            BOOST_TEST((outcomes[0].id == first && outcomes[0].code == b24pull::server_errc::rejected));
            BOOST_TEST(outcomes[0].refusal == code);
            BOOST_TEST((outcomes[1].id == second && outcomes[1].code.failed() && outcomes[1].refusal == 0u));
            BOOST_TEST((outcomes[1].code == boost::system::errc::connection_aborted));
            BOOST_TEST(host.event<realtime::connection_lost>().code == code);
            host.await<realtime::open_websocket>();
            host.open();
            host.run_for(1min);
            for (auto const& lost : host.events<realtime::connection_lost>()) BOOST_TEST(lost.code == 0u);
            host.take();
            BOOST_TEST(!host.has_actions()); // nothing is sent again
        }
}

BOOST_AUTO_TEST_CASE(refusal_without_a_publication_is_followed_by_a_new_attempt) {
    auto host = good_connection();
    host.close(4013, "4013: Wrong Request Data.");
    check_reconnects(host, "4013");
    BOOST_TEST(host.events<realtime::publication_outcome>().empty());
}

BOOST_AUTO_TEST_CASE(displaced_connections_do_not_displace_each_other_in_a_tight_loop) {
    auto host = good_connection();
    host.take_long_polling_away();
    host.give_config();
    for (auto const least : {0s, 15s, 15s, 45s, 45s, 600s}) {
        host.close(4029);
        BOOST_TEST((host.event<realtime::connection_lost>().retry_in >= least));
        host.await<realtime::open_websocket>();
        host.open();
    }
}

BOOST_AUTO_TEST_SUITE_END()
