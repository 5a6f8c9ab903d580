// One HTTP call, from the URL to the answer, and the connections that calls leave for each other.
#pragma once

#include <b24pull/adapters/beast_completion.hpp>
#include <b24pull/adapters/beast_options.hpp>
#include <b24pull/adapters/beast_stream.hpp>
#include <b24pull/adapters/request_check.hpp>
#include <b24pull/rest/http.hpp>
#include <b24pull/result.hpp>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace b24pull::adapters::detail {

/// What the connections of one user have in common. But for the executor it may be used on the executor only.
class beast_pool {
public:
    beast_pool(asio::any_io_executor const& where, asio::ssl::context& context, beast_options chosen)
        : executor(asio::make_strand(where))
        , tls(context)
        , options(std::move(chosen)) {}

    asio::any_io_executor const executor; // runs one handler at a time
    asio::ssl::context& tls;
    beast_options const options;

    /// A connection to there that was kept not long ago, or null. The server may have closed it since.
    std::unique_ptr<beast_stream> take(std::string const& origin);
    void keep(std::string origin, std::unique_ptr<beast_stream> stream);
    void clear() { kept_.clear(); }

private:
    struct kept {
        std::string origin;
        std::unique_ptr<beast_stream> stream;
        std::chrono::steady_clock::time_point since;
    };
    std::vector<kept> kept_; // the oldest first
};

/// Keeps itself alive through what it waits for; whatever comes first to finish() decides. All of it happens on the
/// pool's executor.
class beast_call : public std::enable_shared_from_this<beast_call> {
public:
    using completion = beast_handler<result<rest::http_response>>;

    /// What does not come from beast_options.
    struct bounds {
        std::chrono::milliseconds timeout; // of the whole call
        std::size_t max_body;
    };

    beast_call(std::shared_ptr<beast_pool> pool, bounds most, rest::http_request request, completion done)
        : pool_(std::move(pool))
        , most_(most)
        , request_(std::move(request))
        , done_(std::move(done)) {}

    /// To be called once.
    void start() { beast_spawn(pool_->executor, shared_from_this(), run()); }
    void cancel() { finish(failure(asio::error::operation_aborted)); }

private:
    using clock = std::chrono::steady_clock;

    asio::awaitable<void> run();
    asio::awaitable<result<rest::http_response>> exchange(std::string_view text);
    asio::awaitable<error_code> receive_body();
    void give_up_at(clock::time_point time);
    void finish(result<rest::http_response> outcome);

    std::shared_ptr<beast_pool> const pool_;
    bounds const most_;
    rest::http_request const request_;
    completion done_;
    bool finished_ = false;
    asio::steady_timer timer_{pool_->executor};
    std::unique_ptr<beast_stream> stream_;
    // A header and a piece of the body at most. What follows the last chunk has to fit, too: it is not kept.
    boost::beast::flat_buffer buffer_{pool_->options.max_header_bytes + std::size_t(64 * 1024)};
    using parser = boost::beast::http::response_parser<boost::beast::http::string_body>;
    std::optional<parser> parser_;
};

// Bodies.

inline std::unique_ptr<beast_stream> beast_pool::take(std::string const& origin) {
    auto const oldest = std::chrono::steady_clock::now() - std::chrono::seconds(30);
    std::erase_if(kept_, [oldest](kept const& one) { return one.since < oldest; });
    auto const at =
        std::find_if(kept_.begin(), kept_.end(), [&origin](kept const& one) { return one.origin == origin; });
    if (at == kept_.end()) return nullptr;
    auto out = std::move(at->stream);
    kept_.erase(at);
    return out;
}

inline void beast_pool::keep(std::string origin, std::unique_ptr<beast_stream> stream) {
    if (kept_.size() == 8) kept_.erase(kept_.begin());
    kept_.push_back({std::move(origin), std::move(stream), std::chrono::steady_clock::now()});
}

inline std::string beast_text_of(rest::http_request const& request, beast_address const& to, bool keep) {
    auto out = request.method + ' ' + to.target + " HTTP/1.1\r\nHost: " + to.authority + "\r\n";
    for (auto const& [name, value] : request.headers) out += name + ": " + value + "\r\n";
    if (!keep) out += "Connection: close\r\n";
    if (!keep || !request.body.empty())
        out += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
    return out + "\r\n" + request.body;
}

/// Puts in the space after the status code that some servers leave out with the reason: Beast wants it.
inline void beast_complete_status_line(boost::beast::flat_buffer& buffer) {
    constexpr std::size_t up_to_the_code = sizeof("HTTP/1.1 200") - 1;
    auto text = boost::beast::buffers_to_string(buffer.cdata());
    if (!text.starts_with("HTTP/1.") || text.find("\r\n") != up_to_the_code) return;
    text.insert(up_to_the_code, 1, ' ');
    buffer.clear();
    buffer.commit(asio::buffer_copy(buffer.prepare(text.size()), asio::buffer(text)));
}

inline asio::awaitable<void> beast_call::run() {
    auto const to = beast_address_of(request_.url, "http");
    if (!to) co_return finish(to.error());
    if (!can_be_sent(request_))
        co_return finish(failure(make_error_code(boost::system::errc::invalid_argument)));

    // Only what may be sent twice goes over a connection that may be closed already.
    bool const keep = request_.method == "GET";
    auto const text = beast_text_of(request_, *to, keep);
    auto const deadline = clock::now() + most_.timeout;
    give_up_at(deadline);
    auto answer = result<rest::http_response>(failure());
    if (keep) stream_ = pool_->take(to->origin());
    if (stream_) answer = co_await exchange(text);
    if (finished_) co_return;

    if (!answer && !parser_ &&
        buffer_.size() == 0) { // nothing of an answer came: none was kept, or it is closed
        give_up_at((std::min)(clock::now() + pool_->options.connect_timeout, deadline));
        stream_ = std::make_unique<beast_stream>(pool_->executor, pool_->tls);
        auto const code = co_await stream_->connect(*to, pool_->options);
        if (finished_) co_return;
        if (code) co_return finish(failure(code));
        give_up_at(deadline);
        answer = co_await exchange(text);
        if (finished_) co_return;
    }
    if (answer && keep && parser_->keep_alive() && buffer_.size() == 0)
        pool_->keep(to->origin(), std::move(stream_));
    finish(std::move(answer));
}

inline asio::awaitable<result<rest::http_response>> beast_call::exchange(std::string_view text) {
    if (auto const code = co_await stream_->write(text)) co_return failure(code);
    // Beast's own limit holds for what comes at a time: the header is collected before Beast reads it.
    auto const max_header = pool_->options.max_header_bytes;
    do {
        if (auto const code = co_await stream_->read_header(buffer_, max_header)) co_return failure(code);
        beast_complete_status_line(buffer_);
        parser_.emplace();
        parser_->header_limit(max_header + 1); // the space that was put in
        parser_->body_limit(most_.max_body);
        error_code refused;
        buffer_.consume(parser_->put(buffer_.cdata(), refused));
        if (refused) co_return failure(beast_code(refused));
    } while (parser_->get().result_int() / 100 == 1); // an interim answer: the real one follows

    auto& message = parser_->get();
    rest::http_response out{.status = message.result_int()};
    for (auto const& field : message) // before the trailer joins them
        out.headers.push_back({std::string(field.name_string()), std::string(field.value())});
    if (auto const code = co_await receive_body()) co_return failure(beast_code(code));
    out.body = std::move(message.body());
    co_return out;
}

inline asio::awaitable<error_code> beast_call::receive_body() {
    namespace http = boost::beast::http;
    error_code code;
    parser_->eager(true);
    while (!parser_->is_done()) {
        auto const used = buffer_.size() == 0 ? 0 : parser_->put(buffer_.cdata(), code);
        buffer_.consume(used);
        if (code && code != http::error::need_more) co_return code;
        if (used != 0) continue;
        auto const room = buffer_.max_size() - buffer_.size();
        if (room == 0) co_return http::error::buffer_overflow;
        auto const more = co_await stream_->async_read_some(
            buffer_.prepare((std::min)(room, std::size_t(64 * 1024))), beast_wait(code));
        if (code && code != asio::error::eof) co_return code;
        if (!code) buffer_.commit(more);
        else if (parser_->put_eof(code); code) co_return code;
    }
    co_return error_code();
}

inline void beast_call::give_up_at(clock::time_point time) {
    timer_.expires_at(time);
    timer_.async_wait([self = shared_from_this()](error_code const&) {
        // The wait of an earlier time may end as the later one is set: then nothing has expired.
        if (clock::now() < self->timer_.expiry()) return;
        self->finish(failure(make_error_code(boost::system::errc::timed_out)));
    });
}

inline void beast_call::finish(result<rest::http_response> outcome) {
    if (finished_) return;
    finished_ = true;
    timer_.cancel();
    if (stream_) stream_->close();
    done_(std::move(outcome));
}

} // namespace b24pull::adapters::detail
