#include <b24pull/realtime/detail/session_core.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <utility>
#include <variant>

BOOST_AUTO_TEST_SUITE(session_core)

namespace {

namespace realtime = b24pull::realtime;
using core_type = realtime::detail::session_core;
using realtime::timer;
using namespace std::chrono_literals;

core_type::time_point at(std::chrono::milliseconds after) { return core_type::time_point(1000s + after); }

} // namespace

BOOST_AUTO_TEST_CASE(new_core_holds_its_options_and_nothing_else) {
    core_type core({.poll_pause = 7s}, 1);
    BOOST_TEST((core.options.poll_pause == 7s));
    BOOST_TEST(core.actions.empty());
    BOOST_TEST(core.events.empty());
    BOOST_TEST(!core.timers.next().has_value());
    BOOST_TEST((core.now == core_type::time_point()));
}

BOOST_AUTO_TEST_CASE(operations_are_numbered_from_one) {
    core_type core({}, 1);
    for (realtime::operation_id expected = 1; expected != 4; ++expected)
        BOOST_TEST(core.new_id() == expected);
    BOOST_TEST(core.last_id == 3u);
}

BOOST_AUTO_TEST_CASE(delays_begin_now) {
    core_type core({}, 1);
    core.now = at(5ms);
    core.set(timer::retry, 20ms);
    BOOST_TEST((core.timers.next() == at(25ms)));
}

BOOST_AUTO_TEST_CASE(timer_is_armed_with_a_moment_or_disarmed_with_none) {
    core_type core({}, 1);
    core.arm(timer::calls, at(7ms));
    BOOST_TEST((core.timers.next() == at(7ms)));
    core.arm(timer::publications, std::nullopt);
    BOOST_TEST((core.timers.next() == at(7ms)));
    core.arm(timer::calls, std::nullopt);
    BOOST_TEST(!core.timers.is_set(timer::calls));
}

BOOST_AUTO_TEST_CASE(attempts_wait_by_the_table_in_use) {
    struct row {
        realtime::backoff_policy policy;
        unsigned attempt;
        std::chrono::milliseconds least;
        std::chrono::milliseconds most;
    };
    constexpr row rows[] = {
        {realtime::backoff_policy::sdk, 0, 500ms, 600ms},
        {realtime::backoff_policy::sdk, 1, 15s, 18s},
        {realtime::backoff_policy::sdk, 10, 3600s, 4320s},
        {realtime::backoff_policy::browser, 1, 5s, 6s},
        {realtime::backoff_policy::browser, 10, 60s, 72s},
        {realtime::backoff_policy::documentation, 0, 100ms, 100ms},
        {realtime::backoff_policy::documentation, 2, 45s, 45s},
    };
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.attempt << ' ' << row.least.count()) {
            core_type core({.backoff = row.policy}, 3);
            bool spread = false;
            for (int i = 0; i != 100; ++i) {
                auto const delay = core.backoff(row.attempt);
                BOOST_TEST((delay >= row.least && delay <= row.most), delay.count());
                spread |= delay > row.least;
            }
            BOOST_TEST(spread == (row.most > row.least));
        }
}

BOOST_AUTO_TEST_CASE(chance_comes_from_the_seed_alone) {
    core_type one({}, 1234567), other({}, 1234567), third({}, 7654321);
    auto const delay = one.backoff(1);
    BOOST_TEST((other.backoff(1) == delay));
    BOOST_TEST((third.backoff(1) != delay));
    // The first fraction of this seed is 0.350..., the second 0.173...
    BOOST_TEST(delay.count() == 16050);
    BOOST_TEST(one.at_random(1s, 2s).count() == 1173);
}

BOOST_AUTO_TEST_CASE(core_can_be_moved_with_all_it_holds) {
    core_type first({}, 1);
    first.now = at(1ms);
    first.set(timer::fetch, 1ms);
    first.actions.push(realtime::fetch_config{});
    first.new_id();
    auto second = std::move(first);
    BOOST_TEST((second.timers.next() == at(2ms)));
    BOOST_TEST(second.new_id() == 2u);
    auto const order = second.actions.pop();
    BOOST_TEST((order && std::holds_alternative<realtime::fetch_config>(*order)));
}

BOOST_AUTO_TEST_SUITE_END()
