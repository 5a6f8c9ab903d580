// HTTP/1.1 over one io_context: accepts connections, reads requests within limits, writes what the handler replies.
// A handler may keep a connection for another purpose.
//
// With a certificate a connection may speak TLS or not, as it likes: the port stands for the two that a portal has.
#pragma once

#include "connection.hpp"
#include "http_message.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace portal {

struct http_server_options {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;
    std::string certificate_file; // empty: no TLS
    std::string key_file;
    bool access_log = true; // one line per reply on standard error
};

class request_handler {
public:
    virtual ~request_handler() = default;

    // Called once, when the server begins to serve; what is spawned here ends with the server.
    virtual void start(boost::asio::any_io_executor executor) = 0;

    // The reply. No value: the connection is not the server's any more.
    virtual boost::asio::awaitable<std::optional<http_reply>>
    handle(http_request const& request, std::shared_ptr<connection> const& over) = 0;
};

class http_server {
public:
    // Binds and listens; throws std::exception with a text for people if that fails.
    explicit http_server(http_server_options const& options);
    ~http_server();

    std::uint16_t port() const;

    // Serves until SIGINT or SIGTERM. The handler outlives the server: connections that it has kept end with this one.
    void run(request_handler& handler);

private:
    class implementation;
    std::unique_ptr<implementation> implementation_;
};

} // namespace portal
