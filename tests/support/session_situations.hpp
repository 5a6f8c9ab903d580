// Each state of a session, and everything that can be told to it or seen of it.
#pragma once

#include "session_host.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace support {

using namespace std::chrono_literals;
using realtime::connection_state;

struct situation {
    std::string_view name;
    connection_state state;
    std::function<void(session_host&)> bring_about;
};

/// Each state, after a connection with number 1 that is over, and long polls with the numbers behind it.
inline std::vector<situation> situations() {
    auto const fall_back = [](session_host& host) {
        host.connect();
        host.run_for(1min);
        host.close(1006);
        host.fail_websocket(4);
        host.await<realtime::start_poll>();
    };
    return {
        {"idle", connection_state::idle, [](session_host&) {}},
        {"awaiting", connection_state::awaiting_config, [](session_host& host) { host.start(); }},
        {"connecting", connection_state::connecting, [](session_host& host) { host.configure(); }},
        {"open", connection_state::open,
         [](session_host& host) {
             host.connect();
             host.close(1006);
             host.await<realtime::open_websocket>();
             host.open();
         }},
        {"polling", connection_state::polling, fall_back},
        {"probing", connection_state::probing,
         [=](session_host& host) {
             fall_back(host);
             for (int i = 0; host.session.state() == connection_state::polling && i != 100; ++i) {
                 host.run_for(40s);
                 host.answer_poll({.status = 304});
             }
         }},
        {"backing off", connection_state::backing_off,
         [](session_host& host) {
             host.connect();
             host.close(1006);
         }},
        {"offline", connection_state::offline,
         [](session_host& host) {
             host.connect();
             host.tell([&host] { host.session.handle_offline(host.now); });
         }},
    };
}

using input = std::function<void(session_host&, realtime::operation_id)>;

/// Every input that belongs to an operation.
inline std::vector<std::pair<std::string_view, input>> answers() {
    using id = realtime::operation_id;
    static std::string const content = support::payload(4, std::vector<unsigned>{77}, session_host::plain);
    return {
        {"open", [](session_host& h, id of) { h.session.handle_open(h.now, of); }},
        {"refused", [](session_host& h, id of) { h.session.handle_refused(h.now, of, 400); }},
        {"text", [](session_host& h, id of) { h.session.handle_text(h.now, of, session_host::plain); }},
        {"binary", [](session_host& h,
                      id of) { h.session.handle_binary(h.now, of, std::as_bytes(std::span(content))); }},
        {"alive", [](session_host& h, id of) { h.session.handle_alive(h.now, of); }},
        {"closed", [](session_host& h, id of) { h.session.handle_closed(h.now, of, 4010, "4010: x"); }},
        {"poll",
         [](session_host& h, id of) {
             h.session.handle_poll(h.now, of, {.status = 200, .content_type = "application/octet-stream"},
                                   content);
         }},
        {"poll failed", [](session_host& h, id of) { h.session.handle_poll_failed(h.now, of); }},
        {"posted", [](session_host& h, id of) { h.session.handle_posted(h.now, of, 400, "4013: x"); }},
    };
}

/// All that can be seen of a session from outside.
inline std::string picture(session_host const& host) {
    auto const& session = host.session;
    auto const timeout = session.poll_timeout();
    return session.snapshot() + ' ' + std::to_string(static_cast<int>(session.state())) + ' ' +
           (timeout ? std::to_string(timeout->time_since_epoch().count()) : "never") + ' ' +
           session.resume().mid + ' ' + std::to_string(session.duplicates());
}

inline void check_without_effect(session_host& host, input const& call, realtime::operation_id id) {
    auto const before = picture(host);
    host.tell([&] { call(host, id); });
    BOOST_TEST(picture(host) == before);
    BOOST_TEST(host.is_quiet());
}

} // namespace support
