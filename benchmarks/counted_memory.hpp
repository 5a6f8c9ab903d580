// The heap of this program, counted: operator new is replaced.
#pragma once

#include <cstddef>

namespace benchmarks {

/// Bytes that were asked for and not given back, without what the allocator adds.
std::size_t heap_bytes() noexcept;

/// What the system has given to the process, or 0 where that cannot be read.
std::size_t resident_bytes();

} // namespace benchmarks
