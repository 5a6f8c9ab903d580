#include <b24pull/realtime/session.hpp>

#include "../../support/session_host.hpp"

#include <boost/system/errc.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(session_config)

namespace {

namespace realtime = b24pull::realtime;
using namespace std::chrono_literals;
using realtime::config_reason;
using realtime::connection_state;
using cause = realtime::connection_lost::cause;
using support::session_host;

/// The next request, and how long it took.
session_host::duration until_fetch(session_host& host, config_reason expected) {
    auto const from = host.now;
    BOOST_TEST((host.await<realtime::fetch_config>().reason == expected));
    return host.given_at - from;
}

} // namespace

BOOST_AUTO_TEST_CASE(configuration_is_refreshed_before_its_end_at_a_random_time) {
    session_host::duration least = 24h, most{};
    for (std::uint64_t seed = 0; seed != 40; ++seed) {
        session_host host(4, {.silence_limit = 0s, .own_ping_after = 0s}, seed);
        host.connect();
        auto const ends_at = host.now + host.lifetime;
        until_fetch(host, config_reason::expires);
        auto const ahead = ends_at - host.given_at;
        BOOST_TEST((ahead >= 5min && ahead <= 10min));
        least = (std::min)(least, ahead);
        most = (std::max)(most, ahead);
        BOOST_TEST((host.session.state() == connection_state::open)); // the connection stays
    }
    BOOST_TEST((most - least > 4min));
}

BOOST_AUTO_TEST_CASE(earliest_of_both_channels_and_the_expiry_is_the_end) {
    for (int const which : {0, 1, 2}) {
        session_host host(4, {.silence_limit = 0s, .own_ping_after = 0s});
        host.start();
        host.expect<realtime::fetch_config>();
        auto config = host.config;
        auto const late = host.wall_seconds() + 12h, early = host.wall_seconds() + 2h;
        config.private_channel->end.instant = which == 0 ? early : late;
        config.shared_channel->end.instant = which == 1 ? early : late;
        if (which == 2) config.expires_at = early;
        host.tell([&] { host.session.handle_config(host.now, host.wall(), config); });
        host.expect<realtime::open_websocket>();
        host.open();
        auto const waited = until_fetch(host, config_reason::expires);
        BOOST_TEST((waited >= 110min && waited <= 115min), which);
    }
}

BOOST_AUTO_TEST_CASE(refreshed_configuration_of_the_same_place_changes_nothing) {
    session_host host(4, {.silence_limit = 0s, .own_ping_after = 0s});
    host.connect();
    for (int i = 0; i != 5; ++i) {
        until_fetch(host, config_reason::expires);
        host.give_config();
    }
    host.run_for(1h);
    BOOST_TEST(!host.has_actions());
    BOOST_TEST(host.statuses() == "connecting online");
    BOOST_TEST(host.event_count() == 0u);
}

BOOST_AUTO_TEST_CASE(configurations_that_end_soon_are_not_asked_for_in_a_tight_loop) {
    session_host host(4, {.silence_limit = 0s, .own_ping_after = 0s});
    host.lifetime = 2s;
    host.connect();
    for (int i = 0; i != 5; ++i) {
        BOOST_TEST((until_fetch(host, config_reason::expires) >= 1min));
        host.give_config();
    }
    realtime::session_options options{.silence_limit = 0s, .own_ping_after = 0s};
    options.refresh_pause = 10min;
    session_host patient(4, options);
    patient.lifetime = 2s;
    patient.connect();
    BOOST_TEST((until_fetch(patient, config_reason::expires) == 10min));
}

BOOST_AUTO_TEST_CASE(failures_are_followed_by_the_delays_of_the_table) {
    session_host host(4, {.silence_limit = 0s, .own_ping_after = 0s});
    host.start();
    host.expect<realtime::fetch_config>();
    using b24pull::protocol_errc, b24pull::server_errc;
    auto const timed_out = make_error_code(boost::system::errc::timed_out);
    std::vector<b24pull::error_code> const faults{server_errc::unavailable, protocol_errc::empty_body,
                                                  timed_out, server_errc::query_limit_exceeded};
    std::size_t failure = 0;
    for (auto const base : {15s, 15s, 45s, 45s, 600s, 600s, 600s, 600s, 600s, 3600s, 3600s}) {
        auto const& fault = faults[failure++ % faults.size()];
        host.fail_config(fault);
        auto const told = host.event<realtime::config_failed>();
        BOOST_TEST((told.why.code() == fault));
        auto const waited = until_fetch(host, config_reason::retry);
        BOOST_TEST((told.retry_in == waited));
        BOOST_TEST((waited >= base && waited <= base + base / 5));
    }
    host.give_config();
    BOOST_TEST(host.statuses() == "offline connecting");
    host.expect<realtime::open_websocket>();
    host.open();
    host.take_actions();
    until_fetch(host, config_reason::expires); // the row begins anew
    host.fail_config(server_errc::unavailable);
    auto const waited = until_fetch(host, config_reason::retry);
    BOOST_TEST((waited <= 18s));
}

BOOST_AUTO_TEST_CASE(end_of_the_old_configuration_does_not_hurry_the_delays) {
    session_host host(4, {.silence_limit = 0s, .own_ping_after = 0s, .refresh_ahead = 3min});
    host.lifetime = 30min; // to be refreshed after 24 to 27 minutes
    host.connect();
    host.run_for(19min);
    host.close(4010);
    host.await<realtime::fetch_config>();
    for (auto const base : {15s, 15s, 45s, 45s, 600s}) {
        host.fail_config(b24pull::server_errc::unavailable);
        BOOST_TEST((until_fetch(host, config_reason::retry) >= base));
    }
}

BOOST_AUTO_TEST_CASE(what_the_portal_asks_for_is_waited_for) {
    session_host host;
    host.start();
    host.expect<realtime::fetch_config>();
    host.fail_config(b24pull::server_errc::operation_time_limit, 10min);
    BOOST_TEST((host.event<realtime::config_failed>().retry_in == 10min));
    BOOST_TEST((until_fetch(host, config_reason::retry) == 10min));
    host.fail_config(b24pull::server_errc::operation_time_limit, 1s); // less than the table has
    BOOST_TEST((until_fetch(host, config_reason::retry) >= 15s));
}

BOOST_AUTO_TEST_CASE(refusals_that_stay_stop_the_session_with_the_reason) {
    using b24pull::server_errc, b24pull::usage_errc;
    for (b24pull::error_code const& why : std::vector<b24pull::error_code>{
             server_errc::expired_token, server_errc::invalid_token, server_errc::access_denied,
             server_errc::insufficient_scope, usage_errc::invalid_token}) {
        session_host host;
        host.start();
        host.expect<realtime::fetch_config>();
        host.fail_config(why);
        BOOST_TEST((host.expect<realtime::session_stopped>().why == why));
        BOOST_TEST((host.session.state() == connection_state::stopped));
        BOOST_TEST(!host.session.poll_timeout());
        auto const told = host.event<realtime::config_failed>();
        BOOST_TEST((told.why.code() == why && !told.retry_in));

        session_host connected(4, {.silence_limit = 0s, .own_ping_after = 0s});
        connected.connect();
        until_fetch(connected, config_reason::expires);
        connected.fail_config(why);
        connected.expect<realtime::close_websocket>();
        BOOST_TEST((connected.expect<realtime::session_stopped>().why == why));
        BOOST_TEST(connected.statuses() == "connecting online offline");
    }
}

BOOST_AUTO_TEST_CASE(failure_that_nobody_asked_for_changes_nothing) {
    session_host host;
    host.connect();
    host.forget_events();
    auto const deadline = host.session.poll_timeout();
    host.fail_config(b24pull::server_errc::expired_token);
    host.fail_config(b24pull::server_errc::unavailable);
    BOOST_TEST(host.is_quiet());
    BOOST_TEST((host.session.poll_timeout() == deadline));
}

BOOST_AUTO_TEST_CASE(configuration_that_has_ended_when_it_comes_is_not_used) {
    session_host host;
    host.lifetime = 0s;
    host.start();
    host.expect<realtime::fetch_config>();
    host.give_config();
    BOOST_TEST((host.session.state() == connection_state::awaiting_config));
    for (auto const base : {60s, 60s, 60s, 60s, 600s}) { // the table, and a minute at the least
        auto const waited = until_fetch(host, config_reason::outdated);
        BOOST_TEST((waited >= base && waited <= base + base / 5));
        host.give_config();
    }
    host.lifetime = 12h;
    until_fetch(host, config_reason::outdated);
    host.give_config();
    host.expect<realtime::open_websocket>();
}

BOOST_AUTO_TEST_CASE(connection_lost_after_the_end_waits_for_a_new_configuration) {
    session_host host(4, {.silence_limit = 0s, .own_ping_after = 0s, .fetch_limit = 3h});
    host.connect();
    until_fetch(host, config_reason::expires);
    host.run_for(1h); // the answer takes long
    BOOST_TEST((host.session.state() == connection_state::open));
    host.close(1006);
    host.run_for(1min);
    BOOST_TEST(!host.has_actions());
    BOOST_TEST((host.session.state() == connection_state::awaiting_config));
    host.give_config();
    host.expect<realtime::open_websocket>();
}

BOOST_AUTO_TEST_CASE(configuration_that_never_comes_is_asked_for_again) {
    session_host host(4, {.silence_limit = 0s, .own_ping_after = 0s});
    host.start();
    host.expect<realtime::fetch_config>();
    host.run_for(2min - 1ms);
    BOOST_TEST(!host.has_actions());
    BOOST_TEST(host.statuses() == "");
    auto const waited = until_fetch(host, config_reason::retry);
    BOOST_TEST((waited >= 15s + 1ms && waited <= 18s + 1ms));
    BOOST_TEST(host.statuses() == "offline");
    auto const told = host.event<realtime::config_failed>();
    BOOST_TEST((told.why.code() == boost::system::errc::timed_out));
    BOOST_TEST((told.retry_in && *told.retry_in >= 15s && *told.retry_in <= 18s));
    host.give_config();
    host.expect<realtime::open_websocket>();
    host.open();
    // The same beside a connection; and a late answer is as good as any.
    until_fetch(host, config_reason::expires);
    host.run_for(2min + 1s);
    BOOST_TEST(!host.has_actions());
    host.give_config();
    host.run_for(1h);
    BOOST_TEST(!host.has_actions());
    BOOST_TEST((host.session.state() == connection_state::open));
}

BOOST_AUTO_TEST_CASE(failure_is_told_with_all_that_it_says) {
    session_host host;
    host.start();
    host.expect<realtime::fetch_config>();
    b24pull::failure const why(b24pull::protocol_errc::missing_member, "result.server");
    host.tell([&] { host.session.handle_config_failed(host.now, why); });
    BOOST_TEST(host.event<realtime::config_failed>().why.path() == "result.server");
}

BOOST_AUTO_TEST_CASE(failure_without_a_code_is_tried_again) {
    session_host host;
    host.start();
    host.expect<realtime::fetch_config>();
    host.fail_config({});
    until_fetch(host, config_reason::retry);
}

// A server can ask for any delay, and a caller can set any.
BOOST_AUTO_TEST_CASE(delays_beyond_all_time_are_long_and_nothing_else) {
    session_host host(4, {.open_limit = std::chrono::milliseconds::max(),
                          .silence_limit = std::chrono::milliseconds::max(),
                          .own_ping_after = std::chrono::milliseconds::min()});
    host.start();
    host.expect<realtime::fetch_config>();
    host.fail_config(b24pull::server_errc::unavailable, std::chrono::milliseconds::max());
    host.run_for(24h * 300);
    BOOST_TEST(!host.has_actions());
    host.lifetime = 24h * 100;
    host.give_config();
    host.expect<realtime::open_websocket>();
    host.run_for(24h);
    BOOST_TEST(!host.has_actions());
    host.open();
    host.run_for(24h);
    BOOST_TEST(!host.has_actions());
    BOOST_TEST((host.session.state() == connection_state::open));
    host.close(1006);
    host.await<realtime::open_websocket>();
    host.forget_events();
    host.refuse(503, std::chrono::milliseconds::max());
    BOOST_TEST((host.event<realtime::connection_lost>().retry_in == std::chrono::hours(24 * 3650)));
}

BOOST_AUTO_TEST_SUITE_END()
