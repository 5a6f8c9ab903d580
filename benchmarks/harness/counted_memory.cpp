#include "counted_memory.hpp"

#include <cstdlib>
#include <new>

#include <malloc.h>

namespace {

struct count {
    bool running = false;
    std::size_t allocations = 0;
    std::ptrdiff_t bytes = 0;
};

constinit thread_local count counted;

std::ptrdiff_t size_of(void* block) noexcept {
    return static_cast<std::ptrdiff_t>(malloc_usable_size(block));
}

} // namespace

void* operator new(std::size_t size) {
    auto* const block = std::malloc(size);
    if (!block) throw std::bad_alloc();
    if (counted.running) [[unlikely]] {
        ++counted.allocations;
        counted.bytes += size_of(block);
    }
    return block;
}

void operator delete(void* block) noexcept {
    if (counted.running) [[unlikely]]
        counted.bytes -= size_of(block);
    std::free(block);
}

void operator delete(void* block, std::size_t) noexcept { operator delete(block); }

namespace benchmarks {

memory_count::memory_count() noexcept { counted = {.running = true}; }
memory_count::~memory_count() { counted.running = false; }

std::size_t memory_count::allocations() const noexcept { return counted.allocations; }
std::ptrdiff_t memory_count::bytes() const noexcept { return counted.bytes; }

} // namespace benchmarks
