// The value of a number of checked JSON text that is no small integer.
#pragma once

#include <version>

#ifdef __cpp_lib_to_chars
#include <charconv>
#include <limits>
#else
#include <boost/json/parse.hpp>
#endif
#include <string_view>

namespace b24pull::detail {

/// The nearest double: an infinity beyond all of them.
inline double to_double(std::string_view number) {
#ifdef __cpp_lib_to_chars
    double out = 0;
    auto const failed = std::from_chars(number.data(), number.data() + number.size(), out).ec;
    bool const huge = failed != std::errc() && number.find('-', 1) == number.npos;
    return huge ? std::numeric_limits<double>::infinity() : out;
#else // libc++ has no from_chars for it before version 20
    return boost::json::parse(number).to_number<double>();
#endif
}

} // namespace b24pull::detail
