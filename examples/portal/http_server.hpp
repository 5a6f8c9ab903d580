// HTTP/1.1 over one io_context: accepts connections, reads requests within limits, writes what the handler replies.
//
// With a certificate a connection may speak TLS or not, as it likes: the port stands for the two that a portal has.
#pragma once

#include "http_message.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace portal {

struct http_server_options {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;
    std::string certificate_file; // empty: no TLS
    std::string key_file;
    bool access_log = true; // one line per reply on standard error
};

class http_server {
public:
    using handler = std::function<http_reply(http_request const&)>;

    // Binds and listens; throws std::exception with a text for people if that fails.
    explicit http_server(http_server_options const& options);
    ~http_server();

    std::uint16_t port() const;

    // Serves until SIGINT or SIGTERM.
    void run(handler handle);

private:
    class implementation;
    std::unique_ptr<implementation> implementation_;
};

} // namespace portal
