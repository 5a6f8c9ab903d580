// A queue that needs no memory while it is empty: most sessions wait most of the time, and there may be many.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace b24pull::realtime::detail {

/// First in, first out.
template <class T>
class fifo {
public:
    bool empty() const noexcept { return next_ == items_.size(); }
    std::size_t size() const noexcept { return items_.size() - next_; }
    /// What waits, in order.
    auto begin() const noexcept { return items_.begin() + static_cast<std::ptrdiff_t>(next_); }
    auto end() const noexcept { return items_.end(); }

    template <class Item>
    void push(Item&& item) {
        items_.emplace_back(std::forward<Item>(item));
    }

    std::optional<T> pop() {
        if (empty()) return std::nullopt;
        std::optional<T> out(std::move(items_[next_++]));
        // What was taken is given back as soon as it is the larger part: each item is moved once at the most.
        if (empty()) {
            items_.clear();
            if (items_.capacity() > capacity_kept) items_ = std::vector<T>();
            next_ = 0;
        } else if (next_ > size()) {
            items_.erase(items_.begin(), begin_mutable());
            next_ = 0;
        }
        return out;
    }

private:
    static constexpr std::size_t capacity_kept = 16;

    auto begin_mutable() noexcept { return items_.begin() + static_cast<std::ptrdiff_t>(next_); }

    std::vector<T> items_; // those before next_ are taken
    std::size_t next_ = 0;
};

} // namespace b24pull::realtime::detail
