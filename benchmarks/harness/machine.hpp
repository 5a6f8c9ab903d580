// What a figure depends on beside the program.
#pragma once

#include <string>

namespace benchmarks {

struct machine {
    std::string processor, cores, compiler, boost, node;
    /// UTC, `YYYY-MM-DD`.
    std::string date;
};

/// @param node  its version, or ""
machine this_machine(std::string node);

} // namespace benchmarks
