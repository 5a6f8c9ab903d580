// The value of a number of checked JSON text that is no small integer.
#pragma once

#include <version>

#ifdef __cpp_lib_to_chars
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <system_error>
#else
#include <boost/json/parse.hpp>
#endif
#include <string_view>

namespace b24pull::detail {

#ifdef __cpp_lib_to_chars
/// Whether the first digit that counts stands before the point, where the exponent has moved it.
inline bool is_large(std::string_view number) {
    auto const e = (std::min)(number.find_first_of("eE"), number.size());
    auto const mantissa = number.substr(0, e);
    auto const point = (std::min)(mantissa.find('.'), mantissa.size());
    auto const first = (std::min)(mantissa.find_first_of("123456789"), mantissa.size());
    auto exponent = number.substr((std::min)(e + 1, number.size()));
    if (exponent.starts_with('+')) exponent.remove_prefix(1);
    std::int64_t moved = 0;
    std::from_chars(exponent.data(), exponent.data() + exponent.size(), moved);
    return static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first) + moved > 0;
}
#endif

/// The nearest double: an infinity beyond all of them.
inline double to_double(std::string_view number) {
#ifdef __cpp_lib_to_chars
    double out = 0;
    auto const failed = std::from_chars(number.data(), number.data() + number.size(), out).ec;
    if (failed == std::errc()) return out;
    auto const size = is_large(number) ? std::numeric_limits<double>::infinity() : 0.0;
    return number.starts_with('-') ? -size : size;
#else // libc++ has no from_chars for it before version 20
    return boost::json::parse(number).to_number<double>();
#endif
}

} // namespace b24pull::detail
