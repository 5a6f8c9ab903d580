#include "counted_memory.hpp"

#include <cstdlib>
#include <fstream>
#include <new>
#include <string>

namespace {

std::size_t bytes = 0; // one thread only

/// In front of each block stands its size.
constexpr std::size_t header = alignof(std::max_align_t);
static_assert(header >= sizeof(std::size_t));

} // namespace

void* operator new(std::size_t size) {
    auto* const block = static_cast<char*>(std::malloc(header + size));
    if (!block) throw std::bad_alloc();
    *reinterpret_cast<std::size_t*>(block) = size;
    bytes += size;
    return block + header;
}

void operator delete(void* from) noexcept {
    if (!from) return;
    auto* const block = static_cast<char*>(from) - header;
    bytes -= *reinterpret_cast<std::size_t*>(block);
    std::free(block);
}

void operator delete(void* from, std::size_t) noexcept { operator delete(from); }

namespace benchmarks {

std::size_t heap_bytes() noexcept { return bytes; }

std::size_t resident_bytes() {
    std::ifstream file("/proc/self/status");
    std::string word;
    while (file >> word)
        if (std::size_t kib = 0; word == "VmRSS:" && file >> kib) return kib * 1024;
    return 0;
}

} // namespace benchmarks
