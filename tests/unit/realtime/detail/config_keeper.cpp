#include <b24pull/realtime/detail/config_keeper.hpp>

#include "../../../support/endpoint_config.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <utility>
#include <variant>
#include <vector>

BOOST_AUTO_TEST_SUITE(config_keeper)

// When a configuration is asked for. What is made of one that comes is in config_keeper_arrived.cpp.
namespace {

namespace realtime = b24pull::realtime;
using realtime::config_reason;
using realtime::config_state;
using realtime::timer;
using realtime::detail::session_core;
using namespace std::chrono_literals;

constexpr std::chrono::sys_seconds wall{1760441027s};

/// A keeper with what is around it.
struct desk {
    session_core core{{}, 11};
    realtime::detail::config_keeper keeper = {};

    desk() { core.now = session_core::time_point(1'000'000s); }

    /// The reasons of what was asked for since the last time.
    std::vector<config_reason> asked() {
        std::vector<config_reason> out;
        while (auto const order = core.actions.pop())
            out.push_back(std::get<realtime::fetch_config>(*order).reason);
        return out;
    }
    void pass(std::chrono::milliseconds time) {
        core.now += time;
        keeper.timeout(core);
    }
    void fail(std::chrono::milliseconds at_least = {}) {
        keeper.failed(core, b24pull::server_errc::unavailable, at_least);
    }
    /// One that is good for this long from now on.
    bool bring(std::chrono::seconds lifetime) {
        auto fetched = support::endpoint_config();
        fetched.private_channel->end.instant = wall + lifetime;
        fetched.shared_channel->end.instant = wall + lifetime;
        return keeper.arrived(core, wall, std::move(fetched));
    }
    /// One that came longer ago than the pause between two.
    void hold() {
        bring(12h);
        pass(10min);
        asked();
    }
    /// How long it waits before it asks.
    std::chrono::milliseconds delay() {
        BOOST_TEST_REQUIRE(core.timers.is_set(timer::fetch));
        core.timers.clear(timer::refresh);
        return std::chrono::duration_cast<std::chrono::milliseconds>(*core.timers.next() - core.now);
    }
};

using reasons = std::vector<config_reason>;

} // namespace

BOOST_AUTO_TEST_CASE(new_keeper_has_nothing_and_asks_for_nothing) {
    desk d;
    BOOST_TEST(!d.keeper.get());
    BOOST_TEST(!d.keeper.usable(d.core));
    BOOST_TEST(!d.keeper.is_rpc());
    BOOST_TEST((d.keeper.state() == config_state::none));
    d.pass(24h);
    BOOST_TEST(d.asked().empty());
    BOOST_TEST(!d.core.timers.next().has_value());
}

BOOST_AUTO_TEST_CASE(first_one_is_asked_for_at_once_and_once) {
    desk d;
    d.keeper.need_to_connect(d.core);
    BOOST_TEST((d.asked() == reasons{config_reason::first}));
    BOOST_TEST((d.keeper.state() == config_state::fetching));
    d.keeper.need_to_connect(d.core);
    d.keeper.need(d.core, config_reason::replaced);
    d.keeper.need(d.core, config_reason::replaced, 5s);
    d.keeper.hurry(d.core);
    d.pass(24h);
    BOOST_TEST(d.asked().empty()); // it is on its way
}

BOOST_AUTO_TEST_CASE(delayed_need_asks_when_the_delay_is_over) {
    desk d;
    d.keeper.need(d.core, config_reason::replaced, 20s);
    BOOST_TEST((d.keeper.state() == config_state::waiting));
    d.pass(19999ms);
    BOOST_TEST(d.asked().empty());
    d.pass(1ms);
    BOOST_TEST((d.asked() == reasons{config_reason::replaced}));
    BOOST_TEST((d.keeper.state() == config_state::fetching));
    d.pass(24h);
    BOOST_TEST(d.asked().empty());
}

BOOST_AUTO_TEST_CASE(need_at_once_cuts_a_delay_short) {
    desk d;
    d.keeper.need(d.core, config_reason::replaced, 20s);
    d.keeper.need(d.core, config_reason::expires);
    BOOST_TEST((d.asked() == reasons{config_reason::expires}));
    d.pass(20s);
    BOOST_TEST(d.asked().empty());
}

BOOST_AUTO_TEST_CASE(later_need_replaces_an_earlier_delay) {
    desk d;
    d.keeper.need(d.core, config_reason::expires, 20s);
    d.keeper.need(d.core, config_reason::replaced, 30s);
    d.pass(20s);
    BOOST_TEST(d.asked().empty());
    d.pass(10s);
    BOOST_TEST((d.asked() == reasons{config_reason::replaced}));
}

BOOST_AUTO_TEST_CASE(connection_asks_only_where_nothing_is_under_way) {
    desk held, waiting;
    held.hold();
    held.keeper.need_to_connect(held.core);
    BOOST_TEST((held.asked() == reasons{config_reason::expires}));
    waiting.keeper.need(waiting.core, config_reason::replaced, 20s);
    waiting.keeper.need_to_connect(waiting.core);
    BOOST_TEST(waiting.asked().empty());
    BOOST_TEST((waiting.delay() == 20s));
}

// Whatever the portal's configurations say, they are not asked for in a tight loop.
BOOST_AUTO_TEST_CASE(next_one_is_never_asked_for_too_soon) {
    desk d;
    d.bring(12h);
    d.core.now += 10s;
    d.keeper.need(d.core, config_reason::replaced);
    BOOST_TEST(d.asked().empty());
    BOOST_TEST((d.keeper.state() == config_state::waiting));
    BOOST_TEST((d.delay() == 50s));
    d.keeper.need(d.core, config_reason::replaced, 20s);
    BOOST_TEST((d.delay() == 50s));
    d.keeper.need(d.core, config_reason::replaced, 55s);
    BOOST_TEST((d.delay() == 55s));
    d.keeper.hurry(d.core);
    BOOST_TEST(d.asked().empty());
    d.pass(50s);
    BOOST_TEST((d.asked() == reasons{config_reason::replaced}));
    d.bring(12h);
    d.core.now += 60s;
    d.keeper.need(d.core, config_reason::replaced);
    BOOST_TEST((d.asked() == reasons{config_reason::replaced}));
}

BOOST_AUTO_TEST_CASE(failures_are_tried_again_by_the_table) {
    desk d;
    d.keeper.need_to_connect(d.core);
    constexpr std::chrono::seconds least[] = {15s, 15s, 45s, 45s, 600s, 600s, 600s, 600s, 600s, 3600s, 3600s};
    d.asked();
    for (auto const delay : least) BOOST_TEST_CONTEXT(delay.count()) {
            d.fail();
            BOOST_TEST((d.keeper.state() == config_state::waiting));
            d.pass(delay - 1ms);
            BOOST_TEST(d.asked().empty());
            d.pass(delay / 5 + 1ms);
            BOOST_TEST((d.asked() == reasons{config_reason::retry}));
        }
    d.bring(12h);
    d.core.now += 10min;
    d.keeper.need(d.core, config_reason::replaced);
    d.fail(); // the first again
    BOOST_TEST((d.delay() <= 18s));
}

BOOST_AUTO_TEST_CASE(server_may_ask_for_a_longer_delay_not_for_a_shorter) {
    desk d;
    d.keeper.need_to_connect(d.core);
    d.fail(100s);
    BOOST_TEST((d.delay() == 100s));
    d.pass(100s);
    d.fail(1s);
    BOOST_TEST((d.delay() >= 15s));
}

BOOST_AUTO_TEST_CASE(network_that_is_back_ends_the_wait) {
    desk d;
    d.keeper.need_to_connect(d.core);
    d.fail(1h);
    d.asked();
    d.keeper.hurry(d.core);
    BOOST_TEST((d.asked() == reasons{config_reason::retry}));
    BOOST_TEST(!d.core.timers.is_set(timer::fetch));
    desk idle, held;
    held.hold();
    for (auto* const other : {&idle, &held}) {
        other->keeper.hurry(other->core);
        BOOST_TEST(other->asked().empty());
    }
}

BOOST_AUTO_TEST_CASE(refused_channels_are_replaced_after_6_to_35_seconds) {
    for (std::uint64_t seed = 0; seed != 200; ++seed) {
        desk d;
        d.core.random = realtime::detail::random_source(seed);
        d.hold();
        d.keeper.refused(d.core);
        BOOST_TEST(!d.keeper.usable(d.core));
        auto const wait = d.delay();
        BOOST_TEST_REQUIRE((wait >= 6s && wait <= 35s), wait.count());
        d.pass(wait);
        BOOST_TEST((d.asked() == reasons{config_reason::replaced}));
    }
}

BOOST_AUTO_TEST_CASE(server_may_ask_for_a_longer_delay_after_a_refusal) {
    desk d;
    d.hold();
    d.keeper.refused(d.core, 100s);
    BOOST_TEST((d.delay() == 100s));
    desk other;
    other.hold();
    other.keeper.refused(other.core, 1s);
    BOOST_TEST((other.delay() >= 6s));
}

BOOST_AUTO_TEST_CASE(second_refusal_waits_at_least_as_long_as_the_table_says) {
    for (std::uint64_t seed = 0; seed != 200; ++seed) {
        desk d;
        d.core.random = realtime::detail::random_source(seed);
        for (auto const least : {6s, 15s}) {
            d.hold();
            d.keeper.refused(d.core);
            auto const wait = d.delay();
            BOOST_TEST_REQUIRE((wait >= least && wait <= 35s), wait.count());
            d.pass(wait);
        }
    }
}

BOOST_AUTO_TEST_CASE(end_of_the_one_that_is_held_does_not_cut_a_delay_short) {
    desk d;
    d.hold();
    d.keeper.need(d.core, config_reason::replaced);
    d.fail(24h);
    d.asked();
    d.pass(12h); // it would have been renewed in this time
    BOOST_TEST(d.asked().empty());
    d.pass(12h);
    BOOST_TEST((d.asked() == reasons{config_reason::retry}));
}

BOOST_AUTO_TEST_CASE(repeated_refusals_wait_longer_each_time_until_one_is_accepted) {
    desk d;
    auto const refusal = [&d] {
        d.hold();
        d.keeper.refused(d.core);
        auto const wait = d.delay();
        d.pass(wait);
        return wait;
    };
    BOOST_TEST((refusal() <= 35s));
    for (auto const least : {15s, 15s, 45s, 45s, 600s}) BOOST_TEST((refusal() >= least), least.count());
    d.keeper.accepted();
    BOOST_TEST((refusal() <= 35s));
}

BOOST_AUTO_TEST_SUITE_END()
