#include "session_fleet.hpp"

#include "../harness/keep.hpp"

#include <b24pull/config_json.hpp>

#include <chrono>
#include <stdexcept>
#include <variant>

namespace benchmarks {
namespace {

namespace realtime = b24pull::realtime;

constexpr auto wall = std::chrono::sys_days(std::chrono::year(2026) / 3 / 31);

realtime::session make_session(std::size_t window, std::size_t number) {
    realtime::session_options options;
    options.remembered_ids = window;
    options.own_ping_after = std::chrono::seconds{1}; // millions of pings before the configuration ends
    return realtime::session(options, number);
}

} // namespace

b24pull::config lasting_config(transport by) {
    auto const enabled = std::string(by == transport::websocket ? "true" : "false");
    return b24pull::parse_config(
               R"({"server":{"version":4,"mode":"shared","websocket_enabled":)" + enabled +
               R"(,"websocket_secure":"wss://rt.example.com/subws/",)"
               R"("long_pooling_secure":"https://rt.example.com/sub/","publish_enabled":true,)"
               R"("publish_secure":"https://rt.example.com/rest/"},)"
               R"("clientId":"0123456789abcdef0123456789abcdef","channels":{)"
               R"("private":{"id":"00000000000000000000000000000001:00000000000000000000000000000002.)"
               R"(000000000000000000000000000000000000made","start":"2026-03-31T00:00:00+00:00",)"
               R"("end":"2226-03-31T00:00:00+00:00"},)"
               R"("shared":{"id":"00000000000000000000000000000003.000000000000000000000000000000000000made",)"
               R"("start":"2026-03-31T00:00:00+00:00","end":"2226-03-31T00:00:00+00:00"}}})")
        .value();
}

std::string const& payloads::next() {
    constexpr std::size_t digits_at = 26, mid_size = 26;
    auto const digits = std::to_string(++count_);
    return text_.replace(digits_at + mid_size - digits.size(), digits.size(), digits);
}

seat::seat(std::size_t window, std::size_t number)
    : session(make_session(window, number)) {}

bool seat::drain() {
    auto const before = id;
    while (auto const order = session.poll_action()) {
        if (auto const* const open = std::get_if<realtime::open_websocket>(&*order)) id = open->id;
        if (auto const* const poll = std::get_if<realtime::start_poll>(&*order)) id = poll->id;
        if (std::holds_alternative<realtime::fetch_config>(*order))
            session.handle_config(now, wall + now.time_since_epoch(), *config);
    }
    while (auto event = session.poll_event()) keep(event);
    return id != before;
}

void seat::connect(b24pull::config const& from, transport by) {
    config = &from;
    session.handle_start(now);
    if (!drain()) throw std::logic_error("the session does not connect");
    if (by == transport::websocket) session.handle_open(now, id);
    drain();
}

void seat::receive(payloads& from) {
    session.handle_text(now, id, from.next());
    drain();
}

fleet::fleet(std::size_t count, transport by, std::size_t window)
    : config_(lasting_config(by)) {
    seats_.reserve(count);
    for (std::size_t i = 0; i != count; ++i) {
        seats_.emplace_back(window, i);
        seats_.back().connect(config_, by);
    }
    if (by == transport::websocket)
        for (auto& one : seats_)
            for (std::size_t i = 0; i != window; ++i) one.receive(incoming);
}

} // namespace benchmarks
