// What arrays of char hold at the moment when they are given back.
#pragma once

#include <cstddef>
#include <string>

/// From construction to destruction, collects the bytes of the arrays that were allocated and are freed meanwhile.
/// One at a time.
class freed_arrays {
public:
    freed_arrays();
    freed_arrays(freed_arrays const&) = delete;
    freed_arrays& operator=(freed_arrays const&) = delete;
    ~freed_arrays();

    /// How many were freed.
    std::size_t count() const noexcept;
    /// All their bytes.
    std::string bytes() const;
};
