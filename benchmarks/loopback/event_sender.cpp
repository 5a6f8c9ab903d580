#include "event_sender.hpp"

#include "../subjects/payload_input.hpp"

#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <algorithm>
#include <exception>
#include <iostream>
#include <utility>

namespace benchmarks {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;

/// One message as a server's frame: binary, whole, its length in two bytes, no mask.
std::string framed(std::string const& payload) {
    std::string out("\x82\x7e", 2);
    out += static_cast<char>(payload.size() >> 8);
    out += static_cast<char>(payload.size() & 0xff);
    return out + payload;
}

} // namespace

event_sender::event_sender()
    : acceptor_(io_, {asio::ip::address_v4::loopback(), 0})
    , port_(acceptor_.local_endpoint().port())
    , message_(framed(batch_payload(1)))
    , thread_([this] {
        try {
            run();
        } catch (std::exception const& failed) {
            std::cerr << "the sender: " << failed.what() << '\n';
        }
    }) {}

event_sender::~event_sender() {
    {
        std::lock_guard const lock(mutex_);
        ended_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

void event_sender::send(std::size_t events) {
    {
        std::lock_guard const lock(mutex_);
        wanted_ += events;
    }
    changed_.notify_one();
}

void event_sender::run() {
    for (;;) {
        auto socket = acceptor_.accept();
        socket.set_option(tcp::no_delay(true));
        beast::flat_buffer buffer;
        http::request<http::string_body> request;
        http::read(socket, buffer, request);
        if (!beast::websocket::is_upgrade(request)) {
            http::response<http::string_body> answer(http::status::ok, request.version(), "{}");
            answer.keep_alive(false);
            answer.prepare_payload();
            http::write(socket, answer);
            continue;
        }
        beast::websocket::stream<tcp::socket> websocket(std::move(socket));
        websocket.accept(request);
        for (;;) {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return ended_ || wanted_ != 0; });
            if (ended_) return;
            auto const events = std::exchange(wanted_, 0);
            lock.unlock();
            write_events(websocket.next_layer(), events);
        }
    }
}

/// The message of the next number: the last 16 digits of its id.
std::string& event_sender::next_message() {
    static auto const digits_at = message_.find("\x17\x74\x94\x40") + 5;
    auto left = ++number_;
    for (auto at = digits_at + 8; at != digits_at; left /= 100)
        message_[--at] = static_cast<char>(left / 10 % 10 * 16 + left % 10);
    return message_;
}

/// Many messages go into one write, or the writing would take longer than the reading.
void event_sender::write_events(tcp::socket& to, std::size_t events) {
    constexpr std::size_t together = 64;
    std::string out;
    while (events != 0) {
        auto const now = (std::min)(events, together);
        out.clear();
        for (std::size_t i = 0; i != now; ++i) out += next_message();
        sent_at_ = std::chrono::steady_clock::now();
        asio::write(to, asio::buffer(out));
        events -= now;
    }
}

} // namespace benchmarks
