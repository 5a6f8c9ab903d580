// The access token: from the environment or from a file, never from the command line, which others on the machine can
// read.
#pragma once

#include "common_options.hpp"

#include <b24pull/rest/credentials.hpp>
#include <b24pull/result.hpp>
#include <b24pull/secret.hpp>

#include <optional>
#include <string>

namespace tool {

/// The first line of a file, without the space around it; "-" is the standard input.
///
/// Errors: boost::system::errc::no_such_file_or_directory and the like; usage_errc::invalid_token for an empty line,
/// or one that is too long.
b24pull::result<b24pull::secret> read_secret(std::string const& path);

/// Whose calls are made. Must outlive the copies of it in a config_source.
class access {
public:
    explicit access(common_options const& options)
        : options_(options) {}

    /// With the token as it is now: a file is read anew each time, so that another program can renew it. While it
    /// cannot be read, the token that was there before is good.
    ///
    /// Errors: those of read_secret() and credentials::oauth().
    b24pull::result<b24pull::rest::credentials> operator()();

private:
    b24pull::result<b24pull::secret> read() const;

    common_options const& options_;
    std::optional<b24pull::secret> token_ = {};
};

/// The credentials to begin with; or nothing, and standard error says what to do.
std::optional<b24pull::rest::credentials> first_credentials(access& who);

} // namespace tool
