#include <b24pull/timestamp.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(timestamp_tolerant)

namespace {

using b24pull::parse_timestamp;
using b24pull::parse_timestamp_tolerantly;
using b24pull::protocol_errc;
using b24pull::timestamp_from_unix;
using b24pull::to_atom;
using namespace std::string_view_literals;

enum flag : unsigned { nothing = 0, no_offset = 1, leap = 2 };

struct form {
    std::string_view text;
    std::string_view atom; // what it means
    unsigned flags = nothing;
};

constexpr form accepted[] = {
    {"2026-03-31T17:05:18+03:00", "2026-03-31T17:05:18+03:00"},
    {"2026-03-31T17:05:18Z", "2026-03-31T17:05:18+00:00"},
    {"2026-03-31T17:05:18z", "2026-03-31T17:05:18+00:00"},
    {"2026-03-31t17:05:18z", "2026-03-31T17:05:18+00:00"},
    {"2026-03-31 17:05:18+03:00", "2026-03-31T17:05:18+03:00"},
    {"2026-03-31 17:05:18Z", "2026-03-31T17:05:18+00:00"},
    {"2026-03-31T17:05:18+0300", "2026-03-31T17:05:18+03:00"},
    {"2026-03-31T17:05:18-0330", "2026-03-31T17:05:18-03:30"},
    {"2026-03-31T17:05:18+03", "2026-03-31T17:05:18+03:00"},
    {"2026-03-31T17:05:18-03", "2026-03-31T17:05:18-03:00"},
    {"2026-03-31T17:05:18+18", "2026-03-31T17:05:18+18:00"},
    {"2026-03-31T17:05:18-1800", "2026-03-31T17:05:18-18:00"},
    {"2026-03-31T17:05:18-00:00", "2026-03-31T17:05:18+00:00"},
    {"2026-03-31T17:05:18-00", "2026-03-31T17:05:18+00:00"},
    {"2026-03-31T17:05:18+05:45", "2026-03-31T17:05:18+05:45"},
    {"2026-03-31T17:05:18", "2026-03-31T17:05:18+00:00", no_offset},
    {"2026-03-31 17:05:18", "2026-03-31T17:05:18+00:00", no_offset},
    {"2026-03-31T17:05:18.5+03:00", "2026-03-31T17:05:18+03:00"},
    {"2026-03-31T17:05:18,5+03:00", "2026-03-31T17:05:18+03:00"},
    {"2026-03-31T17:05:18.999999999Z", "2026-03-31T17:05:18+00:00"},
    {"2026-03-31T17:05:18.000", "2026-03-31T17:05:18+00:00", no_offset},
    {"2026-03-31T17:05:18.1+03", "2026-03-31T17:05:18+03:00"},
    {"2026-03-31T17:05:60+03:00", "2026-03-31T17:05:59+03:00", leap},
    {"2016-12-31T23:59:60Z", "2016-12-31T23:59:59+00:00", leap},
    {"2016-12-31 23:59:60.5", "2016-12-31T23:59:59+00:00", no_offset | leap},
    {"2024-02-29T00:00:00Z", "2024-02-29T00:00:00+00:00"},
    {"0", "1970-01-01T00:00:00+00:00"},
    {"1", "1970-01-01T00:00:01+00:00"},
    {"999999999", "2001-09-09T01:46:39+00:00"},
    {"1774965918", "2026-03-31T14:05:18+00:00"},
    {"0000000001", "1970-01-01T00:00:01+00:00"},
    {"9999999999", "2286-11-20T17:46:39+00:00"},
    {"1774965918000", "2026-03-31T14:05:18+00:00"},
    {"1774965918999", "2026-03-31T14:05:18+00:00"},
    {"1000000000000", "2001-09-09T01:46:40+00:00"},
    {"9999999999999", "2286-11-20T17:46:39+00:00"},
};

constexpr std::string_view refused[] = {
    "",
    " ",
    "-",
    "-1",
    "+1",
    "1.5",
    "1774965918.5",
    " 1774965918",
    "1774965918 ",
    "1e9",
    "0x10",
    "10000000000",
    "17749659180",
    "177496591800",
    "17749659180000",
    "177496591800000",
    "99999999999999999999",
    "20260331170518",
    "2026-03-31",
    "2026-03-31T17:05",
    "2026-03-31T17:05Z",
    "17:05:18",
    "20260331T170518Z",
    "2026-02-30T17:05:18Z",
    "2026-02-29T17:05:18Z",
    "2100-02-29T17:05:18Z",
    "2026-04-31 17:05:18",
    "2026-13-01T17:05:18Z",
    "2026-00-01T17:05:18Z",
    "2026-03-00T17:05:18Z",
    "2026-03-31T24:00:00Z",
    "2026-03-31T17:60:18Z",
    "2026-03-31T17:05:61Z",
    "2026-03-31T17:05:70Z",
    "2026-03-31T17:05:18+18:01",
    "2026-03-31T17:05:18-1801",
    "2026-03-31T17:05:18+19",
    "2026-03-31T17:05:18+03:60",
    "2026-03-31T17:05:18+0360",
    "2026-03-31T17:05:18+3",
    "2026-03-31T17:05:18+",
    "2026-03-31T17:05:18-",
    "2026-03-31T17:05:18+3:00",
    "2026-03-31T17:05:18+03:0",
    "2026-03-31T17:05:18+03:",
    "2026-03-31T17:05:18+030",
    "2026-03-31T17:05:18+03:00:00",
    "2026-03-31T17:05:18+030000",
    "2026-03-31T17:05:18+03-00",
    "2026-03-31T17:05:18+03000",
    "2026-03-31T17:05:18.",
    "2026-03-31T17:05:18.Z",
    "2026-03-31T17:05:18.+03:00",
    "2026-03-31T17:05:18,Z",
    "2026-03-31T17:05:18.1234567890Z",
    "2026-03-31T17:05:18..5Z",
    "2026-03-31T17:05:18.5.5Z",
    "2026-03-31T17:05:18;5Z",
    "2026-03-31T17:05:18.-5Z",
    "2026-03-31T17:05:18Z ",
    " 2026-03-31T17:05:18Z",
    "2026-03-31T17:05:18 Z",
    "2026-03-31T17:05:18 +03:00",
    "2026-03-31T17:05:18ZZ",
    "2026-03-31T17:05:18Z+03:00",
    "2026-03-31T17:05:18+03:00Z",
    "2026-03-31T17:05:18x",
    "2026-03-31T17:05:18UTC",
    "2026-03-31  17:05:18",
    "2026-03-31_17:05:18Z",
    "2026-03-31\t17:05:18Z",
    "2026/03/31 17:05:18",
    "2026-03-31T+7:05:18Z",
    "2026-03-31T17:05:18+-3:0",
    "2026-03-31T17:05:18\0"sv,
    "2026-03-31T17:05:18Z\0"sv,
    "\0"sv,
    "177496591\0"sv,
    "2026-03-31T17:05:18.5\0"sv,
    "Thu, 29 Jun 2017 09:50:16 GMT",
    "Tuesday, 31-Mar-26 17:05:18 UTC",
    "2026-W14-2T17:05:18Z",
    "2026-090T17:05:18Z",
    "-2026-03-31T17:05:18Z",
    "12026-03-31T17:05:18Z",
    "2026-03-31T17:05:1\xd9\xa8",
    "now",
};

} // namespace

BOOST_AUTO_TEST_CASE(known_forms_are_read_with_their_flags) {
    for (auto const& row : accepted) {
        BOOST_TEST_CONTEXT('"' << row.text << '"') {
            auto const date = parse_timestamp_tolerantly(row.text);
            BOOST_TEST_REQUIRE(date.has_value());
            BOOST_TEST(to_atom(date->value) == row.atom);
            BOOST_TEST(date->offset_assumed == ((row.flags & no_offset) != 0));
            BOOST_TEST(date->leap_second == ((row.flags & leap) != 0));
        }
    }
}

BOOST_AUTO_TEST_CASE(other_forms_are_refused) {
    for (auto const text : refused) {
        BOOST_TEST_CONTEXT('"' << text << '"') {
            auto const date = parse_timestamp_tolerantly(text);
            BOOST_TEST(!date.has_value());
            BOOST_TEST((date.error().code() == protocol_errc::invalid_timestamp));
        }
    }
}

// Ten digits are seconds and thirteen milliseconds: with zeros before them they are neither.
BOOST_AUTO_TEST_CASE(digits_padded_beyond_ten_are_refused) {
    for (std::string_view const text :
         {"00000000001", "000000000001", "01774965918", "0000000001000", "0000000000000"})
        BOOST_TEST(!parse_timestamp_tolerantly(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(fractions_of_one_to_nine_digits_are_dropped) {
    for (std::size_t digits = 0; digits <= 12; ++digits) {
        for (std::string_view const tail : {"", "Z", "+03:00", "-0330", "+03"}) {
            auto const text = "2026-03-31T17:05:18." + std::string(digits, '9') + std::string(tail);
            BOOST_TEST(parse_timestamp_tolerantly(text).has_value() == (digits >= 1 && digits <= 9), text);
        }
    }
}

BOOST_AUTO_TEST_CASE(strict_forms_are_read_alike_by_both_readers) {
    for (auto const& row : accepted) {
        auto const strict = parse_timestamp(row.text);
        if (strict) BOOST_TEST((*strict == parse_timestamp_tolerantly(row.text)->value), row.text);
        BOOST_TEST(strict.has_value() == (row.text == row.atom), row.text);
    }
}

BOOST_AUTO_TEST_CASE(unix_numbers_are_seconds_or_milliseconds_by_their_size) {
    struct row {
        std::int64_t number;
        std::string_view atom; // empty: refused
    };
    constexpr row rows[] = {
        {0, "1970-01-01T00:00:00+00:00"},
        {1, "1970-01-01T00:00:01+00:00"},
        {1774965918, "2026-03-31T14:05:18+00:00"},
        {9'999'999'999, "2286-11-20T17:46:39+00:00"},
        {10'000'000'000, ""},
        {99'999'999'999, ""},
        {100'000'000'000, ""},
        {999'999'999'999, ""},
        {1'000'000'000'000, "2001-09-09T01:46:40+00:00"},
        {1'774'965'918'999, "2026-03-31T14:05:18+00:00"},
        {9'999'999'999'999, "2286-11-20T17:46:39+00:00"},
        {10'000'000'000'000, ""},
        {-1, ""},
        {-1'774'965'918, ""},
        {std::numeric_limits<std::int64_t>::min(), ""},
        {std::numeric_limits<std::int64_t>::max(), ""},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.number) {
            auto const value = timestamp_from_unix(row.number);
            BOOST_TEST(value.has_value() == !row.atom.empty());
            if (value) BOOST_TEST(to_atom(*value) == row.atom);
            else BOOST_TEST((value.error().code() == protocol_errc::invalid_timestamp));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
