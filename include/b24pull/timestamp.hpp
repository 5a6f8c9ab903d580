// Dates of the protocol: ATOM text <-> an instant and the offset that it was written with.
//
//     auto t = b24pull::parse_timestamp("2026-03-31T17:05:18+03:00");
//     assert(b24pull::to_atom(*t) == "2026-03-31T17:05:18+03:00");
//
// The only header that includes date; what it offers to others is std::chrono.
#pragma once

#include <b24pull/result.hpp>

#include <date/date.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace b24pull {

/// A second in time, and the offset from UTC that the server wrote it with. The offset is the server's zone at that
/// time: it changes with daylight saving and says nothing about the user.
struct timestamp {
    std::chrono::sys_seconds instant = {};
    std::chrono::minutes offset{0};

    friend bool operator==(timestamp const&, timestamp const&) = default;
};

/// Reads an ATOM date, as PHP's date('c') writes it: `YYYY-MM-DDThh:mm:ss±hh:mm`, exactly 25 characters.
///
/// No fraction, no `Z`, no second 60, no hour 24, no offset beyond ±18:00, no `-00:00`: whatever is accepted comes
/// back from to_atom() as the same text.
///
/// @return the date, or protocol_errc::invalid_timestamp
///
/// Complexity: constant, no allocation on success.
/// Source: the members `start` and `end` of a channel, `date_start` and `date_finish` of `time`.
result<timestamp> parse_timestamp(std::string_view atom);

/// The inverse of parse_timestamp(): 25 characters, or "" for a year outside 0000 to 9999 at that offset or an offset
/// beyond ±18:00, neither of which parse_timestamp() ever gives.
std::string to_atom(timestamp value);

/// A date as it was read tolerantly, with what was odd about it.
struct tolerant_timestamp {
    timestamp value = {};
    /// There was no offset; UTC was assumed.
    bool offset_assumed = false;
    /// The second was 60; 59 was taken.
    bool leap_second = false;
};

/// Reads the other forms in which dates really occur, besides ATOM:
///  - `Z` or `z`, offsets `±hhmm` and `±hh`, no offset at all (UTC is assumed);
///  - `t` or one space instead of `T`;
///  - a fraction of 1 to 9 digits after `.` or `,` (dropped);
///  - second 60 (59 is taken);
///  - Unix time as digits: up to 10 are seconds, 13 are milliseconds (rounded down).
///
/// Impossible dates, hour 24, offsets beyond ±18:00 and anything trailing are refused.
///
/// @return the date, or protocol_errc::invalid_timestamp
///
/// Complexity: constant, no allocation on success.
/// Source: channels of old portals, `new_channel.start`, users without a channel.
result<tolerant_timestamp> parse_timestamp_tolerantly(std::string_view text);

/// A Unix time in seconds, or of 13 digits in milliseconds, as a date at UTC.
///
/// @return the date, or protocol_errc::invalid_timestamp for a negative number or one of 11, 12 or over 13 digits
result<timestamp> timestamp_from_unix(std::int64_t number);

// Bodies.

namespace detail {

/// The last second of the year 9999, the end of what ATOM can write.
inline constexpr std::chrono::sys_seconds end_of_time{std::chrono::seconds{253402300799}};

inline constexpr std::chrono::minutes max_offset = std::chrono::hours{18};

/// Two digits at `text`, or -1.
constexpr int two_digits(char const* text) noexcept {
    unsigned const high = static_cast<unsigned char>(text[0]) - unsigned{'0'};
    unsigned const low = static_cast<unsigned char>(text[1]) - unsigned{'0'};
    return high > 9 || low > 9 ? -1 : static_cast<int>(high * 10 + low);
}

/// `YYYY-MM-DD?hh:mm:ss`, 19 characters with any one between date and time, as if at UTC. Second 60 passes.
constexpr std::optional<date::sys_seconds> read_date_time(char const* text) noexcept {
    int const century = two_digits(text), year = two_digits(text + 2), month = two_digits(text + 5),
              day = two_digits(text + 8), hour = two_digits(text + 11), minute = two_digits(text + 14),
              second = two_digits(text + 17);
    if ((century | year | month | day | hour | minute | second) < 0) return std::nullopt;
    if (text[4] != '-' || text[7] != '-' || text[13] != ':' || text[16] != ':') return std::nullopt;
    if (hour > 23 || minute > 59 || second > 60) return std::nullopt;
    date::year_month_day const day_of_year{date::year{century * 100 + year},
                                           date::month{static_cast<unsigned>(month)},
                                           date::day{static_cast<unsigned>(day)}};
    if (!day_of_year.ok()) return std::nullopt;
    return date::sys_days{day_of_year} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
           std::chrono::seconds{second};
}

/// A sign, hours and minutes -> the offset, unless out of range.
constexpr std::optional<std::chrono::minutes> make_offset(char sign, int hours, int minutes) noexcept {
    if ((sign != '+' && sign != '-') || hours < 0 || minutes < 0 || minutes > 59) return std::nullopt;
    auto const size = std::chrono::hours{hours} + std::chrono::minutes{minutes};
    if (size > max_offset) return std::nullopt;
    return sign == '+' ? size : -size;
}

constexpr bool all_digits(std::string_view text) noexcept {
    for (char const c : text)
        if (c < '0' || c > '9') return false;
    return !text.empty();
}

/// What follows the seconds of a tolerant date: nothing, Z, or an offset in one of its forms.
constexpr bool read_tolerant_offset(std::string_view text, tolerant_timestamp& out) noexcept {
    if (text.empty()) {
        out.offset_assumed = true;
        return true;
    }
    if (text == "Z" || text == "z") return true;
    bool const with_colon = text.size() == 6 && text[3] == ':';
    if (text.size() != 3 && text.size() != 5 && !with_colon) return false;
    int const minutes = text.size() == 3 ? 0 : two_digits(text.data() + (with_colon ? 4 : 3));
    auto const offset = make_offset(text[0], two_digits(text.data() + 1), minutes);
    if (!offset) return false;
    out.value.offset = *offset;
    out.value.instant -= *offset;
    return true;
}

} // namespace detail

inline result<timestamp> parse_timestamp(std::string_view atom) {
    if (atom.size() != 25 || atom[10] != 'T' || atom[22] != ':') return protocol_errc::invalid_timestamp;
    auto const local = detail::read_date_time(atom.data());
    auto const offset = detail::make_offset(atom[19], detail::two_digits(atom.data() + 20),
                                            detail::two_digits(atom.data() + 23));
    bool const second_60 = atom[17] == '6';
    bool const minus_zero = offset && offset->count() == 0 && atom[19] == '-';
    if (!local || !offset || second_60 || minus_zero) return protocol_errc::invalid_timestamp;
    return timestamp{*local - *offset, *offset};
}

inline std::string to_atom(timestamp value) {
    constexpr date::sys_seconds first = date::sys_days{date::year{0} / date::January / 1};
    bool const offset_fits = value.offset <= detail::max_offset && value.offset >= -detail::max_offset;
    bool const adds_up =
        value.instant >= first - date::days{1} && value.instant <= detail::end_of_time + date::days{1};
    if (!offset_fits || !adds_up) return {};
    auto const local = value.instant + value.offset;
    if (local < first || local > detail::end_of_time) return {};
    auto const day = date::floor<date::days>(local);
    date::year_month_day const date{day};
    date::hh_mm_ss<std::chrono::seconds> const time{local - day};
    date::hh_mm_ss<std::chrono::minutes> const offset{value.offset};

    std::string text = "YYYY-MM-DDThh:mm:ss+hh:mm";
    auto const put = [&text](std::size_t at, auto number) {
        auto const n = static_cast<unsigned>(number);
        text[at] = static_cast<char>('0' + n / 10 % 10);
        text[at + 1] = static_cast<char>('0' + n % 10);
    };
    put(0, static_cast<int>(date.year()) / 100);
    put(2, static_cast<int>(date.year()) % 100);
    put(5, static_cast<unsigned>(date.month()));
    put(8, static_cast<unsigned>(date.day()));
    put(11, time.hours().count());
    put(14, time.minutes().count());
    put(17, time.seconds().count());
    if (offset.is_negative()) text[19] = '-';
    put(20, offset.hours().count());
    put(23, offset.minutes().count());
    return text;
}

inline result<timestamp> timestamp_from_unix(std::int64_t number) {
    constexpr std::int64_t first_11_digits = 10'000'000'000, first_13_digits = 1'000'000'000'000;
    bool const milliseconds = number >= first_13_digits && number < first_13_digits * 10;
    if (number < 0 || (number >= first_11_digits && !milliseconds)) return protocol_errc::invalid_timestamp;
    std::chrono::seconds const since_epoch{milliseconds ? number / 1000 : number};
    return timestamp{std::chrono::sys_seconds{since_epoch}, std::chrono::minutes{0}};
}

inline result<tolerant_timestamp> parse_timestamp_tolerantly(std::string_view text) {
    tolerant_timestamp out;
    if (detail::all_digits(text) && text.size() <= 13) {
        std::int64_t number = 0;
        for (char const c : text) number = number * 10 + (c - '0');
        auto const value = timestamp_from_unix(number);
        bool const padded =
            text.size() > 10 && text.front() == '0'; // 13 digits are milliseconds, these are not 13
        if (!value || padded) return protocol_errc::invalid_timestamp;
        out.value = *value;
        return out;
    }
    if (text.size() < 19) return protocol_errc::invalid_timestamp;
    auto const local = detail::read_date_time(text.data());
    bool const separated = text[10] == 'T' || text[10] == 't' || text[10] == ' ';
    if (!local || !separated) return protocol_errc::invalid_timestamp;
    out.leap_second = text[17] == '6';
    out.value.instant = *local - std::chrono::seconds{out.leap_second ? 1 : 0};

    text.remove_prefix(19);
    if (!text.empty() && (text[0] == '.' || text[0] == ',')) {
        auto const end = text.find_first_not_of("0123456789", 1);
        auto const digits = (end == text.npos ? text.size() : end) - 1;
        if (digits < 1 || digits > 9) return protocol_errc::invalid_timestamp;
        text.remove_prefix(digits + 1);
    }
    if (!detail::read_tolerant_offset(text, out)) return protocol_errc::invalid_timestamp;
    return out;
}

} // namespace b24pull
