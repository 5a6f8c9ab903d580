// The name of a member that the protocol knows, ready to be compared with what stands in a text.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace b24pull::detail {

/// Servers write `"name":` without a blank: that is compared as three numbers, whatever the length of the name.
class member_name {
public:
    /// How many bytes are looked at.
    static constexpr std::size_t reach = 24;

    /// @param name  at most 21 characters that JSON writes as they are; lives for ever
    template <std::size_t Size>
    consteval member_name(char const (&name)[Size]) noexcept
        : name_(name, Size - 1) {
        static_assert(Size + 2 <= reach, "a longer reach is needed");
        std::array<char, reach> text{}, counts{};
        text[0] = '"';
        for (std::size_t i = 0; i != Size - 1; ++i) text[i + 1] = name[i];
        text[Size] = '"';
        text[Size + 1] = ':';
        for (std::size_t i = 0; i != Size + 2; ++i) counts[i] = '\xff';
        text_ = std::bit_cast<words>(text);
        counts_ = std::bit_cast<words>(counts);
    }

    constexpr std::string_view const& name() const noexcept { return name_; }

    /// How long it is with its quotes and the colon.
    constexpr std::size_t written_size() const noexcept { return name_.size() + 3; }

    /// Whether it stands there with its quotes and the colon.
    ///
    /// @param at  has at least `reach` bytes
    bool stands_at(char const* at) const noexcept {
        auto const differing = [&](std::size_t i) {
            std::uint64_t found = 0;
            std::memcpy(&found, at + i * sizeof found, sizeof found);
            return (found ^ text_[i]) & counts_[i];
        };
        return (differing(0) | differing(1) | differing(2)) == 0;
    }

private:
    using words = std::array<std::uint64_t, 3>;

    std::string_view name_;
    words text_{};
    words counts_{}; // where text_ has a character
};

} // namespace b24pull::detail
