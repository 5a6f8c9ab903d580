// The messages of a payload, in a list that keeps its memory: decoding into it again allocates nothing.
#pragma once

#include <b24pull/realtime/message.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace b24pull::realtime {

/// A sequence of messages. Cleared, it keeps the strings of its messages for the next ones, up to a bound: of the first
/// 1,024 messages those below 16 KiB.
class message_list {
public:
    /// As a standard container names it.
    using value_type = message;
    /// Random access. Valid until the list grows or dies.
    using iterator = message*;
    /// The same, for reading.
    using const_iterator = message const*;

    message_list() = default;
    /// Copies the messages, not the memory behind them.
    message_list(message_list const& other)
        : slots_(other.begin(), other.end())
        , size_(other.size_) {}
    /// Takes messages and memory; the other list is empty then.
    message_list(message_list&& other) noexcept
        : slots_(std::move(other.slots_))
        , size_(std::exchange(other.size_, 0)) {}
    /// Copies or moves, as the argument was made.
    message_list& operator=(message_list other) noexcept {
        slots_.swap(other.slots_);
        std::swap(size_, other.size_);
        return *this;
    }

    /// How many messages there are.
    std::size_t size() const noexcept { return size_; }
    /// Whether there is none.
    bool empty() const noexcept { return size_ == 0; }

    /// The first message.
    iterator begin() noexcept { return slots_.data(); }
    /// Behind the last message.
    iterator end() noexcept { return slots_.data() + size_; }
    /// The first message.
    const_iterator begin() const noexcept { return slots_.data(); }
    /// Behind the last message.
    const_iterator end() const noexcept { return slots_.data() + size_; }

    /// The message at `index`, which has to be below size().
    message& operator[](std::size_t index) noexcept { return slots_[index]; }
    /// The message at `index`, which has to be below size().
    message const& operator[](std::size_t index) const noexcept { return slots_[index]; }
    /// The first message of a list that is not empty.
    message const& front() const noexcept { return slots_.front(); }
    /// The last message of a list that is not empty.
    message const& back() const noexcept { return slots_[size_ - 1]; }

    /// No messages any more, but their memory, up to the bound.
    void clear() noexcept;

    /// Appends a message with every member at its default.
    message& append();

    /// Takes the last message back.
    void remove_last() noexcept { --size_; }

private:
    static constexpr std::size_t slots_kept = 1024;
    static constexpr std::size_t text_kept = 16 * 1024;

    std::vector<message> slots_; // the first size_ are messages, the others memory
    std::size_t size_ = 0;
};

// Bodies.

inline void message_list::clear() noexcept {
    size_ = 0;
    if (slots_.size() > slots_kept) { // a rare replay
        slots_.erase(slots_.begin() + slots_kept, slots_.end());
        slots_.shrink_to_fit();
    }
    for (auto& slot : slots_) {
        auto const kept = slot.params.capacity() + slot.extra.capacity() + slot.module_id.capacity() +
                          slot.command.capacity();
        if (kept <= text_kept) continue;
        message fresh; // assigned, it would leave the memory where it is
        std::swap(slot, fresh);
    }
}

inline message& message_list::append() {
    if (size_ == slots_.size()) slots_.emplace_back();
    auto& slot = slots_[size_++];
    for (auto* const text :
         {&slot.mid, &slot.tag, &slot.time, &slot.module_id, &slot.command, &slot.sender.id, &slot.rpc_id})
        text->clear();
    for (auto* const object : {&slot.params, &slot.extra}) {
        object->resize(2); // in place, where assigning is a call
        object->front() = '{';
        object->back() = '}';
    }
    slot.sender.type = sender_type::unknown;
    return slot;
}

} // namespace b24pull::realtime
