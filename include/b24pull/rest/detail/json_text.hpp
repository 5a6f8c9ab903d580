// The caller's own JSON text, checked before it is sent.
#pragma once

#include <b24pull/limits.hpp>
#include <b24pull/result.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <string_view>

namespace b24pull::rest::detail {

/// The text of one JSON object or array as a value.
///
/// Errors: usage_errc::invalid_params, for other values and for nesting beyond limits::json_depth too.
inline result<boost::json::value> parse_container(std::string_view text) {
    boost::json::parse_options options;
    options.max_depth = limits::json_depth;
    error_code error;
    auto value = boost::json::parse(text, error, {}, options);
    if (error || (!value.is_object() && !value.is_array())) return usage_errc::invalid_params;
    return value;
}

} // namespace b24pull::rest::detail
