// A whole host on Boost.Beast: WebSocket, long polling, publications and configurations of a session, asynchronously.
//
//     auto tls = b24pull::adapters::beast_tls().value();
//     asio::io_context io;
//     b24pull::adapters::beast_host host(io.get_executor(), tls);
//     b24pull::realtime::session session;
//     host.listen(session, credentials,
//                 [](auto const& event) { std::cout << to_string(event) << '\n'; },
//                 [](b24pull::error_code why) { std::cout << why.message() << '\n'; });
//     io.run();
//
// In a coroutine: co_await host.listen(session, credentials, on_event, asio::use_awaitable).
// Certificates and host names are always verified, nothing is printed or logged.
#pragma once

#include <b24pull/adapters/beast_call.hpp>
#include <b24pull/adapters/beast_completion.hpp>
#include <b24pull/adapters/beast_listening.hpp>
#include <b24pull/adapters/beast_options.hpp>
#include <b24pull/adapters/host.hpp>
#include <b24pull/adapters/inbox.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/ssl/context.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace b24pull::adapters {

/// Serves one session at a time.
///
/// Thread safety: all members, the destructor included, may be called from any thread. The executor's context may
/// be run by several threads: session, credentials and event handler are never used by two at once.
/// Lifetime: `tls` has to outlive the host and what it leaves running on the context; the executor's context the host.
class beast_host {
public:
    /// @param executor  where everything happens
    /// @param tls       a client's context that says which authorities to trust, such as beast_tls(); its verify
    ///                  mode does not count
    /// @param options   how long to wait, and what to accept
    beast_host(boost::asio::any_io_executor executor, boost::asio::ssl::context& tls,
               beast_options options = {});

    /// Gives up what is under way, at once. listen() completes with boost::asio::error::operation_aborted; the session
    /// and the event handler are not touched any more when this returns: it waits for an event handler in another
    /// thread.
    ~beast_host();

    beast_host(beast_host const&) = delete;
    beast_host& operator=(beast_host const&) = delete;

    /// Starts the session and serves it until it has stopped; then closes its connection in good order, for no
    /// longer than beast_options::close_timeout. Completes with void(error_code):
    ///   - success, if the session was stopped by its user
    ///   - session_stopped::why, if it cannot go on: authorization to renew, a portal that refuses
    ///   - boost::asio::error::operation_aborted, if it was cancelled through the token: every kind of cancellation
    ///     stops the session like stop()
    ///   - boost::system::errc::operation_in_progress, if another session is listened to; nothing was touched
    ///
    /// @param session  touched by nobody else until this completes, but through post() and in the event handler;
    ///                 has to live until then, or until the host is destroyed
    /// @param source   see config_source
    /// @param deliver  called in the executor's context, for one event at a time
    /// @param token    any completion token: a callback, asio::use_awaitable, asio::use_future, …
    template <class Token>
    auto listen(realtime::session& session, config_source source, event_handler deliver, Token&& token);

    /// Runs `f` with the session, soon, in the executor's context. What comes before the first listen() waits for
    /// it; what comes after the end is dropped.
    void post(std::function<void(realtime::session&)> f);

    /// Stops the session: listen() completes once all is closed.
    void stop();

private:
    class state;
    std::shared_ptr<state> state_;
};

// Bodies.

/// What listen() and post() leave on the executor may outlive the host.
class beast_host::state {
public:
    state(boost::asio::any_io_executor const& executor, boost::asio::ssl::context& tls, beast_options options)
        : pool(std::make_shared<detail::beast_pool>(executor, tls, std::move(options))) {}

    std::shared_ptr<detail::beast_pool> const pool;
    std::shared_ptr<inbox> const posted = std::make_shared<inbox>();

    /// @return what is to be started; null, and `completion` is called, if nothing may begin
    static std::shared_ptr<detail::beast_listening> begin(std::shared_ptr<state> const& self,
                                                          realtime::session& session, config_source source,
                                                          event_handler deliver,
                                                          detail::beast_handler<error_code> completion);
    void end();
    void destroy();
    std::shared_ptr<detail::beast_listening> current() const;

private:
    mutable std::mutex mutex_; // guards the two below
    std::shared_ptr<detail::beast_listening> current_;
    bool destroyed_ = false;
};

inline std::shared_ptr<detail::beast_listening>
beast_host::state::begin(std::shared_ptr<state> const& self, realtime::session& session, config_source source,
                         event_handler deliver, detail::beast_handler<error_code> completion) {
    std::lock_guard const lock(self->mutex_);
    if (self->destroyed_) return completion(boost::asio::error::operation_aborted), nullptr;
    if (self->current_)
        return completion(make_error_code(boost::system::errc::operation_in_progress)), nullptr;
    self->posted->open();
    return self->current_ = std::make_shared<detail::beast_listening>(
               self->pool, self->posted, session, std::move(source), std::move(deliver),
               [self, completion = std::move(completion)](error_code why) mutable {
                   self->end();
                   completion(why);
               });
}

inline void beast_host::state::end() {
    std::vector<inbox::function> dropped; // ends outside of the lock: its functions may own the host
    std::lock_guard const lock(mutex_);
    current_ = nullptr;
    dropped = posted->close();
}

inline void beast_host::state::destroy() {
    posted->close();
    std::unique_lock lock(mutex_);
    destroyed_ = true;
    auto const last = std::move(current_);
    lock.unlock();
    if (last) last->abandon();
}

inline std::shared_ptr<detail::beast_listening> beast_host::state::current() const {
    std::lock_guard const lock(mutex_);
    return current_;
}

inline beast_host::beast_host(boost::asio::any_io_executor executor, boost::asio::ssl::context& tls,
                              beast_options options)
    : state_(std::make_shared<state>(executor, tls, std::move(options))) {}

inline beast_host::~beast_host() { state_->destroy(); }

template <class Token>
auto beast_host::listen(realtime::session& session, config_source source, event_handler deliver,
                        Token&& token) {
    return boost::asio::async_initiate<Token, void(error_code)>(
        [all = state_, &session](auto handler, config_source from, event_handler to) {
            auto const& executor = all->pool->executor;
            auto const slot = boost::asio::get_associated_cancellation_slot(handler);
            auto const one = state::begin(all, session, std::move(from), std::move(to),
                                          detail::beast_completion<error_code>(std::move(handler), executor));
            if (!one) return;
            detail::beast_cancel_through(slot, executor, std::weak_ptr(one));
            boost::asio::post(executor, [one] { one->start(); });
        },
        token, std::move(source), std::move(deliver));
}

inline void beast_host::post(std::function<void(realtime::session&)> f) {
    state_->posted->push(std::move(f));
    boost::asio::post(state_->pool->executor, [all = state_] {
        if (auto const one = all->current()) one->take_posted();
    });
}

inline void beast_host::stop() {
    post([](realtime::session& session) { session.handle_stop(std::chrono::steady_clock::now()); });
}

} // namespace b24pull::adapters
