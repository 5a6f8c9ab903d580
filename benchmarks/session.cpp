// What a session costs: bytes, and steps per second. A step is an input together with all that comes out of it.
//
// The same step is measured with 1, 1,000 and 100,000 sessions that take turns: its cost is that of one session, whatever
// their number, and what the processor's caches do not hold.
#include "counted_memory.hpp"

#include <b24pull/config_json.hpp>
#include <b24pull/realtime/session.hpp>

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace {

namespace realtime = b24pull::realtime;
using namespace std::chrono_literals;

constexpr auto wall = std::chrono::sys_days(std::chrono::year(2026) / 3 / 31);

b24pull::config make_config(bool websocket) {
    auto const enabled = std::string(websocket ? "true" : "false");
    return b24pull::parse_config(
               R"({"server":{"version":4,"mode":"shared","websocket_enabled":)" + enabled +
               R"(,"websocket_secure":"wss://rt.example.com/subws/",)"
               R"("long_pooling_secure":"https://rt.example.com/sub/","publish_enabled":true,)"
               R"("publish_secure":"https://rt.example.com/rest/"},)"
               R"("clientId":"0123456789abcdef0123456789abcdef","channels":{)"
               R"("private":{"id":"00000000000000000000000000000001:00000000000000000000000000000002.)"
               R"(000000000000000000000000000000000000made","start":"2026-03-31T00:00:00+00:00",)"
               R"("end":"2036-03-31T00:00:00+00:00"},)"
               R"("shared":{"id":"00000000000000000000000000000003.000000000000000000000000000000000000made",)"
               R"("start":"2026-03-31T00:00:00+00:00","end":"2036-03-31T00:00:00+00:00"}}})")
        .value();
}

/// Payloads of one message each, with ids that count up.
class payloads {
public:
    std::string const& next() {
        auto const digits = std::to_string(++count_);
        text_.replace(digits_at + mid_size - digits.size(), digits.size(), digits);
        return text_;
    }

private:
    static constexpr std::size_t digits_at = 26, mid_size = 26;

    std::size_t count_ = 0;
    std::string text_ = R"(#!NGINXNMS!#{"id":1,"mid":"17749440000000000000000000","channel":"-","tag":"1",)"
                        R"("time":"Tue, 31 Mar 2026 12:00:00 GMT","text":{"module_id":"telephony",)"
                        R"("command":"ring","params":{"line":3,"from":"made up","at":"2026-03-31T12:00:00"},)"
                        R"("extra":{"server_time_unix":1774958400.5,"revision_web":19}}}#!NGINXNME!#)";
};

enum class transport { websocket, polling };

/// A session with what its host knows of it.
struct seat {
    realtime::session session;
    realtime::session::time_point now = {};
    realtime::operation_id id = 0; // of the WebSocket or poll

    /// Takes out whatever there is. True if there was a new attempt to connect.
    bool drain() {
        auto const before = id;
        while (auto const order = session.poll_action()) {
            if (auto const* const open = std::get_if<realtime::open_websocket>(&*order)) id = open->id;
            if (auto const* const poll = std::get_if<realtime::start_poll>(&*order)) id = poll->id;
        }
        while (auto event = session.poll_event()) benchmark::DoNotOptimize(event);
        return id != before;
    }

    void connect(b24pull::config const& config, transport by) {
        session.handle_start(now);
        session.handle_config(now, wall, config);
        if (!drain()) throw std::logic_error("the session does not connect");
        if (by == transport::websocket) session.handle_open(now, id);
        drain();
    }

    void receive(payloads& from) {
        session.handle_text(now, id, from.next());
        drain();
    }
};

seat make_seat(std::size_t window, std::size_t number) {
    realtime::session_options options;
    options.remembered_ids = window;
    options.own_ping_after = 1s; // millions of pings before the configuration ends
    return {realtime::session(options, number)};
}

/// Sessions that are connected and have received so much that they remember no more ids.
class fleet {
public:
    fleet(std::size_t count, std::size_t window, transport by)
        : window_(window)
        , by_(by) {
        auto const config = make_config(by == transport::websocket);
        seats_.reserve(count);
        for (std::size_t i = 0; i != count; ++i) {
            seats_.push_back(make_seat(window, i));
            seats_.back().connect(config, by);
        }
        if (by == transport::websocket)
            for (auto& one : seats_)
                for (std::size_t i = 0; i != window; ++i) one.receive(incoming);
    }

    /// Kept from one run of a benchmark to the next.
    static fleet& of(benchmark::State const& state, transport by) {
        static std::unique_ptr<fleet> held;
        auto const count = static_cast<std::size_t>(state.range(0));
        auto const window = static_cast<std::size_t>(state.range(1));
        if (!held || held->seats_.size() != count || held->window_ != window || held->by_ != by) {
            held.reset();
            held = std::make_unique<fleet>(count, window, by);
        }
        return *held;
    }

    seat& next() {
        turn_ = turn_ + 1 < seats_.size() ? turn_ + 1 : 0;
        return seats_[turn_];
    }

    payloads incoming;

private:
    std::size_t window_;
    transport by_;
    std::vector<seat> seats_;
    std::size_t turn_ = 0;
};

/// A window of 16 lets many sessions be filled in little time; the one by default is larger.
void sizes(benchmark::internal::Benchmark* of) {
    of->ArgNames({"sessions", "window"})->Args({1, 16})->Args({1'000, 16})->Args({100'000, 16});
}

void default_window(benchmark::internal::Benchmark* of) {
    of->Args({1, realtime::duplicate_window::default_size});
}

void text_of_one_message(benchmark::State& state) {
    auto& all = fleet::of(state, transport::websocket);
    for ([[maybe_unused]] auto _ : state) all.next().receive(all.incoming);
    state.SetItemsProcessed(state.iterations());
}

void poll_unchanged(benchmark::State& state) {
    auto& all = fleet::of(state, transport::polling);
    realtime::poll_response const unchanged{.status = 304,
                                            .last_message_id = "17749440000000000000000001",
                                            .expires = "Thu, 01 Jan 1973 11:11:01 GMT"};
    for ([[maybe_unused]] auto _ : state) {
        auto& one = all.next();
        one.now += 40s;
        one.session.handle_poll(one.now, one.id, unchanged, {});
        if (!one.drain()) return state.SkipWithError("the session does not poll again");
    }
    state.SetItemsProcessed(state.iterations());
}

/// Silence, a ping of ours, and the pong.
void timeout_and_pong(benchmark::State& state) {
    auto& all = fleet::of(state, transport::websocket);
    for ([[maybe_unused]] auto _ : state) {
        auto& one = all.next();
        one.now = *one.session.poll_timeout();
        one.session.handle_timeout(one.now);
        one.drain();
        one.session.handle_alive(one.now, one.id);
    }
    state.SetItemsProcessed(state.iterations());
}

/// Cut, delay, connect again from the place in history, one message.
void reconnect(benchmark::State& state) {
    auto& all = fleet::of(state, transport::websocket);
    for ([[maybe_unused]] auto _ : state) {
        auto& one = all.next();
        one.session.handle_closed(one.now, one.id, 1006);
        while (!one.drain()) {
            one.now = *one.session.poll_timeout();
            one.session.handle_timeout(one.now);
        }
        one.session.handle_open(one.now, one.id);
        one.receive(all.incoming);
    }
    state.SetItemsProcessed(state.iterations());
}

enum class stage { idle, connected, first_message, full_window };

/// Bytes of one session: of the object, and what it holds on the heap.
void bytes_of_one(benchmark::State& state, stage until) {
    std::size_t heap = 0;
    for ([[maybe_unused]] auto _ : state) {
        auto const config = make_config(true);
        payloads incoming;
        heap = benchmarks::heap_bytes();
        auto one = make_seat(realtime::duplicate_window::default_size, 1);
        if (until >= stage::connected) one.connect(config, transport::websocket);
        if (until >= stage::first_message) one.receive(incoming);
        if (until >= stage::full_window)
            for (std::size_t i = 0; i != realtime::duplicate_window::default_size; ++i) one.receive(incoming);
        heap = benchmarks::heap_bytes() - heap;
    }
    state.counters["object"] = sizeof(realtime::session);
    state.counters["heap"] = static_cast<double>(heap);
}

/// Bytes of many connected sessions that have received one message each, objects included.
void bytes_of_many(benchmark::State& state) {
    auto const count = static_cast<std::size_t>(state.range(0));
    for ([[maybe_unused]] auto _ : state) {
        auto const config = make_config(true);
        payloads incoming;
        auto const heap = benchmarks::heap_bytes(), resident = benchmarks::resident_bytes();
        std::vector<seat> all;
        all.reserve(count);
        for (std::size_t i = 0; i != count; ++i) {
            all.push_back(make_seat(realtime::duplicate_window::default_size, i));
            all.back().connect(config, transport::websocket);
            all.back().receive(incoming);
        }
        auto const each = [count](std::size_t now, std::size_t then) {
            return static_cast<double>(now - then) / static_cast<double>(count);
        };
        state.counters["asked_for"] = static_cast<double>(benchmarks::heap_bytes() - heap);
        state.counters["asked_for_each"] = each(benchmarks::heap_bytes(), heap);
        state.counters["resident_each"] = each(benchmarks::resident_bytes(), resident);
    }
}

// Memory first: later on the process holds what the others have given back.
BENCHMARK_CAPTURE(bytes_of_one, idle, stage::idle)->Iterations(1);
BENCHMARK_CAPTURE(bytes_of_one, connected, stage::connected)->Iterations(1);
BENCHMARK_CAPTURE(bytes_of_one, first_message, stage::first_message)->Iterations(1);
BENCHMARK_CAPTURE(bytes_of_one, full_window, stage::full_window)->Iterations(1);
BENCHMARK(bytes_of_many)->ArgName("sessions")->Arg(1'000)->Arg(100'000)->Iterations(1);
BENCHMARK(text_of_one_message)->Apply(sizes)->Apply(default_window);
BENCHMARK(timeout_and_pong)->Apply(sizes);
BENCHMARK(reconnect)->Apply(sizes);
BENCHMARK(poll_unchanged)->Apply(sizes);

} // namespace

BENCHMARK_MAIN();
