#include <b24pull/realtime/timer.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>

BOOST_AUTO_TEST_SUITE(timer)

namespace {

namespace realtime = b24pull::realtime;
using realtime::timer_table;
using which = realtime::timer;
using std::chrono::milliseconds;

constexpr auto timers = static_cast<std::size_t>(which::count_);

which nth(std::size_t index) { return static_cast<which>(index); }

/// Virtual time: so many milliseconds after some beginning.
timer_table::time_point at(int ms) { return timer_table::time_point(milliseconds(1'000'000 + ms)); }

/// Every timer set, each at its own time.
timer_table full_table() {
    timer_table out;
    for (std::size_t i = 0; i != timers; ++i) out.set(nth(i), at(100 + static_cast<int>(i)));
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(new_table_waits_for_nothing) {
    timer_table table;
    BOOST_TEST(!table.next().has_value());
    for (std::size_t i = 0; i != timers; ++i) BOOST_TEST_CONTEXT(i) {
            BOOST_TEST(!table.is_set(nth(i)));
            BOOST_TEST(!table.take(nth(i), at(0)));
            BOOST_TEST(!table.take(nth(i), timer_table::time_point(std::chrono::hours(24 * 365 * 100))));
        }
}

BOOST_AUTO_TEST_CASE(each_timer_has_a_deadline_of_its_own) {
    for (std::size_t i = 0; i != timers; ++i) BOOST_TEST_CONTEXT(i) {
            timer_table table;
            table.set(nth(i), at(5));
            BOOST_TEST((table.next() == at(5)));
            for (std::size_t other = 0; other != timers; ++other)
                BOOST_TEST(table.is_set(nth(other)) == (other == i));
        }
}

BOOST_AUTO_TEST_CASE(earliest_deadline_counts) {
    auto table = full_table();
    for (std::size_t i = 0; i != timers; ++i) BOOST_TEST_CONTEXT(i) {
            BOOST_TEST((table.next() == at(100 + static_cast<int>(i))));
            table.clear(nth(i));
        }
    BOOST_TEST(!table.next().has_value());
    for (std::size_t i = timers; i-- != 0;) table.set(nth(i), at(static_cast<int>(i)));
    BOOST_TEST((table.next() == at(0)));
}

BOOST_AUTO_TEST_CASE(time_that_has_come_is_taken_once) {
    timer_table table;
    table.set(which::retry, at(10));
    BOOST_TEST(!table.take(which::retry, at(9)));
    BOOST_TEST(table.is_set(which::retry));
    BOOST_TEST(table.take(which::retry, at(10)));
    BOOST_TEST(!table.is_set(which::retry));
    BOOST_TEST(!table.next().has_value());
    BOOST_TEST(!table.take(which::retry, at(10)));
    table.set(which::retry, at(20));
    BOOST_TEST(table.take(which::retry, at(21)));
}

BOOST_AUTO_TEST_CASE(taking_one_leaves_the_others) {
    for (std::size_t i = 0; i != timers; ++i) BOOST_TEST_CONTEXT(i) {
            auto table = full_table();
            BOOST_TEST(table.take(nth(i), at(1000)));
            for (std::size_t other = 0; other != timers; ++other)
                BOOST_TEST(table.take(nth(other), at(1000)) == (other != i));
        }
}

BOOST_AUTO_TEST_CASE(later_setting_replaces_the_former) {
    timer_table table;
    table.set(which::fetch, at(10));
    table.set(which::fetch, at(30));
    BOOST_TEST((table.next() == at(30)));
    BOOST_TEST(!table.take(which::fetch, at(29)));
    table.set(which::fetch, at(20));
    BOOST_TEST((table.next() == at(20)));
    BOOST_TEST(table.take(which::fetch, at(20)));
}

BOOST_AUTO_TEST_CASE(clearing_one_leaves_the_others) {
    auto table = full_table();
    table.clear(which::silence);
    for (std::size_t i = 0; i != timers; ++i) BOOST_TEST(table.is_set(nth(i)) == (nth(i) != which::silence));
    table.clear(which::silence);
    BOOST_TEST(!table.take(which::silence, at(1000)));
}

BOOST_AUTO_TEST_CASE(clearing_all_leaves_nothing) {
    auto table = full_table();
    table.clear();
    BOOST_TEST(!table.next().has_value());
    for (std::size_t i = 0; i != timers; ++i) BOOST_TEST(!table.is_set(nth(i)));
}

BOOST_AUTO_TEST_SUITE_END()
