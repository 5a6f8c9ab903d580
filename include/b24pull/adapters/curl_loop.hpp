// The loop of curl_host: one session, and all that is under way for it, in one thread.
#pragma once

#include <b24pull/adapters/curl_call.hpp>
#include <b24pull/adapters/curl_options.hpp>
#include <b24pull/adapters/curl_websocket.hpp>
#include <b24pull/adapters/host.hpp>
#include <b24pull/adapters/inbox.hpp>
#include <b24pull/realtime/session.hpp>

#include <curl/curl.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace b24pull::adapters::detail {

/// Serves one session for the time of run(). Nothing of it is left in the multi handle when it is gone.
class curl_loop {
public:
    /// @param multi  null: libcurl could not start
    curl_loop(CURLM* multi, curl_options const& options, inbox& from_others, realtime::session& session,
              config_source source, event_handler deliver)
        : multi_(multi)
        , options_(options)
        , from_others_(from_others)
        , session_(session)
        , source_(std::move(source))
        , deliver_(std::move(deliver)) {}

    /// Until the session has stopped, and what was open is closed.
    ///
    /// @return why it stopped
    error_code run();

    // What the session asks for.
    void operator()(realtime::fetch_config const&);
    void operator()(realtime::start_poll const& order);
    void operator()(realtime::cancel_poll const& order);
    void operator()(realtime::post_publication const& order);
    void operator()(realtime::open_websocket const& order);
    void operator()(realtime::close_websocket const& order);
    void operator()(realtime::send_text const& order);
    void operator()(realtime::send_binary const& order);
    void operator()(realtime::send_ping const& order);
    void operator()(realtime::session_stopped const& order) { why_ = order.why; }

private:
    using clock = std::chrono::steady_clock;
    using answer = result<rest::http_response>;

    struct transfer {
        transfer(CURLM* multi, curl_options options, rest::http_request what)
            : request(std::move(what))
            , call(std::move(options))
            , handle(curl_new_handle(multi)) {}

        rest::http_request const request;
        std::function<void(answer const&)> read = {};
        realtime::operation_id poll = 0; // other calls are not given up
        bool repeatable = true;
        curl_call call;
        curl_handle handle; // last: it points to the others
    };

    /// Lets the session know, and does what follows.
    template <class Input>
    void tell(Input&& input) {
        input();
        if (goes_on_) goes_on_ = serve(session_, *this, deliver_);
    }
    /// Begins the last transfer.
    void start();
    void finish(CURL* handle, CURLcode code);
    /// Waits until `time`, or until a socket, another thread or a timer of libcurl has something; sees to the sockets.
    void advance(std::optional<clock::time_point> time);
    void break_off(CURLcode code);
    curl_websocket* websocket(realtime::operation_id id);

    CURLM* const multi_;
    curl_options const& options_;
    inbox& from_others_;
    realtime::session& session_;
    config_source const source_;
    event_handler const deliver_;
    std::list<transfer> transfers_;
    std::list<curl_websocket> websockets_; // the one that is wanted, and those that are being closed
    bool goes_on_ = true;
    error_code why_;
};

// Bodies.

inline error_code curl_loop::run() {
    tell([this] { session_.handle_start(clock::now()); });
    while (goes_on_) {
        advance(session_.poll_timeout());
        for (auto const& f : from_others_.take())
            if (goes_on_) tell([&] { f(session_); });
        if (auto const due = session_.poll_timeout(); due && *due <= clock::now())
            tell([this] { session_.handle_timeout(clock::now()); });
    }
    transfers_.clear();
    while (!websockets_.empty()) advance(std::nullopt);
    return why_;
}

inline void curl_loop::advance(std::optional<clock::time_point> time) {
    using std::chrono::milliseconds;
    std::vector<curl_waitfd> sockets;
    for (auto const& socket : websockets_) {
        if (auto const wanted = socket.waits_for()) sockets.push_back(*wanted);
        if (auto const limit = socket.waits_until()) time = (std::min)(*limit, time.value_or(*limit));
    }
    milliseconds longest = std::chrono::hours(1);
    if (time) longest = std::clamp(ceil<milliseconds>(*time - clock::now()), milliseconds(0), longest);
    if (curl_multi_poll(multi_, sockets.data(), static_cast<unsigned>(sockets.size()),
                        static_cast<int>(longest.count()), nullptr) != CURLM_OK)
        return break_off(CURLE_UNRECOVERABLE_POLL);

    for (auto& socket : websockets_) {
        auto const wanted = socket.waits_for();
        for (auto const& seen : sockets)
            if (wanted && wanted->fd == seen.fd) tell([&] { socket.advance(seen.revents); });
    }
    int running = 0;
    int left = 0;
    if (curl_multi_perform(multi_, &running) != CURLM_OK) return break_off(CURLE_OUT_OF_MEMORY);
    while (auto const* const message = curl_multi_info_read(multi_, &left))
        if (message->msg == CURLMSG_DONE) finish(message->easy_handle, message->data.result);
    websockets_.remove_if([](auto const& socket) { return socket.over(); });
}

inline void curl_loop::break_off(CURLcode code) {
    transfers_.clear();
    websockets_.clear();
    tell([this] { session_.handle_stop(clock::now()); });
    why_ = {code, curl_category()};
}

inline void curl_loop::start() {
    auto& last = transfers_.back();
    curl_setter set{last.handle.get()};
    auto why = last.call.prepare(last.handle.get(), last.request);
    if (!why && !last.repeatable) {
        // A kept connection that turns out to be closed makes libcurl send once more.
        set(CURLOPT_FRESH_CONNECT, 1L);
        set(CURLOPT_FORBID_REUSE, 1L);
    }
    if (!why && (set.code != CURLE_OK || curl_multi_add_handle(multi_, last.handle.get()) != CURLM_OK))
        why = {CURLE_FAILED_INIT, curl_category()};
    if (!why) return;
    auto const read = std::move(last.read);
    transfers_.pop_back();
    read(failure(why));
}

inline void curl_loop::finish(CURL* handle, CURLcode code) {
    for (auto& socket : websockets_)
        if (socket.handle() == handle) return tell([&] { socket.finish_opening(code); });
    auto const done = std::find_if(transfers_.begin(), transfers_.end(),
                                   [&](auto const& each) { return each.handle.get() == handle; });
    if (done == transfers_.end()) return;
    auto const came = done->call.finish(handle, code);
    auto const read = std::move(done->read);
    transfers_.erase(done);
    tell([&] { read(came); });
}

inline void curl_loop::operator()(realtime::fetch_config const&) {
    auto const attempt = source_.begin();
    auto const told = [this, attempt](answer const& came) {
        auto fetched = attempt.finish(came);
        if (fetched.config && !curl_speaks_websocket()) fetched.config->server.websocket_enabled = false;
        tell_config(session_, std::move(fetched));
    };
    if (!attempt.request) return told(attempt.request.error());
    transfers_.emplace_back(multi_, options_, *attempt.request).read = told;
    start();
}

inline void curl_loop::operator()(realtime::start_poll const& order) {
    auto& poll = transfers_.emplace_back(multi_, curl_open_ended(options_), request_of(order));
    poll.poll = order.id;
    poll.read = [this, id = order.id](answer const& came) { tell_poll(session_, id, came); };
    start();
}

inline void curl_loop::operator()(realtime::cancel_poll const& order) {
    transfers_.remove_if([&](auto const& each) { return each.poll == order.id; });
}

inline void curl_loop::operator()(realtime::post_publication const& order) {
    auto& post = transfers_.emplace_back(multi_, options_, request_of(order));
    post.repeatable = false;
    post.read = [this, id = order.id](answer const& came) { tell_posted(session_, id, came); };
    start();
}

inline void curl_loop::operator()(realtime::open_websocket const& order) {
    websockets_.emplace_back(multi_, options_, session_, order);
}

inline void curl_loop::operator()(realtime::close_websocket const& order) {
    if (auto* const socket = websocket(order.id)) socket->close(order.code);
}

inline void curl_loop::operator()(realtime::send_text const& order) {
    if (auto* const socket = websocket(order.id)) socket->send(order.text, CURLWS_TEXT);
}

inline void curl_loop::operator()(realtime::send_binary const& order) {
    std::string const bytes(reinterpret_cast<char const*>(order.bytes.data()), order.bytes.size());
    if (auto* const socket = websocket(order.id)) socket->send(bytes, CURLWS_BINARY);
}

inline void curl_loop::operator()(realtime::send_ping const& order) {
    if (auto* const socket = websocket(order.id)) socket->send("", CURLWS_PING);
}

inline curl_websocket* curl_loop::websocket(realtime::operation_id id) {
    auto const found = std::find_if(websockets_.begin(), websockets_.end(),
                                    [&](auto const& socket) { return socket.id() == id; });
    return found == websockets_.end() ? nullptr : &*found;
}

} // namespace b24pull::adapters::detail
