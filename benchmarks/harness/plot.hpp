// The outcomes as a picture: bars in SVG, readable on light and on dark ground.
#pragma once

#include "machine.hpp"
#include "outcome.hpp"

#include <filesystem>
#include <vector>

namespace benchmarks {

/// Shows the subjects that belong into the picture, each in a scale of its own. Throws std::runtime_error if the file
/// cannot be written.
void write_plot(std::filesystem::path const& file, std::vector<outcome> const& all, machine const& on);

} // namespace benchmarks
