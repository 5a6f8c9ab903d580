// A host over libcurl and nothing else: long polling, and WebSocket where the installed libcurl can.
//
//     b24pull::adapters::curl_host host;
//     b24pull::realtime::session session({}, std::random_device()());
//     auto const why = host.listen(session, b24pull::rest::credentials::oauth(portal, token).value(),
//                                  [](auto const& event) { std::cout << to_string(event) << '\n'; });
//     std::cout << (why ? why.message() : "stopped") << '\n';
//
// Configuration, polls and publications go on at once in the thread that listens.
#pragma once

#include <b24pull/adapters/curl_loop.hpp>
#include <b24pull/adapters/curl_options.hpp>
#include <b24pull/adapters/host.hpp>
#include <b24pull/adapters/inbox.hpp>
#include <b24pull/realtime/session.hpp>

#include <curl/curl.h>

#include <chrono>
#include <memory>
#include <utility>

namespace b24pull::adapters {

/// Certificates and host names are always verified, redirections never followed, nothing is printed or logged, no
/// signal handler installed. A poll is repeated once if a kept connection turns out to be closed; a publication goes
/// out once, over a connection of its own.
///
/// Where libcurl has no WebSocket, see curl_speaks_websocket(), the session is told that the server has none, and
/// polls.
///
/// Thread safety: listen() in one thread at a time; post() and stop() from any thread.
class curl_host {
public:
    /// @param options  how to connect, and what to accept
    explicit curl_host(curl_options options = {});

    /// Starts the session and serves it until it has stopped; then closes what is open, which takes
    /// curl_options::close_timeout at the most, or as long as the system looks for a host's name. May be called again,
    /// for another session.
    ///
    /// @param session  not to be touched by others meanwhile, but in post(); lives until listen() has returned
    /// @param source   how to obtain the configuration
    /// @param deliver  called in this thread with each event; may call the session, post() and stop(), must not throw
    ///
    /// @return why the session stopped, see realtime::session_stopped::why: success for stop(). Or
    ///     CURLE_UNRECOVERABLE_POLL or CURLE_OUT_OF_MEMORY of curl_category(), where libcurl itself cannot go on
    error_code listen(realtime::session& session, config_source source, event_handler deliver);

    /// Runs `f` with the session, soon, in the thread that listens; what is posted before that begins waits for it.
    /// Dropped when the session has stopped.
    void post(inbox::function f);

    /// Ends listen() in good order.
    void stop();

private:
    struct cleanup {
        void operator()(CURLM* multi) const noexcept { curl_multi_cleanup(multi); }
    };

    curl_options const options_;
    inbox inbox_;
    std::unique_ptr<CURLM, cleanup> multi_; // null: libcurl could not start
};

// Bodies.

inline curl_host::curl_host(curl_options options)
    : options_(std::move(options))
    , multi_(detail::curl_started() ? curl_multi_init() : nullptr) {}

inline error_code curl_host::listen(realtime::session& session, config_source source, event_handler deliver) {
    inbox_.open();
    detail::curl_loop loop(multi_.get(), options_, inbox_, session, std::move(source), std::move(deliver));
    auto const why = loop.run();
    inbox_.close();
    return why;
}

inline void curl_host::post(inbox::function f) {
    inbox_.push(std::move(f));
    curl_multi_wakeup(multi_.get());
}

inline void curl_host::stop() {
    post([](realtime::session& session) { session.handle_stop(std::chrono::steady_clock::now()); });
}

} // namespace b24pull::adapters
