// beast_host: what every host has to do where it polls, and all that is its own: WebSockets that err, proxies,
// completion tokens, threads, destruction.
#include <b24pull/adapters/beast.hpp>

#include "host_cases.hpp"
#include "scripted_server.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(beast_host)

namespace {

namespace adapters = b24pull::adapters;
namespace asio = boost::asio;
namespace opcode = support::opcode;
namespace realtime = b24pull::realtime;
namespace rest = b24pull::rest;
using namespace std::chrono_literals;
using b24pull::error_code;
using host_cases::clock;
using host_cases::eventually;
using host_cases::listening;
using support::scripted_peer;
using support::scripted_server;
using steps = asio::awaitable<void>;

struct stack {
    struct options : adapters::beast_options {
        std::string ca_file = {};
    };

    /// As a thread listens that does nothing else.
    class host {
    public:
        explicit host(options const& with)
            : tls_(adapters::beast_tls(with.ca_file).value())
            , host_(io_.get_executor(), tls_, with) {}

        error_code listen(realtime::session& session, adapters::config_source source,
                          adapters::event_handler deliver) {
            std::optional<error_code> out;
            host_.listen(session, std::move(source), std::move(deliver), [&](error_code why) { out = why; });
            io_.restart();
            io_.run();
            return out.value();
        }
        void post(std::function<void(realtime::session&)> f) { host_.post(std::move(f)); }
        void stop() { host_.stop(); }

    private:
        asio::io_context io_;
        asio::ssl::context tls_;
        adapters::beast_host host_;
    };
};

using client = listening<stack>;
using lost = realtime::connection_lost;

/// A configuration whose WebSocket is this server.
b24pull::config config_for(scripted_server const& server) {
    auto out = support::endpoint_config(4);
    out.server.publish_enabled = true;
    out.server.websocket_secure = "wss://localhost:" + std::to_string(server.port()) + "/subws/";
    for (auto* const channel : {&*out.private_channel, &*out.shared_channel})
        channel->end.instant = std::chrono::sys_days(std::chrono::year(2100) / 1 / 1);
    return out;
}

/// The configuration itself, without a portal.
adapters::config_source source_of(b24pull::config config) {
    static support::loopback_server portal({support::answer("{}")}, support::identity("server"));
    return adapters::config_source([config = std::move(config)]() -> adapters::config_call {
        return {support::request_to(portal.url("/")),
                [config](rest::http_response const&) -> b24pull::result<b24pull::config> { return config; }};
    });
}
adapters::config_source source_for(scripted_server const& server) { return source_of(config_for(server)); }

/// What a server saw, told from its thread.
template <class T>
class seen {
public:
    void add(T value) {
        std::lock_guard const lock(mutex_);
        values_.push_back(std::move(value));
    }
    std::vector<T> all() const {
        std::lock_guard const lock(mutex_);
        return values_;
    }
    /// The first, as soon as there is one.
    T first() const {
        eventually([this] { return !all().empty(); });
        return all().front();
    }

private:
    mutable std::mutex mutex_;
    std::vector<T> values_;
};

std::string events(std::vector<unsigned> const& numbers) {
    return support::payload(4, numbers, support::event_body("telephony", "ring"));
}

std::string event(unsigned number) { return events({number}); }

/// Accepts, and answers everything as a good server does, until the client closes.
steps serve_well(scripted_peer& peer, seen<support::websocket_frame>& frames) {
    co_await peer.accept_websocket();
    co_await peer.write_frame(opcode::binary, event(1));
    for (;;) {
        auto const frame = co_await peer.read_frame();
        frames.add(frame);
        if (frame.opcode != opcode::close) continue;
        co_await peer.write_frame(opcode::close, frame.payload.substr(0, 2));
        co_return;
    }
}

steps forever() {
    co_await asio::steady_timer(co_await asio::this_coro::executor, 1h).async_wait(asio::use_awaitable);
}

auto const server_identity = [] { return support::identity("server"); };

} // namespace

// What every host does.

BOOST_AUTO_TEST_CASE(polls_bring_each_message_once_over_kept_connections) {
    host_cases::polls_bring_each_message_once_over_kept_connections<stack>();
}

BOOST_AUTO_TEST_CASE(rare_events_are_told_as_well) { host_cases::rare_events_are_told_as_well<stack>(); }

BOOST_AUTO_TEST_CASE(refused_poll_waits_as_long_as_the_server_asks) {
    host_cases::refused_poll_waits_as_long_as_the_server_asks<stack>();
}

BOOST_AUTO_TEST_CASE(kept_connection_found_closed_is_tried_once_more) {
    host_cases::kept_connection_found_closed_is_tried_once_more<stack>();
}

BOOST_AUTO_TEST_CASE(kept_connection_cut_is_tried_once_more) {
    host_cases::kept_connection_cut_is_tried_once_more<stack>();
}

BOOST_AUTO_TEST_CASE(poll_that_fails_on_both_connections_is_told) {
    host_cases::poll_that_fails_on_both_connections_is_told<stack>();
}

BOOST_AUTO_TEST_CASE(body_beyond_the_limit_is_a_failed_poll) {
    host_cases::body_beyond_the_limit_is_a_failed_poll<stack>();
}

BOOST_AUTO_TEST_CASE(poll_may_be_larger_than_other_answers) {
    host_cases::poll_may_be_larger_than_other_answers<stack>();
}

BOOST_AUTO_TEST_CASE(stop_ends_an_open_poll) { host_cases::stop_ends_an_open_poll<stack>(); }

BOOST_AUTO_TEST_CASE(stop_ends_a_configuration_under_way) {
    host_cases::stop_ends_a_configuration_under_way<stack>();
}

BOOST_AUTO_TEST_CASE(posts_of_many_threads_run_in_the_one_that_listens) {
    host_cases::posts_of_many_threads_run_in_the_one_that_listens<stack>();
}

BOOST_AUTO_TEST_CASE(post_after_the_end_is_dropped) { host_cases::post_after_the_end_is_dropped<stack>(); }

BOOST_AUTO_TEST_CASE(configuration_refused_for_now_is_asked_for_again) {
    host_cases::configuration_refused_for_now_is_asked_for_again<stack>();
}

BOOST_AUTO_TEST_CASE(configuration_refused_for_good_ends_it_with_the_reason) {
    host_cases::configuration_refused_for_good_ends_it_with_the_reason<stack>();
}

BOOST_AUTO_TEST_CASE(configuration_that_cannot_be_asked_for_ends_it_with_the_reason) {
    host_cases::configuration_that_cannot_be_asked_for_ends_it_with_the_reason<stack>();
}

BOOST_AUTO_TEST_CASE(certificate_not_trusted_ends_it_with_the_reason) {
    host_cases::certificate_not_trusted_ends_it_with_the_reason<stack>();
}

BOOST_AUTO_TEST_CASE(publications_are_posted_beside_an_open_poll) {
    host_cases::publications_are_posted_beside_an_open_poll<stack>();
}

BOOST_AUTO_TEST_CASE(publication_goes_out_once_whatever_becomes_of_it) {
    host_cases::publication_goes_out_once_whatever_becomes_of_it<stack>();
}

BOOST_AUTO_TEST_CASE(waiting_takes_no_time_of_the_processor) {
    host_cases::waiting_takes_no_time_of_the_processor<stack>();
}

BOOST_AUTO_TEST_CASE(host_listens_to_one_session_after_another) {
    host_cases::host_listens_to_one_session_after_another<stack>();
}

// WebSockets that are not opened.

BOOST_AUTO_TEST_CASE(upgrade_is_asked_for_without_extensions_and_refusals_are_told_with_their_status) {
    seen<std::string> asked;
    scripted_server server(
        [&](scripted_peer& peer) -> steps {
            asked.add(co_await peer.read_header());
            co_await peer.write("HTTP/1.1 503 Busy\r\nRetry-After: 86399\r\nContent-Length: 4\r\n\r\nbusy");
        },
        server_identity());
    client listener(source_for(server));
    auto const refused = listener.await<lost>();
    BOOST_TEST((refused.why == lost::cause::refused));
    BOOST_TEST(refused.code == 503u);
    BOOST_TEST_REQUIRE(refused.retry_in.has_value());
    BOOST_TEST(refused.retry_in->count() >= 86'399'000);
    auto const request = asked.first();
    BOOST_TEST(
        request.starts_with("GET /subws/?CHANNEL_ID=a%3Ab.c%2Fd.e&binaryMode=true&revision=19 HTTP/1.1\r\n"));
    BOOST_TEST(request.find("Host: localhost:" + std::to_string(server.port()) + "\r\n") != request.npos);
    BOOST_TEST(request.find("Sec-WebSocket-Extensions") == request.npos);
    BOOST_TEST(request.find("Sec-WebSocket-Protocol") == request.npos);
}

BOOST_AUTO_TEST_CASE(redirection_is_a_refusal) {
    scripted_server target([](scripted_peer& peer) -> steps { co_await peer.read_header(); });
    scripted_server server(
        [&](scripted_peer& peer) -> steps {
            co_await peer.read_header();
            co_await peer.write("HTTP/1.1 302 Found\r\nLocation: wss://localhost:" +
                                std::to_string(target.port()) + "/\r\nContent-Length: 0\r\n\r\n");
        },
        server_identity());
    client listener(source_for(server));
    BOOST_TEST(listener.await<lost>().code == 302u);
    BOOST_TEST(target.connections() == 0u);
}

BOOST_AUTO_TEST_CASE(attempt_that_comes_to_nothing_is_told) {
    scripted_server::script const scripts[] = {
        [](scripted_peer&) -> steps { co_return; },
        [](scripted_peer& peer) -> steps { co_await peer.read_header(); },
        [](scripted_peer& peer) -> steps {
            co_await peer.read_header();
            co_await peer.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n");
        },
        [](scripted_peer& peer) -> steps { // of another's key
            co_await peer.read_header();
            co_await peer.write(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
            co_await peer.wait_for_end();
        },
        [](scripted_peer& peer) -> steps { // the body never comes, and is not waited for
            co_await peer.read_header();
            co_await peer.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 1000000000\r\n\r\n");
            co_await peer.wait_for_end();
        },
        [](scripted_peer& peer) -> steps { co_await peer.write("sentinel sentinel\r\n\r\n"); },
    };
    for (auto const& script : scripts) {
        scripted_server server(script, server_identity());
        client listener(source_for(server));
        auto const failed = listener.await<lost>();
        BOOST_TEST((failed.why == lost::cause::unreachable));
        BOOST_TEST(failed.error.failed());
    }
}

BOOST_AUTO_TEST_CASE(certificate_of_another_host_nothing_is_sent) {
    seen<std::string> asked;
    scripted_server server([&](scripted_peer& peer) -> steps { asked.add(co_await peer.read_header()); },
                           support::identity("other_host"));
    client listener(source_for(server));
    auto const told = listener.await<lost>();
    BOOST_TEST((told.why == lost::cause::unreachable));
    BOOST_TEST((told.error.category() == asio::error::get_ssl_category()));
    BOOST_TEST(server.connections() == 1u);
    BOOST_TEST(asked.all().empty());
}

BOOST_AUTO_TEST_CASE(opening_can_be_given_up_at_every_step) {
    scripted_server::script const scripts[] = {
        [](scripted_peer& peer) -> steps { co_await peer.wait_for_end(); },
        [](scripted_peer& peer) -> steps {
            co_await peer.read_header();
            co_await peer.wait_for_end();
        },
    };
    for (auto const& script : scripts) {
        for (bool const tls : {true, false}) { // without, it is the handshake of TLS that goes unanswered
            scripted_server server(script, tls ? std::optional(server_identity()) : std::nullopt);
            client listener(source_for(server));
            eventually([&] { return server.connections() == 1; });
            auto const asked = clock::now();
            listener.host().stop();
            BOOST_TEST(!listener.end());
            BOOST_TEST((clock::now() - asked < 5s));
        }
    }
}

BOOST_AUTO_TEST_CASE(address_of_clear_text_and_of_great_length_is_used_where_it_is_allowed) {
    seen<std::string> asked;
    scripted_server server([&](scripted_peer& peer) -> steps {
        asked.add(co_await peer.accept_websocket());
        co_await peer.write_frame(opcode::binary, event(1));
        co_await peer.wait_for_end();
    });
    auto config = config_for(server);
    config.server.websocket_secure.clear();
    config.server.websocket = "ws://127.0.0.1:" + std::to_string(server.port()) + "/subws/";
    config.jwt = b24pull::secret(std::string(4000, 'j'));
    realtime::session session({.endpoint = {.clear = b24pull::clear_text::allowed}});
    session.handle_config(clock::now(), std::chrono::system_clock::now(), config);
    stack::host host({});
    int messages = 0;
    BOOST_TEST(!host.listen(session, source_of(config), [&](realtime::session_event const& event) {
        messages += std::holds_alternative<realtime::message>(event);
        if (messages != 0) session.handle_stop(clock::now());
    }));
    BOOST_TEST(messages == 1);
    BOOST_TEST(asked.first().find(std::string(4000, 'j')) != std::string::npos);
}

// WebSockets that are open.

BOOST_AUTO_TEST_CASE(message_in_pieces_with_pings_between_arrives_whole_and_pings_are_answered) {
    seen<support::websocket_frame> frames;
    auto const whole = events({1, 2});
    scripted_server server(
        [&](scripted_peer& peer) -> steps {
            co_await peer.accept_websocket();
            co_await peer.write_frame(opcode::binary, whole.substr(0, 10), false);
            co_await peer.write_frame(opcode::ping, "one");
            frames.add(co_await peer.read_frame());
            co_await peer.write_frame(opcode::continuation, "", false);
            co_await peer.write_frame(opcode::ping, "");
            frames.add(co_await peer.read_frame());
            co_await peer.write_frame(opcode::continuation, whole.substr(10), true);
            co_await peer.write_frame(opcode::pong, "unasked");
            co_await peer.write_frame(opcode::binary, event(3));
            co_await peer.wait_for_end();
        },
        server_identity());
    client listener(source_for(server));
    listener.await_message(3);
    BOOST_TEST(listener.count<realtime::message>() == 3u);
    auto const pongs = frames.all();
    BOOST_TEST_REQUIRE(pongs.size() == 2u);
    for (auto const& pong : pongs) BOOST_TEST(pong.opcode == opcode::pong);
    BOOST_TEST(pongs[0].payload == "one");
    BOOST_TEST(pongs[1].payload == "");
}

BOOST_AUTO_TEST_CASE(replay_of_many_messages_in_one_piece_arrives) {
    std::vector<unsigned> many(200);
    for (unsigned i = 0; i != many.size(); ++i) many[i] = i + 1;
    auto const params = "{\"filler\":\"" + std::string(20'000, 'f') + "\"}";
    auto const replay = support::payload(4, many, support::event_body("telephony", "ring", params));
    BOOST_TEST_REQUIRE(replay.size() > 3'000'000u);
    scripted_server server(
        [&](scripted_peer& peer) -> steps {
            co_await peer.accept_websocket();
            co_await peer.write_frame(opcode::binary, replay);
            co_await peer.wait_for_end();
        },
        server_identity());
    client listener(source_for(server));
    listener.await_message(200);
    BOOST_TEST(listener.count<realtime::message>() == 200u);
}

BOOST_AUTO_TEST_CASE(close_code_and_reason_of_the_server_are_told_and_echoed) {
    seen<support::websocket_frame> frames;
    scripted_server server(
        [&](scripted_peer& peer) -> steps {
            co_await peer.accept_websocket();
            co_await peer.write_close(4012, "4012: sentinel");
            frames.add(co_await peer.read_frame());
            co_await peer.wait_for_end(); // cut by the client, in its time
        },
        server_identity());
    client listener(source_for(server));
    auto const closed = listener.await<lost>();
    BOOST_TEST((closed.why == lost::cause::closed));
    BOOST_TEST(closed.code == 4012u);
    auto const echo = frames.first();
    BOOST_TEST(echo.opcode == opcode::close);
    BOOST_TEST(echo.close_code() == 4012u);
}

BOOST_AUTO_TEST_CASE(end_without_a_close_code_is_told_apart) {
    struct {
        char const* situation;
        scripted_server::script script;
        unsigned code;
    } const cases[] = {
        {"empty close frame",
         [](scripted_peer& peer) -> steps {
             co_await peer.accept_websocket();
             co_await peer.write_frame(opcode::close, "");
             co_await peer.wait_for_end();
         },
         1005},
        {"cut", [](scripted_peer& peer) -> steps { co_await peer.accept_websocket(); }, 1006},
        {"text that is none",
         [](scripted_peer& peer) -> steps {
             co_await peer.accept_websocket();
             co_await peer.write_frame(opcode::text, "\xff\xfe");
             co_await peer.wait_for_end();
         },
         1006},
    };
    for (auto const& [situation, script, code] : cases) {
        BOOST_TEST_CONTEXT(situation) {
            scripted_server server(script, server_identity());
            client listener(source_for(server));
            auto const closed = listener.await<lost>();
            BOOST_TEST((closed.why == lost::cause::closed));
            BOOST_TEST(closed.code == code);
        }
    }
}

BOOST_AUTO_TEST_CASE(message_at_the_limit_arrives_one_byte_more_closes_with_1009) {
    auto const fits = event(1);
    auto const too_long = events({2, 3});
    seen<support::websocket_frame> frames;
    scripted_server server(
        [&](scripted_peer& peer) -> steps {
            co_await peer.accept_websocket();
            co_await peer.write_frame(opcode::binary, fits);
            co_await peer.write_frame(opcode::binary, too_long.substr(0, fits.size()), false);
            co_await peer.write_frame(opcode::continuation, too_long.substr(fits.size(), 1), false);
            frames.add(co_await peer.read_frame());
            co_await forever(); // no end of TLS comes back
        },
        server_identity());
    stack::options options;
    options.max_payload = fits.size();
    options.close_timeout = 300ms;
    client listener(source_for(server), options);
    BOOST_TEST(listener.await<lost>().code == 1009u);
    BOOST_TEST(listener.count<realtime::message>() == 1u);
    BOOST_TEST(frames.first().close_code() == 1009u);
}

BOOST_AUTO_TEST_CASE(publications_go_out_whole_and_in_order) {
    seen<support::websocket_frame> frames;
    scripted_server server([&](scripted_peer& peer) -> steps { co_await serve_well(peer, frames); },
                           server_identity());
    client listener(source_for(server));
    listener.await_message(1);
    for (int i = 0; i != 50; ++i)
        listener.host().post([i](realtime::session& session) {
            auto message = host_cases::ring();
            message.command = "ring-" + std::to_string(i);
            message.params = "{\"filler\":\"" + std::string(20'000, 'f') + "\"}";
            BOOST_TEST_REQUIRE(session.publish(clock::now(), message).has_value());
        });
    eventually([&] { return frames.all().size() == 50; });
    listener.host().stop();
    BOOST_TEST(!listener.end());
    auto const all = frames.all();
    for (std::size_t i = 0; i != 50; ++i) {
        BOOST_TEST(all[i].opcode == opcode::binary);
        BOOST_TEST(all[i].payload.find("ring-" + std::to_string(i)) != std::string::npos);
        BOOST_TEST(all[i].payload.size() > 20'000u);
    }
}

BOOST_AUTO_TEST_CASE(own_ping_goes_out_and_any_answer_keeps_the_connection) {
    seen<support::websocket_frame> frames;
    scripted_server server(
        [&](scripted_peer& peer) -> steps {
            co_await peer.accept_websocket();
            for (;;) {
                frames.add(co_await peer.read_frame());
                co_await peer.write_frame(opcode::pong, "");
            }
        },
        server_identity());
    realtime::session session({.silence_limit = 2000ms, .own_ping_after = 100ms});
    stack::options options;
    options.ca_file = support::certificate("ca.pem");
    stack::host host(options);
    int losses = 0;
    std::jthread stopper([&] {
        eventually([&] { return frames.all().size() == 25; });
        host.stop();
    });
    BOOST_TEST(!host.listen(session, source_for(server), [&](realtime::session_event const& event) {
        losses += std::holds_alternative<lost>(event);
    }));
    BOOST_TEST(losses == 0);
    BOOST_TEST(frames.first().opcode == opcode::ping);
}

// The end.

BOOST_AUTO_TEST_CASE(stop_closes_in_good_order) {
    seen<support::websocket_frame> frames;
    scripted_server server([&](scripted_peer& peer) -> steps { co_await serve_well(peer, frames); },
                           server_identity());
    client listener(source_for(server));
    listener.await_message(1);
    listener.host().stop();
    BOOST_TEST(!listener.end());
    auto const frame = frames.first();
    BOOST_TEST(frame.opcode == opcode::close);
    BOOST_TEST(frame.close_code() == 1000u);
}

BOOST_AUTO_TEST_CASE(server_that_does_not_answer_the_end_is_not_waited_for) {
    scripted_server::script const scripts[] = {
        [](scripted_peer& peer) -> steps { // never answers
            co_await peer.accept_websocket();
            co_await peer.write_frame(opcode::binary, event(1));
            co_await peer.wait_for_end();
        },
        [](scripted_peer& peer) -> steps { // answers, and stays
            seen<support::websocket_frame> frames;
            co_await serve_well(peer, frames);
            co_await peer.wait_for_end();
        },
        [](scripted_peer& peer) -> steps { // does not even read
            co_await peer.accept_websocket();
            co_await peer.write_frame(opcode::binary, event(1));
            co_await asio::steady_timer(co_await asio::this_coro::executor, 1h)
                .async_wait(asio::use_awaitable);
        },
    };
    for (auto const& script : scripts) {
        scripted_server server(script, server_identity());
        stack::options options;
        options.close_timeout = 300ms;
        client listener(source_for(server), options);
        listener.await_message(1);
        listener.host().post([](realtime::session& session) {
            auto message = host_cases::ring();
            message.params = "{\"filler\":\"" + std::string(900'000, 'f') + "\"}";
            for (int i = 0; i != 30; ++i) static_cast<void>(session.publish(clock::now(), message));
        });
        auto const asked = clock::now();
        listener.host().stop();
        BOOST_TEST(!listener.end());
        BOOST_TEST((clock::now() - asked < 10s));
    }
}

BOOST_AUTO_TEST_CASE(cancellation_stops_in_good_order) {
    for (auto const type : {asio::cancellation_type::terminal, asio::cancellation_type::total}) {
        seen<support::websocket_frame> frames;
        scripted_server server([&](scripted_peer& peer) -> steps { co_await serve_well(peer, frames); },
                               server_identity());
        asio::io_context io;
        auto tls = adapters::beast_tls(support::certificate("ca.pem")).value();
        adapters::beast_host host(io.get_executor(), tls);
        realtime::session session;
        asio::cancellation_signal signal;
        std::vector<error_code> ends;
        host.listen(
            session, source_for(server),
            [&](realtime::session_event const& event) {
                if (std::holds_alternative<realtime::message>(event)) signal.emit(type);
            },
            asio::bind_cancellation_slot(signal.slot(), [&](error_code why) { ends.push_back(why); }));
        io.run();
        BOOST_TEST_REQUIRE(ends.size() == 1u);
        BOOST_TEST((ends[0] == asio::error::operation_aborted));
        BOOST_TEST((session.state() == realtime::connection_state::stopped));
        BOOST_TEST(frames.first().close_code() == 1000u);
    }
}

BOOST_AUTO_TEST_CASE(one_session_at_a_time) {
    host_cases::portal portal;
    asio::io_context io;
    auto tls = adapters::beast_tls(support::certificate("ca.pem")).value();
    adapters::beast_host host(io.get_executor(), tls);
    realtime::session first, second;
    std::optional<error_code> first_end, second_end;
    host.listen(
        first, portal.source(), [](auto const&) {}, [&](error_code why) { first_end = why; });
    host.listen(
        second, portal.source(), [](auto const&) {},
        [&](error_code why) {
            second_end = why;
            host.stop();
        });
    io.run();
    BOOST_TEST_REQUIRE(second_end.has_value());
    BOOST_TEST((*second_end == boost::system::errc::operation_in_progress));
    BOOST_TEST((second.state() == realtime::connection_state::idle));
    BOOST_TEST_REQUIRE(first_end.has_value());
    BOOST_TEST(!*first_end);
}

BOOST_AUTO_TEST_CASE(posted_before_listening_waits_for_it) {
    host_cases::portal portal;
    asio::io_context io;
    auto tls = adapters::beast_tls(support::certificate("ca.pem")).value();
    adapters::beast_host host(io.get_executor(), tls);
    realtime::session session;
    host.stop();
    io.run();
    std::optional<error_code> end;
    host.listen(
        session, portal.source(), [](auto const&) {}, [&](error_code why) { end = why; });
    io.restart();
    io.run();
    BOOST_TEST_REQUIRE(end.has_value());
    BOOST_TEST(!*end);
}

BOOST_AUTO_TEST_CASE(listening_can_be_awaited_in_a_coroutine_and_by_a_future) {
    host_cases::portal portal({host_cases::events({1}), host_cases::nothing_yet()});
    auto tls = adapters::beast_tls(support::certificate("ca.pem")).value();
    asio::thread_pool pool(2);
    adapters::beast_host host(pool.get_executor(), tls);
    auto const stop_at_message = [&host](realtime::session_event const& event) {
        if (std::holds_alternative<realtime::message>(event)) host.stop();
    };
    asio::io_context io;
    int ended = 0;
    asio::co_spawn(
        io,
        [&]() -> steps {
            realtime::session session;
            co_await host.listen(session, portal.source(), stop_at_message, asio::use_awaitable);
            ++ended;
            realtime::session refused;
            adapters::config_source const no_token(
                []() -> b24pull::result<rest::credentials> { return b24pull::server_errc::expired_token; });
            BOOST_CHECK_EXCEPTION(
                co_await host.listen(refused, no_token, stop_at_message, asio::use_awaitable),
                boost::system::system_error,
                [](auto const& e) { return e.code() == b24pull::server_errc::expired_token; });
            ++ended;
        },
        asio::detached);
    io.run();
    BOOST_TEST(ended == 2);

    realtime::session session;
    auto future = host.listen(
        session, portal.source(), [](auto const&) {}, asio::use_future);
    host.stop();
    BOOST_TEST((future.wait_for(host_cases::patience) == std::future_status::ready));
    future.get();
}

// Destruction and threads.

BOOST_AUTO_TEST_CASE(destruction_ends_the_listening_and_leaves_the_session_alone) {
    seen<support::websocket_frame> frames;
    scripted_server server([&](scripted_peer& peer) -> steps { co_await serve_well(peer, frames); },
                           server_identity());
    enum class from { handler, post, outside };
    for (auto const from : {from::handler, from::post, from::outside}) {
        asio::io_context io;
        auto tls = adapters::beast_tls(support::certificate("ca.pem")).value();
        auto host = std::make_unique<adapters::beast_host>(io.get_executor(), tls);
        std::optional<realtime::session> session(std::in_place);
        std::vector<error_code> ends;
        bool arrived = false;
        host->listen(
            *session, source_for(server),
            [&](realtime::session_event const& event) {
                if (!std::holds_alternative<realtime::message>(event)) return;
                arrived = true;
                auto const destroy = [&] {
                    host.reset();
                    session.reset(); // is not touched any more
                };
                if (from == from::handler) destroy();
                if (from == from::post) host->post([destroy](realtime::session&) { destroy(); });
            },
            [&](error_code why) { ends.push_back(why); });
        while (!arrived && io.run_one_for(host_cases::patience)) continue;
        BOOST_TEST(arrived);
        if (from == from::outside) {
            host.reset();
            auto const state = session->state();
            BOOST_TEST((state != realtime::connection_state::stopped));
            session.reset();
        }
        io.run();
        BOOST_TEST(!host);
        BOOST_TEST_REQUIRE(ends.size() == 1u);
        BOOST_TEST((ends[0] == asio::error::operation_aborted));
    }
}

BOOST_AUTO_TEST_CASE(function_that_is_dropped_in_the_end_may_own_the_host) {
    seen<support::websocket_frame> frames;
    scripted_server server([&](scripted_peer& peer) -> steps { co_await serve_well(peer, frames); },
                           server_identity());
    asio::io_context io;
    auto tls = adapters::beast_tls(support::certificate("ca.pem")).value();
    auto host = std::make_shared<adapters::beast_host>(io.get_executor(), tls);
    std::weak_ptr<adapters::beast_host> const watched = host;
    realtime::session session;
    std::vector<error_code> ends;
    host->listen(
        session, source_for(server),
        [&](realtime::session_event const& event) {
            if (!std::holds_alternative<realtime::message>(event)) return;
            auto const self = std::move(host);
            self->post([self](realtime::session& s) {
                s.handle_stop(clock::now());
                self->post([self](realtime::session&) { BOOST_ERROR("too late"); });
            });
        },
        [&](error_code why) { ends.push_back(why); });
    io.run_for(host_cases::patience);
    BOOST_TEST(watched.expired());
    BOOST_TEST_REQUIRE(ends.size() == 1u);
    BOOST_TEST(!ends[0].failed());
}

BOOST_AUTO_TEST_CASE(context_destroyed_while_listening_destroys_the_completion) {
    seen<support::websocket_frame> frames;
    scripted_server server([&](scripted_peer& peer) -> steps { co_await serve_well(peer, frames); },
                           server_identity());
    auto const owned = std::make_shared<int>(0);
    auto tls = adapters::beast_tls(support::certificate("ca.pem")).value();
    {
        asio::io_context io;
        realtime::session session;
        adapters::beast_host host(io.get_executor(), tls);
        bool arrived = false;
        host.listen(
            session, source_for(server),
            [&, owned](realtime::session_event const& event) {
                arrived = arrived || std::holds_alternative<realtime::message>(event);
            },
            [owned](error_code) { ++*owned; });
        while (!arrived && io.run_one_for(host_cases::patience)) continue;
        BOOST_TEST(arrived);
    }
    BOOST_TEST(*owned == 0);
    BOOST_TEST(owned.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(posts_of_many_threads_over_a_pool_run_one_at_a_time) {
    seen<support::websocket_frame> frames;
    scripted_server server([&](scripted_peer& peer) -> steps { co_await serve_well(peer, frames); },
                           server_identity());
    auto tls = adapters::beast_tls(support::certificate("ca.pem")).value();
    asio::thread_pool pool(4);
    adapters::beast_host host(pool.get_executor(), tls);
    realtime::session session;
    auto end = host.listen(
        session, source_for(server), [](auto const&) {}, asio::use_future);
    int count = 0; // no lock, on purpose
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i != 4; ++i)
            threads.emplace_back([&] {
                for (int n = 0; n != 500; ++n)
                    host.post([&count](realtime::session& s) {
                        s.handle_timeout(clock::now());
                        ++count;
                    });
            });
    }
    host.stop(); // behind them
    end.get();
    BOOST_TEST(count == 2000);
}

BOOST_AUTO_TEST_CASE(host_can_be_destroyed_at_any_time_while_a_pool_runs_it) {
    seen<support::websocket_frame> frames;
    scripted_server server([&](scripted_peer& peer) -> steps { co_await serve_well(peer, frames); },
                           server_identity());
    auto tls = adapters::beast_tls(support::certificate("ca.pem")).value();
    asio::thread_pool pool(4);
    int completed = 0;
    for (int i = 0; i != 40; ++i) {
        std::future<void> end;
        {
            realtime::session session;
            adapters::beast_host host(pool.get_executor(), tls);
            end = host.listen(
                session, source_for(server), [](auto const&) {}, asio::use_future);
            for (int n = 0; n != 10; ++n)
                host.post([](realtime::session& s) { s.handle_timeout(clock::now()); });
            std::this_thread::sleep_for(std::chrono::microseconds(i * 300));
        }
        try {
            end.get();
        } catch (boost::system::system_error const& e) {
            completed += e.code() == asio::error::operation_aborted;
        }
    }
    BOOST_TEST(completed == 40);
    pool.join();
}

// Proxies.

BOOST_AUTO_TEST_CASE(everything_goes_through_the_proxy) {
    seen<support::websocket_frame> frames;
    scripted_server server([&](scripted_peer& peer) -> steps { co_await serve_well(peer, frames); },
                           server_identity());
    seen<std::string> asked;
    scripted_server proxy([&](scripted_peer& peer) -> steps {
        auto const request = co_await peer.read_header();
        asked.add(request);
        co_await peer.write("HTTP/1.1 200 Go ahead\r\n\r\n");
        auto const port = request.substr(std::string_view("CONNECT localhost:").size());
        co_await peer.relay_to(static_cast<std::uint16_t>(std::stoi(port)));
    });
    stack::options options;
    options.ca_file = support::certificate("ca.pem");
    options.proxy = "http://127.0.0.1:" + std::to_string(proxy.port());
    stack::host host(options);
    realtime::session session;
    BOOST_TEST(!host.listen(session, source_for(server), [&](realtime::session_event const& event) {
        if (std::holds_alternative<realtime::message>(event)) host.stop();
    }));
    BOOST_TEST(asked.all().size() == 2u); // configuration, WebSocket
    BOOST_TEST(frames.first().close_code() == 1000u);
}

BOOST_AUTO_TEST_SUITE_END()
