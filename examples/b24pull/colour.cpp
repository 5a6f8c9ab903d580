#include "colour.hpp"

#include <unistd.h>

#include <cstddef>
#include <cstdlib>

namespace tool {
namespace {

std::string_view environment(char const* name) {
    char const* const value = std::getenv(name);
    return value ? value : "";
}

bool wants_colours(colour_choice choice, std::FILE* stream) {
    if (choice != colour_choice::automatic) return choice == colour_choice::always;
    return environment("NO_COLOR").empty() && environment("TERM") != "dumb" &&
           ::isatty(::fileno(stream)) != 0;
}

} // namespace

palette::palette(colour_choice choice, std::FILE* stream)
    : palette(wants_colours(choice, stream)) {}

std::string palette::operator()(colour which, std::string_view text) const {
    if (!coloured_ || which == colour::plain) return std::string(text);
    constexpr std::string_view codes[] = {"", "2", "31", "32", "33", "36"};
    std::string out = "\x1b[";
    out += codes[static_cast<std::size_t>(which)];
    out += 'm';
    return out.append(text).append("\x1b[0m");
}

} // namespace tool
