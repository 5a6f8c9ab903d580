#include "timing.hpp"

#include "collector.hpp"
#include "counted_memory.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <utility>

namespace benchmarks {
namespace {

/// All iterations in one batch, so that nothing of the engine comes between two of them.
void run(benchmark::State& state, contestant const& one) {
    auto const times = static_cast<benchmark::IterationCount>(state.max_iterations);
    while (state.KeepRunningBatch(times))
        if (auto const told = one.repeat(static_cast<std::size_t>(times)))
            state.SetIterationTime(std::chrono::duration<double>(*told).count());
}

/// A contestant that takes its own time gives it even for no work.
bool times_itself(contestant const& one) { return one.repeat(0).has_value(); }

void announce(std::string const& name, contestant const& one) {
    auto* const registered =
        benchmark::RegisterBenchmark(name.c_str(), [&one](benchmark::State& state) { run(state, one); });
    registered->Unit(benchmark::kNanosecond);
    if (times_itself(one)) registered->UseManualTime();
}

std::size_t allocations_of(contestant const& one) {
    one.repeat(2); // what is made once and kept
    memory_count const counted;
    one.repeat(1);
    return counted.allocations();
}

row outcome_of(subject const& of, contestant const& one, std::vector<double> times) {
    row out{.name = one.name, .role = one.role};
    for (auto& time : times) time /= static_cast<double>(of.items);
    out.time = spread_of(std::move(times));
    if (out.time && one.role == role::ours) out.allocations = allocations_of(one);
    return out;
}

} // namespace

std::vector<outcome> take_times(std::vector<subject> const& subjects, std::vector<std::string> options) {
    bool const chosen = std::any_of(options.begin(), options.end(), [](std::string const& option) {
        return option.starts_with("--benchmark_filter");
    });
    std::vector<char*> words;
    for (auto& option : options) words.push_back(option.data());
    auto count = static_cast<int>(words.size());
    benchmark::Initialize(&count, words.data());
    if (count > 1) throw std::invalid_argument("unknown option: " + std::string(words[1]));

    auto const name_of = [](subject const& of, contestant const& one) { return of.name + '/' + one.name; };
    for (auto const& subject : subjects)
        for (auto const& one : subject.contestants)
            if (one.repeat) announce(name_of(subject, one), one);
    collector collected;
    benchmark::RunSpecifiedBenchmarks(&collected);

    std::vector<outcome> all;
    for (auto const& subject : subjects) {
        outcome out{subject.name, subject.item,    subject.items,
                    subject.goal, subject.as_rate, subject.pictured};
        for (auto const& one : subject.contestants)
            if (auto measured = outcome_of(subject, one, collected.times_of(name_of(subject, one)));
                measured.time)
                out.rows.push_back(std::move(measured));
            else if (one.bytes && !chosen)
                out.rows.push_back({.name = one.name, .role = one.role, .bytes = one.bytes()});
        if (!out.rows.empty()) all.push_back(std::move(out));
    }
    return all;
}

} // namespace benchmarks
