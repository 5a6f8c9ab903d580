#include <b24pull/realtime/backoff.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

BOOST_AUTO_TEST_SUITE(backoff)

namespace {

namespace realtime = b24pull::realtime;
using realtime::backoff_delay;
using realtime::backoff_policy;

constexpr unsigned forever = std::numeric_limits<unsigned>::max();
constexpr double almost_one = 1 - std::numeric_limits<double>::epsilon();

struct table {
    backoff_policy policy;
    std::vector<double> delays; // by attempt, the last one for all that follow
};

std::vector<table> const& tables() {
    static std::vector<table> const all{
        {backoff_policy::sdk, {0.5, 15, 15, 45, 45, 600, 600, 600, 600, 600, 3600}},
        {backoff_policy::browser, {0.5, 5, 5, 25, 25, 45, 45, 45, 45, 45, 60}},
        // Errors 1, 2, 3 to 5, 6 to 10, 11: the first one is attempt 0.
        {backoff_policy::documentation, {0.1, 15, 45, 45, 45, 600, 600, 600, 600, 600, 3600}},
    };
    return all;
}

} // namespace

BOOST_AUTO_TEST_CASE(delays_without_chance_are_the_published_ones) {
    for (auto const& table : tables()) {
        for (unsigned attempt = 0; attempt != table.delays.size(); ++attempt)
            BOOST_TEST(backoff_delay(table.policy, attempt, 0).count() == table.delays[attempt],
                       boost::test_tools::tolerance(1e-12));
        for (unsigned const attempt : {11u, 100u, 1000000u, forever})
            BOOST_TEST(backoff_delay(table.policy, attempt, 0).count() == table.delays.back(),
                       boost::test_tools::tolerance(1e-12));
    }
}

BOOST_AUTO_TEST_CASE(chance_adds_up_to_a_fifth) {
    for (auto const& table : std::span(tables()).first(2)) {
        for (unsigned attempt = 0; attempt != table.delays.size(); ++attempt) {
            auto const base = table.delays[attempt];
            for (double const random : {0.25, 0.5, 0.75})
                BOOST_TEST(backoff_delay(table.policy, attempt, random).count() == base * (1 + random / 5),
                           boost::test_tools::tolerance(1e-12));
            BOOST_TEST(backoff_delay(table.policy, attempt, almost_one).count() <= base * 1.2);
        }
    }
}

BOOST_AUTO_TEST_CASE(documented_delays_leave_nothing_to_chance) {
    auto const& table = tables()[2];
    for (unsigned attempt = 0; attempt != table.delays.size(); ++attempt)
        for (double const random : {0.5, almost_one})
            BOOST_TEST(backoff_delay(table.policy, attempt, random).count() == table.delays[attempt],
                       boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(delays_never_shrink_with_attempts) {
    for (auto const& table : tables())
        for (unsigned attempt = 0; attempt != 30; ++attempt)
            BOOST_TEST(backoff_delay(table.policy, attempt, 0).count() <=
                       backoff_delay(table.policy, attempt + 1, 0).count());
}

BOOST_AUTO_TEST_CASE(configuration_is_fetched_after_whole_seconds_from_6_to_35) {
    BOOST_TEST(realtime::refetch_delay(0).count() == 5);
    BOOST_TEST(realtime::refetch_delay(std::numeric_limits<double>::min()).count() == 6);
    BOOST_TEST(realtime::refetch_delay(0.01).count() == 6);
    BOOST_TEST(realtime::refetch_delay(0.5).count() == 20);
    BOOST_TEST(realtime::refetch_delay(0.51).count() == 21);
    BOOST_TEST(realtime::refetch_delay(almost_one).count() == 35);
    std::vector<int> seen(36);
    for (int i = 0; i != 3000; ++i) {
        auto const delay = realtime::refetch_delay((i + 0.5) / 3000).count();
        BOOST_TEST_REQUIRE((delay >= 6 && delay <= 35));
        ++seen[static_cast<std::size_t>(delay)];
    }
    for (std::size_t second = 6; second != 36; ++second) BOOST_TEST(seen[second] == 100, second);
}

BOOST_AUTO_TEST_SUITE_END()
