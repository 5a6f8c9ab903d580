#include <b24pull/rest/retry_after.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string_view>

BOOST_AUTO_TEST_SUITE(retry_after)

namespace {

namespace rest = b24pull::rest;
using std::chrono::seconds;

seconds asked_for(std::string_view value) { return rest::retry_after({{"Retry-After", std::string(value)}}); }

} // namespace

BOOST_AUTO_TEST_CASE(seconds_are_taken_with_blanks_around) {
    for (auto const* const text : {"120", " 120", "120 ", "\t120\t ", "0120"})
        BOOST_TEST((asked_for(text) == seconds(120)), text);
    BOOST_TEST((asked_for("0") == seconds(0)));
    BOOST_TEST((rest::retry_after({{"retry-AFTER", "7"}}) == seconds(7)));
}

BOOST_AUTO_TEST_CASE(anything_else_counts_as_none) {
    for (auto const* const text :
         {"", " ", "-1", "+5", "1.5", "5s", "1 2", "0x10", "Fri, 31 Dec 1999 23:59:59 GMT"})
        BOOST_TEST((asked_for(text) == seconds(0)), text);
    BOOST_TEST((rest::retry_after({}) == seconds(0)));
    BOOST_TEST((rest::retry_after({{"Retry", "5"}}) == seconds(0)));
}

BOOST_AUTO_TEST_CASE(more_than_a_day_is_a_day) {
    BOOST_TEST((asked_for("86399") == seconds(86399)));
    for (auto const* const text : {"86400", "86401", "999999999999999999", "99999999999999999999999999"})
        BOOST_TEST((asked_for(text) == seconds(86400)), text);
}

BOOST_AUTO_TEST_SUITE_END()
