// A connection in the shape that Beast's WebSocket wants, whatever kind it is: the WebSocket is compiled once.
//
// It is also where the network breaks, when it is to break.
#pragma once

#include "../connection.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/role.hpp>
#include <boost/beast/websocket/teardown.hpp>

#include <chrono>
#include <cstddef>
#include <exception>
#include <memory>
#include <type_traits>
#include <utility>

namespace portal::push {

class any_stream {
public:
    using executor_type = boost::asio::any_io_executor;

    explicit any_stream(std::shared_ptr<connection> below)
        : below_(std::move(below)) {}

    executor_type get_executor() { return below_->executor(); }
    std::shared_ptr<connection> const& below() const { return below_; }

    // Writing succeeds and nothing arrives, on either side.
    void fall_silent() { silent_ = true; }
    bool silent() const { return silent_; }
    // The next writing ends after half of its bytes, and the connection with it.
    void break_next_write() { breaking_ = true; }

    template <class Buffers, class Token>
    auto async_read_some(Buffers const& into, Token&& token) {
        return boost::asio::async_initiate<Token, signature>(
            [this, into](auto&& handler) {
                read(first(into), copyable(std::forward<decltype(handler)>(handler)));
            },
            token);
    }

    template <class Buffers, class Token>
    auto async_write_some(Buffers const& from, Token&& token) {
        return boost::asio::async_initiate<Token, signature>(
            [this, from](auto&& handler) {
                write({boost::asio::buffer_sequence_begin(from), boost::asio::buffer_sequence_end(from)},
                      copyable(std::forward<decltype(handler)>(handler)));
            },
            token);
    }

private:
    using signature = void(boost::system::error_code, std::size_t);

    template <class Buffers>
    static boost::asio::mutable_buffer first(Buffers const& from) {
        for (auto each = boost::asio::buffer_sequence_begin(from);
             each != boost::asio::buffer_sequence_end(from); ++each)
            if (boost::asio::mutable_buffer const buffer = *each; buffer.size() > 0) return buffer;
        return {};
    }

    // A function can be copied, and handlers can only be moved: so it is shared.
    template <class Handler>
    static connection::io_handler copyable(Handler&& handler) {
        auto const shared = std::make_shared<std::decay_t<Handler>>(std::forward<Handler>(handler));
        return [shared](boost::system::error_code error, std::size_t count) {
            std::move (*shared)(error, count);
        };
    }

    void read(boost::asio::mutable_buffer into, connection::io_handler done) {
        below_->start_read(
            into, [this, into, done = std::move(done)](boost::system::error_code error, std::size_t count) {
                if (silent_ && !error) read(into, done);
                else done(error, count);
            });
    }

    void write(connection::const_buffers from, connection::io_handler done) {
        if (silent_ && !breaking_) {
            boost::asio::post(get_executor(), [done = std::move(done),
                                               count = boost::asio::buffer_size(from)] { done({}, count); });
            return;
        }
        if (breaking_) {
            auto& last = from.back();
            last = boost::asio::buffer(last, last.size() / 2);
            done = [below = below_, done = std::move(done)](boost::system::error_code, std::size_t count) {
                below->cut();
                done(boost::asio::error::connection_reset, count);
            };
        }
        below_->start_write(from, std::move(done));
    }

    std::shared_ptr<connection> below_;
    bool silent_ = false;
    bool breaking_ = false;
};

// What Beast asks of a stream when a WebSocket ends, one way or the other.
inline void beast_close_socket(any_stream& stream) { stream.below()->cut(); }

template <class Handler>
void async_teardown(boost::beast::role_type, any_stream& stream, Handler&& handler) {
    constexpr std::chrono::seconds longest_farewell{2};
    auto const below = stream.below();
    below->expires_after(longest_farewell);
    boost::asio::co_spawn(
        below->executor(), [below]() -> boost::asio::awaitable<void> { co_await below->close(); },
        [below, handler = std::forward<Handler>(handler)](std::exception_ptr) mutable {
            std::move(handler)(boost::system::error_code());
        });
}

} // namespace portal::push
