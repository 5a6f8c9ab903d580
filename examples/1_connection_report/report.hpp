// Prints a configuration for a person. Secrets appear as their length only.
#pragma once

#include <b24pull/config.hpp>

#include <chrono>
#include <iosfwd>
#include <string>

/// Server, the transport to use, addresses, channels with their times, warnings.
///
/// @param now  wall time, for the time that is left
void print_report(std::ostream& out, b24pull::config const& config, std::chrono::sys_seconds now);

/// "11 h 59 min 12 s"
std::string duration_text(std::chrono::seconds time);
