// What clients publish is theirs to choose, and a terminal obeys some of it: text that shows what is there, and moves
// nothing.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tool {

/// Text for a terminal. Control characters, those that change the direction of writing or are not seen, and what is
/// not UTF-8 come as `\u001b`, and bytes as `\xff`.
///
/// @param limit  characters at the most; the rest is cut off, which `…` shows
std::string printable(std::string_view text, std::size_t limit = std::string_view::npos);

/// The same as one column of a line: spaces are escaped too, and nothing is `-`.
std::string printable_word(std::string_view text);

/// A checked JSON value on one line, without the space between its parts, and with the same characters escaped. It
/// means what it meant, but for bytes that are not UTF-8, which become U+FFFD.
std::string json_line(std::string_view checked);

/// A text as JSON, fit for such a line.
std::string json_quoted(std::string_view text);

} // namespace tool
