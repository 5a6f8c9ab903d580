// Whether all contestants of a subject find out the same.
#pragma once

#include "subject.hpp"

#include <string>
#include <vector>

namespace benchmarks {

/// Compares the values of every contestant with ours, and gives a line for each that differs: subject, peer, field.
std::vector<std::string> differences(std::vector<subject> const& subjects);

} // namespace benchmarks
