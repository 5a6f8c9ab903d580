#include "snapshot_file.hpp"

#include "whole_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace tool {
namespace {

b24pull::error_code last_error() { return {errno, boost::system::generic_category()}; }

class descriptor {
public:
    explicit descriptor(int number)
        : number_(number) {}
    descriptor(descriptor const&) = delete;
    descriptor& operator=(descriptor const&) = delete;
    ~descriptor() {
        if (number_ != -1) ::close(number_);
    }

    int get() const { return number_; }
    bool close() { return ::close(std::exchange(number_, -1)) == 0; }

private:
    int number_;
};

bool write_all(int file, std::string_view text) {
    while (!text.empty()) {
        auto const written = ::write(file, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

} // namespace

b24pull::result<std::optional<std::string>> read_snapshot(std::string const& path) {
    auto text = read_whole(path);
    if (text) return std::optional(std::move(*text));
    if (text.error().code() == boost::system::errc::no_such_file_or_directory)
        return std::optional<std::string>();
    return text.error();
}

b24pull::error_code store_snapshot(std::string const& path, std::string_view text) {
    std::string beside = path + ".XXXXXX"; // in the same folder, so that it can be renamed
    descriptor file(::mkostemp(beside.data(), O_CLOEXEC));
    if (file.get() == -1) return last_error();
    bool const stored = write_all(file.get(), text) && ::fsync(file.get()) == 0 && file.close() &&
                        std::rename(beside.c_str(), path.c_str()) == 0;
    if (stored) return {};
    auto const why = last_error();
    ::unlink(beside.c_str());
    return why;
}

} // namespace tool
