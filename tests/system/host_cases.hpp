// What every host that polls has to do, whatever its stack, against servers that err.
//
// A stack says how its host is made:
//     struct stack { using host = …; using options = …; static …; };  // options with ca_file and max_payload
#pragma once

#include "answers.hpp"
#include "endpoint_config.hpp"
#include "event_payload.hpp"
#include "loopback_server.hpp"
#include "transport_fixture.hpp"

#include <b24pull/adapters/host.hpp>
#include <b24pull/error.hpp>
#include <b24pull/realtime/session.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <ctime>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

namespace host_cases {

using namespace std::chrono_literals;
namespace realtime = b24pull::realtime;
namespace rest = b24pull::rest;
using b24pull::error_code;
using clock = std::chrono::steady_clock;
using support::ending;
using support::scenario;

/// What takes long here has failed.
inline constexpr auto patience = 20s;

/// A portal and its push server of version 4, without WebSocket.
class portal {
public:
    /// @param answers  by path: what comes of the requests, in order; the last one goes on. Polls without any stay open
    explicit portal(std::vector<scenario> polls = {}, std::vector<scenario> posts = {},
                    std::vector<scenario> configs = {{support::answer("{}")}})
        : polls_(std::move(polls))
        , posts_(std::move(posts))
        , configs_(std::move(configs))
        , server([this](std::string_view request) { return answer_to(request); },
                 support::identity("server")) {}

    /// The configuration that leads here.
    b24pull::config config() const {
        auto out = support::endpoint_config(4);
        out.server.websocket_enabled = false;
        out.server.publish_enabled = true;
        out.server.long_polling_secure = server.url("/sub/");
        out.server.publish_secure = server.url("/pub/");
        for (auto* const channel : {&*out.private_channel, &*out.shared_channel})
            channel->end.instant = std::chrono::sys_days(std::chrono::year(2100) / 1 / 1);
        return out;
    }
    /// Obtains it from here, by a request.
    b24pull::adapters::config_source source(std::optional<b24pull::config> config_told = {}) const {
        auto const told = config_told ? *config_told : config();
        return b24pull::adapters::config_source([this, told]() -> b24pull::adapters::config_call {
            return {support::request_to(server.url("/config")),
                    [told](rest::http_response const& answer) -> b24pull::result<b24pull::config> {
                        if (answer.status == 200) return told;
                        if (answer.status == 401) return b24pull::server_errc::expired_token;
                        return b24pull::server_errc::unavailable;
                    }};
        });
    }
    std::size_t requests(std::string_view path) const {
        auto const all = server.requests();
        return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](std::string_view request) {
            return request.substr(request.find(' ') + 1).starts_with(path);
        }));
    }

private:
    scenario answer_to(std::string_view request) {
        auto const path = request.substr(request.find(' ') + 1);
        auto& answers = path.starts_with("/sub/") ? polls_ : path.starts_with("/pub/") ? posts_ : configs_;
        if (answers.empty()) return {""};
        auto const next = answers.front();
        if (answers.size() > 1) answers.erase(answers.begin());
        return next;
    }

    std::vector<scenario> polls_, posts_, configs_; // of the server's thread

public:
    support::loopback_server server; // last: its thread uses the others
};

/// The answer to a poll with events of these numbers.
inline scenario events_with(std::vector<unsigned> const& numbers, std::string_view event) {
    auto const body = support::payload(4, numbers, event);
    return {"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: " +
            std::to_string(body.size()) + "\r\n\r\n" + body};
}
inline scenario events(std::vector<unsigned> const& numbers, std::string_view params = "{}") {
    return events_with(numbers, support::event_body("telephony", "ring", params));
}

inline scenario nothing_yet() { return {""}; }

/// A session that is listened to in a thread of its own.
template <class Stack>
class listening {
public:
    using options = typename Stack::options;

    explicit listening(b24pull::adapters::config_source source, options with = {},
                       realtime::session_options session = {})
        : session_(std::move(session), 20260331)
        , host_(trusting(std::move(with)))
        , thread_([this, source = std::move(source)] {
            auto const why = host_.listen(session_, source, [this](realtime::session_event const& event) {
                if (on_event) on_event(event);
                std::lock_guard const lock(mutex_);
                events_.push_back(event);
                changed_.notify_all();
            });
            std::lock_guard const lock(mutex_);
            why_ = why;
            changed_.notify_all();
        }) {}
    ~listening() {
        host_.stop();
        thread_.join();
    }

    auto& host() { return host_; }

    /// Waits until an event of this kind satisfies `wanted`.
    template <class Event>
    Event await(std::function<bool(Event const&)> const& wanted) {
        std::unique_lock lock(mutex_);
        Event const* found = nullptr;
        changed_.wait_for(lock, patience, [&] {
            for (auto const& event : events_)
                if (auto const* const same = std::get_if<Event>(&event); same && wanted(*same)) found = same;
            return found != nullptr;
        });
        BOOST_TEST_REQUIRE(found);
        return *found;
    }
    template <class Event>
    Event await() {
        return await<Event>([](Event const&) { return true; });
    }
    void await_message(unsigned number) {
        await<realtime::message>([&](auto const& m) { return m.mid == support::mid(number); });
    }
    template <class Event>
    std::size_t count() {
        std::lock_guard const lock(mutex_);
        return static_cast<std::size_t>(std::count_if(events_.begin(), events_.end(), [](auto const& event) {
            return std::holds_alternative<Event>(event);
        }));
    }
    /// Why listen() came back.
    error_code end() {
        std::unique_lock lock(mutex_);
        BOOST_TEST_REQUIRE(changed_.wait_for(lock, patience, [this] { return why_.has_value(); }));
        return *why_;
    }

private:
    static options trusting(options with) {
        with.ca_file = support::certificate("ca.pem");
        with.proxy = "";
        return with;
    }

public:
    std::function<void(realtime::session_event const&)> on_event = {}; // set before anything comes

private:
    realtime::session session_;
    typename Stack::host host_;
    std::mutex mutex_; // guards the next two
    std::vector<realtime::session_event> events_;
    std::optional<error_code> why_;
    std::condition_variable changed_;
    std::thread thread_;
};

/// Waits until `holds` does.
inline void eventually(std::function<bool()> const& holds) {
    for (auto const last = clock::now() + patience; !holds() && clock::now() < last;)
        std::this_thread::sleep_for(5ms);
    BOOST_TEST_REQUIRE(holds());
}

/// Seconds that the whole process computes in this time.
inline double processor_time_of(std::chrono::seconds time) {
    auto const used = [] {
        std::timespec out{};
        ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &out);
        return std::chrono::seconds(out.tv_sec) + std::chrono::nanoseconds(out.tv_nsec);
    };
    auto const before = used();
    std::this_thread::sleep_for(time);
    return std::chrono::duration<double>(used() - before).count();
}

inline realtime::publication ring() {
    return {.channels = {realtime::receiver::make("ab12", "cd34").value()},
            .module_id = "application",
            .command = "ring"};
}

template <class Stack>
void polls_bring_each_message_once_over_kept_connections() {
    portal server({events({1, 2}), events({2, 3}), nothing_yet()});
    listening<Stack> client(server.source());
    client.await_message(3);
    eventually([&] { return server.requests("/sub/") == 3; });
    client.host().stop();
    BOOST_TEST(!client.end());
    BOOST_TEST(client.template count<realtime::message>() == 3u);
    BOOST_TEST(client.template count<realtime::connection_lost>() == 0u);
    BOOST_TEST(server.requests("/config") == 1u);
    BOOST_TEST(server.server.connections() <= 2u); // one for the configuration, maybe another for the polls
    auto const last = server.server.requests().back();
    BOOST_TEST(last.starts_with("GET /sub/?CHANNEL_ID=a")); // some write it encoded in another way
    BOOST_TEST(last.find("&binaryMode=true&mid=" + support::mid(3)) != last.npos);
    BOOST_TEST(last.find("\r\nCache-Control: no-cache\r\n") != last.npos);
}

template <class Stack>
void rare_events_are_told_as_well() {
    auto const came = support::event_body("online", "userStatusChange", R"({"user_id":7,"online":true})");
    scenario const no_history{
        "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: 34\r\n\r\n"
        "4011: Couldn't get last messages.\n"};
    portal server({events_with({1}, came), events_with({2}, "{"), no_history, no_history, nothing_yet()});
    listening<Stack> client(server.source());
    BOOST_TEST(client.template await<realtime::presence_changed>().user.user_id == 7);
    BOOST_TEST(client.template await<realtime::part_refused>().part.mid == support::mid(2));
    BOOST_TEST(
        (client.template await<realtime::history_gap>().why == realtime::history_gap::reason::unavailable));
}

template <class Stack>
void refused_poll_waits_as_long_as_the_server_asks() {
    portal server({{"HTTP/1.1 503 Busy\r\nRetry-After: 86399\r\nContent-Length: 0\r\n\r\n"}, nothing_yet()});
    listening<Stack> client(server.source());
    auto const lost = client.template await<realtime::connection_lost>();
    BOOST_TEST((lost.why == realtime::connection_lost::cause::refused));
    BOOST_TEST(lost.code == 503u);
    BOOST_TEST_REQUIRE(lost.retry_in.has_value());
    BOOST_TEST(lost.retry_in->count() >= 86'399'000);
}

template <class Stack>
void kept_connection_found_closed_is_tried_once_more() {
    portal server({events({1}), {"", ending::close}, events({2}), nothing_yet()});
    listening<Stack> client(server.source());
    client.await_message(2);
    BOOST_TEST(client.template count<realtime::connection_lost>() == 0u);
    BOOST_TEST(server.requests("/sub/") >= 3u);
}

template <class Stack>
void kept_connection_cut_is_tried_once_more() {
    portal server({events({1}), {"", ending::cut}, events({2}), nothing_yet()});
    listening<Stack> client(server.source());
    client.await_message(2);
    BOOST_TEST(client.template count<realtime::connection_lost>() == 0u);
}

template <class Stack>
void poll_that_fails_on_both_connections_is_told() {
    portal server({events({1}), {"", ending::close}});
    listening<Stack> client(server.source());
    auto const lost = client.template await<realtime::connection_lost>();
    BOOST_TEST((lost.why == realtime::connection_lost::cause::unreachable));
    BOOST_TEST(lost.error.failed());
    BOOST_TEST(server.requests("/sub/") >= 3u);
    BOOST_TEST(server.requests("/sub/") <= 4u); // cpp-httplib may repeat it, too
}

template <class Stack>
void body_beyond_the_limit_is_a_failed_poll() {
    auto const fits = events({1});
    typename Stack::options options;
    options.max_payload = fits.answer.size() - fits.answer.find("\r\n\r\n") - 4;
    portal server({fits, events({2, 3}), nothing_yet()});
    listening<Stack> client(server.source(), options);
    auto const lost = client.template await<realtime::connection_lost>();
    BOOST_TEST((lost.why == realtime::connection_lost::cause::unreachable));
    BOOST_TEST(client.template count<realtime::message>() == 1u);
}

template <class Stack>
void poll_may_be_larger_than_other_answers() {
    auto const large = events({1, 2}, R"({"text":")" + std::string(600 * 1024, 'x') + R"("})");
    BOOST_TEST_REQUIRE(large.answer.size() > 1024u * 1024u);
    portal server({large, nothing_yet()});
    listening<Stack> client(server.source());
    client.await_message(2);
    BOOST_TEST(client.template count<realtime::message>() == 2u);
}

template <class Stack>
void stop_ends_an_open_poll() {
    portal server;
    listening<Stack> client(server.source());
    eventually([&] { return server.requests("/sub/") == 1; });
    auto const asked = clock::now();
    client.host().stop();
    BOOST_TEST(!client.end());
    BOOST_TEST((clock::now() - asked < 5s));
}

template <class Stack>
void stop_ends_a_configuration_under_way() {
    portal server({}, {}, {nothing_yet()});
    listening<Stack> client(server.source());
    eventually([&] { return server.requests("/config") == 1; });
    auto const asked = clock::now();
    client.host().stop();
    BOOST_TEST(!client.end());
    BOOST_TEST((clock::now() - asked < 5s));
}

template <class Stack>
void posts_of_many_threads_run_in_the_one_that_listens() {
    portal server;
    listening<Stack> client(server.source());
    std::set<std::thread::id> ran_in; // of the thread that listens
    int ran = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i != 4; ++i)
            threads.emplace_back([&] {
                for (int n = 0; n != 100; ++n)
                    client.host().post([&](realtime::session&) {
                        ran_in.insert(std::this_thread::get_id());
                        ++ran;
                    });
            });
    }
    client.host().stop(); // behind them
    client.end();
    BOOST_TEST(ran == 400);
    BOOST_TEST(ran_in.size() == 1u);
    BOOST_TEST(!ran_in.contains(std::this_thread::get_id()));
}

template <class Stack>
void post_after_the_end_is_dropped() {
    portal server;
    listening<Stack> client(server.source());
    client.host().stop();
    client.end();
    auto const owned = std::make_shared<int>(0);
    client.host().post([owned](realtime::session&) { ++*owned; });
    BOOST_TEST(owned.use_count() == 1);
    BOOST_TEST(*owned == 0);
}

template <class Stack>
void configuration_refused_for_now_is_asked_for_again() {
    portal server({}, {}, {{support::answer("", "HTTP/1.1 500 Error")}, {support::answer("{}")}});
    listening<Stack> client(server.source());
    auto const told = client.template await<realtime::config_failed>();
    BOOST_TEST((told.why.code() == b24pull::server_errc::unavailable));
    BOOST_TEST(told.retry_in.has_value());
    client.host().post([](realtime::session& session) { // what waits is tried at once then
        session.handle_offline(clock::now());
        session.handle_online(clock::now());
    });
    eventually([&] { return server.requests("/sub/") >= 1; });
    BOOST_TEST(server.requests("/config") == 2u);
}

template <class Stack>
void configuration_refused_for_good_ends_it_with_the_reason() {
    portal server({}, {}, {{support::answer("", "HTTP/1.1 401 Unauthorized")}});
    listening<Stack> client(server.source());
    BOOST_TEST((client.end() == b24pull::server_errc::expired_token));
    BOOST_TEST(server.requests("/config") == 1u);
    BOOST_TEST(!client.template await<realtime::config_failed>().retry_in.has_value());
}

template <class Stack>
void configuration_that_cannot_be_asked_for_ends_it_with_the_reason() {
    listening<Stack> client(b24pull::adapters::config_source(
        []() -> b24pull::result<rest::credentials> { return b24pull::server_errc::expired_token; }));
    BOOST_TEST((client.end() == b24pull::server_errc::expired_token));
}

template <class Stack>
void certificate_not_trusted_ends_it_with_the_reason() {
    support::loopback_server other({support::answer("{}")}, support::identity("other_host"));
    listening<Stack> client(b24pull::adapters::config_source([&]() -> b24pull::adapters::config_call {
        return {support::request_to(other.url("/")),
                [](rest::http_response const&) -> b24pull::result<b24pull::config> {
                    return b24pull::server_errc::unavailable;
                }};
    }));
    BOOST_TEST((client.end() == b24pull::condition::give_up));
    BOOST_TEST(other.requests().empty());
}

template <class Stack>
void publications_are_posted_beside_an_open_poll() {
    portal server({events({1}), nothing_yet()}, {{support::answer("")}});
    listening<Stack> client(server.source());
    client.await_message(1);
    for (int i = 0; i != 3; ++i)
        client.host().post([](realtime::session& session) {
            BOOST_TEST_REQUIRE(session.publish(clock::now(), ring()).has_value());
        });
    eventually([&] { return client.template count<realtime::publication_outcome>() == 3; });
    BOOST_TEST(!client.template await<realtime::publication_outcome>().code);
    BOOST_TEST(server.requests("/pub/") == 3u);
    BOOST_TEST(client.template count<realtime::connection_lost>() == 0u);
    auto const requests = server.server.requests();
    auto const post = std::find_if(requests.begin(), requests.end(),
                                   [](auto const& request) { return request.starts_with("POST /pub/"); });
    BOOST_TEST(post->find("Content-Type") == post->npos);
    BOOST_TEST(post->ends_with([] {
        auto const one = ring();
        auto const bytes = realtime::encode_publications({&one, 1}, {}, {}).value();
        std::string out;
        for (auto const byte : bytes) out.push_back(static_cast<char>(byte));
        return out;
    }()));
}

template <class Stack>
void publication_goes_out_once_whatever_becomes_of_it() {
    portal server({events({1}), nothing_yet()}, {{support::answer("")}, {"", ending::close}});
    listening<Stack> client(server.source());
    client.await_message(1);
    for (std::size_t i = 1; i != 3; ++i) {
        client.host().post([](realtime::session& session) {
            BOOST_TEST_REQUIRE(session.publish(clock::now(), ring()).has_value());
        });
        eventually([&] { return client.template count<realtime::publication_outcome>() == i; });
    }
    client.template await<realtime::publication_outcome>([](auto const& outcome) { return !!outcome.code; });
    BOOST_TEST(server.requests("/pub/") == 2u);
}

template <class Stack>
void server_with_websocket_is_polled_where_the_stack_has_none() {
    portal server({events({1}), nothing_yet()});
    auto config = server.config();
    config.server.websocket_enabled = true;
    config.server.websocket_secure = "wss" + server.server.url("/subws/").substr(5);
    listening<Stack> client(server.source(config));
    client.await_message(1);
    BOOST_TEST(server.requests("/subws/") == 0u);
    BOOST_TEST(client.template count<realtime::connection_lost>() == 0u);
}

template <class Stack>
void waiting_takes_no_time_of_the_processor() {
    portal server;
    listening<Stack> client(server.source());
    eventually([&] { return server.requests("/sub/") == 1; });
    BOOST_TEST(processor_time_of(2s) < 0.2);
}

template <class Stack>
void host_listens_to_one_session_after_another() {
    portal server({events({1}), nothing_yet()});
    typename Stack::options options;
    options.ca_file = support::certificate("ca.pem");
    typename Stack::host host(options);
    for (int i = 0; i != 2; ++i) {
        realtime::session session;
        auto const why = host.listen(session, server.source(), [&](realtime::session_event const& event) {
            if (std::holds_alternative<realtime::status_changed>(event)) host.stop();
        });
        BOOST_TEST(!why);
        BOOST_TEST((session.state() == realtime::connection_state::stopped));
    }
}

} // namespace host_cases
