// A configuration for programs.
#pragma once

#include <b24pull/config.hpp>

#include <string>

namespace tool {

/// An object on one line, without secrets: those are left out, or are said to be there.
std::string config_object(b24pull::config const& config);

} // namespace tool
