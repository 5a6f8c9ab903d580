// The loopback portal as a process of its own, for tests over real sockets.
//
//     support::portal_process portal({"--server-version", "4"});
//     connect_to(portal.url());
//     portal.control("publish?count=100");
#pragma once

#include "child_process.hpp"

#include <b24pull/rest/credentials.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace support {

/// Runs from construction to destruction. Speaks TLS with the tests' certificate; control goes over clear text. What fails
/// throws, since the tests use it from several threads.
class portal_process {
public:
    /// @param arguments  of the command line, besides address and certificate. The port stays the same over restarts
    explicit portal_process(std::vector<std::string> arguments);

    /// `https://localhost:PORT`.
    std::string const& url() const { return url_; }

    /// An administrator's token.
    b24pull::rest::credentials caller() const;

    /// Kills it without a warning.
    void kill() { process_.reset(); }
    /// Starts it again, on the same port.
    void start();

    /// Posts to `/control/WHAT`. The answer's body.
    std::string control(std::string_view what) const;

private:
    std::vector<std::string> arguments_;
    std::uint16_t port_ = 0;
    std::string url_;
    std::optional<child_process> process_;
};

} // namespace support
