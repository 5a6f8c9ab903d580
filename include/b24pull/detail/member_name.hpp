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
    consteval member_name(std::string_view name)
        : name_(name) {
        std::array<char, reach> text{}, counts{};
        text.at(0) = '"';
        for (std::size_t i = 0; i != name.size(); ++i) text.at(i + 1) = name[i];
        text.at(name.size() + 1) = '"';
        text.at(name.size() + 2) = ':'; // a longer name needs a longer reach: no constant then
        for (std::size_t i = 0; i != name.size() + 3; ++i) counts[i] = '\xff';
        text_ = std::bit_cast<words>(text);
        counts_ = std::bit_cast<words>(counts);
    }
    /// @copydoc member_name(std::string_view)
    template <std::size_t Size>
    consteval member_name(char const (&name)[Size])
        : member_name(std::string_view(name, Size - 1)) {}

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
