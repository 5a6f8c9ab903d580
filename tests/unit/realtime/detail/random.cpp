#include <b24pull/realtime/detail/random.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

BOOST_AUTO_TEST_SUITE(detail_random)

namespace {

using b24pull::realtime::detail::random_source;
using std::chrono::milliseconds;

/// What SplitMix64 gives for a seed: the numbers published with the generator, or reckoned elsewhere.
struct row {
    std::uint64_t seed;
    std::vector<std::uint64_t> numbers;
};

std::vector<row> rows() {
    return {
        {1234567,
         {6457827717110365317u, 3203168211198807973u, 9817491932198370423u, 4593380528125082431u,
          16408922859458223821u}},
        {0,
         {0xe220a8397b1dcdafu, 0x6e789e6aa1b965f4u, 0x06c45d188009454fu, 0xf88bb8a8724c81ecu,
          0x1b39896a51a8749bu}},
        {18446744073709551615u, {16490336266968443936u, 16834447057089888969u, 4048727598324417001u}},
    };
}

/// The fraction as the whole number that it came from.
std::uint64_t bits(random_source& source) { return static_cast<std::uint64_t>(source.fraction() * 0x1p53); }

} // namespace

// Not `random`: the C library has a function of that name.

BOOST_AUTO_TEST_CASE(fractions_are_the_53_upper_bits_of_known_numbers) {
    for (auto const& row : rows()) {
        random_source source(row.seed);
        for (auto const number : row.numbers) BOOST_TEST(bits(source) == number / 2048);
    }
}

BOOST_AUTO_TEST_CASE(same_seed_gives_the_same_sequence) {
    random_source one(99), other(99), different(100);
    bool differs = false;
    for (int i = 0; i != 100; ++i) {
        auto const got = bits(one);
        BOOST_TEST(got == bits(other));
        differs |= got != bits(different);
    }
    BOOST_TEST(differs);
}

BOOST_AUTO_TEST_CASE(fractions_fill_the_range_below_one) {
    random_source source(7);
    std::vector<int> tenths(10);
    for (int i = 0; i != 10000; ++i) {
        auto const got = source.fraction();
        BOOST_TEST_REQUIRE((got >= 0 && got < 1));
        ++tenths[static_cast<std::size_t>(got * 10)];
    }
    for (auto const count : tenths) BOOST_TEST((count > 850 && count < 1150), count);
}

BOOST_AUTO_TEST_CASE(times_lie_between_the_least_and_the_most) {
    random_source source(7);
    bool low = false, high = false;
    for (int i = 0; i != 1000; ++i) {
        auto const got = source.between(milliseconds(10), milliseconds(20));
        BOOST_TEST_REQUIRE((got >= milliseconds(10) && got < milliseconds(20)));
        low |= got == milliseconds(10);
        high |= got == milliseconds(19);
    }
    BOOST_TEST(low);
    BOOST_TEST(high);
}

// 6457827717110365317 / 2^64 is 0.350..., 3203168211198807973 / 2^64 is 0.173...
BOOST_AUTO_TEST_CASE(times_follow_the_fractions) {
    random_source source(1234567);
    BOOST_TEST(source.between(milliseconds(1000), milliseconds(2000)).count() == 1350);
    BOOST_TEST(source.between(milliseconds(0), milliseconds(1000)).count() == 173);
}

BOOST_AUTO_TEST_CASE(range_of_nothing_gives_its_only_value) {
    random_source source(7);
    for (int i = 0; i != 10; ++i) BOOST_TEST(source.between(milliseconds(5), milliseconds(5)).count() == 5);
    BOOST_TEST(source.between(milliseconds(0), milliseconds(0)).count() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
