#include <b24pull/realtime/session.hpp>

#include "../../support/session_host.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(session_backoff)

namespace {

namespace realtime = b24pull::realtime;
using namespace std::chrono_literals;
using realtime::backoff_policy;
using support::session_host;

/// A host whose attempts fail by WebSocket alone, with a configuration that never ends.
session_host patient_host(backoff_policy policy, std::uint64_t seed = 1) {
    realtime::session_options options;
    options.backoff = policy;
    session_host host(4, options, seed);
    host.lifetime = 24h * 1000;
    host.take_long_polling_away();
    return host;
}

/// From the failure just told to the next attempt.
session_host::duration next_delay(session_host& host) {
    auto const failed_at = host.now;
    host.await<realtime::open_websocket>();
    return host.given_at - failed_at;
}

struct policy_row {
    std::string_view name;
    backoff_policy policy;
    std::vector<std::chrono::milliseconds> delays; // after a good connection dropped
    double spread;
};

std::vector<policy_row> policies() {
    return {
        {"sdk",
         backoff_policy::sdk,
         {500ms, 15s, 15s, 45s, 45s, 600s, 600s, 600s, 600s, 600s, 3600s, 3600s, 3600s},
         0.2},
        {"browser",
         backoff_policy::browser,
         {500ms, 5s, 5s, 25s, 25s, 45s, 45s, 45s, 45s, 45s, 60s, 60s, 60s},
         0.2},
        {"documentation",
         backoff_policy::documentation,
         {100ms, 15s, 45s, 45s, 45s, 600s, 600s, 600s, 600s, 600s, 3600s, 3600s, 3600s},
         0},
    };
}

} // namespace

BOOST_AUTO_TEST_CASE(delays_after_a_good_connection_are_those_of_the_table) {
    for (auto const& [name, policy, delays, spread] : policies()) {
        bool spreads = false;
        for (std::uint64_t seed = 0; seed != 20; ++seed) {
            auto host = patient_host(policy, seed);
            host.connect();
            host.stay_alive_for(1min);
            host.close(1006);
            for (std::size_t row = 0; row != delays.size(); ++row)
                BOOST_TEST_CONTEXT(name << ", seed " << seed << ", failure " << row + 1) {
                    if (row != 0) host.refuse(0);
                    auto const delay = next_delay(host);
                    std::chrono::duration<double> const most = delays[row] * (1 + spread);
                    BOOST_TEST((delay >= delays[row]));
                    BOOST_TEST((delay <= most));
                    spreads = spreads || delay > delays[row] + (most - delays[row]) / 2;
                }
        }
        BOOST_TEST(spreads == (spread != 0), name);
    }
}

BOOST_AUTO_TEST_CASE(first_connection_has_no_quick_second_attempt) {
    for (auto const policy : {backoff_policy::sdk, backoff_policy::browser}) {
        auto host = patient_host(policy);
        host.configure();
        host.expect<realtime::open_websocket>();
        auto const base = policy == backoff_policy::sdk ? 15s : 5s;
        for (int i = 0; i != 2; ++i) {
            host.refuse(0);
            auto const delay = next_delay(host);
            BOOST_TEST((delay >= base && delay <= base + base / 5));
        }
    }
}

BOOST_AUTO_TEST_CASE(seeds_differ_and_the_same_seed_repeats_itself) {
    auto const delay = [](std::uint64_t seed) {
        auto host = patient_host(backoff_policy::sdk, seed);
        host.configure();
        host.expect<realtime::open_websocket>();
        host.refuse(0);
        return next_delay(host);
    };
    std::vector<session_host::duration> all;
    for (std::uint64_t seed = 0; seed != 20; ++seed) {
        all.push_back(delay(seed));
        BOOST_TEST((delay(seed) == all.back()));
    }
    std::sort(all.begin(), all.end());
    BOOST_TEST((std::unique(all.begin(), all.end()) - all.begin() > 15));
}

BOOST_AUTO_TEST_CASE(connection_that_lived_a_while_begins_the_delays_anew) {
    auto host = patient_host(backoff_policy::sdk);
    host.configure();
    for (int i = 0; i != 4; ++i) {
        host.await<realtime::open_websocket>();
        host.refuse(0);
    }
    host.await<realtime::open_websocket>();
    host.open();
    host.run_for(30s - 1ms); // not good yet
    host.close(1006);
    BOOST_TEST((next_delay(host) >= 600s));
    host.open();
    host.run_for(30s);
    host.close(1006);
    BOOST_TEST((next_delay(host) < 1s));
}

BOOST_AUTO_TEST_CASE(new_message_begins_the_delays_anew_and_a_duplicate_does_not) {
    auto host = patient_host(backoff_policy::sdk);
    host.connect();
    host.receive({1});
    host.close(1006);
    BOOST_TEST((next_delay(host) < 1s));
    host.open();
    host.receive({1});
    host.close(1006);
    BOOST_TEST((next_delay(host) >= 15s));
    host.open();
    host.receive({1}, support::event_body("pull", "unknown"));
    host.binary("");
    host.binary("\x0a");
    host.close(1006);
    BOOST_TEST((next_delay(host) >= 15s));
    host.open();
    host.receive({1, 2});
    host.close(1006);
    BOOST_TEST((next_delay(host) < 1s));
}

BOOST_AUTO_TEST_CASE(server_that_accepts_and_drops_is_not_tried_in_a_tight_loop) {
    session_host host;
    host.lifetime = 24h * 1000;
    host.connect();
    host.stay_alive_for(1min);
    unsigned attempts = 0;
    for (auto const end = host.now + 1h; host.now < end;) {
        if (host.session.state() == realtime::connection_state::polling) break;
        host.close(1006);
        host.take_actions();
        while (!host.has_actions()) host.run_until(*host.session.poll_timeout());
        ++attempts;
        host.take_actions();
        if (host.session.state() == realtime::connection_state::connecting) host.open();
    }
    BOOST_TEST(attempts == 5u); // then long polling has its turn
    BOOST_TEST((host.session.state() == realtime::connection_state::polling));
}

BOOST_AUTO_TEST_CASE(without_long_polling_a_server_that_drops_is_tried_by_the_table) {
    auto host = patient_host(backoff_policy::sdk);
    host.connect();
    host.stay_alive_for(1min);
    for (auto const least : {0s, 15s, 15s, 45s, 45s, 600s, 600s}) {
        host.close(1006);
        BOOST_TEST((next_delay(host) >= least));
        host.open();
    }
}

BOOST_AUTO_TEST_CASE(network_that_is_back_begins_the_delays_anew) {
    auto host = patient_host(backoff_policy::sdk);
    host.configure();
    host.fail_websocket(8);
    host.tell([&] { host.session.handle_offline(host.now); });
    host.run_for(1min);
    host.tell([&] { host.session.handle_online(host.now); });
    host.expect<realtime::open_websocket>();
    host.refuse(0);
    auto const delay = next_delay(host);
    BOOST_TEST((delay >= 15s && delay <= 18s));
}

BOOST_AUTO_TEST_SUITE_END()
