#include "whole_file.hpp"

#include <b24pull/limits.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>

namespace tool {

b24pull::result<std::string> read_whole(std::string const& path) {
    auto const failed = [] {
        return b24pull::failure(b24pull::error_code(errno, boost::system::generic_category()));
    };
    bool const is_file = path != "-";
    int const file = is_file ? ::open(path.c_str(), O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
    if (file == -1) return failed();

    std::string text(b24pull::limits::http_body + 1, '\0');
    std::size_t size = 0;
    b24pull::result<std::string> out = b24pull::protocol_errc::body_too_large;
    while (size != text.size()) {
        auto const read = ::read(file, text.data() + size, text.size() - size);
        if (read > 0) size += static_cast<std::size_t>(read);
        else if (read < 0 && errno == EINTR) continue;
        else {
            out = read < 0 ? b24pull::result<std::string>(failed()) : text.substr(0, size);
            break;
        }
    }
    if (is_file) ::close(file);
    return out;
}

} // namespace tool
