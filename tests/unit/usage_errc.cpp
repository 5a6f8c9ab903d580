#include <b24pull/usage_errc.hpp>

#include "../support/check_condition.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(usage_errc)

using b24pull::condition;

BOOST_AUTO_TEST_CASE(usage_errors_are_never_worth_a_retry) {
    for (int value = 1; value <= static_cast<int>(b24pull::usage_errc::queue_full); ++value)
        check_condition(static_cast<b24pull::usage_errc>(value), condition::give_up);
}

BOOST_AUTO_TEST_SUITE_END()
