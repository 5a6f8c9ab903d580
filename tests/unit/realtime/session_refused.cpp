#include <b24pull/realtime/session.hpp>

#include "../../support/session_host.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <string_view>

BOOST_AUTO_TEST_SUITE(session_refused)

namespace {

namespace realtime = b24pull::realtime;
using namespace std::chrono_literals;
using realtime::connection_state;
using support::session_host;

/// How an attempt is refused, and whether that is about the configuration.
struct refusal {
    std::string_view name;
    unsigned status;
    bool refetches;
};

} // namespace

BOOST_AUTO_TEST_CASE(attempt_without_an_answer_tells_what_the_stack_said) {
    auto const refused = make_error_code(boost::system::errc::connection_refused);
    for (unsigned const status : {0u, 503u}) {
        session_host host;
        host.configure();
        host.expect<realtime::open_websocket>();
        host.tell([&] { host.session.handle_refused(host.now, host.socket, status, {}, refused); });
        auto const lost = host.event<realtime::connection_lost>();
        BOOST_TEST(lost.code == status);
        BOOST_TEST((lost.error == (status == 0 ? refused : b24pull::error_code()))); // an answer says it all
    }
}

BOOST_AUTO_TEST_CASE(refused_handshake_backs_off_or_asks_for_a_configuration) {
    for (auto const& [name, status, refetches] :
         {refusal{"bad request", 400, true}, refusal{"unauthorized", 401, true},
          refusal{"forbidden", 403, true}, refusal{"not found", 404, true},
          refusal{"too many requests", 429, false}, refusal{"server error", 500, false},
          refusal{"bad gateway", 502, false}, refusal{"unavailable", 503, false},
          refusal{"redirection", 302, false}, refusal{"not upgraded", 200, false},
          refusal{"no answer", 0, false}})
        BOOST_TEST_CONTEXT(name) {
            session_host host;
            host.give_config();
            host.run_for(2min); // past the pause between two configurations
            host.start();
            host.expect<realtime::open_websocket>();
            auto const refused_at = host.now;
            host.refuse(status);
            auto const lost = host.event<realtime::connection_lost>();
            using cause = realtime::connection_lost::cause;
            BOOST_TEST((lost.why == (status == 0 ? cause::unreachable : cause::refused)));
            BOOST_TEST(lost.code == status);
            BOOST_TEST(lost.retry_in.has_value() == !refetches);
            BOOST_TEST(!host.has_actions());
            if (refetches) {
                BOOST_TEST((host.session.state() == connection_state::awaiting_config));
                auto const order = host.await<realtime::fetch_config>();
                BOOST_TEST((order.reason == realtime::config_reason::replaced));
                BOOST_TEST((host.now - refused_at >= 5s && host.now - refused_at <= 35s));
            } else {
                BOOST_TEST((host.session.state() == connection_state::backing_off));
                host.await<realtime::open_websocket>();
                BOOST_TEST((host.now - refused_at >= 15s));
            }
        }
}

BOOST_AUTO_TEST_CASE(repeated_refusals_ask_for_a_configuration_later_each_time) {
    realtime::session_options options;
    options.refresh_pause = 0s;
    for (std::uint64_t seed = 0; seed != 20; ++seed) {
        session_host host(4, options, seed);
        host.take_long_polling_away();
        host.configure();
        unsigned row = 0;
        for (auto const base : {0s, 15s, 15s, 45s, 45s, 600s, 600s, 600s, 600s, 600s, 3600s, 3600s})
            BOOST_TEST_CONTEXT("seed " << seed << ", refusal " << ++row) {
                host.await<realtime::open_websocket>();
                auto const refused_at = host.now;
                host.refuse(403);
                host.await<realtime::fetch_config>();
                auto const waited = host.now - refused_at;
                BOOST_TEST((waited >= (std::max)(base, 5s)));
                BOOST_TEST((waited <= (std::max)(base + base / 5, 35s)));
                host.give_config();
            }
    }
}

BOOST_AUTO_TEST_CASE(good_connection_ends_the_row_of_refusals) {
    session_host host;
    host.take_long_polling_away();
    host.configure();
    for (int i = 0; i != 8; ++i) {
        host.await<realtime::open_websocket>();
        host.refuse(403);
        host.await<realtime::fetch_config>();
        host.give_config();
    }
    host.expect<realtime::open_websocket>();
    host.open();
    host.run_for(2min);
    host.close(4010, "4010: Wrong Channel Id.");
    auto const closed_at = host.now;
    host.await<realtime::fetch_config>();
    BOOST_TEST((host.now - closed_at <= 35s));
}

BOOST_AUTO_TEST_CASE(what_the_server_asks_for_is_waited_for) {
    session_host host;
    host.configure();
    host.expect<realtime::open_websocket>();
    host.refuse(429, 10min);
    auto const refused_at = host.now;
    BOOST_TEST((host.event<realtime::connection_lost>().retry_in == 10min));
    host.await<realtime::open_websocket>();
    BOOST_TEST((host.now - refused_at == 10min));
    host.refuse(503, 1s); // less than the table has
    BOOST_TEST((host.event<realtime::connection_lost>().retry_in >= 15s));
}

BOOST_AUTO_TEST_CASE(what_the_server_asks_for_holds_for_configurations_too) {
    session_host host;
    host.configure();
    host.expect<realtime::open_websocket>();
    host.refuse(403, 10min);
    auto const refused_at = host.now;
    host.await<realtime::fetch_config>();
    BOOST_TEST((host.now - refused_at >= 10min));
}

BOOST_AUTO_TEST_SUITE_END()
