// A constant table, seen from where it is used.
#pragma once

#include <cstddef>

namespace b24pull::detail {

/// The elements of an array that lives for ever. std::span would do as well, but asks of each kind of element anew
/// whether it can be made from a range: for our tables that took 6 % of the time that g++ needs for <b24pull.hpp>.
template <class T>
class table_view {
public:
    /// No elements.
    constexpr table_view() noexcept = default;

    template <std::size_t Size>
    constexpr table_view(T const (&all)[Size]) noexcept
        : begin_(all)
        , end_(all + Size) {}

    constexpr T const* begin() const noexcept { return begin_; }
    constexpr T const* end() const noexcept { return end_; }

private:
    T const* begin_ = nullptr;
    T const* end_ = nullptr;
};

} // namespace b24pull::detail
