// A session's snapshot in a file.
#pragma once

#include <b24pull/error.hpp>
#include <b24pull/result.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace tool {

/// What the file holds; nothing if there is none yet.
///
/// Errors: boost::system::errc codes; protocol_errc::body_too_large for what is too large to be a snapshot.
b24pull::result<std::optional<std::string>> read_snapshot(std::string const& path);

/// Puts it there in one step: whoever reads the file, and whatever happens meanwhile, finds the old text or the new
/// one, whole. Errors: boost::system::errc codes; the file is as it was then.
b24pull::error_code store_snapshot(std::string const& path, std::string_view text);

} // namespace tool
