#include "connection.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/detect_ssl.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <array>
#include <utility>

namespace portal {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
using tcp = asio::ip::tcp;

// Closing with unread bytes would reset the connection and take the last reply with it.
asio::awaitable<void> close_gently(beast::tcp_stream& stream) {
    constexpr std::size_t enough = 2 * 1024 * 1024;
    std::array<char, 4096> waste;
    error_code error;
    stream.socket().shutdown(tcp::socket::shutdown_send, error);
    error.clear();
    for (std::size_t total = 0; !error && total < enough;)
        total += co_await stream.async_read_some(asio::buffer(waste),
                                                 asio::redirect_error(asio::use_awaitable, error));
}

class plain_connection : public connection {
public:
    plain_connection(beast::tcp_stream stream, beast::flat_buffer first)
        : stream_(std::move(stream))
        , first_(std::move(first)) {}

    bool secure() const override { return false; }
    void expires_after(std::chrono::seconds time) override { stream_.expires_after(time); }

    asio::awaitable<std::size_t> read_some(asio::mutable_buffer into, error_code& error) override {
        if (first_.size() > 0) {
            auto const copied = asio::buffer_copy(into, first_.data());
            first_.consume(copied);
            co_return copied;
        }
        co_return co_await stream_.async_read_some(into, asio::redirect_error(asio::use_awaitable, error));
    }

    asio::awaitable<void> write(asio::const_buffer from, error_code& error) override {
        co_await asio::async_write(stream_, from, asio::redirect_error(asio::use_awaitable, error));
    }

    asio::awaitable<void> close() override { co_await close_gently(stream_); }

private:
    beast::tcp_stream stream_;
    beast::flat_buffer first_; // read while looking for TLS
};

class tls_connection : public connection {
public:
    tls_connection(beast::tcp_stream stream, asio::ssl::context& tls)
        : stream_(std::move(stream), tls) {}

    asio::awaitable<void> handshake(beast::flat_buffer const& first, error_code& error) {
        co_await stream_.async_handshake(asio::ssl::stream_base::server, first.data(),
                                         asio::redirect_error(asio::use_awaitable, error));
    }

    bool secure() const override { return true; }
    void expires_after(std::chrono::seconds time) override { lowest().expires_after(time); }

    asio::awaitable<std::size_t> read_some(asio::mutable_buffer into, error_code& error) override {
        co_return co_await stream_.async_read_some(into, asio::redirect_error(asio::use_awaitable, error));
    }

    asio::awaitable<void> write(asio::const_buffer from, error_code& error) override {
        co_await asio::async_write(stream_, from, asio::redirect_error(asio::use_awaitable, error));
    }

    asio::awaitable<void> close() override {
        error_code error;
        co_await stream_.async_shutdown(asio::redirect_error(asio::use_awaitable, error));
        co_await close_gently(lowest());
    }

private:
    beast::tcp_stream& lowest() { return beast::get_lowest_layer(stream_); }

    beast::ssl_stream<beast::tcp_stream> stream_;
};

} // namespace

asio::awaitable<std::unique_ptr<connection>> open_connection(tcp::socket socket, asio::ssl::context* tls,
                                                             std::chrono::seconds patience) {
    beast::tcp_stream stream(std::move(socket));
    beast::flat_buffer first;
    error_code error;
    stream.expires_after(patience);
    bool const secure =
        tls != nullptr &&
        co_await beast::async_detect_ssl(stream, first, asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return nullptr;
    if (!secure) co_return std::make_unique<plain_connection>(std::move(stream), std::move(first));
    auto encrypted = std::make_unique<tls_connection>(std::move(stream), *tls);
    co_await encrypted->handshake(first, error);
    if (error) co_return nullptr;
    co_return encrypted;
}

} // namespace portal
