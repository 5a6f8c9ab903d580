// The heap of this program, counted where that is asked for: operator new is replaced.
#pragma once

#include <cstddef>

namespace benchmarks {

/// Counts from construction to destruction, in the thread that made it. One at a time.
///
/// Counting costs time, so nothing is timed while one lives.
class memory_count {
public:
    memory_count() noexcept;
    ~memory_count();
    memory_count(memory_count const&) = delete;
    memory_count& operator=(memory_count const&) = delete;

    /// How often operator new was called.
    std::size_t allocations() const noexcept;

    /// Bytes that were handed out and not given back, as large as the allocator made them.
    std::ptrdiff_t bytes() const noexcept;
};

} // namespace benchmarks
