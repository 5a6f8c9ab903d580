// The other side of a connection over loopback: sends events as fast as the socket takes them, or one at a time.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

namespace benchmarks {

/// Answers plain HTTP requests with `{}`, until one asks for a WebSocket; then sends to that one, in a thread of its own.
class event_sender {
public:
    event_sender();
    /// A client has to have connected.
    ~event_sender();

    std::uint16_t port() const noexcept { return port_; }

    /// Begins to send that many events, each as one binary message, and comes back.
    void send(std::size_t events);

    /// When the last write began.
    std::chrono::steady_clock::time_point sent_at() const noexcept { return sent_at_.load(); }

private:
    void run();
    void write_events(boost::asio::ip::tcp::socket& to, std::size_t events);
    std::string& next_message();

    boost::asio::io_context io_;
    boost::asio::ip::tcp::acceptor acceptor_;
    std::uint16_t port_;
    std::string message_; // with the header of its frame
    std::uint64_t number_ = 0;
    std::atomic<std::chrono::steady_clock::time_point> sent_at_{};

    std::mutex mutex_; // guards the two below
    std::condition_variable changed_;
    std::size_t wanted_ = 0;
    bool ended_ = false;
    std::thread thread_;
};

} // namespace benchmarks
