// PHP's casts over a boost::json::value, as far as the REST methods depend on them.
//
// A JSON object and a JSON array are both a PHP array.
#pragma once

#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portal {

bool is_php_array(boost::json::value const& value);

// The elements of a PHP array in their order, without the keys; empty for everything else.
std::vector<boost::json::value> php_elements(boost::json::value const& value);

// (int)$value: leading digits of a string, 0 without any; 1 for an array that is not empty.
std::int64_t php_int(boost::json::value const& value);

// (string)$value of a scalar; nothing for an array.
std::optional<std::string> php_text(boost::json::value const& value);

// A value in JavaScript literal syntax (JSON, and also single quotes and bare keys), as the server accepts it for
// parameters documented as arrays. No value if it is not such a literal.
std::optional<boost::json::value> read_literal(std::string_view text);

// The array that a parameter holds, given as an array or as the text of a literal; nothing if it is neither.
std::optional<boost::json::value> php_array_parameter(boost::json::value const& value);

} // namespace portal
