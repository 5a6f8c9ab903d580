// The outcome for people, and the lines for programs.
#pragma once

#include "outcome.hpp"

#include <iosfwd>
#include <vector>

namespace benchmarks {

/// One table: a line for each contestant, with its time for one item, and how many times that of the floor and of ours.
void print_table(std::ostream& out, std::vector<outcome> const& all);

/// `RATIO <subject> <value>` for each subject with a goal's measure.
void print_ratios(std::ostream& out, std::vector<outcome> const& all);

} // namespace benchmarks
