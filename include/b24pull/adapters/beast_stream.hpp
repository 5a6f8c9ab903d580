// One connection: from a URL, through a proxy or not, over TCP and TLS, to bytes that can be read and written.
#pragma once

#include <b24pull/adapters/beast_completion.hpp>
#include <b24pull/adapters/beast_options.hpp>
#include <b24pull/result.hpp>
#include <b24pull/url.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/role.hpp>

#include <openssl/evp.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace b24pull::adapters::detail {

using asio::ip::tcp;

/// Where a URL leads.
struct beast_address {
    bool secure = false;
    std::string host;      // without brackets
    std::string port;      // never empty
    std::string authority; // as the header Host has it
    std::string target;    // path and query

    std::string origin() const { return (secure ? "s:" : ":") + host + ' ' + port; }
};

/// @param scheme  the one without TLS, "http" or "ws"; with an s behind it there is TLS
///
/// @return the address, or protocol_errc::invalid_url
inline result<beast_address> beast_address_of(std::string_view url, std::string_view scheme) {
    // A query may be longer than parse_url() takes: with channels or a JWT it is.
    auto const query_at = (std::min)(url.find('?'), url.size());
    auto const query = url.substr(query_at);
    auto const base = parse_url(url.substr(0, query_at));
    if (!base || !b24pull::detail::url_chars.has_all(query)) return protocol_errc::invalid_url;

    beast_address out;
    out.secure = scheme_is(*base, std::string(scheme) + 's');
    if (!out.secure && !scheme_is(*base, scheme)) return protocol_errc::invalid_url;
    out.host = base->host.starts_with('[') ? base->host.substr(1, base->host.size() - 2) : base->host;
    out.port = !base->port.empty() ? base->port : out.secure ? "443" : "80";
    out.authority = std::string(base->host) + (base->port.empty() ? "" : ":" + std::string(base->port));
    out.target = (base->path.empty() ? "/" : std::string(base->path)) + std::string(query);
    return out;
}

/// A byte stream of Asio, over TCP with TLS or without. All of it has to happen on the one executor, which runs one
/// handler at a time; handlers must not have another.
class beast_stream {
public:
    using executor_type = asio::any_io_executor;

    beast_stream(asio::any_io_executor const& executor, asio::ssl::context& tls)
        : context_(tls)
        , resolver_(executor)
        , socket_(executor) {}

    executor_type get_executor() { return socket_.get_executor(); }

    /// Called, if set, when a WebSocket over this begins its shutdown: that waits for the other side, without a limit.
    std::function<void()> on_shutdown;

    /// To be called once.
    ///
    /// @return success; or a code of beast_code(), permission_denied or host_unreachable if the proxy says so, or
    ///         protocol_errc::invalid_url for the proxy's address
    asio::awaitable<error_code> connect(beast_address const& to, beast_options const& options);

    /// Reads until there is a whole header at the start of `buffer`, or a failure: http::error::header_limit beyond
    /// `limit` bytes.
    asio::awaitable<error_code> read_header(boost::beast::flat_buffer& buffer, std::size_t limit);

    asio::awaitable<error_code> write(std::string_view text);

    /// Ends all that waits, and the connection without a word.
    void close() {
        closed_ = true;
        resolver_.cancel();
        error_code ignored;
        socket_.close(ignored);
    }

    template <class Buffers, class Token>
    auto async_read_some(Buffers const& buffers, Token&& token) {
        return asio::async_initiate<Token, void(error_code, std::size_t)>(
            [this](auto handler, asio::mutable_buffer to) { start_read(to, std::move(handler)); }, token,
            first_of<asio::mutable_buffer>(buffers));
    }

    template <class Buffers, class Token>
    auto async_write_some(Buffers const& buffers, Token&& token) {
        return asio::async_initiate<Token, void(error_code, std::size_t)>(
            [this](auto handler, asio::const_buffer from) { start_write(from, std::move(handler)); }, token,
            joined(buffers));
    }

    // What Beast does at the end of a WebSocket. In TLS each side says that it is over.

    friend void beast_close_socket(beast_stream& stream) { stream.close(); }
    template <class Handler>
    friend void async_teardown(boost::beast::role_type, beast_stream& stream, Handler&& handler) {
        stream.start_shutdown(std::forward<Handler>(handler));
    }

private:
    using io_handler = beast_handler<error_code, std::size_t>;

    // Here types are forgotten: TCP and TLS are compiled for these handlers and no others.
    void start_read(asio::mutable_buffer to, io_handler handler) {
        if (tls_) tls_->async_read_some(to, std::move(handler));
        else socket_.async_read_some(to, std::move(handler));
    }
    void start_write(asio::const_buffer from, io_handler handler) {
        if (tls_) tls_->async_write_some(from, std::move(handler));
        else socket_.async_write_some(from, std::move(handler));
    }
    void start_shutdown(beast_handler<error_code> handler) {
        if (on_shutdown) on_shutdown();
        // How the other side ends does not matter any more.
        auto ended = [handler = std::move(handler)](error_code const&) mutable { handler(error_code()); };
        if (tls_) tls_->async_shutdown(std::move(ended));
        else asio::post(get_executor(), [ended = std::move(ended)]() mutable { ended(error_code()); });
    }

    template <class Buffer, class Buffers>
    static Buffer first_of(Buffers const& buffers) {
        auto const end = asio::buffer_sequence_end(buffers);
        for (auto at = asio::buffer_sequence_begin(buffers); at != end; ++at)
            if (Buffer const buffer(*at); buffer.size() != 0) return buffer;
        return {};
    }

    /// One piece, as much as a record of TLS holds: a frame's header does not travel alone.
    template <class Buffers>
    asio::const_buffer joined(Buffers const& buffers) {
        constexpr std::size_t most = 16 * 1024;
        auto const size = asio::buffer_size(buffers);
        auto const first = first_of<asio::const_buffer>(buffers);
        if (first.size() == size || first.size() >= most) return first;
        joined_.resize((std::min)(size, most));
        asio::buffer_copy(asio::buffer(joined_), buffers);
        return asio::buffer(joined_);
    }

    asio::awaitable<error_code> ask_proxy(beast_address const& to, beast_options const& options);

    asio::ssl::context& context_;
    tcp::resolver resolver_;
    tcp::socket socket_;
    bool closed_ = false;
    std::optional<asio::ssl::stream<tcp::socket&>> tls_;
    std::string joined_; // what is being written, if it had to be joined
};

// Bodies.

inline asio::awaitable<error_code> beast_stream::connect(beast_address const& to,
                                                         beast_options const& options) {
    auto via = result<beast_address>(to);
    if (!options.proxy.empty()) via = beast_address_of(options.proxy, "http");
    if (!via || (!options.proxy.empty() && via->secure)) co_return protocol_errc::invalid_url;

    error_code code;
    auto const found = co_await resolver_.async_resolve(via->host, via->port, beast_wait(code));
    if (code) co_return beast_code(code);
    if (closed_)
        co_return asio::error::operation_aborted; // a look-up goes on, and connecting would open the socket
    co_await asio::async_connect(socket_, found, beast_wait(code));
    if (code) co_return beast_code(code);
    error_code ignored;
    socket_.set_option(tcp::no_delay(true), ignored);
    if (!options.proxy.empty()) code = co_await ask_proxy(to, options);
    if (code || !to.secure) co_return code;

    tls_.emplace(socket_, context_);
    tls_->set_verify_mode(asio::ssl::verify_peer);
    tls_->set_verify_callback(asio::ssl::host_name_verification(to.host));
    asio::ip::make_address(to.host, ignored);
    if (ignored) SSL_set_tlsext_host_name(tls_->native_handle(), to.host.c_str()); // names only: RFC 6066
    co_await tls_->async_handshake(asio::ssl::stream_base::client, beast_wait(code));
    co_return beast_code(code);
}

inline asio::awaitable<error_code> beast_stream::ask_proxy(beast_address const& to,
                                                           beast_options const& options) {
    auto const name = (to.host.find(':') == to.host.npos ? to.host : '[' + to.host + ']') + ':' + to.port;
    auto text = "CONNECT " + name + " HTTP/1.1\r\nHost: " + name + "\r\n";
    if (!options.proxy_user.empty()) {
        auto const who = options.proxy_user + ':' + std::string(options.proxy_password.reveal());
        std::string base64((who.size() + 2) / 3 * 4 + 1, '\0');
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(base64.data()),
                        reinterpret_cast<unsigned char const*>(who.data()), static_cast<int>(who.size()));
        base64.pop_back(); // its end as a C string
        text += "Proxy-Authorization: Basic " + base64 + "\r\n";
    }
    text += "\r\n";
    if (auto const code = co_await write(text)) co_return code;

    boost::beast::flat_buffer buffer;
    if (auto const code = co_await read_header(buffer, options.max_header_bytes)) co_return code;
    std::string_view const answer(static_cast<char const*>(buffer.cdata().data()), buffer.size());
    namespace errc = boost::system::errc;
    if (!answer.starts_with("HTTP/1.") || answer.find(' ') != 8)
        co_return boost::beast::http::error::bad_version;
    if (answer[9] == '2') co_return error_code();
    co_return make_error_code(answer[9] == '4' ? errc::permission_denied : errc::host_unreachable);
}

inline asio::awaitable<error_code> beast_stream::read_header(boost::beast::flat_buffer& buffer,
                                                             std::size_t limit) {
    for (;;) {
        std::string_view const text(static_cast<char const*>(buffer.cdata().data()), buffer.size());
        auto const end = text.find("\r\n\r\n");
        if ((end == text.npos ? text.size() : end + 4) > limit)
            co_return boost::beast::http::error::header_limit;
        if (end != text.npos) co_return error_code();
        error_code code;
        auto const more = co_await async_read_some(buffer.prepare(4096), beast_wait(code));
        if (code) co_return beast_code(code);
        buffer.commit(more);
    }
}

inline asio::awaitable<error_code> beast_stream::write(std::string_view text) {
    error_code code;
    while (!text.empty() && !code)
        text.remove_prefix(
            co_await async_write_some(asio::const_buffer(text.data(), text.size()), beast_wait(code)));
    co_return beast_code(code);
}

} // namespace b24pull::adapters::detail
