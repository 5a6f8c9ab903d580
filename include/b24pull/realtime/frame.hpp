// The markers of text frames: `BEGIN JSON END`, one behind the other, with nothing, line breaks or noise between.
//
// Source: text payloads of server versions 1 to 4.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace b24pull::realtime {

/// What stands before the JSON text of an event, and behind it.
inline constexpr std::string_view frame_begin = "#!NGINXNMS!#";
inline constexpr std::string_view frame_end = "#!NGINXNME!#";

namespace detail {

/// A frame whose JSON text is broken: how far it reaches. What lies behind is looked at afresh.
struct broken_frame {
    std::size_t end;
    /// There is no end marker: nothing behind can be a whole frame.
    bool unfinished = false;
};

/// Finds the end of a broken frame that begins at `begin`: the last begin marker before the first end marker, since the
/// frame was cut and others came behind it; else behind that end marker.
///
/// @param text   the whole payload
/// @param begin  offset of the begin marker
constexpr broken_frame find_end_of_broken(std::string_view text, std::size_t begin) noexcept {
    auto const content = begin + frame_begin.size();
    auto const end = text.find(frame_end, content);
    if (end == text.npos) return {text.size(), true};
    auto const again = text.substr(0, end).rfind(frame_begin);
    return {again > begin ? again : end + frame_end.size(), false};
}

} // namespace detail
} // namespace b24pull::realtime
