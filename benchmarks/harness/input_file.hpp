// The inputs in benchmarks/inputs/: made up, in the shapes that portals send.
#pragma once

#include <string>
#include <string_view>

namespace benchmarks {

/// The whole file. Throws std::runtime_error if it cannot be read.
std::string input_file(std::string_view name);

} // namespace benchmarks
