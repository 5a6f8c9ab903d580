// What `check` says, step by step.
#pragma once

#include "colour.hpp"
#include "exit_code.hpp"
#include "output.hpp"

#include <string>
#include <string_view>

namespace tool {

class check_report {
public:
    explicit check_report(palette colours)
        : colours_(colours) {}

    /// Texts may come from anywhere: they are made printable here.
    void works(std::string_view step, std::string_view what);
    /// @param advice  what to do about it: a sentence
    void fails(std::string_view step, std::string_view what, std::string_view advice, exit_code status);
    /// Nothing can be said about it, or nothing has to.
    void skips(std::string_view step, std::string_view why);

    /// The last line.
    void finish();
    /// Of the first step that failed; a report that nobody could read is a failure, too.
    exit_code verdict() const;

private:
    void line(colour which, std::string_view mark, std::string_view step, std::string_view what);

    palette colours_;
    output out_ = {};
    exit_code verdict_ = exit_code::done;
    int failures_ = 0;
};

} // namespace tool
