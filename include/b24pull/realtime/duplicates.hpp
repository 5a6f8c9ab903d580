// Messages that come twice: live and in a replay, or because they were addressed to two channels of one client. On
// servers of version 4 that is everyday life.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace b24pull::realtime {

/// Remembers the ids of the last messages delivered: a bounded window, memory fixed once it is full.
class duplicate_window {
public:
    /// The vendor's clients remember 10 from payload to payload. Those that come twice in a replay stand next to each
    /// other.
    static constexpr std::size_t default_size = 256;

    /// @param size  ids to remember; 0 counts as 1
    explicit duplicate_window(std::size_t size = default_size)
        : size_(size == 0 ? 1 : size) {}

    /// Whether a message is to be delivered: true, and its id remembered, unless it is in the window. A message
    /// without an id is always delivered.
    ///
    /// Complexity: linear in the window.
    bool admit(std::string_view mid);

    /// The ids in the window, the oldest first: admitted in this order by another window, they make it the same.
    /// Views, valid until the next admit().
    std::vector<std::string_view> ids() const;

    /// Messages that were not.
    std::uint64_t suppressed() const noexcept { return suppressed_; }

private:
    std::size_t size_;
    std::size_t oldest_ = 0;
    std::vector<std::size_t> hashes_; // looked through first
    std::vector<std::string> mids_;
    std::uint64_t suppressed_ = 0;
};

// Bodies.

inline bool duplicate_window::admit(std::string_view mid) {
    if (mid.empty()) return true;
    auto const hash = std::hash<std::string_view>()(mid);
    for (std::size_t i = 0; i != hashes_.size(); ++i) {
        if (hashes_[i] != hash || mids_[i] != mid) continue;
        ++suppressed_;
        return false;
    }
    if (hashes_.size() < size_) {
        hashes_.push_back(hash);
        mids_.emplace_back(mid);
        return true;
    }
    hashes_[oldest_] = hash;
    mids_[oldest_] = mid;
    oldest_ = (oldest_ + 1) % size_;
    return true;
}

inline std::vector<std::string_view> duplicate_window::ids() const {
    std::vector<std::string_view> out(mids_.begin() + static_cast<std::ptrdiff_t>(oldest_), mids_.end());
    out.insert(out.end(), mids_.begin(), mids_.begin() + static_cast<std::ptrdiff_t>(oldest_));
    return out;
}

} // namespace b24pull::realtime
