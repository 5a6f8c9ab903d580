#include <b24pull/config_json.hpp>

#include "../support/config_bodies.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(config_json_dates)

namespace {

using b24pull::protocol_errc;
using b24pull::to_atom;
using support::parsed_with;
using support::warned;
using support::with_channel;

constexpr auto irregular = protocol_errc::irregular_timestamp, invalid = protocol_errc::invalid_timestamp;

struct date_row {
    std::string_view raw;
    std::string_view atom; // empty: unreadable
    std::string_view text; // of the warning; empty: none
};

// The date of all rows is 2026-04-01T02:05:23 UTC where it is readable.
constexpr date_row dates[] = {
    {R"("2026-04-01T05:05:23+03:00")", "2026-04-01T05:05:23+03:00", ""},
    {R"("2026-04-01T02:05:23+00:00")", "2026-04-01T02:05:23+00:00", ""},
    {R"("2026-03-31T22:35:23-03:30")", "2026-03-31T22:35:23-03:30", ""},
    {R"("2026-04-01T05:05:23\u002B03:00")", "2026-04-01T05:05:23+03:00", ""},
    {R"("2026-04-01T02:05:23Z")", "2026-04-01T02:05:23+00:00", "2026-04-01T02:05:23Z"},
    {R"("2026-04-01 05:05:23+0300")", "2026-04-01T05:05:23+03:00", "2026-04-01 05:05:23+0300"},
    {R"("2026-04-01T05:05:23.5+03")", "2026-04-01T05:05:23+03:00", "2026-04-01T05:05:23.5+03"},
    {R"("2026-04-01T02:05:23")", "2026-04-01T02:05:23+00:00", "2026-04-01T02:05:23"},
    {"1775009123", "2026-04-01T02:05:23+00:00", "1775009123"},
    {"1775009123000", "2026-04-01T02:05:23+00:00", "1775009123000"},
    {R"("1775009123")", "2026-04-01T02:05:23+00:00", "1775009123"},
    {R"("1775009123999")", "2026-04-01T02:05:23+00:00", "1775009123999"},
    {"17750091230", "", "17750091230"},
    {"-1", "", "-1"},
    {R"("")", "", ""},
    {R"("soon")", "", "soon"},
    {R"("2026-02-30T05:05:23+03:00")", "", "2026-02-30T05:05:23+03:00"},
    {R"("2026-04-01T24:00:00+03:00")", "", "2026-04-01T24:00:00+03:00"},
    {R"("2026-04-01T05:05:23+18:01")", "", "2026-04-01T05:05:23+18:01"},
    {R"("2026-04-01T05:05:23+03:00 ")", "", "2026-04-01T05:05:23+03:00 "},
    {R"("2026-04-01T05:05:23+03:00\u0000")", "", std::string_view("2026-04-01T05:05:23+03:00\0", 26)},
    {R"("Wed, 01 Apr 2026 02:05:23 GMT")", "", "Wed, 01 Apr 2026 02:05:23 GMT"},
};

std::string shown(b24pull::timestamp const& date) { return to_atom(date); }

} // namespace

BOOST_AUTO_TEST_CASE(end_is_read_in_all_forms) {
    for (auto const& row : dates) {
        BOOST_TEST_CONTEXT(row.raw) {
            std::vector<warned> warnings;
            if (row.atom.empty()) warnings = {{invalid, "channels.shared.end"}};
            else if (!row.text.empty()) warnings = {{irregular, "channels.shared.end"}};
            auto const config = parsed_with(
                with_channel(R"("id":"a","start":"2026-03-31T17:05:18+03:00","end":)" + std::string(row.raw)),
                warnings);
            BOOST_TEST_REQUIRE(config.shared_channel.has_value());
            // An unreadable end is reckoned from the start.
            auto const expected = row.atom.empty() ? "2026-04-01T05:05:23+03:00" : row.atom;
            BOOST_TEST(shown(config.shared_channel->end) == expected);
            if (!config.warnings.empty()) BOOST_TEST((config.warnings.front().text == row.text));
        }
    }
}

BOOST_AUTO_TEST_CASE(start_is_read_in_all_forms) {
    for (auto const& row : dates) {
        BOOST_TEST_CONTEXT(row.raw) {
            auto const value = b24pull::parse_config(with_channel(
                R"("id":"a","end":"2026-04-01T14:05:28+00:00","start":)" + std::string(row.raw)));
            BOOST_TEST_REQUIRE(value.has_value());
            auto const expected = row.atom.empty() ? "2026-04-01T02:05:23+00:00" : row.atom;
            BOOST_TEST(shown(value->shared_channel->start) == expected);
            BOOST_TEST(value->warnings.size() == (row.atom.empty() || !row.text.empty() ? 1u : 0u));
            if (!value->warnings.empty()) BOOST_TEST(value->warnings[0].path == "channels.shared.start");
        }
    }
}

// The raw text is kept whatever its type.
BOOST_AUTO_TEST_CASE(unreadable_date_of_another_type_is_not_reported_as_zero) {
    for (std::string_view const raw : {"1775009123.5", "true", "1e400", "18446744073709551615"}) {
        auto const config = parsed_with(
            with_channel(R"("id":"a","start":"2026-03-31T17:05:18+03:00","end":)" + std::string(raw)),
            {{invalid, "channels.shared.end"}});
        BOOST_TEST_REQUIRE(config.warnings.size() == 1u);
        BOOST_TEST(config.warnings[0].text != "0", raw << " is reported as " << config.warnings[0].text);
    }
    auto const config =
        parsed_with(with_channel(R"("id":"a","start":"2026-03-31T17:05:18+03:00","end":1775009123.0)"),
                    {{irregular, "channels.shared.end"}});
    BOOST_TEST(config.warnings[0].text != "0");
    BOOST_TEST(shown(config.shared_channel->end) == "2026-04-01T02:05:23+00:00");
}

BOOST_AUTO_TEST_CASE(warning_keeps_the_beginning_of_a_long_text) {
    auto const longest = std::string(b24pull::limits::warning_text, 'x');
    for (auto const& text : {longest, longest + 'y', longest + std::string(5000, 'y')}) {
        auto const config =
            parsed_with(with_channel(R"("id":"a","start":"2026-03-31T17:05:18+03:00","end":")" + text + '"'),
                        {{invalid, "channels.shared.end"}});
        BOOST_TEST(config.warnings.at(0).text == longest);
    }
}

struct lifetime_row {
    std::string_view name, members, start, end;
    std::vector<warned> warnings;
};

BOOST_AUTO_TEST_CASE(missing_dates_are_reckoned_and_odd_lifetimes_warned_of) {
    constexpr std::string_view at = "channels.shared";
    constexpr auto missing = protocol_errc::missing_member, unusual = protocol_errc::unusual_lifetime;
    constexpr std::string_view start = "2026-03-31T17:05:18+03:00", end = "2026-04-01T05:05:23+03:00";
    lifetime_row const rows[] = {
        {"only start", R"("start":"2026-03-31T17:05:18+03:00")", start, end, {{missing, at}}},
        {"only end", R"("end":"2026-04-01T05:05:23+03:00")", start, end, {{missing, at}}},
        {"none", R"("x":0)", "1970-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00", {{missing, at}}},
        {"null",
         R"("start":null,"end":false)",
         "1970-01-01T00:00:00+00:00",
         "9999-12-31T23:59:59+00:00",
         {{missing, at}}},
        {"end null", R"("start":"2026-03-31T17:05:18+03:00","end":null)", start, end, {{missing, at}}},
        {"both unreadable",
         R"("start":"x","end":"y")",
         "1970-01-01T00:00:00+00:00",
         "9999-12-31T23:59:59+00:00",
         {{invalid, "channels.shared.start"}, {invalid, "channels.shared.end"}}},
        {"end of another shape",
         R"("start":"2026-03-31T17:05:18+03:00","end":{})",
         start,
         end,
         {{invalid, "channels.shared.end"}}},
        {"12 h",
         R"("start":"2026-03-31T17:05:18+03:00","end":"2026-04-01T05:05:18+03:00")",
         start,
         "2026-04-01T05:05:18+03:00",
         {{unusual, at}}},
        {"one second more",
         R"("start":"2026-03-31T17:05:18+03:00","end":"2026-04-01T05:05:24+03:00")",
         start,
         "2026-04-01T05:05:24+03:00",
         {{unusual, at}}},
        {"no time at all",
         R"("start":"2026-03-31T17:05:18+03:00","end":"2026-03-31T17:05:18+03:00")",
         start,
         start,
         {{unusual, at}}},
        {"end before start",
         R"("start":"2026-04-01T05:05:23+03:00","end":"2026-03-31T17:05:18+03:00")",
         end,
         start,
         {{unusual, at}}},
        {"43205 s over a change of clocks",
         R"("start":"2026-03-28T20:00:00+02:00","end":"2026-03-29T09:00:05+03:00")",
         "2026-03-28T20:00:00+02:00",
         "2026-03-29T09:00:05+03:00",
         {}},
        {"end first",
         R"("end":"2026-04-01T05:05:23+03:00","start":"2026-03-31T17:05:18+03:00")",
         start,
         end,
         {}},
        {"epoch and database",
         R"("start":"1774965918","end":"2026-04-01T05:05:23+03:00")",
         "2026-03-31T14:05:18+00:00",
         end,
         {{irregular, "channels.shared.start"}}},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            auto const config =
                parsed_with(with_channel(R"("id":"a",)" + std::string(row.members)), row.warnings);
            BOOST_TEST_REQUIRE(config.shared_channel.has_value());
            BOOST_TEST(shown(config.shared_channel->start) == row.start);
            BOOST_TEST(shown(config.shared_channel->end) == row.end);
        }
    }
}

BOOST_AUTO_TEST_CASE(dates_at_the_borders_of_the_calendar_are_reckoned_without_overflow) {
    auto const late = parsed_with(with_channel(R"("id":"a","start":"9999-12-31T23:59:59-18:00")"),
                                  {{protocol_errc::missing_member, "channels.shared"}});
    BOOST_TEST(
        (late.shared_channel->end.instant - late.shared_channel->start.instant == b24pull::channel_lifetime));
    auto const early = parsed_with(with_channel(R"("id":"a","end":"0000-01-01T00:00:00+18:00")"),
                                   {{protocol_errc::missing_member, "channels.shared"}});
    BOOST_TEST((early.shared_channel->end.instant - early.shared_channel->start.instant ==
                b24pull::channel_lifetime));
}

// "The maximum if the portal named no end at all": a channel without dates names none.
BOOST_AUTO_TEST_CASE(deadline_of_a_channel_without_dates_is_the_maximum) {
    auto const config =
        parsed_with(with_channel(R"("id":"a")"), {{protocol_errc::missing_member, "channels.shared"}});
    BOOST_TEST((config.deadline() == std::chrono::sys_seconds::max()));
}

BOOST_AUTO_TEST_CASE(public_channels_have_the_same_dates) {
    auto const config =
        parsed_with(support::with_public(R"("public_id":"p","signature":"s","start":1774965918,"end":"x")"),
                    {{irregular, "publicChannels.577.start"}, {invalid, "publicChannels.577.end"}});
    BOOST_TEST_REQUIRE(config.public_channels.size() == 1u);
    BOOST_TEST(shown(config.public_channels[0].end) == "2026-04-01T02:05:23+00:00");
}

BOOST_AUTO_TEST_SUITE_END()
