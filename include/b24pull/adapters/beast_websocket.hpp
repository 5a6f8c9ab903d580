// One WebSocket of a session, from the URL to the end.
#pragma once

#include <b24pull/adapters/beast_call.hpp>
#include <b24pull/adapters/beast_completion.hpp>
#include <b24pull/adapters/beast_stream.hpp>
#include <b24pull/adapters/host.hpp>
#include <b24pull/realtime/action.hpp>
#include <b24pull/realtime/close_reason.hpp>
#include <b24pull/realtime/session.hpp>

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/error.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace b24pull::adapters::detail {

namespace websocket = boost::beast::websocket;

/// Whom a WebSocket tells.
class beast_websocket_owner {
public:
    using input = std::function<void(realtime::session&)>;

    /// Calls `what` with the session, unless that is over.
    virtual void tell(input const& what) = 0;
    /// The last that comes, once.
    virtual void websocket_ended() = 0;

protected:
    ~beast_websocket_owner() = default;
};

/// Keeps itself alive through what it waits for. All of it happens on the pool's executor.
class beast_websocket : public std::enable_shared_from_this<beast_websocket> {
public:
    using outgoing = std::variant<realtime::send_text, realtime::send_binary, realtime::send_ping,
                                  realtime::close_websocket>;

    beast_websocket(std::shared_ptr<beast_pool> pool, realtime::open_websocket order,
                    std::shared_ptr<beast_websocket_owner> owner)
        : id(order.id)
        , pool_(std::move(pool))
        , url_(std::move(order.url))
        , owner_(std::move(owner)) {}

    realtime::operation_id const id;

    /// To be called once.
    void start() { beast_spawn(pool_->executor, shared_from_this(), run()); }
    /// Sends behind all that is to be sent already.
    void send(outgoing order);
    /// Has been told to close, or is being closed by the server.
    bool is_closing() const noexcept { return closing_; }
    /// Ends at once, without a word.
    void cut() { end(lost()); }

private:
    using clock = std::chrono::steady_clock;
    using input = beast_websocket_owner::input;

    asio::awaitable<void> run();
    asio::awaitable<void> receive();
    asio::awaitable<void> send_queued();
    asio::awaitable<error_code> send_one(outgoing const& order);
    void on_control(websocket::frame_type kind);
    void cut_later();
    void end(input const& how);
    /// @param why  if it has not been open
    input lost(error_code why = {}) const;

    std::shared_ptr<beast_pool> const pool_;
    realtime::endpoint const url_;
    std::shared_ptr<beast_websocket_owner> const owner_;
    bool ended_ = false;
    bool open_ = false;
    bool closed_by_server_ = false; // a close frame came
    bool sending_ = false;
    std::deque<outgoing> queue_;
    bool closing_ = false;
    asio::steady_timer timer_{pool_->executor}; // for as long as it is closing
    beast_stream stream_{pool_->executor, pool_->tls};
    websocket::stream<beast_stream&, false> websocket_{stream_}; // without compression
};

// Bodies.

inline asio::awaitable<void> beast_websocket::run() {
    auto const to = beast_address_of(url_.reveal(), "ws");
    if (!to) co_return end(lost(to.error().code()));
    auto code = co_await stream_.connect(*to, pool_->options);
    if (ended_) co_return;
    if (code) co_return end(lost(code));

    websocket_.read_message_max(pool_->options.max_payload);
    stream_.on_shutdown = [this] { cut_later(); };
    websocket_.auto_fragment(false); // one message is one frame, as browsers do it
    websocket_.control_callback([this](websocket::frame_type kind, std::string_view) { on_control(kind); });
    websocket::response_type answer;
    co_await websocket_.async_handshake(answer, to->authority, to->target, beast_wait(code));
    if (ended_) co_return;
    if (code == websocket::error::upgrade_declined) {
        rest::http_response refusal{.status = answer.result_int()};
        for (auto const& field : answer)
            refusal.headers.push_back({std::string(field.name_string()), std::string(field.value())});
        co_return end([&](realtime::session& session) { tell_refused(session, id, refusal); });
    }
    if (code) co_return end(lost(code));
    open_ = true;
    owner_->tell([this](realtime::session& session) { session.handle_open(clock::now(), id); });
    co_await receive();
}

inline asio::awaitable<void> beast_websocket::receive() {
    boost::beast::flat_buffer buffer;
    while (!ended_) {
        error_code code;
        buffer.commit(co_await websocket_.async_read_some(buffer.prepare(64 * 1024), beast_wait(code)));
        if (code == websocket::error::message_too_big)
            co_return end([this](realtime::session& session) {
                session.handle_closed(clock::now(), id,
                                      static_cast<unsigned>(websocket::close_code::too_big));
            });
        if (code) co_return end(lost());
        owner_->tell([&](realtime::session& session) {
            auto const* const data = static_cast<char const*>(buffer.cdata().data());
            if (!websocket_.is_message_done()) session.handle_alive(clock::now(), id);
            else if (websocket_.got_text()) session.handle_text(clock::now(), id, {data, buffer.size()});
            else session.handle_binary(clock::now(), id, std::as_bytes(std::span(data, buffer.size())));
        });
        if (!websocket_.is_message_done()) continue;
        buffer.clear();
        if (buffer.capacity() > limits::message) buffer.shrink_to_fit(); // a replay is rare
    }
}

/// Comes from inside of reading.
inline void beast_websocket::on_control(websocket::frame_type kind) {
    if (kind == websocket::frame_type::close) {
        closed_by_server_ = true;
        return cut_later();
    }
    asio::post(pool_->executor, [self = shared_from_this()] {
        self->owner_->tell([&](realtime::session& session) { session.handle_alive(clock::now(), self->id); });
    });
}

inline void beast_websocket::send(outgoing order) {
    if (ended_) return;
    if (std::holds_alternative<realtime::close_websocket>(order)) {
        if (!open_) return cut();
        cut_later();
    }
    queue_.push_back(std::move(order));
    if (!std::exchange(sending_, true)) beast_spawn(pool_->executor, shared_from_this(), send_queued());
}

inline asio::awaitable<void> beast_websocket::send_queued() {
    while (!ended_ && !queue_.empty()) {
        auto const order = std::move(queue_.front());
        queue_.pop_front();
        if (co_await send_one(order)) end(lost());
    }
    sending_ = false;
}

/// @return why nothing more can be sent, or success
inline asio::awaitable<error_code> beast_websocket::send_one(outgoing const& order) {
    error_code code;
    if (auto const* const text = std::get_if<realtime::send_text>(&order)) {
        websocket_.text(true);
        co_await websocket_.async_write(asio::buffer(text->text), beast_wait(code));
    } else if (auto const* const binary = std::get_if<realtime::send_binary>(&order)) {
        websocket_.binary(true);
        co_await websocket_.async_write(asio::buffer(binary->bytes), beast_wait(code));
    } else if (auto const* const closing = std::get_if<realtime::close_websocket>(&order)) {
        auto const reason = realtime::reason_text(closing->code);
        co_await websocket_.async_close(
            {static_cast<websocket::close_code>(closing->code), {reason.data(), reason.size()}},
            beast_wait(code));
        code = websocket::error::closed;
    } else {
        co_await websocket_.async_ping({}, beast_wait(code));
    }
    co_return code;
}

inline void beast_websocket::cut_later() {
    if (std::exchange(closing_, true)) return;
    timer_.expires_after(pool_->options.close_timeout);
    timer_.async_wait([self = shared_from_this()](error_code const& code) {
        if (!code) self->stream_.close(); // what waits for it ends, and tells why
    });
}

inline beast_websocket::input beast_websocket::lost(error_code why) const {
    return [this, why](realtime::session& session) {
        auto const& reason = websocket_.reason();
        auto const code = !closed_by_server_  ? websocket::close_code::abnormal
                          : reason.code == 0u ? websocket::close_code::no_status
                                              : static_cast<websocket::close_code>(reason.code);
        if (open_)
            session.handle_closed(clock::now(), id, code, {reason.reason.data(), reason.reason.size()});
        else tell_refused(session, id, failure(why));
    };
}

inline void beast_websocket::end(input const& how) {
    if (std::exchange(ended_, true)) return;
    timer_.cancel();
    stream_.close();
    owner_->tell(how);
    owner_->websocket_ended();
}

} // namespace b24pull::adapters::detail
