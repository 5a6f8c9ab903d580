#include "beast_transport.hpp"

#include <b24pull/url.hpp>

#include <boost/asio/connect.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <algorithm>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>

namespace examples {

namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace rest = b24pull::rest;
using asio::ip::tcp;
using b24pull::error_code;
using b24pull::failure;
using std::chrono::steady_clock;

namespace {

/// Asio, TLS and HTTP each have names of their own for a connection that ended too early or never stood;
/// b24pull::condition_of() understands the generic ones.
error_code generic(error_code const& code) {
    namespace errc = boost::system::errc;
    if (code == http::error::body_limit) return b24pull::protocol_errc::body_too_large;
    if (code == asio::error::eof || code == asio::ssl::error::stream_truncated ||
        code == http::error::end_of_stream || code == http::error::partial_message)
        return make_error_code(errc::connection_reset);
    if (code == asio::error::host_not_found || code == asio::error::host_not_found_try_again ||
        code == asio::error::no_data)
        return make_error_code(errc::host_unreachable);
    return code;
}

bool can_send(rest::http_request const& request) {
    auto const clean = [](std::string_view text) {
        return std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    };
    return clean(request.method) &&
           std::all_of(request.headers.begin(), request.headers.end(),
                       [&](auto const& header) { return clean(header.name) && clean(header.value); });
}

/// The size of the header at the start of the buffer, or nothing as long as it has not come in whole.
std::optional<std::size_t> header_size(boost::beast::flat_buffer const& buffer) {
    std::string_view const text(static_cast<char const*>(buffer.cdata().data()), buffer.size());
    auto const end = text.find("\r\n\r\n");
    return end == text.npos ? std::nullopt : std::optional(end + 4);
}

/// Puts in the space after the status code that some servers leave out with the reason: Beast wants it.
void complete_status_line(boost::beast::flat_buffer& buffer) {
    constexpr std::size_t up_to_the_code = sizeof("HTTP/1.1 200") - 1;
    auto text = boost::beast::buffers_to_string(buffer.cdata());
    if (!text.starts_with("HTTP/1.") || text.find("\r\n") != up_to_the_code) return;
    text.insert(up_to_the_code, 1, ' ');
    buffer.clear();
    buffer.commit(asio::buffer_copy(buffer.prepare(text.size()), asio::buffer(text)));
}

/// One call, from the name to the answer. Keeps itself alive through the handlers that it waits for, all of
/// which run on one strand; whichever comes first to finish() decides.
class exchange : public std::enable_shared_from_this<exchange> {
    /// A handler that fails on an error and goes on to `step` otherwise, with what follows the error code.
    template <class Step>
    auto next(Step step) {
        return [ self = shared_from_this(), step ](error_code const& code, auto const&... more) requires(
            std::invocable<Step const&, decltype(more)...>) {
            if (self->finished_) return;
            if (code) return self->finish(failure(generic(code)));
            step(more...);
        };
    }

public:
    exchange(asio::any_io_executor executor, asio::ssl::context& tls, beast_options const& options,
             http_completion completion)
        : executor_(std::move(executor))
        , context_(tls)
        , options_(options)
        , completion_(std::move(completion)) {}

    auto const& strand() const { return strand_; }

    /// To be called once, on the strand.
    void start(rest::http_request&& request) {
        auto const url = b24pull::parse_url(request.url);
        if (!url) return finish(url.error());
        bool const secure = scheme_is(*url, "https");
        if (!secure && !scheme_is(*url, "http")) return finish(b24pull::protocol_errc::invalid_url);
        if (!can_send(request))
            return finish(failure(make_error_code(boost::system::errc::invalid_argument)));

        host_ = url->host.starts_with('[') ? url->host.substr(1, url->host.size() - 2) : url->host;
        request_.method_string(request.method);
        request_.target((url->path.empty() ? "/" : std::string(url->path)) +
                        (url->has_query ? "?" + std::string(url->query) : ""));
        request_.set(http::field::host,
                     std::string(url->host) + (url->port.empty() ? "" : ":" + std::string(url->port)));
        for (auto const& [name, value] : request.headers) request_.insert(name, value);
        request_.body() = std::move(request.body);
        request_.keep_alive(false);
        request_.prepare_payload();

        if (secure) secure_socket();
        deadline_ = steady_clock::now() + options_.timeout;
        give_up_at(std::min(steady_clock::now() + options_.connect_timeout, deadline_));
        std::string const port(!url->port.empty() ? url->port : secure ? "443" : "80");
        resolver_.async_resolve(
            host_, port, next([this](tcp::resolver::results_type const& addresses) { connect(addresses); }));
    }

private:
    /// Calls `use` with the stream to read from and write to.
    template <class Use>
    void with_stream(Use use) {
        if (tls_) use(*tls_);
        else use(socket_);
    }

    void secure_socket() {
        tls_.emplace(socket_, context_);
        tls_->set_verify_mode(asio::ssl::verify_peer);
        tls_->set_verify_callback(asio::ssl::host_name_verification(host_));
        error_code not_an_address;
        asio::ip::make_address(host_, not_an_address);
        if (not_an_address)
            SSL_set_tlsext_host_name(tls_->native_handle(), host_.c_str()); // names only: RFC 6066
    }

    void give_up_at(steady_clock::time_point time) {
        timer_.expires_at(time);
        timer_.async_wait([self = shared_from_this()](error_code const&) {
            // The wait of an earlier time may end as the later one is set: then nothing has expired.
            if (self->finished_ || steady_clock::now() < self->timer_.expiry()) return;
            self->finish(failure(make_error_code(boost::system::errc::timed_out)));
        });
    }

    void connect(tcp::resolver::results_type const& addresses) {
        asio::async_connect(socket_, addresses, next([this](tcp::endpoint const&) {
                                if (!tls_) return send();
                                tls_->async_handshake(asio::ssl::stream_base::client,
                                                      next([this] { send(); }));
                            }));
    }

    void send() {
        give_up_at(deadline_);
        with_stream([this](auto& stream) {
            http::async_write(stream, request_, next([this](std::size_t) { receive(); }));
        });
    }

    // Beast's own limit holds for what comes at a time: the header is collected here before Beast reads it.
    void receive() {
        auto const size = header_size(buffer_);
        if (size.value_or(buffer_.size()) > options_.max_header_bytes)
            return finish(error_code(http::error::header_limit));
        if (size) return receive_header();
        with_stream([this](auto& stream) {
            stream.async_read_some(buffer_.prepare(4096), next([this](std::size_t more) {
                                       buffer_.commit(more);
                                       receive();
                                   }));
        });
    }

    void receive_header() {
        complete_status_line(buffer_);
        parser_.emplace();
        parser_->header_limit(options_.max_header_bytes + 1); // the space that was put in
        parser_->body_limit(options_.max_body);
        error_code refused;
        buffer_.consume(parser_->put(buffer_.cdata(), refused));
        if (refused) return finish(failure(generic(refused)));
        if (parser_->get().result_int() / 100 == 1)
            return receive(); // an interim answer: the real one follows

        response_.status = parser_->get().result_int();
        for (auto const& field : parser_->get())
            response_.headers.push_back({std::string(field.name_string()), std::string(field.value())});
        receive_body();
    }

    void receive_body() {
        if (parser_->is_done()) return answered();
        with_stream([this](auto& stream) {
            http::async_read(stream, buffer_, *parser_, next([this](std::size_t) { answered(); }));
        });
    }

    void answered() {
        response_.body = std::move(parser_->get().body());
        finish(std::move(response_));
    }

    void finish(b24pull::result<rest::http_response> outcome) {
        finished_ = true;
        timer_.cancel();
        resolver_.cancel();
        error_code ignored;
        socket_.close(ignored);
        asio::post(executor_, [completion = std::move(completion_), outcome = std::move(outcome)]() mutable {
            completion(std::move(outcome));
        });
    }

    asio::any_io_executor executor_;
    asio::ssl::context& context_;
    beast_options const options_;
    http_completion completion_;
    bool finished_ = false;

    asio::strand<asio::any_io_executor> strand_{executor_};
    tcp::resolver resolver_{strand_};
    tcp::socket socket_{strand_};
    std::optional<asio::ssl::stream<tcp::socket&>> tls_;
    asio::steady_timer timer_{strand_};
    steady_clock::time_point deadline_;

    std::string host_;
    http::request<http::string_body> request_;
    // A header and a piece of the body at most. What follows the last chunk has to fit, too: it is not kept.
    boost::beast::flat_buffer buffer_{options_.max_header_bytes + std::size_t(64 * 1024)};
    std::optional<http::response_parser<http::string_body>> parser_;
    rest::http_response response_;
};

} // namespace

void beast_transport::start(rest::http_request request, http_completion completion) {
    auto const call = std::make_shared<exchange>(executor_, *tls_, options_, std::move(completion));
    asio::post(call->strand(),
               [call, request = std::move(request)]() mutable { call->start(std::move(request)); });
}

} // namespace examples
