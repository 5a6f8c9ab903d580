// What stands in a string of JSON text as it is meant: passed by, or copied, a block at a time.
#pragma once

#include <b24pull/detail/byte_block.hpp>

#include <boost/config.hpp>

#include <cstddef>

namespace b24pull::detail {

/// What does not stand in a string as it is, or ends it: a quote, a backslash, a control character, anything outside
/// ASCII.
inline byte_block::found special_in(byte_block const& block) noexcept {
    return block.equal('"') | block.equal('\\') | block.below_or_not_ascii(' ');
}
constexpr bool is_special(char c) noexcept {
    return c == '"' || c == '\\' || static_cast<unsigned char>(c - ' ') >= 0x60;
}

/// Passes by what stands in a string as it is.
BOOST_FORCEINLINE char const* skip_plain(char const* at, char const* end) noexcept {
    for (; end - at >= std::ptrdiff_t{byte_block::size}; at += byte_block::size) {
        if (auto const special = special_in(byte_block(at)); !special.none()) return at + special.before();
    }
    while (at != end && !is_special(*at)) ++at;
    return at;
}

/// The room that copy_up_to_special() needs to get on.
inline constexpr std::ptrdiff_t longest_copy = 2 * std::ptrdiff_t{byte_block::size};

/// Copies what stands in a string as it is, and slashes as PHP writes every one: behind a backslash, which is left out.
///
/// @param to  is moved behind the copy
///
/// @return where something else stands, or where the room got short
inline char const* copy_up_to_special(char const* at, char const* end, char*& to,
                                      char const* room_end) noexcept {
    constexpr std::ptrdiff_t size = byte_block::size;
    auto const is_slash = [](char const* from) { return from[0] == '\\' && from[1] == '/'; };
    auto const* from = at; // what is not copied yet, never more than a block
    auto const copy = [&](char const* up_to) {
        byte_block(from).copy_to(to); // all of it, of which only the beginning counts
        to += up_to - from;
        from = up_to;
    };
    for (; end - at >= 2 * size && room_end - to >= longest_copy;
         at += size) { // a block from anywhere in this one
        for (auto special = special_in(byte_block(at)).places(); special.any(); special.remove_first()) {
            auto const* const here = at + special.first();
            copy(here);
            if (!is_slash(here)) return here;
            ++from;
        }
        copy(at + size);
    }
    for (; from != end && to != room_end; ++from) {
        if (end - from > 1 && is_slash(from)) ++from;
        else if (is_special(*from)) break;
        *to++ = *from;
    }
    return from;
}

} // namespace b24pull::detail
