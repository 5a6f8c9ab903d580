// What the two clients have in common.
#pragma once

#include "event_client.hpp"
#include "event_sender.hpp"

#include <boost/asio/io_context.hpp>

#include <stdexcept>

namespace benchmarks {

/// Runs one io_context, in the caller's thread, as long as there is something to wait for.
class receiving : public event_client {
public:
    std::chrono::nanoseconds receive(std::size_t events) override {
        auto const begin = std::chrono::steady_clock::now();
        sender_.send(events);
        run_until(received_ + events);
        return std::chrono::steady_clock::now() - begin;
    }

    std::chrono::nanoseconds latency() override {
        sender_.send(1);
        run_until(received_ + 1);
        return arrived_at_ - sender_.sent_at();
    }

protected:
    /// An event is in the hands of whoever wanted it.
    void arrived() {
        ++received_;
        arrived_at_ = std::chrono::steady_clock::now();
    }

    void run_one() {
        if (io_.run_one() == 0) throw std::runtime_error("the connection over loopback has ended");
    }

    event_sender sender_;
    boost::asio::io_context io_{1};

private:
    void run_until(std::size_t count) {
        while (received_ < count) run_one();
    }

    std::size_t received_ = 0;
    std::chrono::steady_clock::time_point arrived_at_;
};

} // namespace benchmarks
