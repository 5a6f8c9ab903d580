// Chance from a seed, the same on every machine.
#pragma once

#include <cstdint>

namespace simulation {

/// xorshift64*: another generator than the session's own, so that the two never run in step.
class chance {
public:
    explicit chance(std::uint64_t seed) noexcept
        : state_(seed * 0x9e3779b97f4a7c15u + 0x2545f4914f6cdd1du) {}

    std::uint64_t next() noexcept {
        state_ ^= state_ >> 12;
        state_ ^= state_ << 25;
        state_ ^= state_ >> 27;
        return state_ * 0x2545f4914f6cdd1du;
    }
    /// From `least` to `most`, both included.
    std::int64_t between(std::int64_t least, std::int64_t most) noexcept {
        return least +
               static_cast<std::int64_t>((next() >> 8) % static_cast<std::uint64_t>(most - least + 1));
    }
    bool percent(unsigned likely) noexcept { return (next() >> 8) % 100 < likely; }

private:
    std::uint64_t state_;
};

} // namespace simulation
