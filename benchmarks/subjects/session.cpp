// What a session costs: time and bytes. A step is an input together with all that comes out of it.
//
// The same step is measured with 1, 1,000 and 100,000 sessions that take turns: its cost is that of one session, whatever
// their number, and what the processor's caches do not hold.
#include "session_bytes.hpp"
#include "session_fleet.hpp"
#include "subjects.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>

namespace benchmarks {
namespace {

namespace realtime = b24pull::realtime;

using step = void (*)(fleet&);

/// Made when they are first needed, and shared by the subjects.
fleet& fleet_of(std::size_t count, transport by) {
    static std::map<std::pair<std::size_t, transport>, std::unique_ptr<fleet>> all;
    auto& held = all[{count, by}];
    if (!held) held = std::make_unique<fleet>(count, by);
    return *held;
}

void text_of_one_message(fleet& all) { all.next().receive(all.incoming); }

/// Silence, a ping of ours, and the pong.
void timeout_and_pong(fleet& all) {
    auto& one = all.next();
    one.now = *one.session.poll_timeout();
    one.session.handle_timeout(one.now);
    one.drain();
    one.session.handle_alive(one.now, one.id);
}

/// Cut, delay, connect again from the place in history, one message.
void reconnect(fleet& all) {
    auto& one = all.next();
    one.session.handle_closed(one.now, one.id, 1006);
    while (!one.drain()) {
        one.now = *one.session.poll_timeout();
        one.session.handle_timeout(one.now);
    }
    one.session.handle_open(one.now, one.id);
    one.receive(all.incoming);
}

void poll_unchanged(fleet& all) {
    static realtime::poll_response const unchanged{.status = 304,
                                                   .last_message_id = "17749440000000000000000001",
                                                   .expires = "Thu, 01 Jan 1973 11:11:01 GMT"};
    auto& one = all.next();
    one.now += std::chrono::seconds{40};
    one.session.handle_poll(one.now, one.id, unchanged, {});
    if (!one.drain()) throw std::logic_error("the session does not poll again");
}

contestant taking_turns(std::size_t count, transport by, step run) {
    auto name = count == 1 ? std::string("b24pull, one session") : "among " + std::to_string(count);
    return {.name = std::move(name),
            .role = count == 1 ? role::ours : role::crowd,
            .repeat = [count, by, run](std::size_t times) -> std::optional<std::chrono::nanoseconds> {
                for (auto& all = fleet_of(count, by); times != 0; --times) run(all);
                return std::nullopt;
            }};
}

subject step_subject(std::string name, transport by, step run, std::size_t most) {
    subject out{.name = std::move(name), .item = "step", .goal = {.measure = measure::growth}};
    for (std::size_t const count : {1u, 1'000u, 100'000u})
        if (count <= most) out.contestants.push_back(taking_turns(count, by, run));
    return out;
}

subject bytes_subject(std::size_t most) {
    subject out{.name = "session.bytes", .item = "session"};
    for (auto const& [name, until] : {std::pair{"b24pull, idle", stage::idle},
                                      {"b24pull, connected", stage::connected},
                                      {"b24pull, first message", stage::first_message},
                                      {"b24pull, all ids remembered", stage::full_window}})
        out.contestants.push_back(
            {.name = name, .role = role::ours, .bytes = [until = until] { return bytes_of_one(until); }});
    for (std::size_t const count : {1'000u, 100'000u})
        if (count <= most)
            out.contestants.push_back({.name = "among " + std::to_string(count) + ", first message",
                                       .role = role::crowd,
                                       .bytes = [count] { return bytes_of_each(count); }});
    return out;
}

} // namespace

std::vector<subject> session_subjects(std::size_t most) {
    return {bytes_subject(most),
            step_subject("session.message", transport::websocket, text_of_one_message, most),
            step_subject("session.ping", transport::websocket, timeout_and_pong, most),
            step_subject("session.reconnect", transport::websocket, reconnect, most),
            step_subject("session.poll", transport::polling, poll_unchanged, most)};
}

} // namespace benchmarks
