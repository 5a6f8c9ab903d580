// Numbers and times as people read them.
#pragma once

#include <string>

namespace benchmarks {

std::string number_text(double value, int decimals);

/// A time with three digits that count, in a unit that suits.
std::string duration_text(double nanoseconds);

} // namespace benchmarks
