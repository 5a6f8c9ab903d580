// Room for one text at a time, for those that are not in the input as they are meant.
#pragma once

#include <b24pull/secret.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <utility>

namespace b24pull::detail {

/// Room that grows with what is written into it; most texts need none but its own. Tokens pass through here: what was
/// written is wiped when it goes, and when it moves.
class text_room {
public:
    text_room() = default;
    text_room(text_room const&) = delete;
    text_room& operator=(text_room const&) = delete;
    ~text_room() { wipe(begin_, written_); }

    /// Where the next text begins, in place of the last one.
    char* begin() noexcept { return begin_; }
    /// The end of the room.
    char* end() noexcept { return begin_ + size_; }

    /// Sees to room for `more` bytes behind a text that has been written up to `at`.
    ///
    /// @return the place of `at`, which may have moved
    char* with_room(char* at, std::size_t more) {
        return static_cast<std::size_t>(end() - at) >= more ? at : moved(at, more);
    }

    /// A text has been written up to `at`.
    void written_to(char const* at) noexcept {
        written_ = (std::max)(written_, static_cast<std::size_t>(at - begin_));
    }

private:
    char* moved(char* at, std::size_t more) {
        written_to(at);
        auto const used = static_cast<std::size_t>(at - begin_);
        auto const size = 2 * (size_ + more);
        std::unique_ptr<char[]> larger(new char[size]);
        std::copy(begin_, at, larger.get());
        wipe(begin_, written_);
        larger_ = std::move(larger);
        begin_ = larger_.get();
        size_ = size;
        written_ = used;
        return begin_ + used;
    }

    std::array<char, 256> own_;
    std::unique_ptr<char[]> larger_;
    char* begin_ = own_.data();
    std::size_t size_ = own_.size();
    std::size_t written_ = 0; // at most
};

} // namespace b24pull::detail
