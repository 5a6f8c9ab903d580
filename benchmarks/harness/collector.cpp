#include "collector.hpp"

#include <iostream>

namespace benchmarks {

void collector::ReportRuns(std::vector<Run> const& runs) {
    for (auto const& run : runs) {
        if (run.run_type != Run::RT_Iteration) continue; // means and medians are ours to take
        auto const& name = run.run_name.function_name;
        if (run.error_occurred) {
            std::cerr << name << ": " << run.error_message << '\n';
            continue;
        }
        // Time of the processor, where it is known: what others do on this machine counts less.
        bool const told = !run.run_name.time_type.empty();
        times_[name].push_back(told ? run.GetAdjustedRealTime() : run.GetAdjustedCPUTime());
    }
}

std::vector<double> collector::times_of(std::string const& name) const {
    auto const at = times_.find(name);
    return at == times_.end() ? std::vector<double>() : at->second;
}

} // namespace benchmarks
