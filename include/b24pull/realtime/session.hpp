// The session: one machine that keeps a portal's events flowing. It does no I/O: its host tells it what happened, and does
// what it asks for.
#pragma once

#include <b24pull/config.hpp>
#include <b24pull/realtime/action.hpp>
#include <b24pull/realtime/detail/connection.hpp>
#include <b24pull/realtime/detail/publication_queue.hpp>
#include <b24pull/realtime/detail/session_core.hpp>
#include <b24pull/realtime/detail/snapshot.hpp>
#include <b24pull/realtime/event.hpp>
#include <b24pull/realtime/presence.hpp>
#include <b24pull/realtime/publish.hpp>
#include <b24pull/realtime/resume_point.hpp>
#include <b24pull/realtime/rpc_calls.hpp>
#include <b24pull/realtime/session_options.hpp>
#include <b24pull/realtime/state.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace b24pull::realtime {

/// Connects, resumes, suppresses duplicates, renews the configuration, falls back to long polling and returns, publishes.
/// A whole host:
///
///     session s(options, seed);
///     s.handle_start(now());
///     while (true) {
///         while (auto order = s.poll_action()) perform(*order);
///         if (auto event = s.poll_event()) deliver(*event);       // may publish: then there are actions again
///         else if (s.state() == connection_state::stopped) break; // behind the last action and event
///         else if (wait_for_input_until(s.poll_timeout())) …;     // handle_text(now(), id, …), handle_closed(…), …
///         else s.handle_timeout(now());
///     }
///
/// perform() begins what each action says, and gives its number back with whatever comes of it, from inside or later. After
/// every input and command: poll actions, then events, then the time-out anew.
///
/// `now` never goes back: an earlier one counts as the latest. What comes for a number that is over, or has no meaning in
/// the present state, changes nothing. After the session has stopped every input is ignored, and nothing is scheduled.
///
/// Events and actions wait without a limit until they are polled.
///
/// Delivery: what the server has stored comes once, in the server's order, over any number of connections, as long as the
/// server replays it: see resume_point for what it cannot. What was stored in a channel that ended while there was no
/// connection is out of reach: a connection is for channels that are alive. So is what was stored before a first message, or
/// a poll's answer, gave the session a place in history.
///
/// Thread safety: distinct sessions share nothing; one session is for one thread at a time. No input throws but for want
/// of memory.
class session {
public:
    /// Steady time, as all of `now`.
    using time_point = std::chrono::steady_clock::time_point;
    /// What a configuration's dates are compared with.
    using wall_time = std::chrono::system_clock::time_point;
    /// Durations.
    using milliseconds = std::chrono::milliseconds;

    /// @param options  of this session for all its life
    /// @param seed  of all chance. Delays are spread by it, so that no two clients should have the same
    explicit session(session_options options = {}, std::uint64_t seed = 0);

    // What happens.

    /// The host is ready: asks for a configuration unless one was handed over already, and connects.
    void handle_start(time_point now);

    /// A configuration was fetched, asked for or not; a late answer is as good as any. If it leads elsewhere, the
    /// connection follows after session_options::replaced_pause.
    ///
    /// @param now      steady time
    /// @param wall     wall time, UTC, at `now`: system_clock::now() will do
    /// @param fetched  as parse_config() gave it
    void handle_config(time_point now, wall_time wall, config fetched);

    /// It could not be fetched. Stops the session with `why` if that means renew_authorization or give_up: renew and try
    /// again before telling, if you can. Anything else is tried again by the delay table. Told as config_failed.
    ///
    /// @param now       steady time
    /// @param why       of the call, or of the transport
    /// @param at_least  what the server asked for, such as rest::minimum_delay(why.code()), or a Retry-After
    void handle_config_failed(time_point now, failure why, milliseconds at_least = {});

    /// The WebSocket is open.
    void handle_open(time_point now, operation_id id);
    /// It was not opened.
    ///
    /// @param now       steady time
    /// @param id        of open_websocket
    /// @param status    HTTP status of the answer, or 0 if there was none
    /// @param at_least  a Retry-After
    /// @param why       what the host's stack says, if there was no answer: for connection_lost::error alone
    void handle_refused(time_point now, operation_id id, unsigned status, milliseconds at_least = {},
                        error_code why = {});
    /// A whole message came. The bytes are not kept.
    void handle_text(time_point now, operation_id id, std::string_view text);
    /// The same for a binary message.
    void handle_binary(time_point now, operation_id id, std::span<std::byte const> bytes);
    /// A ping, a pong, or a part of a message came.
    void handle_alive(time_point now, operation_id id);
    /// The connection ended, in good order or not, or could not be opened.
    ///
    /// @param now     steady time
    /// @param id      of open_websocket
    /// @param code    of the close frame; 1005 for one without, 1006 for no close frame at all
    /// @param reason  of the close frame
    void handle_closed(time_point now, operation_id id, unsigned code, std::string_view reason = {});

    /// A poll was answered. The body is not kept.
    ///
    /// @param now       steady time
    /// @param id        of start_poll
    /// @param response  status and headers
    /// @param body      whole, up to limits::payload
    /// @param at_least  a Retry-After
    void handle_poll(time_point now, operation_id id, poll_response const& response, std::string_view body,
                     milliseconds at_least = {});
    /// It was not answered; `why` as with handle_refused().
    void handle_poll_failed(time_point now, operation_id id, error_code why = {});

    /// A publication that was posted was answered: the HTTP status, or 0 if there was no answer.
    void handle_posted(time_point now, operation_id id, unsigned status, std::string_view body = {});

    /// Time has passed: at poll_timeout(), or at any time.
    void handle_timeout(time_point now);

    /// The host has lost its network, or got it back: whatever waits is tried at once then. For hosts that can tell; the
    /// session finds out itself, later.
    void handle_offline(time_point now);
    /// See handle_offline().
    void handle_online(time_point now);

    /// The host wants no more.
    void handle_stop(time_point now);

    // Commands.

    /// Publishes a message, or keeps it until there is a connection, for its expiry if it has one above zero, else for
    /// session_options::publication_wait. The outcome comes as publication_outcome with this id.
    ///
    /// Errors: usage_errc::session_stopped, queue_full, invalid_expiry; once there is a configuration, those of
    /// check_publishing(), and of encode_publications() or publish_call(); at version 4 asked for text, which posts, those of
    /// publish_url(); publishing_disabled, too, from version 5 on where there is no WebSocket. Nothing is changed then.
    [[nodiscard]] result<operation_id> publish(time_point now, publication message);

    /// More public channels to publish to at version 4, such as an answer of pull.channel.public.list: an application's
    /// clients are reached by no others, see find_receiver(). limits::public_channels are kept, the latest of each user.
    /// Those of the configuration are known as well, but of users whose channel was never learned.
    void learn(std::vector<public_channel> const& channels);

    /// Follows a user's presence, version 5 and later, over all connections: presence_changed. The counterpart is called
    /// as often as this. Errors: usage_errc::session_stopped; as status_subscriptions::add().
    result<void> subscribe_status(time_point now, std::int64_t user_id);
    /// Ends it. Nothing, for a user that nobody follows.
    void unsubscribe_status(time_point now, std::int64_t user_id);

    // From process to process.

    /// Where the session stands, as a small JSON text without secrets, about 30 bytes for each remembered id. What
    /// poll_event() has not given out yet counts as not delivered.
    std::string snapshot() const;

    /// Continues where another session ended, maybe elsewhere. Before handle_start().
    ///
    /// Errors: protocol_errc for what is no snapshot, with the path or the offset; usage_errc::session_started. Nothing is
    /// changed then.
    [[nodiscard]] result<void> restore(std::string_view snapshot);

    // What to do.

    /// The next order, oldest first; nothing if there is none. Each is given once.
    [[nodiscard]] std::optional<action> poll_action() { return core_.actions.pop(); }
    /// The next event, oldest first; nothing if there is none. Each is given once, and is delivered by that.
    [[nodiscard]] std::optional<session_event> poll_event() { return core_.pop_event(); }
    /// When to call handle_timeout(), if nothing comes before; nothing: wait for input.
    std::optional<time_point> poll_timeout() const noexcept { return core_.timers.next(); }

    // What is.

    /// Where the connection stands: see docs/session.md.
    connection_state state() const noexcept { return connection_.state(); }
    /// The newest message taken from the server.
    resume_point const& resume() const noexcept { return connection_.delivered.place(); }
    /// Messages that came again and were suppressed.
    std::uint64_t duplicates() const noexcept { return connection_.delivered.seen().suppressed(); }

private:
    /// Every input begins with it: false if there is nothing to do any more.
    bool begin(time_point now) noexcept {
        core_.now = (std::max)(core_.now, now);
        return state() != connection_state::stopped;
    }
    void follow_up();
    void take_answers();
    void arm_calls() { core_.arm(timer::calls, calls_.poll_timeout()); }

    template <class MakeCall>
    void call_status(MakeCall make, std::int64_t user_id);

    detail::session_core core_;
    detail::connection connection_;
    detail::publication_queue publications_;
    rpc_calls calls_;
    status_subscriptions subscriptions_;
};

// Bodies.

inline session::session(session_options options, std::uint64_t seed)
    : core_(std::move(options), seed)
    , connection_(core_.options)
    , calls_(core_.options.answer_limit) {}

/// What a change of the connection means to those who use it.
inline void session::follow_up() {
    if (state() == connection_state::stopped) {
        publications_.stop(core_);
        core_.timers.clear();
        return;
    }
    if (auto const code = connection_.take_socket_loss()) {
        publications_.socket_lost(core_, *code);
        calls_.take_all();
    }
    if (connection_.take_online()) {
        for (auto const user : subscriptions_.users()) call_status(subscribe_status_call, user);
        publications_.flush(core_, connection_.way_out(core_), calls_);
    }
    arm_calls();
}

inline void session::handle_start(time_point now) {
    if (!begin(now)) return;
    connection_.start(core_);
    follow_up();
}

inline void session::handle_config(time_point now, wall_time wall, config fetched) {
    if (!begin(now)) return;
    publications_.configure(fetched.public_channels);
    connection_.config_arrived(core_, wall, std::move(fetched));
    publications_.flush(core_, connection_.way_out(core_), calls_);
    follow_up();
}

inline void session::handle_config_failed(time_point now, failure why, milliseconds at_least) {
    if (!begin(now)) return;
    connection_.config_failed(core_, std::move(why), at_least);
    follow_up();
}

inline void session::handle_open(time_point now, operation_id id) {
    if (!begin(now)) return;
    connection_.opened(core_, id);
    follow_up();
}

inline void session::handle_refused(time_point now, operation_id id, unsigned status, milliseconds at_least,
                                    error_code why) {
    if (!begin(now)) return;
    connection_.refused(core_, id, status, at_least, why);
    follow_up();
}

inline void session::handle_text(time_point now, operation_id id, std::string_view text) {
    if (!begin(now) || !connection_.listens_to(id)) return;
    connection_.receive(core_, text);
    take_answers();
    follow_up();
}

inline void session::handle_binary(time_point now, operation_id id, std::span<std::byte const> bytes) {
    if (!begin(now) || !connection_.listens_to(id)) return;
    connection_.receive(core_, bytes);
    follow_up();
}

inline void session::handle_alive(time_point now, operation_id id) {
    if (begin(now) && connection_.listens_to(id)) connection_.alive(core_);
}

inline void session::handle_closed(time_point now, operation_id id, unsigned code, std::string_view reason) {
    if (!begin(now)) return;
    connection_.closed(core_, id, code, reason);
    follow_up();
}

inline void session::handle_poll(time_point now, operation_id id, poll_response const& response,
                                 std::string_view body, milliseconds at_least) {
    if (!begin(now)) return;
    connection_.poll_answered(core_, id, response, body, at_least);
    follow_up();
}

inline void session::handle_poll_failed(time_point now, operation_id id, error_code why) {
    if (!begin(now)) return;
    connection_.poll_failed(core_, id, why);
    follow_up();
}

inline void session::handle_posted(time_point now, operation_id id, unsigned status, std::string_view body) {
    if (begin(now)) publications_.posted(core_, id, status, body);
}

inline void session::handle_timeout(time_point now) {
    if (!begin(now)) return;
    publications_.timeout(core_);
    if (core_.timers.take(timer::calls, core_.now)) {
        for (auto const call : calls_.take_expired(core_.now))
            publications_.answered(core_, call, make_error_code(boost::system::errc::timed_out));
        publications_.flush(core_, connection_.way_out(core_), calls_);
    }
    connection_.timeout(core_);
    follow_up();
}

inline void session::handle_offline(time_point now) {
    if (!begin(now)) return;
    connection_.host_offline(core_);
    follow_up();
}

inline void session::handle_online(time_point now) {
    if (!begin(now)) return;
    connection_.host_online(core_);
    follow_up();
}

inline void session::handle_stop(time_point now) {
    if (!begin(now)) return;
    connection_.stop(core_, {});
    follow_up();
}

// Bodies: commands.

inline result<operation_id> session::publish(time_point now, publication message) {
    if (!begin(now)) return usage_errc::session_stopped;
    auto id = publications_.add(core_, connection_.way_out(core_), calls_, std::move(message));
    arm_calls();
    return id;
}

inline void session::learn(std::vector<public_channel> const& channels) { publications_.learn(channels); }

inline result<void> session::subscribe_status(time_point now, std::int64_t user_id) {
    if (!begin(now)) return usage_errc::session_stopped;
    auto const is_new = subscriptions_.add(user_id);
    if (!is_new) return is_new.error();
    if (*is_new) call_status(subscribe_status_call, user_id);
    return {};
}

inline void session::unsubscribe_status(time_point now, std::int64_t user_id) {
    if (begin(now) && subscriptions_.remove(user_id)) call_status(unsubscribe_status_call, user_id);
}

/// Tells the server about a subscription, if there is a connection; else it is told when there is one.
template <class MakeCall>
void session::call_status(MakeCall make, std::int64_t user_id) {
    auto const out = connection_.way_out(core_);
    if (out.by != detail::outlet::way::websocket || !connection_.config.is_rpc()) return;
    core_.actions.push(
        send_text{out.socket, make(user_id, calls_.reserve(1)).value()}); // no answer is waited for
}

inline void session::take_answers() {
    for (auto const& answer : connection_.received().answers)
        if (answer.id && calls_.finish(*answer.id))
            publications_.answered(core_, *answer.id,
                                   answer.error ? failure_of(*answer.error).code() : error_code());
    publications_.flush(core_, connection_.way_out(core_), calls_); // there may be room for more calls
}

// Bodies: from process to process.

inline std::string session::snapshot() const {
    detail::snapshot out;
    out.place = connection_.delivered.to_continue_from(core_);
    out.websocket_worked = connection_.tries.websocket_worked();
    out.online_at = connection_.restored_online_at;
    if (auto const at = connection_.online_at()) out.online_at = connection_.config.wall_at(*at);
    for (auto const id : connection_.delivered.delivered_ids(core_)) out.seen.emplace_back(id);
    return detail::write_snapshot(out);
}

inline result<void> session::restore(std::string_view snapshot) {
    if (state() != connection_state::idle) return usage_errc::session_started;
    auto const read = detail::read_snapshot(snapshot);
    if (!read) return read.error();
    connection_.delivered.restore(read->place, read->seen);
    connection_.tries.websocket_worked(read->websocket_worked);
    connection_.restored_online_at = read->online_at;
    return {};
}

} // namespace b24pull::realtime
