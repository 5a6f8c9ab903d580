// One session listened to: its actions become connections and calls, and what comes of these its inputs.
#pragma once

#include <b24pull/adapters/beast_call.hpp>
#include <b24pull/adapters/beast_completion.hpp>
#include <b24pull/adapters/beast_websocket.hpp>
#include <b24pull/adapters/host.hpp>
#include <b24pull/adapters/inbox.hpp>
#include <b24pull/realtime/session.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace b24pull::adapters::detail {

/// From the start of a session until all that it needed is closed. But for the constructor and abandon() all of it
/// happens on the pool's executor.
class beast_listening final : public beast_websocket_owner,
                              public std::enable_shared_from_this<beast_listening> {
public:
    /// @param ended  called once, in the end
    beast_listening(std::shared_ptr<beast_pool> pool, std::shared_ptr<inbox> posted,
                    realtime::session& session, config_source source, event_handler deliver,
                    beast_handler<error_code> ended)
        : pool_(std::move(pool))
        , posted_(std::move(posted))
        , session_(&session)
        , source_(std::move(source))
        , deliver_(std::move(deliver))
        , ended_(std::move(ended)) {}

    void start();
    /// Gives the session what has been posted.
    void take_posted();
    /// Stops the session.
    void cancel();
    /// Touches the session no more when it returns. From any thread, from inside of what it calls, too.
    void abandon();

    void tell(input const& what) override;
    void websocket_ended() override;

private:
    using clock = std::chrono::steady_clock;

    void perform(realtime::open_websocket order);
    void perform(realtime::send_text order) { send(order.id, std::move(order)); }
    void perform(realtime::send_binary order) { send(order.id, std::move(order)); }
    void perform(realtime::send_ping order) { send(order.id, order); }
    void perform(realtime::close_websocket order) { send(order.id, order); }
    void perform(realtime::start_poll order);
    void perform(realtime::cancel_poll order);
    void perform(realtime::post_publication order);
    void perform(realtime::fetch_config);
    void perform(realtime::session_stopped order) {
        if (!why_) why_ = order.why;
    }

    void send(realtime::operation_id id, beast_websocket::outgoing order);
    std::shared_ptr<beast_call> call(beast_call::bounds most, rest::http_request request,
                                     beast_call::completion done);
    void wake_in_time();
    void close();
    void end_if_closed();

    /// Weak: what is under way keeps itself alive, and this.
    struct poll {
        realtime::operation_id id;
        std::weak_ptr<beast_call> call;
    };

    std::shared_ptr<beast_pool> const pool_;
    std::shared_ptr<inbox> const posted_;
    std::recursive_mutex in_use_; // guards the session against abandon()
    realtime::session* session_;  // null: not to be touched any more
    config_source const source_;
    event_handler const deliver_;
    beast_handler<error_code> ended_;
    error_code why_; // it ends
    bool serving_ = false;
    std::optional<clock::time_point> wakes_at_;
    asio::steady_timer timer_{pool_->executor};
    std::vector<std::weak_ptr<beast_websocket>> websockets_;
    std::size_t open_websockets_ = 0;
    std::vector<std::weak_ptr<beast_call>> calls_;
    std::optional<poll> poll_; // the last
};

// Bodies.

inline void beast_listening::start() {
    tell([](realtime::session& session) { session.handle_start(clock::now()); });
    take_posted();
}

inline void beast_listening::take_posted() {
    std::lock_guard const lock(in_use_);
    if (!session_) return; // the inbox is another's by now
    for (auto const& f : posted_->take()) tell(f);
}

inline void beast_listening::cancel() {
    tell([this](realtime::session& session) {
        session.handle_stop(clock::now());
        why_ = asio::error::operation_aborted;
    });
}

inline void beast_listening::abandon() {
    std::lock_guard const lock(in_use_);
    if (!std::exchange(session_, nullptr)) return;
    asio::post(pool_->executor, [self = shared_from_this()] {
        self->why_ = asio::error::operation_aborted;
        for (auto const& weak : self->websockets_)
            if (auto const one = weak.lock()) one->cut();
        self->close();
    });
}

inline void beast_listening::tell(input const& what) {
    std::lock_guard const lock(in_use_);
    if (!session_) return;
    what(*session_);
    if (!session_ || serving_) return; // abandoned; or from inside of perform(): the loop goes on
    serving_ = true;
    bool const goes_on = serve(
        *session_, [this](auto&& order) { perform(std::forward<decltype(order)>(order)); }, deliver_,
        [this] { return session_ != nullptr; });
    serving_ = false;
    if (!session_) return; // abandoned by what was called
    if (goes_on) return wake_in_time();
    session_ = nullptr;
    close();
}

/// The timer is left alone as long as it wakes early enough: waking for nothing does no harm.
inline void beast_listening::wake_in_time() {
    auto const due = session_->poll_timeout();
    if (!due || (wakes_at_ && *wakes_at_ <= *due)) return;
    wakes_at_ = due;
    timer_.expires_at(*due);
    timer_.async_wait([self = shared_from_this()](error_code const& code) {
        if (code) return;
        self->wakes_at_.reset();
        self->tell([](realtime::session& session) { session.handle_timeout(clock::now()); });
    });
}

/// The session is over. What is being closed in good order goes on: it takes care of its own time.
inline void beast_listening::close() {
    timer_.cancel();
    for (auto const& weak : calls_)
        if (auto const call = weak.lock()) call->cancel();
    for (auto const& weak : websockets_)
        if (auto const one = weak.lock(); one && !one->is_closing()) one->cut();
    pool_->clear();
    end_if_closed();
}

inline void beast_listening::end_if_closed() {
    if (!session_ && open_websockets_ == 0 && ended_) ended_(why_);
}

inline void beast_listening::websocket_ended() {
    --open_websockets_;
    end_if_closed();
}

// Bodies: what the session asks for.

inline void beast_listening::perform(realtime::open_websocket order) {
    std::erase_if(websockets_, [](auto const& weak) { return weak.expired(); });
    auto const one = std::make_shared<beast_websocket>(pool_, std::move(order), shared_from_this());
    websockets_.push_back(one);
    ++open_websockets_;
    one->start();
}

inline void beast_listening::send(realtime::operation_id id, beast_websocket::outgoing order) {
    for (auto const& weak : websockets_)
        if (auto const one = weak.lock(); one && one->id == id) return one->send(std::move(order));
}

inline std::shared_ptr<beast_call> beast_listening::call(beast_call::bounds most, rest::http_request request,
                                                         beast_call::completion done) {
    std::erase_if(calls_, [](auto const& weak) { return weak.expired(); });
    auto const out = std::make_shared<beast_call>(pool_, most, std::move(request), std::move(done));
    calls_.push_back(out);
    out->start();
    return out;
}

inline void beast_listening::perform(realtime::start_poll order) {
    // The session gives up what takes too long.
    beast_call::bounds const most{std::chrono::hours(24), pool_->options.max_payload};
    poll_ =
        poll{order.id, call(most, request_of(order),
                            [self = shared_from_this(), id = order.id](result<rest::http_response> answer) {
                                self->tell([&](realtime::session& s) { tell_poll(s, id, answer); });
                            })};
}

inline void beast_listening::perform(realtime::cancel_poll order) {
    if (!poll_ || poll_->id != order.id) return;
    if (auto const call = poll_->call.lock()) call->cancel();
}

inline void beast_listening::perform(realtime::post_publication order) {
    beast_call::bounds const most{pool_->options.timeout, pool_->options.max_body};
    call(most, request_of(order),
         [self = shared_from_this(), id = order.id](result<rest::http_response> answer) {
             self->tell([&](realtime::session& s) { tell_posted(s, id, answer); });
         });
}

inline void beast_listening::perform(realtime::fetch_config) {
    auto begun = source_.begin();
    auto done = [self = shared_from_this(), begun](result<rest::http_response> const& answer) {
        self->tell([&](realtime::session& s) { tell_config(s, begun.finish(answer)); });
    };
    if (!begun.request) return done(begun.request.error());
    call({pool_->options.timeout, pool_->options.max_body}, *begun.request, std::move(done));
}

} // namespace b24pull::adapters::detail
