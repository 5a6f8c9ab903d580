// Chance from a seed: the same seed gives the same session.
#pragma once

#include <chrono>
#include <cstdint>

namespace b24pull::realtime::detail {

/// SplitMix64. Good enough to spread clients in time, and nothing else is wanted of it.
class random_source {
public:
    explicit random_source(std::uint64_t seed) noexcept
        : state_(seed) {}

    /// From 0 up to, but not including, 1.
    double fraction() noexcept {
        state_ += 0x9e3779b97f4a7c15u;
        auto mixed = state_;
        mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9u;
        mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111ebu;
        return static_cast<double>((mixed ^ mixed >> 31) >> 11) * 0x1p-53;
    }

    std::chrono::milliseconds between(std::chrono::milliseconds least,
                                      std::chrono::milliseconds most) noexcept {
        auto const range = static_cast<double>((most - least).count());
        return least + std::chrono::milliseconds(static_cast<std::int64_t>(range * fraction()));
    }

private:
    std::uint64_t state_;
};

} // namespace b24pull::realtime::detail
