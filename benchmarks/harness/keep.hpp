// Keeps the optimiser from leaving out what nobody looks at.
#pragma once

namespace benchmarks {

/// Whoever reads the program must assume that `value` is looked at here, and all memory with it.
template <class T>
inline void keep(T const& value) noexcept {
    asm volatile("" : : "g"(&value) : "memory");
}

} // namespace benchmarks
