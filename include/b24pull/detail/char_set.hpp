// Sets of characters as tables: one look for each character of a text.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace b24pull::detail {

class char_set {
public:
    /// @param belongs  bool(char), asked for each of the 256
    template <class Predicate>
    constexpr explicit char_set(Predicate belongs) noexcept {
        for (unsigned c = 0; c != in_.size(); ++c) in_[c] = belongs(static_cast<char>(c)) ? 1 : 0;
    }

    constexpr bool has(char c) const noexcept { return of(c) != 0; }

    /// How many characters at the beginning of `text` belong to it.
    constexpr std::size_t span(std::string_view text) const noexcept {
        auto const* at = text.data();
        auto const* const end = at + text.size();
        while (at != end && has(*at)) ++at;
        return static_cast<std::size_t>(at - text.data());
    }

    constexpr bool has_all(std::string_view text) const noexcept {
        unsigned all = 1; // to the end: texts are as a rule what they should be
        auto const* at = text.data();
        auto const* const end = at + text.size();
        for (; end - at >= 4; at += 4) all &= of(at[0]) & of(at[1]) & of(at[2]) & of(at[3]);
        while (at != end) all &= of(*at++);
        return all != 0;
    }

private:
    constexpr unsigned of(char c) const noexcept { return in_[static_cast<unsigned char>(c)]; }

    std::array<unsigned char, 256> in_{};
};

} // namespace b24pull::detail
