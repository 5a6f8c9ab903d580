#include "output.hpp"

#include <cerrno>
#include <cstdio>

namespace tool {

bool output::line(std::string_view text) {
    if (broken()) return false;
    bool const written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() &&
                         std::fputc('\n', stdout) != EOF && std::fflush(stdout) == 0;
    if (!written) error_ = errno != 0 ? errno : EIO;
    return written;
}

bool output::reader_gone() const { return error_ == EPIPE; }

} // namespace tool
