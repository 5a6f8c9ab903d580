// PHP's json_encode, byte for byte, as the REST server of a portal calls it.
//
// The server passes the four "hex" options, so inside strings < > & ' " never appear as themselves, and a slash
// is written \/. Text outside ASCII is either escaped (\uXXXX, surrogate pairs) or written as raw UTF-8. Events for a
// push server are written without the "hex" options.
// A boost::json::object stands for a PHP array: empty, it is written [], and with the keys 0..n-1 in order it is
// written as a list, because PHP cannot tell these apart.
#pragma once

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace portal {

enum class non_ascii {
    escaped, // older builds; invalid UTF-8 makes the whole value unencodable
    raw,     // newer builds; U+2028 and U+2029 stay escaped, an invalid byte becomes U+FFFD
    event    // in events: raw, with < > & ' as themselves and \"; invalid UTF-8 makes the value unencodable
};

// No value means that PHP could not have encoded this one.
std::optional<std::string> php_json(boost::json::value const& value, non_ascii text);

} // namespace portal
