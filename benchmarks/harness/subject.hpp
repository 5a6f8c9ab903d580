// What is measured: a subject is one piece of work, done by contestants.
//
// A file in subjects/ makes each subject with our own way and the floor, those in peers/ add the others.
#pragma once

#include "digest.hpp"
#include "keep.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace benchmarks {

enum class role {
    ours,
    /// Work without which it cannot be done: a bound, not a rival. It yields no values.
    floor,
    peer,
    /// Our own work among many of its kind. It should take as long as alone.
    crowd,
};

struct contestant {
    std::string name;
    benchmarks::role role = role::peer;
    /// Does the work so many times. Where another process does it, it gives the time of it itself.
    std::function<std::optional<std::chrono::nanoseconds>(std::size_t)> repeat = {};
    /// What it finds out; without it nothing is compared.
    std::function<digest()> answer = {};
    /// Where memory is the question: the bytes that stay. There is nothing to repeat then.
    std::function<double()> bytes = {};
};

/// @param work  one run of the work; gives what it has made
template <class Work>
contestant make_contestant(std::string name, role as, Work work, std::function<digest()> answer = {}) {
    return {.name = std::move(name),
            .role = as,
            .repeat = [work = std::move(work)](
                          std::size_t times) mutable -> std::optional<std::chrono::nanoseconds> {
                for (; times != 0; --times) {
                    auto&& made = work();
                    keep(made);
                }
                return std::nullopt;
            },
            .answer = std::move(answer)};
}

/// How the outcome is told to programs.
enum class measure {
    none,
    /// Our time over that of the floor.
    over_floor,
    /// Our nanoseconds for one item.
    nanoseconds,
    /// The time in the largest crowd over that alone.
    growth,
};

struct goal {
    benchmarks::measure measure = measure::none;
    std::optional<double> at_most = {};
    /// Allocations of one run.
    std::optional<std::size_t> allocations = {};
};

struct subject {
    std::string name;
    /// What one run works through, such as 100 messages. Times are told for one of them.
    std::string item;
    std::size_t items = 1;
    benchmarks::goal goal = {};
    std::vector<contestant> contestants = {};
    /// How many in a second is of interest, too.
    bool as_rate = false;
    /// Belongs into the picture.
    bool pictured = false;
    /// Instructions are counted and held against the baseline.
    bool counted = false;
};

} // namespace benchmarks
