// What is said when a command cannot do its work.
#pragma once

#include "exit_code.hpp"

#include <b24pull/result.hpp>

#include <string_view>

namespace tool {

/// Says on standard error what failed, why, and what to do.
///
/// @param headline  such as "Not published."
///
/// @return the exit status for it
exit_code complain(std::string_view headline, b24pull::failure const& why);

} // namespace tool
