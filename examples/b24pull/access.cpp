#include "access.hpp"

#include "advice.hpp"

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string_view>
#include <utility>

namespace tool {

using b24pull::failure;
using b24pull::result;
using b24pull::secret;
using b24pull::usage_errc;
namespace rest = b24pull::rest;

namespace {

/// Without blanks around it: a line's end gets into variables, too.
result<secret> token_in(std::string_view text) {
    constexpr std::string_view space = " \t\r\n";
    auto const first = text.find_first_not_of(space);
    if (first == text.npos) return usage_errc::invalid_token;
    text = text.substr(first, text.find_last_not_of(space) + 1 - first);
    if (text.size() > b24pull::limits::token) return usage_errc::invalid_token;
    return secret(text);
}

} // namespace

result<secret> read_secret(std::string const& path) {
    std::ifstream file;
    if (path != "-") {
        file.open(path);
        if (!file) return failure(b24pull::error_code(errno, boost::system::generic_category()));
    }
    std::string line(b24pull::limits::token + 2, '\0'); // one more than fits, and the end of the line
    auto& in = path == "-" ? std::cin : file;
    in.getline(line.data(), static_cast<std::streamsize>(line.size()));
    if (in.bad()) return failure(make_error_code(boost::system::errc::io_error)); // a folder, for example
    return token_in(line.c_str());
}

result<secret> access::read() const {
    if (!options_.token_file.empty()) return read_secret(options_.token_file);
    char const* const token = std::getenv("B24PULL_TOKEN");
    return token_in(token ? token : "");
}

result<rest::credentials> access::operator()() {
    bool const once = options_.token_file == "-"; // it has been read to its end
    if (!token_ || !once) {
        auto token = read();
        if (token) token_ = std::move(*token);
        else if (!token_) return token.error();
    }
    return rest::credentials::oauth(options_.portal, token_->reveal(), options_.clear());
}

std::optional<rest::credentials> first_credentials(access& who) {
    auto first = who();
    if (first) return std::move(*first);
    auto const code = first.error().code();
    if (code == usage_errc::invalid_url || code == usage_errc::insecure_url) {
        print_failure(std::cerr, "The portal's address cannot be used.", first.error());
    } else {
        std::cerr
            << "No access token: " << first.error().what() << ".\n"
            << "Put it into the environment variable B24PULL_TOKEN, or into the first line of a file for "
               "--token-file.\n";
    }
    return std::nullopt;
}

} // namespace tool
