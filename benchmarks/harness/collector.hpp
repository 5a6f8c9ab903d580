// Takes over what Google Benchmark measures, in the place of its own table.
#pragma once

#include <benchmark/benchmark.h>

#include <map>
#include <string>
#include <vector>

namespace benchmarks {

class collector : public benchmark::BenchmarkReporter {
public:
    bool ReportContext(Context const&) override { return true; }
    void ReportRuns(std::vector<Run> const& runs) override;

    /// Nanoseconds of one iteration, for each repetition of the benchmark of that name.
    std::vector<double> times_of(std::string const& name) const;

private:
    std::map<std::string, std::vector<double>> times_;
};

} // namespace benchmarks
