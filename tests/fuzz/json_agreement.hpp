// JSON by a second opinion: Boost.JSON's.
#pragma once

#include "../support/long_exponent.hpp"
#include "fuzz.hpp"

#include <b24pull/detail/json_scanner.hpp>

#include <boost/json/parse.hpp>

#include <cstddef>
#include <string_view>

namespace fuzz {

/// Whether Boost.JSON accepts the text.
inline bool is_json(std::string_view text, std::size_t depth = b24pull::detail::json_scanner::deepest) {
    boost::json::parse_options options;
    options.max_depth = depth;
    b24pull::error_code error;
    boost::json::parse(text, error, {}, options);
    return !error;
}

/// A reader's opinion of the text is Boost.JSON's.
inline void check_agreement(bool accepted, std::string_view text, std::size_t depth, char const* property) {
    bool const known_difference = !accepted && support::has_long_exponent(text);
    check(accepted == is_json(text, depth) || known_difference, property);
}

} // namespace fuzz
