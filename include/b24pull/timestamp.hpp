// Dates of the protocol: ATOM text <-> an instant and the offset that it was written with.
//
//     auto t = b24pull::parse_timestamp("2026-03-31T17:05:18+03:00");
//     assert(b24pull::to_atom(*t) == "2026-03-31T17:05:18+03:00");
#pragma once

#include <b24pull/result.hpp>

#include <bit>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace b24pull {

/// A second in time, and the offset from UTC that the server wrote it with. The offset is the server's zone at that
/// time: it changes with daylight saving and says nothing about the user.
struct timestamp {
    /// UTC.
    std::chrono::sys_seconds instant = {};
    /// From UTC, east positive, -18 to 18 hours.
    std::chrono::minutes offset{0};

    /// The same instant, written with the same offset.
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
    /// The date, as far as it was readable.
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

/// Eight characters of a date, checked and read at once: each is a byte of one number.
class digit_form {
public:
    /// @param form  where a digit stands the highest that may, `?` for anything, and whatever else has to stand there
    ///              itself
    constexpr explicit digit_form(char const (&form)[9]) noexcept {
        for (int i = 0; i != 8; ++i) {
            auto const at = [i](unsigned byte) { return std::uint64_t{byte} << (8 * i); };
            bool const digit = form[i] >= '0' && form[i] <= '9';
            if (form[i] == '?') continue;
            counts_ |= at(0xff);
            expected_ |= at(static_cast<unsigned char>(digit ? '0' : form[i]));
            room_ |= at(digit ? 0x7fu - static_cast<unsigned>(form[i] - '0') : 0x7fu);
        }
    }

    /// @param wrong  unchanged if the text has this form, else not 0 afterwards
    ///
    /// @return in each byte but the last the number that its digit and the next one make
    constexpr std::uint64_t read(char const* text, std::uint64_t& wrong) const noexcept {
        auto const values = (bytes_of(text) ^ expected_) & counts_; // of digits; 0 for the others
        wrong |= ((values + room_) | values) & 0x8080808080808080u; // a byte that is too large overflows
        return values * 10 + (values >> 8);
    }

private:
    static constexpr std::uint64_t bytes_of(char const* text) noexcept {
        std::uint64_t bytes = 0;
        if (std::endian::native == std::endian::little && !std::is_constant_evaluated()) { // one load
            std::memcpy(&bytes, text, sizeof bytes);
            return bytes;
        }
        for (int i = 0; i != 8; ++i) bytes |= std::uint64_t{static_cast<unsigned char>(text[i])} << (8 * i);
        return bytes;
    }

    std::uint64_t expected_ = 0;
    std::uint64_t counts_ = 0;
    std::uint64_t room_ = 0;
};

/// The number that begins at the i-th character of what digit_form read.
constexpr int number_at(int i, std::uint64_t numbers) noexcept {
    return static_cast<int>((numbers >> (8 * i)) & 0xff);
}

/// `YYYY-MM-DD?hh:mm:ss`, 19 characters with any one between date and time, as if at UTC. Second 60 passes.
constexpr bool read_date_time(char const* text, std::chrono::sys_seconds& out) noexcept {
    constexpr digit_form year_month("9999-19-"), day_hour("39?29:59"), clock("29:59:69");
    std::uint64_t wrong = 0;
    auto const first = year_month.read(text, wrong), second = day_hour.read(text + 8, wrong),
               third = clock.read(text + 11, wrong);
    int const hours = number_at(0, third), minutes = number_at(3, third), seconds = number_at(6, third);
    if (wrong != 0 || hours > 23 || seconds > 60) return false;
    std::chrono::year_month_day const day{std::chrono::year{number_at(0, first) * 100 + number_at(2, first)},
                                          std::chrono::month{static_cast<unsigned>(number_at(5, first))},
                                          std::chrono::day{static_cast<unsigned>(number_at(0, second))}};
    if (!day.ok()) return false;
    out = std::chrono::sys_days{day} + std::chrono::seconds{hours * 3600 + minutes * 60 + seconds};
    return true;
}

constexpr bool all_digits(std::string_view text) noexcept {
    for (char const c : text)
        if (c < '0' || c > '9') return false;
    return !text.empty();
}

/// `±hh:mm`, which follows two seconds at `text`.
constexpr bool read_offset(char const* text, std::chrono::minutes& out) noexcept {
    constexpr digit_form seconds_offset("???19:59");
    std::uint64_t wrong = 0;
    auto const numbers = seconds_offset.read(text, wrong);
    char const sign = text[2];
    int const distance = number_at(3, numbers) * 60 + number_at(6, numbers);
    if (wrong != 0 || (sign != '+' && sign != '-') || distance > max_offset.count()) return false;
    out = std::chrono::minutes{sign == '-' ? -distance : distance};
    return true;
}

/// What follows the seconds of a tolerant date: nothing, Z, or an offset in one of its forms.
constexpr bool read_tolerant_offset(std::string_view text, tolerant_timestamp& out) noexcept {
    if (text.empty()) {
        out.offset_assumed = true;
        return true;
    }
    if (text == "Z" || text == "z") return true;
    char form[] = "ss+00:00"; // with what may be left out
    bool const with_colon = text.size() == 6 && text[3] == ':';
    if (text.size() != 3 && text.size() != 5 && !with_colon) return false;
    for (std::size_t i = 0; i != 3; ++i) form[2 + i] = text[i];
    if (text.size() != 3)
        for (std::size_t i = 0; i != 2; ++i) form[6 + i] = text[text.size() - 2 + i];
    if (!read_offset(form, out.value.offset)) return false;
    out.value.instant -= out.value.offset;
    return true;
}

/// parse_timestamp() for those who do without a failure. `out` may change even so.
constexpr bool read_atom(std::string_view text, timestamp& out) noexcept {
    if (text.size() != 25 || text[10] != 'T' || text[17] == '6') return false;
    /// UTC.
    std::chrono::sys_seconds instant;
    /// From UTC, east positive, -18 to 18 hours.
    std::chrono::minutes offset{};
    if (!read_date_time(text.data(), instant) || !read_offset(text.data() + 17, offset)) return false;
    if (offset.count() == 0 && text[19] == '-') return false;
    out = {instant - offset, offset};
    return true;
}

} // namespace detail

inline result<timestamp> parse_timestamp(std::string_view atom) {
    result<timestamp> out = timestamp{}; // filled where it stays
    if (!detail::read_atom(atom, *out)) out = protocol_errc::invalid_timestamp;
    return out;
}

inline std::string to_atom(timestamp value) {
    constexpr std::chrono::sys_seconds first =
        std::chrono::sys_days{std::chrono::year{0} / std::chrono::January / 1};
    bool const offset_fits = value.offset <= detail::max_offset && value.offset >= -detail::max_offset;
    bool const adds_up = value.instant >= first - std::chrono::days{1} &&
                         value.instant <= detail::end_of_time + std::chrono::days{1};
    if (!offset_fits || !adds_up) return {};
    auto const local = value.instant + value.offset;
    if (local < first || local > detail::end_of_time) return {};
    auto const day = std::chrono::floor<std::chrono::days>(local);
    std::chrono::year_month_day const date{day};
    std::chrono::hh_mm_ss<std::chrono::seconds> const time{local - day};
    std::chrono::hh_mm_ss<std::chrono::minutes> const offset{value.offset};

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
    bool const separated = text[10] == 'T' || text[10] == 't' || text[10] == ' ';
    if (!separated || !detail::read_date_time(text.data(), out.value.instant))
        return protocol_errc::invalid_timestamp;
    out.leap_second = text[17] == '6';
    if (out.leap_second) out.value.instant -= std::chrono::seconds{1};

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
