// A server on 127.0.0.1 that does on each connection what a script says, in a thread of its own: for WebSockets
// that err, and for proxies.
//
//     support::scripted_server server([](support::scripted_peer& peer) -> boost::asio::awaitable<void> {
//         co_await peer.accept_websocket();
//         co_await peer.write_frame(support::opcode::text, "hello");
//         co_await peer.wait_for_end();
//     });
#pragma once

#include "loopback_server.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace support {

namespace opcode {
inline constexpr unsigned continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10;
} // namespace opcode

struct websocket_frame {
    unsigned opcode = 0;
    bool last = true;
    std::string payload = {};

    /// Of a close frame.
    unsigned close_code() const;
    std::string close_reason() const;
};

/// One connection, TLS already begun where there is TLS. What fails throws boost::system::system_error, which ends
/// the script.
class scripted_peer {
public:
    class implementation;
    explicit scripted_peer(implementation& connection)
        : connection_(connection) {}

    /// An HTTP request up to its empty line.
    boost::asio::awaitable<std::string> read_header();
    boost::asio::awaitable<void> write(std::string bytes);

    /// @return the request that was accepted
    boost::asio::awaitable<std::string> accept_websocket();
    boost::asio::awaitable<websocket_frame> read_frame();
    boost::asio::awaitable<void> write_frame(unsigned opcode, std::string payload, bool last = true);
    boost::asio::awaitable<void> write_close(unsigned code, std::string reason);

    /// Passes everything on to a port of 127.0.0.1 and back, until either ends.
    boost::asio::awaitable<void> relay_to(std::uint16_t port);
    /// Passes over what comes until the client has ended the connection.
    boost::asio::awaitable<void> wait_for_end();

private:
    implementation& connection_;
};

/// Listens from construction to destruction. When a script ends its connection is closed without a word. All
/// functions may be called from any thread.
class scripted_server {
public:
    using script = std::function<boost::asio::awaitable<void>(scripted_peer&)>;

    explicit scripted_server(script each, std::optional<tls_files> const& tls = {});
    ~scripted_server();

    std::uint16_t port() const;
    /// How many connections were accepted so far.
    std::size_t connections() const;

private:
    class implementation;
    std::unique_ptr<implementation> implementation_;
};

} // namespace support
