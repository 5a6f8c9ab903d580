// A whole file as text.
#pragma once

#include <b24pull/result.hpp>

#include <string>

namespace tool {

/// @param path  "-" is the standard input
///
/// Errors: boost::system::errc codes; protocol_errc::body_too_large beyond limits::http_body, which no event may
/// exceed.
b24pull::result<std::string> read_whole(std::string const& path);

} // namespace tool
