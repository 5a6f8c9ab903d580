// Colours, for a terminal that wants them.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace tool {

enum class colour { plain, dim, red, green, yellow, cyan };

enum class colour_choice { automatic, always, never };

class palette {
public:
    explicit palette(bool coloured)
        : coloured_(coloured) {}

    /// `automatic` colours a terminal, unless NO_COLOR is set to something or TERM is `dumb`.
    ///
    /// @param stream  where the text goes
    palette(colour_choice choice, std::FILE* stream);

    /// The text, which must be safe already, in this colour.
    std::string operator()(colour which, std::string_view text) const;

private:
    bool coloured_;
};

} // namespace tool
