// Dates by other means.
#include "../subjects/date_input.hpp"
#include "config_values.hpp"
#include "peers.hpp"

#include <date/date.h>

#include <ctime>
#include <sstream>

namespace benchmarks {
namespace {

int digits(std::string_view text, std::size_t at, std::size_t count) {
    int number = 0;
    for (auto const end = at + count; at != end; ++at) {
        if (text[at] < '0' || text[at] > '9') throw bad_answer("date");
        number = number * 10 + (text[at] - '0');
    }
    return number;
}

/// strptime() with the fields of the time, as the manual page has it; timegm() makes the instant.
date_values strptime_date(std::string const& text) {
    std::tm fields{};
    auto const* const end = strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S%z", &fields);
    if (!end || *end != '\0') throw bad_answer("date");
    auto const offset = fields.tm_gmtoff;
    return {timegm(&fields) - offset, static_cast<int>(offset / 60)};
}

template <class Read>
contestant reading_dates(std::string name, Read read) {
    return make_contestant(
        std::move(name), role::peer,
        [read] {
            for (auto const& text : date_input()) keep(read(text));
            return 0;
        },
        [read] {
            digest out;
            for (auto const& text : date_input()) {
                auto const date = read(text);
                out.add("instant", date.instant);
                out.add("offset", date.offset);
            }
            return out;
        });
}

} // namespace

date_values read_date(std::string_view text) {
    if (text.size() != 25 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' ||
        text[16] != ':' || text[22] != ':' || (text[19] != '+' && text[19] != '-'))
        throw bad_answer("date");
    date::year_month_day const day{date::year(digits(text, 0, 4)),
                                   date::month(static_cast<unsigned>(digits(text, 5, 2))),
                                   date::day(static_cast<unsigned>(digits(text, 8, 2)))};
    int const hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
    if (!day.ok() || hour > 23 || minute > 59 || second > 59) throw bad_answer("date");
    int const size = digits(text, 20, 2) * 60 + digits(text, 23, 2);
    int const offset = text[19] == '+' ? size : -size;
    std::int64_t const days = date::sys_days(day).time_since_epoch().count();
    return {((days * 24 + hour) * 60 + minute - offset) * 60 + second, offset};
}

date_values parse_date(std::string_view text) {
    std::istringstream in{std::string(text)};
    date::sys_seconds instant;
    std::chrono::minutes offset{0};
    std::string zone;
    in >> date::parse("%FT%T%Ez", instant, zone, offset);
    if (!in || in.peek() != std::istringstream::traits_type::eof()) throw bad_answer("date");
    return {instant.time_since_epoch().count(), static_cast<int>(offset.count())};
}

contestant date_by_date_parse() { return reading_dates("date::parse", parse_date); }
contestant date_by_strptime() { return reading_dates("strptime", strptime_date); }

} // namespace benchmarks
