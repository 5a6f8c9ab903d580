// The WebSocket and the poll of a session: their numbers, their time limits and their signs of life.
#pragma once

#include <b24pull/realtime/close_reason.hpp>
#include <b24pull/realtime/detail/session_core.hpp>
#include <b24pull/realtime/endpoint.hpp>

#include <initializer_list>
#include <string_view>
#include <utility>

namespace b24pull::realtime::detail {

class transports {
public:
    /// Their numbers; 0: there is none.
    operation_id socket() const noexcept { return socket_; }
    operation_id poll() const noexcept { return poll_; }
    bool is_socket(operation_id id) const noexcept { return id != 0 && id == socket_; }
    bool is_poll(operation_id id) const noexcept { return id != 0 && id == poll_; }

    void open_socket(session_core& core, std::string_view url);
    /// It is open.
    void opened(session_core& core) { core.timers.clear(timer::open_limit); }
    /// It gave a sign of life.
    void alive(session_core& core);
    /// The server sends pings of its own, and has to go on with it.
    void pinged() noexcept { pinged_ = true; }
    void close_socket(session_core& core, close_code code);
    /// It has gone by itself.
    void socket_gone(session_core& core);

    void start_poll(session_core& core, std::string_view url);
    /// It has come back. True if that was so soon that the next one should wait for timer::poll_pause, if it brought nothing.
    bool poll_answered(session_core& core);
    /// To be polled again when a pause is over.
    void pause(session_core& core) {
        core.timers.set(timer::poll_pause, polled_at_ + core.options.poll_pause);
    }
    /// There was no answer in time. True if it was not the first time in a row.
    bool poll_silent(session_core& core);
    /// Nor will there be another.
    void end_polling(session_core& core);

private:
    operation_id socket_ = 0;
    operation_id poll_ = 0;
    session_core::time_point polled_at_ = {};
    unsigned silent_polls_ = 0; // in a row
    bool pinged_ = false;       // on this connection
};

// Bodies.

inline void transports::open_socket(session_core& core, std::string_view url) {
    socket_ = core.new_id();
    pinged_ = false;
    core.actions.push(open_websocket{socket_, endpoint(url)});
    core.set(timer::open_limit, core.options.open_limit);
}

inline void transports::alive(session_core& core) {
    auto const limit = pinged_ ? core.options.ping_wait : core.options.silence_limit;
    core.timers.clear(timer::silence);
    if (limit.count() > 0) core.set(timer::silence, limit);
    if (core.options.own_ping_after.count() > 0) core.set(timer::own_ping, core.options.own_ping_after);
}

inline void transports::close_socket(session_core& core, close_code code) {
    core.actions.push(close_websocket{socket_, code});
    socket_gone(core);
}

inline void transports::socket_gone(session_core& core) {
    socket_ = 0;
    for (auto const which : {timer::open_limit, timer::silence, timer::own_ping, timer::settled})
        core.timers.clear(which);
}

inline void transports::start_poll(session_core& core, std::string_view url) {
    poll_ = core.new_id();
    polled_at_ = core.now;
    core.actions.push(realtime::start_poll{poll_, endpoint(url)});
    core.set(timer::poll_limit, core.options.poll_limit);
}

inline bool transports::poll_answered(session_core& core) {
    poll_ = 0;
    silent_polls_ = 0;
    core.timers.clear(timer::poll_limit);
    return core.now - polled_at_ < core.options.poll_pause;
}

inline bool transports::poll_silent(session_core& core) {
    core.actions.push(cancel_poll{std::exchange(poll_, 0)});
    return ++silent_polls_ > 1;
}

inline void transports::end_polling(session_core& core) {
    if (poll_ != 0) core.actions.push(cancel_poll{poll_});
    poll_ = 0;
    silent_polls_ = 0;
    for (auto const which : {timer::poll_limit, timer::poll_pause, timer::poll_settled})
        core.timers.clear(which);
}

} // namespace b24pull::realtime::detail
