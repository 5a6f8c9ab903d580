#include "portal_process.hpp"

#include <b24pull/adapters/curl.hpp>

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace support {
namespace {

constexpr std::string_view ready = "portal ready at https://127.0.0.1:";

void require(bool condition, std::string const& complaint) {
    if (!condition) throw std::runtime_error(complaint);
}

} // namespace

portal_process::portal_process(std::vector<std::string> arguments)
    : arguments_(std::move(arguments)) {
    start();
}

b24pull::rest::credentials portal_process::caller() const {
    return b24pull::rest::credentials::oauth(url_, "token-of-an-administrator").value();
}

void portal_process::start() {
    std::vector<std::string> words{B24PULL_PORTAL,
                                   "--port",
                                   std::to_string(port_),
                                   "--public-name",
                                   "localhost",
                                   "--tls",
                                   "--cert",
                                   B24PULL_CERTIFICATES_DIR "/server.pem",
                                   "--key",
                                   B24PULL_CERTIFICATES_DIR "/server.key",
                                   "--quiet"};
    words.insert(words.end(), arguments_.begin(), arguments_.end());
    process_.emplace(std::move(words));
    auto const line = process_->read_line(std::chrono::seconds(30));
    require(line.starts_with(ready), "the portal is not ready, it said: " + line);
    port_ = static_cast<std::uint16_t>(std::stoul(line.substr(ready.size())));
    url_ = "https://localhost:" + std::to_string(port_);
}

std::string portal_process::control(std::string_view what) const {
    b24pull::adapters::curl_transport http;
    auto const answer =
        http({.method = "POST",
              .url = "http://127.0.0.1:" + std::to_string(port_) + "/control/" + std::string(what)});
    require(answer.has_value(), "control " + std::string(what) + ": no answer");
    require(answer->status == 200, "control " + std::string(what) + ": " + std::to_string(answer->status));
    return answer->body;
}

} // namespace support
