// What came out of measuring a subject.
#pragma once

#include "subject.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace benchmarks {

/// Nanoseconds for one item. The least counts: whatever else a machine does makes repetitions longer, never shorter.
struct spread {
    double least = 0, median = 0, most = 0;
};

struct row {
    std::string name;
    benchmarks::role role = role::peer;
    std::optional<spread> time = {};
    /// Of one run. Counted for our own rows alone: not all peers go through operator new.
    std::optional<std::size_t> allocations = {};
    std::optional<double> bytes = {};
    /// For one item.
    std::optional<std::size_t> instructions = {};

    std::optional<double> best() const { return time ? std::optional(time->least) : std::nullopt; }
};

struct outcome {
    std::string subject;
    std::string item;
    std::size_t items = 1;
    benchmarks::goal goal = {};
    bool as_rate = false;
    bool pictured = false;
    std::vector<row> rows = {};

    std::optional<double> ours() const;
    std::optional<double> floor() const;

    /// The outcome in the form that the goal asks for.
    std::optional<double> value() const;
};

/// That of all repetitions; nothing for none.
std::optional<spread> spread_of(std::vector<double> values);

std::string_view name_of(role which) noexcept;

} // namespace benchmarks
