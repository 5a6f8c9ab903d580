// Lines on the standard output, each of them there when the next event comes.
#pragma once

#include <string_view>

namespace tool {

class output {
public:
    /// Writes a line and its end, and flushes. False, now and for ever, once that is not possible.
    bool line(std::string_view text);

    /// Whether a line could not be written.
    bool broken() const { return error_ != 0; }
    /// Whether that was because nobody reads any more, as in `| head`: no fault.
    bool reader_gone() const;

private:
    int error_ = 0; // errno
};

} // namespace tool
