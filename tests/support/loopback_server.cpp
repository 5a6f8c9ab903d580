#include "loopback_server.hpp"

#include <boost/asio/awaitable.hpp>
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
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/system/system_error.hpp>

#include <charconv>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

namespace support {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

tcp::endpoint any_loopback_port() { return {asio::ip::address_v4::loopback(), 0}; }

std::size_t content_length(std::string_view head) {
    constexpr std::string_view name = "\r\nContent-Length: ";
    auto const at = head.find(name);
    std::size_t length = 0;
    if (at != head.npos) {
        auto const digits = head.substr(at + name.size());
        std::from_chars(digits.data(), digits.data() + digits.size(), length);
    }
    return length;
}

} // namespace

class loopback_server::implementation {
public:
    implementation(ending at_once, script of_each_request, std::optional<tls_files> const& tls)
        : at_once_(at_once)
        , script_(std::move(of_each_request)) {
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

    bool has_tls() const { return tls_.has_value(); }
    std::uint16_t port() const { return port_; }

    std::size_t connections() const {
        std::lock_guard const lock(mutex_);
        return connections_;
    }
    std::vector<std::string> requests() const {
        std::lock_guard const lock(mutex_);
        return requests_;
    }
    std::vector<std::string> server_names() const {
        std::lock_guard const lock(mutex_);
        return server_names_;
    }

private:
    asio::awaitable<void> accept() {
        for (;;) {
            auto socket = co_await acceptor_.async_accept(asio::use_awaitable);
            {
                std::lock_guard const lock(mutex_);
                ++connections_;
            }
            asio::co_spawn(io_, converse(std::move(socket)), asio::detached);
        }
    }

    asio::awaitable<void> converse(tcp::socket socket) {
        try {
            if (at_once_ == ending::close_at_once) co_return;
            if (at_once_ == ending::silent)
                co_await socket.async_wait(tcp::socket::wait_error, asio::use_awaitable);
            if (!tls_) {
                static_cast<void>(co_await serve(socket));
                co_return;
            }
            asio::ssl::stream<tcp::socket&> stream(socket, *tls_);
            co_await stream.async_handshake(asio::ssl::stream_base::server, asio::use_awaitable);
            char const* const name = SSL_get_servername(stream.native_handle(), TLSEXT_NAMETYPE_host_name);
            {
                std::lock_guard const lock(mutex_);
                server_names_.emplace_back(name ? name : "");
            }
            if (co_await serve(stream) == ending::close) co_await stream.async_shutdown(asio::use_awaitable);
        } catch (boost::system::system_error const&) {
            // The client has gone, which is its right.
        }
    }

    template <class Stream>
    asio::awaitable<ending> serve(Stream& stream) {
        for (;;) {
            std::string request;
            auto const head = co_await asio::async_read_until(stream, asio::dynamic_buffer(request),
                                                              "\r\n\r\n", asio::use_awaitable);
            auto const size = head + content_length(std::string_view(request).substr(0, head));
            if (request.size() > size) throw std::logic_error("a request before the answer to the last one");
            co_await asio::async_read(stream, asio::dynamic_buffer(request),
                                      asio::transfer_exactly(size - request.size()), asio::use_awaitable);
            auto const then = script_(request);
            {
                std::lock_guard const lock(mutex_);
                requests_.push_back(std::move(request));
            }
            if (then.delay.count() != 0)
                co_await asio::steady_timer(io_, then.delay).async_wait(asio::use_awaitable);
            co_await asio::async_write(stream, asio::buffer(then.answer), asio::use_awaitable);
            if (then.ending != ending::keep_open) co_return then.ending;
        }
    }

    ending const at_once_;
    script const script_;
    std::optional<asio::ssl::context> tls_;
    mutable std::mutex mutex_; // guards the next three
    std::size_t connections_ = 0;
    std::vector<std::string> requests_;
    std::vector<std::string> server_names_;
    asio::io_context io_{1};
    tcp::acceptor acceptor_{io_, any_loopback_port()};
    std::uint16_t const port_ = acceptor_.local_endpoint().port();
    std::thread thread_;
};

loopback_server::loopback_server(scenario same_for_all, std::optional<tls_files> const& tls)
    : implementation_(std::make_unique<implementation>(
          same_for_all.ending, [same_for_all](std::string_view) { return same_for_all; }, tls)) {}
loopback_server::loopback_server(script of_each_request, std::optional<tls_files> const& tls)
    : implementation_(std::make_unique<implementation>(ending::keep_open, std::move(of_each_request), tls)) {}
loopback_server::~loopback_server() = default;

std::uint16_t loopback_server::port() const { return implementation_->port(); }
std::size_t loopback_server::connections() const { return implementation_->connections(); }
std::vector<std::string> loopback_server::requests() const { return implementation_->requests(); }

std::vector<std::string> loopback_server::server_names() const { return implementation_->server_names(); }

std::string loopback_server::url(std::string_view path) const {
    return (implementation_->has_tls() ? "https://localhost:" : "http://localhost:") +
           std::to_string(port()) + std::string(path);
}

class closed_port::implementation {
public:
    asio::io_context io{1};
    tcp::acceptor bound = [this] {
        tcp::acceptor acceptor(io, tcp::v4());
        acceptor.bind(any_loopback_port()); // and never listens
        return acceptor;
    }();
};

closed_port::closed_port()
    : implementation_(std::make_unique<implementation>()) {}
closed_port::~closed_port() = default;

std::uint16_t closed_port::port() const { return implementation_->bound.local_endpoint().port(); }

} // namespace support
