// What the program's exit status says.
#pragma once

#include <b24pull/result.hpp>

namespace tool {

enum class exit_code : int {
    done = 0,
    /// None of the others: an answer that cannot be used, an event that did not come, output that cannot be written.
    failed = 1,
    /// Wrong arguments, no token, a file that cannot be read.
    usage = 2,
    /// By the portal or its push server: token, rights, settings, limits.
    refused = 3,
    /// Name, network, TLS, time-out.
    unreachable = 4,
    /// `listen` ended before --count events had come.
    incomplete = 5,
};

/// For the footer of --help.
inline constexpr char const* exit_codes_text =
    "Exit status: 0 done; 1 failed in another way; 2 wrong arguments, no token, a file that cannot be\n"
    "read; 3 refused by the portal: token, rights, settings; 4 not reached: name, network, TLS, time-out;\n"
    "5 listen ended before --count events had come.";

/// The status for a failure.
exit_code exit_code_of(b24pull::failure const& failure);

} // namespace tool
