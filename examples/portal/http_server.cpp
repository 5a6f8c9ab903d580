#include "http_server.hpp"

#include "complaint.hpp"
#include "http_date.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include <chrono>
#include <csignal>
#include <iostream>
#include <optional>
#include <sstream>
#include <string_view>
#include <utility>

namespace portal {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using tcp = asio::ip::tcp;

// A REST call is small; the limits are there for those who are not calling.
constexpr std::size_t most_header_bytes = 16 * 1024;
constexpr std::size_t most_body_bytes = 1024 * 1024;
constexpr std::chrono::seconds longest_silence{60};
constexpr std::chrono::seconds longest_farewell{2};

using request_parser = http::request_parser<http::string_body>;
constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";

std::string_view text(beast::string_view view) { return {view.data(), view.size()}; }

http_request plain_request(http::request<http::string_body>& from, bool secure) {
    http_request request;
    auto const target = text(from.target());
    auto const question = target.find('?');
    request.method = text(from.method_string());
    request.path = target.substr(0, question);
    if (question != std::string_view::npos) request.query = target.substr(question + 1);
    request.content_type = text(from[http::field::content_type]);
    request.authorization = text(from[http::field::authorization]);
    request.body = std::move(from.body());
    request.secure = secure;
    request.names_host = from.find(http::field::host) != from.end();
    request.upgrade = beast::websocket::is_upgrade(from);
    request.websocket_key = text(from[http::field::sec_websocket_key]);
    request.websocket_version = text(from[http::field::sec_websocket_version]);
    return request;
}

std::string wire_text(http_reply&& reply, unsigned version, bool keep_alive) {
    http::response<http::string_body> out;
    out.version(version);
    out.result(reply.status);
    if (!reply.reason.empty()) out.reason(reply.reason);
    out.set(http::field::date,
            http_date(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())));
    out.set(http::field::server, "b24pull-portal");
    out.set(http::field::content_type, reply.content_type);
    for (auto const& [name, value] : reply.headers) out.set(name, value);
    out.keep_alive(keep_alive);
    if (keep_alive && reply.keep_alive) {
        out.set(http::field::connection, "keep-alive");
        auto const seconds = std::chrono::ceil<std::chrono::seconds>(*reply.keep_alive);
        out.set(http::field::keep_alive, "timeout=" + std::to_string(seconds.count()));
    }
    bool const bodiless = reply.status == 204 || reply.status == 304;
    if (!bodiless) out.body() = std::move(reply.body);
    if (reply.chunked && version >= 11) out.chunked(true);
    else out.prepare_payload();
    std::ostringstream text;
    text << out;
    return std::move(text).str();
}

// What a reader that gave up has to say to the client, if anything.
std::optional<http_reply> refusal(error_code error) {
    if (error == http::error::body_limit) return html_page(413);
    if (error == http::error::header_limit || error == http::error::buffer_overflow) return html_page(431);
    bool const malformed = error.category() == make_error_code(http::error::bad_method).category() &&
                           error != http::error::end_of_stream && error != http::error::partial_message;
    if (malformed) return html_page(400);
    return std::nullopt;
}

class connection_server {
public:
    connection_server(request_handler& handler, asio::ssl::context* tls, bool access_log)
        : handler_(handler)
        , tls_(tls)
        , access_log_(access_log) {}

    asio::awaitable<void> serve(tcp::socket socket) {
        auto const peer = co_await open_connection(std::move(socket), tls_, longest_silence);
        if (!peer) co_return;
        if (!co_await exchange_all(peer)) co_return;
        peer->expires_after(longest_farewell);
        co_await peer->close();
    }

private:
    enum class outcome { next, last, kept };

    // Whether the connection is still ours.
    asio::awaitable<bool> exchange_all(std::shared_ptr<connection> const& peer) {
        beast::flat_buffer buffer;
        std::chrono::milliseconds patience = longest_silence;
        auto last = outcome::next;
        while (last == outcome::next) last = co_await exchange(peer, buffer, patience);
        co_return last == outcome::last;
    }

    // One request and its reply.
    asio::awaitable<outcome> exchange(std::shared_ptr<connection> const& peer, beast::flat_buffer& buffer,
                                      std::chrono::milliseconds& patience) {
        request_parser parser;
        parser.header_limit(most_header_bytes);
        parser.body_limit(most_body_bytes);
        error_code error;
        peer->expires_after(patience);
        co_await read(*peer, buffer, parser, error);
        std::string method = "-";
        unsigned version = 11;
        bool keep_alive = false;
        std::optional<http_reply> reply = refusal(error);
        if (error && !reply) co_return outcome::last;
        if (!reply) {
            keep_alive = parser.get().keep_alive();
            version = parser.get().version();
            auto const request = plain_request(parser.get(), peer->secure());
            method = parser.get().method() == http::verb::unknown ? "?" : request.method;
            reply = co_await handle(request, peer);
            if (!reply) {
                if (access_log_) std::clog << method << " 101 or cut" << std::endl;
                co_return outcome::kept;
            }
            if (method == "HEAD") reply->body.clear();
            keep_alive = keep_alive && !reply->close;
        }
        log(method, *reply);
        patience = reply->keep_alive.value_or(longest_silence);
        std::string const bytes = wire_text(std::move(*reply), version, keep_alive);
        peer->expires_after(longest_silence);
        co_await peer->write(asio::buffer(bytes), error);
        co_return keep_alive && !error ? outcome::next : outcome::last;
    }

    // The handler's reply, also if it fails.
    asio::awaitable<std::optional<http_reply>> handle(http_request const& request,
                                                      std::shared_ptr<connection> const& peer) {
        try {
            co_return co_await handler_.handle(request, peer);
        } catch (std::exception const& what) {
            complain(what);
        }
        auto sorry = html_page(500);
        sorry.close = true;
        co_return sorry;
    }

    static asio::awaitable<void> read(connection& peer, beast::flat_buffer& buffer, request_parser& parser,
                                      error_code& error) {
        while (!error && !parser.is_header_done()) co_await read_part(peer, buffer, parser, error);
        if (error) co_return;
        // A client that asks whether it may send its body waits for an answer.
        if (beast::iequals(parser.get()[http::field::expect], "100-continue"))
            co_await peer.write(asio::buffer(go_on), error);
        parser.eager(true);
        while (!error && !parser.is_done()) co_await read_part(peer, buffer, parser, error);
    }

    static asio::awaitable<void> read_part(connection& peer, beast::flat_buffer& buffer,
                                           request_parser& parser, error_code& error) {
        if (buffer.size() > 0) {
            buffer.consume(parser.put(buffer.data(), error));
            if (error != http::error::need_more) co_return;
            error.clear();
        }
        buffer.commit(co_await peer.read_some(buffer.prepare(most_header_bytes), error));
    }

    void log(std::string_view method, http_reply const& reply) const {
        if (!access_log_) return;
        std::clog << method << ' ' << reply.status << (reply.log_label.empty() ? "" : " ") << reply.log_label
                  << std::endl;
    }

    request_handler& handler_;
    asio::ssl::context* tls_;
    bool access_log_;
};

asio::awaitable<void> accept_connections(tcp::acceptor& acceptor, connection_server& server) {
    for (;;) {
        error_code error;
        auto socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
        if (error == asio::error::operation_aborted) co_return;
        if (error) {
            // Out of file descriptors, most likely: asking again at once would only burn time.
            asio::steady_timer pause(acceptor.get_executor(), std::chrono::milliseconds(100));
            co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
            continue;
        }
        asio::co_spawn(acceptor.get_executor(), server.serve(std::move(socket)), complain_if_failed);
    }
}

} // namespace

class http_server::implementation {
public:
    explicit implementation(http_server_options const& options)
        : access_log_(options.access_log)
        , signals_(context_, SIGINT, SIGTERM)
        , acceptor_(context_, tcp::endpoint(asio::ip::make_address(options.address), options.port)) {
        if (options.certificate_file.empty()) return;
        tls_.emplace(asio::ssl::context::tls_server);
        tls_->set_options(asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1);
        tls_->use_certificate_chain_file(options.certificate_file);
        tls_->use_private_key_file(options.key_file, asio::ssl::context::pem);
    }

    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

    void run(request_handler& handler) {
        connection_server server(handler, tls_ ? &*tls_ : nullptr, access_log_);
        handler.start(context_.get_executor());
        signals_.async_wait([this](error_code, int) { context_.stop(); });
        asio::co_spawn(context_, accept_connections(acceptor_, server), complain_if_failed);
        context_.run();
    }

private:
    asio::io_context context_{1};
    std::optional<asio::ssl::context> tls_;
    bool access_log_;
    asio::signal_set signals_;
    tcp::acceptor acceptor_;
};

http_server::http_server(http_server_options const& options)
    : implementation_(std::make_unique<implementation>(options)) {}

http_server::~http_server() = default;

std::uint16_t http_server::port() const { return implementation_->port(); }

void http_server::run(request_handler& handler) { implementation_->run(handler); }

} // namespace portal
