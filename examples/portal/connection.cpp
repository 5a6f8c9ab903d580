#include "connection.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/detect_ssl.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <poll.h>

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

// What the two kinds have in common: the socket below.
template <class Stream>
class connection_over : public connection {
public:
    template <class... Arguments>
    explicit connection_over(Arguments&&... arguments)
        : stream_(std::forward<Arguments>(arguments)...) {}

    bool loopback() const override {
        error_code error;
        auto const there = beast::get_lowest_layer(stream_).socket().remote_endpoint(error);
        return !error && there.address().is_loopback();
    }

    bool abandoned() override {
        pollfd question{lowest().socket().native_handle(), POLLRDHUP, 0};
        return ::poll(&question, 1, 0) > 0;
    }

    asio::any_io_executor executor() override { return stream_.get_executor(); }
    void expires_after(std::chrono::steady_clock::duration time) override { lowest().expires_after(time); }
    void expires_never() override { lowest().expires_never(); }

    void start_write(const_buffers const& from, io_handler done) override {
        stream_.async_write_some(from, std::move(done));
    }

    void cut() override { lowest().close(); }

protected:
    beast::tcp_stream& lowest() { return beast::get_lowest_layer(stream_); }

    Stream stream_;
};

class plain_connection : public connection_over<beast::tcp_stream> {
public:
    plain_connection(beast::tcp_stream stream, beast::flat_buffer first)
        : connection_over(std::move(stream))
        , first_(std::move(first)) {}

    bool secure() const override { return false; }

    void start_read(asio::mutable_buffer into, io_handler done) override {
        if (first_.size() == 0) {
            stream_.async_read_some(into, std::move(done));
            return;
        }
        auto const copied = asio::buffer_copy(into, first_.data());
        first_.consume(copied);
        if (first_.size() == 0) first_ = {};
        asio::post(executor(), [done = std::move(done), copied] { done({}, copied); });
    }

    asio::awaitable<void> close() override { co_await close_gently(lowest()); }

private:
    beast::flat_buffer first_; // read while looking for TLS
};

class tls_connection : public connection_over<beast::ssl_stream<beast::tcp_stream>> {
public:
    tls_connection(beast::tcp_stream stream, asio::ssl::context& tls)
        : connection_over(std::move(stream), tls) {}

    asio::awaitable<void> handshake(beast::flat_buffer const& first, error_code& error) {
        co_await stream_.async_handshake(asio::ssl::stream_base::server, first.data(),
                                         asio::redirect_error(asio::use_awaitable, error));
    }

    bool secure() const override { return true; }

    void start_read(asio::mutable_buffer into, io_handler done) override {
        stream_.async_read_some(into, std::move(done));
    }

    asio::awaitable<void> close() override {
        error_code error;
        co_await stream_.async_shutdown(asio::redirect_error(asio::use_awaitable, error));
        co_await close_gently(lowest());
    }
};

// A function can be copied, and handlers can only be moved: so it is shared.
template <class Handler>
connection::io_handler copyable(Handler&& handler) {
    auto const shared = std::make_shared<std::decay_t<Handler>>(std::forward<Handler>(handler));
    return [shared](error_code error, std::size_t count) { std::move (*shared)(error, count); };
}

template <class Start>
asio::awaitable<std::size_t> transferred(Start start, error_code& error) {
    auto token = asio::redirect_error(asio::use_awaitable, error);
    co_return co_await asio::async_initiate<decltype(token), void(error_code, std::size_t)>(
        [start = std::move(start)](auto&& handler) mutable {
            start(copyable(std::forward<decltype(handler)>(handler)));
        },
        token);
}

} // namespace

asio::awaitable<std::size_t> connection::read_some(asio::mutable_buffer into, error_code& error) {
    co_return co_await transferred([this, into](io_handler done) { start_read(into, std::move(done)); },
                                   error);
}

asio::awaitable<void> connection::write(asio::const_buffer from, error_code& error) {
    error.clear();
    while (!error && from.size() > 0)
        from += co_await transferred([this, from](io_handler done) { start_write({from}, std::move(done)); },
                                     error);
}

asio::awaitable<std::shared_ptr<connection>> open_connection(tcp::socket socket, asio::ssl::context* tls,
                                                             std::chrono::seconds patience) {
    beast::tcp_stream stream(std::move(socket));
    beast::flat_buffer first;
    error_code error;
    stream.socket().set_option(tcp::no_delay(true), error);
    error.clear();
    stream.expires_after(patience);
    bool const secure =
        tls != nullptr &&
        co_await beast::async_detect_ssl(stream, first, asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return nullptr;
    if (!secure) co_return std::make_shared<plain_connection>(std::move(stream), std::move(first));
    auto encrypted = std::make_shared<tls_connection>(std::move(stream), *tls);
    co_await encrypted->handshake(first, error);
    if (error) co_return nullptr;
    co_return encrypted;
}

} // namespace portal
