#include <b24pull/timestamp.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <iterator>
#include <numeric>
#include <string>
#include <string_view>

namespace {

using b24pull::parse_timestamp;
using b24pull::protocol_errc;
using b24pull::to_atom;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_seconds;
using namespace std::string_view_literals;

// RFC 3339, ISO 8601 and PHP forms that are not ATOM, and what only looks like it.
constexpr std::string_view malformed[] = {
    "",
    " ",
    "T",
    "0",
    "1774965918",
    "1774965918000",
    "null",
    // UTC and offsets in other spellings
    "2026-03-31T17:05:18Z",
    "2026-03-31T17:05:18z",
    "2026-03-31T17:05:18",
    "2026-03-31T17:05:18+0300",
    "2026-03-31T17:05:18+03",
    "2026-03-31T17:05:18+3:00",
    "2026-03-31T17:05:18 +03:00",
    "2026-03-31T17:05:18+03:0",
    "2026-03-31T17:05:18+03:000",
    "2026-03-31T17:05:18+03-00",
    "2026-03-31T17:05:18+03.00",
    "2026-03-31T17:05:18+03:00:00",
    "2026-03-31T17:05:18UTC+3",
    "2026-03-31T17:05:18+ 3:00",
    "2026-03-31T17:05:18+03: 0",
    "2026-03-31T17:05:18=03:00",
    "2026-03-31T17:05:18,03:00",
    "2026-03-31T17:05:18 03:00",
    "2026-03-31T17:05:18\xe2\x88\x92"
    "03:00",
    "2026-03-31T17:05:18+-3:00",
    "2026-03-31T17:05:18Z00:00",
    "2026-03-31T17:05:18+03:00Z",
    "2026-03-31T17:05:18-00:00",
    // offsets out of range
    "2026-03-31T17:05:18+18:01",
    "2026-03-31T17:05:18-18:01",
    "2026-03-31T17:05:18+19:00",
    "2026-03-31T17:05:18+24:00",
    "2026-03-31T17:05:18+99:00",
    "2026-03-31T17:05:18+03:60",
    "2026-03-31T17:05:18+03:99",
    "2026-03-31T17:05:18-03:60",
    "2026-03-31T17:05:18+17:60",
    // separators
    "2026-03-31t17:05:18+03:00",
    "2026-03-31 17:05:18+03:00",
    "2026-03-31_17:05:18+03:00",
    "2026-03-3117:05:18+03:00",
    "2026/03/31T17:05:18+03:00",
    "2026.03.31T17:05:18+03:00",
    "2026-03-31T17.05.18+03:00",
    "2026-03-31T17-05-18+03:00",
    "2026:03:31T17:05:18+03:00",
    "2026-03-31T17:05 18+03:00",
    "2026-03 31T17:05:18+03:00",
    "20260331T170518+03:00",
    "20260331T170518Z",
    "2026-03-31TT17:05:8+03:00",
    // fractions
    "2026-03-31T17:05:18.0+03:00",
    "2026-03-31T17:05:18.000+03:00",
    "2026-03-31T17:05:18,5+03:00",
    "2026-03-31T17:05:1.8+03:00",
    "2026-03-31T17:05:18.123456789Z",
    "2026-03-31T17:05.5+03:00",
    // fields out of range
    "2026-00-31T17:05:18+03:00",
    "2026-13-31T17:05:18+03:00",
    "2026-03-00T17:05:18+03:00",
    "2026-03-32T17:05:18+03:00",
    "2026-04-31T17:05:18+03:00",
    "2026-02-29T17:05:18+03:00",
    "2026-02-30T17:05:18+03:00",
    "2024-02-30T17:05:18+03:00",
    "1900-02-29T17:05:18+03:00",
    "2100-02-29T17:05:18+03:00",
    "2026-03-31T24:00:00+03:00",
    "2026-03-31T25:05:18+03:00",
    "2026-03-31T17:60:18+03:00",
    "2026-03-31T17:05:60+03:00",
    "2016-12-31T23:59:60+00:00",
    "2026-03-31T17:05:61+03:00",
    "2026-03-31T17:05:69+03:00",
    "2026-03-31T17:05:99+03:00",
    "2026-06-31T17:05:18+03:00",
    "2026-09-31T17:05:18+03:00",
    "2026-11-31T17:05:18+03:00",
    // signs, blanks and foreign digits in fields
    "+026-03-31T17:05:18+03:00",
    "-026-03-31T17:05:18+03:00",
    "2026-+3-31T17:05:18+03:00",
    "2026-03-+1T17:05:18+03:00",
    "2026-03-31T+7:05:18+03:00",
    "2026-03-31T17:-5:18+03:00",
    "2026-03-31T17:05:+8+03:00",
    " 026-03-31T17:05:18+03:00",
    "2026- 3-31T17:05:18+03:00",
    "2026-03- 1T17:05:18+03:00",
    "2026-03-31T 7:05:18+03:00",
    "2026-03-31T17: 5:18+03:00",
    "2026-03-31T17:05: 8+03:00",
    "2026-03-3OT17:05:18+03:00",
    "2026-03-31T17:05:l8+03:00",
    "2026-03-31T17:05:1\xd9\xa8+03:0",
    "\xef\xbc\x92"
    "26-03-31T17:05:18+03:00",
    "0x26-03-31T17:05:18+03:00",
    "2026-03-31T17:05:18+0x:00",
    "2e26-03-31T17:05:18+03:00",
    "2026-03-31T17:05:/8+03:00",
    "2026-03-31T17:05::8+03:00",
    "202/-03-31T17:05:18+03:00",
    "202:-03-31T17:05:18+03:00",
    // too short, too long, blanks and NUL around
    "2026-03-31T17:05:18+03:0",
    "2026-03-31T17:05:18+03:001",
    " 2026-03-31T17:05:18+03:00",
    "2026-03-31T17:05:18+03:00 ",
    "2026-03-31T17:05:18+03:00\n",
    "2026-03-31T17:05:18+03:00\0"sv,
    "\0"
    "026-03-31T17:05:18+03:00"sv,
    "2026-03-31T17:05:18+03:0\0"sv,
    "2026-03-31\0"
    "17:05:18+03:00"sv,
    "2026-03-31T17:05:18",
    "2026-03-31",
    "17:05:18+03:00",
    "2026-03",
    "2026-03-31T",
    "2026-03-31T17:05+03:00",
    "2026-03-31T17:05+03:00:00",
    "2026-03-31T17+03:00",
    "26-03-31T17:05:18+03:00",
    "02026-03-31T17:05:18+03:0",
    "12026-03-31T17:05:18+03:00",
    "-2026-03-31T17:05:18+03:0",
    "-0001-03-31T17:05:18+03:00",
    // other calendars and formats
    "2026-W14-2T17:05:18+03:00",
    "2026-090T17:05:18+03:00",
    "2026W142T170518+03:00",
    "Tue, 31 Mar 2026 17:05:18 GMT",
    "Tue, 31 Mar 26 17:05:18 +0300",
    "31.03.2026 17:05:18",
    "03/31/2026 17:05:18 +03:00",
    "Tuesday, 31-Mar-26 17:05:18 UTC",
    "P1Y2M10DT2H30M",
    "now",
    "2026-03-31T17:05:18[Europe/Riga]",
    "2026-03-31T17:05:18+03:00[Europe/Riga]",
    "1970-01-01T00:00:00+0000",
    "--03-31T17:05:18+03:00",
};
static_assert(std::size(malformed) >= 100);

constexpr bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }
constexpr int days_in(int year, int month) {
    constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/// Writes `number` in two digits; snprintf would take most of the time of a sweep over five million dates.
void put(char* at, int number) {
    at[0] = static_cast<char>('0' + number / 10);
    at[1] = static_cast<char>('0' + number % 10);
}

} // namespace

BOOST_AUTO_TEST_SUITE(timestamp)

BOOST_AUTO_TEST_CASE(malformed_text_is_refused) {
    for (auto const text : malformed) {
        BOOST_TEST_CONTEXT('"' << text << '"') {
            auto const value = parse_timestamp(text);
            BOOST_TEST(!value.has_value());
            BOOST_TEST((value.error().code() == protocol_errc::invalid_timestamp));
        }
    }
}

// One wrong byte anywhere: refused, or, where it is another digit, sign or nothing at all, read as what it says.
BOOST_AUTO_TEST_CASE(any_byte_at_any_place_is_read_back_as_it_is_or_refused) {
    std::string const sound = "2026-03-31T17:05:18+03:00";
    int wrong = 0, accepted = 0;
    for (std::size_t at = 0; at != sound.size(); ++at) {
        for (int byte = 0; byte != 256; ++byte) {
            auto text = sound;
            text[at] = static_cast<char>(byte);
            auto const value = parse_timestamp(text);
            if (!value) continue;
            ++accepted;
            bool const in_place = (byte >= '0' && byte <= '9' && sound[at] >= '0' && sound[at] <= '9') ||
                                  text[at] == sound[at] || (at == 19 && byte == '-');
            if (!in_place || to_atom(*value) != text) ++wrong;
        }
    }
    BOOST_TEST(wrong == 0);
    // How many digits each place may have, by the grammar and the calendar; the sign has two forms.
    constexpr int by_place[] = {10, 10, 10, 10, 1, 1,  5, 1, 4,  2, 1, 2, 10,
                                1,  6,  10, 1,  6, 10, 2, 2, 10, 1, 6, 10};
    static_assert(std::size(by_place) == 25);
    BOOST_TEST(accepted == std::accumulate(std::begin(by_place), std::end(by_place), 0));
}

// Every day of 131 years at every offset in use, each at another time of day: about five million dates.
BOOST_AUTO_TEST_CASE(every_day_at_every_offset_is_read_and_written_back) {
    long long days = 0, total = 0, wrong = 0;
    int seconds_of_day = 0;
    std::string text = "YYYY-MM-DDThh:mm:ss+hh:mm";
    for (int year = 1970; year <= 2100; ++year) {
        put(text.data(), year / 100);
        put(text.data() + 2, year % 100);
        for (int month = 1; month <= 12; ++month) {
            put(text.data() + 5, month);
            for (int day = 1; day <= days_in(year, month); ++day, ++days) {
                put(text.data() + 8, day);
                for (int offset = -12 * 60; offset <= 14 * 60; offset += 15, ++total) {
                    seconds_of_day = (seconds_of_day + 40503) % 86400;
                    put(text.data() + 11, seconds_of_day / 3600);
                    put(text.data() + 14, seconds_of_day / 60 % 60);
                    put(text.data() + 17, seconds_of_day % 60);
                    int const size = offset < 0 ? -offset : offset;
                    text[19] = offset < 0 ? '-' : '+';
                    put(text.data() + 20, size / 60);
                    put(text.data() + 23, size % 60);
                    auto const value = parse_timestamp(text);
                    auto const expected = days * 86400 + seconds_of_day - offset * 60;
                    if (!value || value->offset.count() != offset ||
                        value->instant.time_since_epoch().count() != expected || to_atom(*value) != text)
                        ++wrong;
                }
            }
        }
    }
    BOOST_TEST(wrong == 0);
    BOOST_TEST(days == 47847);
    BOOST_TEST(total == 47847 * 105);
}

BOOST_AUTO_TEST_CASE(days_of_every_month_of_every_year_are_those_of_the_calendar) {
    int wrong = 0;
    std::string text = "YYYY-MM-DDT12:00:00+00:00";
    for (int year = 0; year <= 9999; ++year) {
        put(text.data(), year / 100);
        put(text.data() + 2, year % 100);
        for (int month = 1; month <= 12; ++month) {
            put(text.data() + 5, month);
            for (int const day : {28, 29, 30, 31}) {
                put(text.data() + 8, day);
                if (parse_timestamp(text).has_value() != (day <= days_in(year, month))) ++wrong;
            }
        }
    }
    BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_CASE(known_dates_are_the_known_instants) {
    struct row {
        std::string_view text;
        long long unix_time;
        int offset;
    };
    constexpr row rows[] = {
        {"1970-01-01T00:00:00+00:00", 0, 0},
        {"1970-01-01T00:00:00+03:00", -10800, 180},
        {"1969-12-31T23:59:59+00:00", -1, 0},
        {"2026-03-31T17:05:18+03:00", 1774965918, 180},
        {"2026-04-01T05:05:23+03:00", 1775009123, 180},
        {"2026-03-31T17:05:18-03:30", 1774989318, -210},
        {"2026-03-31T17:05:18+05:45", 1774956018, 345},
        {"2000-02-29T23:59:59+14:00", 951818399, 840},
        {"2038-01-19T03:14:08+00:00", 2147483648, 0},
        {"2106-02-07T06:28:16+00:00", 4294967296, 0},
        {"2026-03-31T17:05:18+18:00", 1774911918, 1080},
        {"2026-03-31T17:05:18-18:00", 1775041518, -1080},
        {"0000-01-01T00:00:00+00:00", -62167219200, 0},
        {"9999-12-31T23:59:59+00:00", 253402300799, 0},
        {"0000-01-01T00:00:00+18:00", -62167284000, 1080},
        {"9999-12-31T23:59:59-18:00", 253402365599, -1080},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.text) {
            auto const value = parse_timestamp(row.text);
            BOOST_TEST_REQUIRE(value.has_value());
            BOOST_TEST(value->instant.time_since_epoch().count() == row.unix_time);
            BOOST_TEST(value->offset.count() == row.offset);
            BOOST_TEST(to_atom(*value) == row.text);
        }
    }
}

// The instant may lie outside of what ATOM can write, or of what the clock's arithmetic can hold.
BOOST_AUTO_TEST_CASE(unwritable_values_give_empty_text) {
    constexpr sys_seconds last{seconds{253402300799}}, first{seconds{-62167219200}};
    struct row {
        std::string_view name;
        sys_seconds instant;
        minutes offset;
        std::string_view text;
    };
    constexpr row rows[] = {
        {"default", {}, {}, "1970-01-01T00:00:00+00:00"},
        {"last", last, {}, "9999-12-31T23:59:59+00:00"},
        {"after last", last + seconds{1}, {}, ""},
        {"after last, back by offset", last + hours{18}, hours{-18}, "9999-12-31T23:59:59-18:00"},
        {"one second more", last + hours{18} + seconds{1}, hours{-18}, ""},
        {"last, forward by offset", last, minutes{1}, ""},
        {"last minute, forward by offset", last - seconds{60}, minutes{1}, "9999-12-31T23:59:59+00:01"},
        {"first", first, {}, "0000-01-01T00:00:00+00:00"},
        {"before first", first - seconds{1}, {}, ""},
        {"before first, forward by offset", first - hours{18}, hours{18}, "0000-01-01T00:00:00+18:00"},
        {"one second less", first - hours{18} - seconds{1}, hours{18}, ""},
        {"first, back by offset", first, minutes{-1}, ""},
        {"offset too large", {}, hours{18} + minutes{1}, ""},
        {"offset too small", {}, hours{-18} - minutes{1}, ""},
        {"largest offset", {}, hours{18}, "1970-01-01T18:00:00+18:00"},
        {"smallest offset", {}, hours{-18}, "1969-12-31T06:00:00-18:00"},
        {"minus half an hour", {}, minutes{-30}, "1969-12-31T23:30:00-00:30"},
        {"offset of all minutes", {}, minutes::max(), ""},
        {"offset of all negative minutes", {}, minutes::min(), ""},
        {"end of the clock", sys_seconds::max(), {}, ""},
        {"end of the clock, forward", sys_seconds::max(), hours{18}, ""},
        {"begin of the clock", sys_seconds::min(), {}, ""},
        {"begin of the clock, back", sys_seconds::min(), hours{-18}, ""},
    };
    for (auto const& row : rows)
        BOOST_TEST_CONTEXT(row.name) BOOST_TEST(to_atom({row.instant, row.offset}) == row.text);
}

BOOST_AUTO_TEST_CASE(timestamps_are_equal_only_with_the_same_offset) {
    auto const riga = parse_timestamp("2026-03-31T17:05:18+03:00"),
               utc = parse_timestamp("2026-03-31T14:05:18+00:00");
    BOOST_TEST((riga->instant == utc->instant));
    BOOST_TEST((*riga != *utc));
    BOOST_TEST((*riga == *parse_timestamp("2026-03-31T17:05:18+03:00")));
}

BOOST_AUTO_TEST_SUITE_END()
