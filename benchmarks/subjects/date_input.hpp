// Dates as channels have them.
#pragma once

#include <string>
#include <vector>

namespace benchmarks {

/// Dates that have nothing in common but their form.
std::vector<std::string> const& date_input();

} // namespace benchmarks
