// Where the library's reading of JSON and Boost.JSON's are known to differ.
#pragma once

#include <algorithm>
#include <string_view>

namespace support {

/// There is an exponent of more than nine digits: the scanner refuses it, Boost.JSON reads some.
inline bool has_long_exponent(std::string_view text) {
    constexpr std::string_view digits = "0123456789";
    for (auto at = text.find_first_of("eE"); at != text.npos; at = text.find_first_of("eE", at + 1)) {
        auto first = at + 1;
        if (first < text.size() && (text[first] == '+' || text[first] == '-')) ++first;
        auto const end = (std::min)(text.find_first_not_of(digits, first), text.size());
        if (end > first + 9) return true;
    }
    return false;
}

} // namespace support
