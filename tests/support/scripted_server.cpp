#include "scripted_server.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/completion_condition.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/system/system_error.hpp>

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>
#include <atomic>
#include <thread>
#include <utility>

namespace support {

namespace asio = boost::asio;
using asio::ip::tcp;

class scripted_peer::implementation {
public:
    implementation(tcp::socket connected, asio::ssl::context* tls)
        : socket(std::move(connected)) {
        if (tls) secure.emplace(socket, *tls);
    }

    asio::awaitable<void> begin() {
        if (secure) co_await secure->async_handshake(asio::ssl::stream_base::server, asio::use_awaitable);
    }

    /// Makes `came` at least this long.
    asio::awaitable<void> fill(std::size_t size) {
        if (size <= came.size()) co_return;
        auto const missing = asio::transfer_at_least(size - came.size());
        if (secure)
            co_await asio::async_read(*secure, asio::dynamic_buffer(came), missing, asio::use_awaitable);
        else co_await asio::async_read(socket, asio::dynamic_buffer(came), missing, asio::use_awaitable);
    }
    std::string take(std::size_t size) {
        auto out = came.substr(0, size);
        came.erase(0, size);
        return out;
    }

    tcp::socket socket;
    std::optional<asio::ssl::stream<tcp::socket&>> secure;
    std::string came; // and was not taken yet
};

namespace {

unsigned byte(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

std::string big_endian(std::size_t value, int bytes) {
    std::string out;
    while (bytes-- > 0) out += static_cast<char>((value >> (8 * bytes)) & 0xffu);
    return out;
}

std::string accept_key(std::string_view request) {
    constexpr std::string_view name = "\r\nSec-WebSocket-Key: ";
    auto const at = request.find(name) + name.size();
    auto const text = std::string(request.substr(at, request.find("\r\n", at) - at)) +
                      "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455
    std::array<unsigned char, SHA_DIGEST_LENGTH> hash{};
    SHA1(reinterpret_cast<unsigned char const*>(text.data()), text.size(), hash.data());
    std::array<unsigned char, 32> out{};
    auto const size = EVP_EncodeBlock(out.data(), hash.data(), static_cast<int>(hash.size()));
    return {out.begin(), out.begin() + size};
}

asio::awaitable<void> pump(tcp::socket& from, tcp::socket& to) {
    try {
        std::array<char, 4096> piece;
        for (;;) {
            auto const size = co_await from.async_read_some(asio::buffer(piece), asio::use_awaitable);
            co_await asio::async_write(to, asio::buffer(piece.data(), size), asio::use_awaitable);
        }
    } catch (boost::system::system_error const&) {
        boost::system::error_code ignored;
        to.shutdown(tcp::socket::shutdown_both, ignored);
        from.shutdown(tcp::socket::shutdown_both, ignored);
    }
}

} // namespace

unsigned websocket_frame::close_code() const {
    return payload.size() < 2 ? 0 : byte(payload, 0) << 8 | byte(payload, 1);
}
std::string websocket_frame::close_reason() const { return payload.size() < 2 ? "" : payload.substr(2); }

asio::awaitable<std::string> scripted_peer::read_header() {
    std::size_t end = 0;
    while ((end = connection_.came.find("\r\n\r\n")) == std::string::npos)
        co_await connection_.fill(connection_.came.size() + 1);
    co_return connection_.take(end + 4);
}

asio::awaitable<void> scripted_peer::write(std::string bytes) {
    if (connection_.secure)
        co_await asio::async_write(*connection_.secure, asio::buffer(bytes), asio::use_awaitable);
    else co_await asio::async_write(connection_.socket, asio::buffer(bytes), asio::use_awaitable);
}

asio::awaitable<std::string> scripted_peer::accept_websocket() {
    auto request = co_await read_header();
    co_await write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                   "Sec-WebSocket-Accept: " +
                   accept_key(request) + "\r\n\r\n");
    co_return request;
}

asio::awaitable<websocket_frame> scripted_peer::read_frame() {
    co_await connection_.fill(2);
    auto const head = connection_.take(2);
    websocket_frame out{.opcode = byte(head, 0) & 0x0fu, .last = (byte(head, 0) & 0x80u) != 0};
    std::size_t size = byte(head, 1) & 0x7fu;
    if (auto const more = size == 126 ? 2u : size == 127 ? 8u : 0u; more != 0) {
        co_await connection_.fill(more);
        auto const bytes = connection_.take(more);
        size = 0;
        for (std::size_t i = 0; i != more; ++i) size = size << 8 | byte(bytes, i);
    }
    co_await connection_.fill(4 + size); // clients mask
    auto const mask = connection_.take(4);
    out.payload = connection_.take(size);
    for (std::size_t i = 0; i != size; ++i) out.payload[i] = static_cast<char>(out.payload[i] ^ mask[i % 4]);
    co_return out;
}

asio::awaitable<void> scripted_peer::write_frame(unsigned code, std::string payload, bool last) {
    std::string frame(1, static_cast<char>((last ? 0x80u : 0u) | code));
    if (payload.size() < 126) frame += big_endian(payload.size(), 1);
    else if (payload.size() < 65536) frame += '\x7e' + big_endian(payload.size(), 2);
    else frame += '\x7f' + big_endian(payload.size(), 8);
    co_await write(frame + payload);
}

asio::awaitable<void> scripted_peer::write_close(unsigned code, std::string reason) {
    co_await write_frame(opcode::close, big_endian(code, 2) + reason);
}

asio::awaitable<void> scripted_peer::relay_to(std::uint16_t port) {
    tcp::socket other(connection_.socket.get_executor());
    co_await other.async_connect({asio::ip::address_v4::loopback(), port}, asio::use_awaitable);
    co_await asio::async_write(other, asio::buffer(connection_.came), asio::use_awaitable);
    bool back_ended = false;
    auto back = [&]() -> asio::awaitable<void> {
        co_await pump(other, connection_.socket);
        back_ended = true;
    };
    asio::co_spawn(other.get_executor(), back(), asio::detached);
    co_await pump(connection_.socket, other);
    while (!back_ended) co_await asio::post(other.get_executor(), asio::use_awaitable);
}

asio::awaitable<void> scripted_peer::wait_for_end() {
    for (;;) {
        connection_.came.clear();
        co_await connection_.fill(1);
    }
}

class scripted_server::implementation {
public:
    implementation(script each, std::optional<tls_files> const& tls)
        : script_(std::move(each)) {
        if (tls) {
            tls_.emplace(asio::ssl::context::tls_server);
            tls_->use_certificate_chain_file(tls->certificate);
            tls_->use_private_key_file(tls->key, asio::ssl::context::pem);
        }
        asio::co_spawn(io_, accept(), asio::detached);
        thread_ = std::thread([this] { io_.run(); });
    }
    ~implementation() {
        io_.stop();
        thread_.join();
    }

    std::uint16_t port() const { return port_; }
    std::size_t connections() const { return connections_; }

private:
    asio::awaitable<void> accept() {
        for (;;) {
            auto socket = co_await acceptor_.async_accept(asio::use_awaitable);
            ++connections_;
            asio::co_spawn(io_, converse(std::move(socket)), asio::detached);
        }
    }

    asio::awaitable<void> converse(tcp::socket socket) {
        try {
            scripted_peer::implementation connection(std::move(socket), tls_ ? &*tls_ : nullptr);
            scripted_peer peer(connection);
            co_await connection.begin();
            co_await script_(peer);
        } catch (boost::system::system_error const&) {
            // The client has gone, which is its right.
        }
    }

    script const script_;
    std::optional<asio::ssl::context> tls_;
    std::atomic<std::size_t> connections_ = 0;
    asio::io_context io_{1};
    tcp::acceptor acceptor_{io_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
    std::uint16_t const port_ = acceptor_.local_endpoint().port();
    std::thread thread_;
};

scripted_server::scripted_server(script each, std::optional<tls_files> const& tls)
    : implementation_(std::make_unique<implementation>(std::move(each), tls)) {}
scripted_server::~scripted_server() = default;
std::uint16_t scripted_server::port() const { return implementation_->port(); }
std::size_t scripted_server::connections() const { return implementation_->connections(); }

} // namespace support
