#include <b24pull/detail/json_number.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(json_number)

namespace {

using b24pull::detail::to_double;

constexpr double infinity = std::numeric_limits<double>::infinity();

bool same(double a, double b) { return !(a < b) && !(a > b); }

} // namespace

BOOST_AUTO_TEST_CASE(number_becomes_the_nearest_double) {
    BOOST_TEST(same(to_double("0.3210549354553223"), 0.3210549354553223));
    BOOST_TEST(same(to_double("-1774965918.322255"), -1774965918.322255));
    BOOST_TEST(same(to_double("9223372036854775808"), 9223372036854775808.0));
    BOOST_TEST(same(to_double("1e-5"), 0.00001));
}

BOOST_AUTO_TEST_CASE(number_beyond_all_doubles_is_an_infinity_of_its_sign) {
    std::string const zeros(400, '0');
    for (auto const& text : {std::string("1e400"), "1" + zeros, "1" + zeros + "e-5", std::string("0.1e+0401"),
                             "1" + zeros + ".5"}) {
        BOOST_TEST(same(to_double(text), infinity), text);
        BOOST_TEST(same(to_double('-' + text), -infinity), text);
    }
}

BOOST_AUTO_TEST_CASE(number_below_all_doubles_is_zero) {
    std::string const zeros(400, '0');
    for (auto const& text :
         {std::string("1e-400"), "0." + zeros + "1", "0." + zeros + "1e5", std::string("0e400")}) {
        BOOST_TEST(same(to_double(text), 0.0), text);
        BOOST_TEST(same(to_double('-' + text), 0.0), text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
