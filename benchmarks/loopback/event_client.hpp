// Clients that receive what an event_sender sends.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>

namespace benchmarks {

/// Connected from construction on.
class event_client {
public:
    virtual ~event_client() = default;

    /// Has that many events sent, and receives them. Gives the time that it took.
    virtual std::chrono::nanoseconds receive(std::size_t events) = 0;

    /// From the sending of one event to its arrival.
    virtual std::chrono::nanoseconds latency() = 0;
};

/// b24pull::adapters::beast_host with a session: decoded messages for an event handler.
std::unique_ptr<event_client> make_host_client();

/// A WebSocket of Boost.Beast that reads messages, and does nothing with them.
std::unique_ptr<event_client> make_bare_client();

} // namespace benchmarks
