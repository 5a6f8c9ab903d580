// Measures through Google Benchmark: all contestants in one process, with repetitions in random order.
#pragma once

#include "outcome.hpp"
#include "subject.hpp"

#include <string>
#include <vector>

namespace benchmarks {

/// @param options  of Google Benchmark
///
/// @return what was measured; subjects that the options filter out are left out
std::vector<outcome> take_times(std::vector<subject> const& subjects, std::vector<std::string> options);

} // namespace benchmarks
