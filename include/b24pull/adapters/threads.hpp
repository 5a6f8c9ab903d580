// A host over any synchronous transport: each call that blocks has a thread, the session stays in the one that listens.
//
//     using transport = …; // satisfies rest::HttpTransport
//     b24pull::adapters::threads_host<transport> host([] { return std::make_unique<transport>(); },
//                                                     [] { return std::make_unique<transport>(patient); });
//     auto const why = host.listen(session, credentials, on_event);
//
// Without WebSocket: the session is told that the server has none, and polls.
#pragma once

#include <b24pull/adapters/host.hpp>
#include <b24pull/adapters/inbox.hpp>
#include <b24pull/realtime/session.hpp>
#include <b24pull/rest/http_transport.hpp>

#include <boost/system/errc.hpp>
#include <boost/system/system_error.hpp>

#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <new>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace b24pull::adapters {

/// A transport with a member stop(): called from another thread, it ends the call under way soon and makes those to
/// come fail.
template <class Transport>
concept StoppableTransport = requires(Transport& transport) {
    transport.stop();
};

/// Polls, configuration and publications go on at once. A poll keeps its transport, and so its connection; each other
/// call has a new one, so that a publication never goes out over a connection that was closed unnoticed.
///
/// What a transport throws counts as its failure: a failure_error's reason, the code of a system_error of Boost's or
/// std::'s, not_enough_memory for std::bad_alloc, io_error for anything else, which is condition::retry_later.
///
/// Thread safety: listen() in one thread at a time; post() and stop() from any thread.
template <rest::HttpTransport Transport>
class threads_host {
public:
    /// Makes a transport.
    using factory = std::function<std::unique_ptr<Transport>()>;

    /// Both are called in the thread that listens, and never give null.
    ///
    /// @param for_calls  for configuration and publications
    /// @param for_polls  waits longer for an answer than session_options::poll_limit, and accepts limits::payload
    threads_host(factory for_calls, factory for_polls)
        : for_calls_(std::move(for_calls))
        , for_polls_(std::move(for_polls)) {}

    /// Starts the session and serves it until it has stopped; then ends the calls under way. A StoppableTransport is
    /// stopped; for any other this waits until it comes back by itself, its time-out at the most. May be called again,
    /// for another session.
    ///
    /// @param session  not to be touched by others meanwhile, but in post(); lives until listen() has returned
    /// @param source   how to obtain the configuration
    /// @param deliver  called in this thread with each event; may call the session, post() and stop(), must not throw
    ///
    /// @return why the session stopped, see realtime::session_stopped::why: success for stop()
    error_code listen(realtime::session& session, config_source source, event_handler deliver);

    /// Runs `f` with the session, soon, in the thread that listens; what is posted before that begins waits for it.
    /// Dropped when the session has stopped.
    void post(inbox::function f);

    /// Ends listen().
    void stop();

private:
    class loop;

    factory const for_calls_;
    factory const for_polls_;
    inbox inbox_;
};

// Bodies.

template <rest::HttpTransport Transport>
class threads_host<Transport>::loop {
public:
    loop(threads_host& host, realtime::session& session, config_source source, event_handler deliver)
        : host_(host)
        , session_(session)
        , source_(std::move(source))
        , deliver_(std::move(deliver)) {}

    error_code run() {
        session_.handle_start(clock::now());
        while (serve(session_, *this, deliver_)) {
            see_to(host_.inbox_.take_until(session_.poll_timeout()));
            session_.handle_timeout(clock::now());
        }
        while (!calls_.empty()) {
            // Again and again: a call that has not begun yet may not notice.
            for (auto& each : calls_) give_up(each);
            see_to(host_.inbox_.take_until(StoppableTransport<Transport> ? std::optional(clock::now() + again)
                                                                         : std::nullopt));
        }
        return why_;
    }

    // What the session asks for.
    void operator()(realtime::fetch_config const&) {
        auto const attempt = source_.begin();
        auto const told = [this, attempt](answer const& came) {
            auto fetched = attempt.finish(came);
            if (fetched.config) fetched.config->server.websocket_enabled = false;
            tell_config(session_, std::move(fetched));
        };
        if (!attempt.request) return told(attempt.request.error());
        start(host_.for_calls_(), *attempt.request, told);
    }
    void operator()(realtime::start_poll const& order) {
        start(
            kept_ ? std::move(kept_) : host_.for_polls_(), request_of(order),
            [this, id = order.id](answer const& came) { tell_poll(session_, id, came); }, order.id);
    }
    void operator()(realtime::cancel_poll const& order) {
        for (auto& each : calls_)
            if (each.poll == order.id) give_up(each);
    }
    void operator()(realtime::post_publication const& order) {
        start(host_.for_calls_(), request_of(order),
              [this, id = order.id](answer const& came) { tell_posted(session_, id, came); });
    }
    void operator()(realtime::session_stopped const& order) { why_ = order.why; }
    // Only asked for by a configuration that came to the session on another way.
    void operator()(realtime::open_websocket const& order) {
        session_.handle_refused(clock::now(), order.id, 0);
    }
    void operator()(realtime::close_websocket const&) {}
    void operator()(realtime::send_text const&) {}
    void operator()(realtime::send_binary const&) {}
    void operator()(realtime::send_ping const&) {}

private:
    using clock = std::chrono::steady_clock;
    using answer = result<rest::http_response>;
    using answer_reader = std::function<void(answer const&)>;
    static constexpr std::chrono::milliseconds again{100};

    struct call {
        std::unique_ptr<Transport> transport;
        answer_reader read;
        std::optional<realtime::operation_id> poll; // one that is still wanted
        std::thread thread = {};
    };

    /// Each function is an input, or what a thread of a call has in the end.
    void see_to(std::vector<inbox::function> const& what) {
        for (auto const& f : what) {
            f(session_);
            serve(session_, *this, deliver_);
        }
    }

    void start(std::unique_ptr<Transport> transport, rest::http_request request, answer_reader read,
               std::optional<realtime::operation_id> poll = {}) {
        auto const at = calls_.insert(calls_.end(), {std::move(transport), std::move(read), poll});
        try {
            at->thread = std::thread([this, at, what = std::move(request)] {
                auto const came = std::make_shared<answer>(exchange(*at->transport, what));
                host_.inbox_.push([this, at, came](realtime::session&) { finish(at, *came); });
            });
        } catch (std::system_error const&) {
            finish(at, failure(make_error_code(boost::system::errc::resource_unavailable_try_again)));
        }
    }

    static answer exchange(Transport& transport, rest::http_request const& request) noexcept {
        namespace errc = boost::system::errc;
        try {
            return transport(request);
        } catch (failure_error const& thrown) {
            return thrown.reason();
        } catch (boost::system::system_error const& thrown) {
            return failed(thrown.code());
        } catch (std::system_error const& thrown) {
            return failed(thrown.code());
        } catch (std::bad_alloc const&) {
            return failure(make_error_code(errc::not_enough_memory));
        } catch (...) {
            return failure(make_error_code(errc::io_error));
        }
    }

    static failure failed(failure const& thrown) {
        return thrown.code() ? thrown : failure(make_error_code(boost::system::errc::io_error));
    }

    void finish(typename std::list<call>::iterator at, answer const& came) {
        if (at->thread.joinable()) at->thread.join();
        auto done = std::move(*at);
        calls_.erase(at);
        if (done.poll) kept_ = std::move(done.transport);
        done.read(came);
    }

    static void give_up(call& each) {
        each.poll.reset();
        if constexpr (StoppableTransport<Transport>) each.transport->stop();
    }

    threads_host& host_;
    realtime::session& session_;
    config_source const source_;
    event_handler const deliver_;
    std::list<call> calls_;
    std::unique_ptr<Transport> kept_; // of the last poll
    error_code why_;
};

template <rest::HttpTransport Transport>
error_code threads_host<Transport>::listen(realtime::session& session, config_source source,
                                           event_handler deliver) {
    inbox_.open();
    auto const why = loop(*this, session, std::move(source), std::move(deliver)).run();
    inbox_.close();
    return why;
}

template <rest::HttpTransport Transport>
void threads_host<Transport>::post(inbox::function f) {
    inbox_.push([f = std::move(f)](realtime::session& session) {
        if (session.state() != realtime::connection_state::stopped) f(session);
    });
}

template <rest::HttpTransport Transport>
void threads_host<Transport>::stop() {
    post([](realtime::session& session) { session.handle_stop(std::chrono::steady_clock::now()); });
}

} // namespace b24pull::adapters
