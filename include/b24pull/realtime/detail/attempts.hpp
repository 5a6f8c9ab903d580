// How often connecting has failed, and what follows from it: which row of the delay table, and which transport.
#pragma once

#include <b24pull/realtime/backoff.hpp>

#include <limits>

namespace b24pull::realtime::detail {

/// Counts failures since a connection was last good.
class attempts {
public:
    /// A first connection begins with row 1: row 0 is for one that was good and dropped. Only the documentation's table counts
    /// errors and nothing else.
    explicit attempts(backoff_policy policy) noexcept
        : first_(policy == backoff_policy::documentation ? 0 : 1) {}

    /// Long polling is used although there may be a WebSocket.
    bool prefers_polling() const noexcept { return prefers_polling_; }
    /// A WebSocket has been good, ever.
    bool websocket_worked() const noexcept { return websocket_worked_; }

    /// Restored from a snapshot.
    void websocket_worked(bool worked) noexcept { websocket_worked_ = worked; }

    /// The WebSocket is open: it is the transport to use from now on.
    void opened() noexcept { prefers_polling_ = false; }

    /// The connection has lived a while, or has brought something: the next failure is the first.
    void settled(bool by_websocket) noexcept {
        number_ = in_a_row_ = 0;
        changed_ = false;
        if (by_websocket) websocket_worked_ = true;
    }

    /// The network is back: what failed without it does not count.
    void start_over() noexcept {
        number_ = first_;
        in_a_row_ = 0;
        changed_ = false;
    }

    /// The row of the delay table for the next attempt.
    unsigned next() noexcept {
        auto const row = number_;
        if (number_ != std::numeric_limits<unsigned>::max()) ++number_;
        return row;
    }

    /// One more failure of the transport in use. True if there have been more than `limit` in a row: it is to give way.
    bool give_way(unsigned limit) noexcept { return ++in_a_row_ > limit; }

    /// The other transport is used from now on. True the first time since a connection was good: the delays begin anew
    /// then, as they do in the vendor's clients; later on, both have failed, and they go on growing.
    bool change(bool to_polling) noexcept {
        prefers_polling_ = to_polling;
        in_a_row_ = 0;
        bool const first = !changed_;
        changed_ = true;
        if (first) number_ = first_;
        return first;
    }

private:
    unsigned first_;
    unsigned number_ = first_;
    unsigned in_a_row_ = 0; // failures of the transport in use
    bool changed_ = false;
    bool prefers_polling_ = false;
    bool websocket_worked_ = false;
};

} // namespace b24pull::realtime::detail
