// The connection of a session: opens, polls, listens, gives up, waits and begins again. state.hpp tells which state follows
// which; here is what each state does.
#pragma once

#include <b24pull/error.hpp>
#include <b24pull/realtime/close_reason.hpp>
#include <b24pull/realtime/decode.hpp>
#include <b24pull/realtime/detail/attempts.hpp>
#include <b24pull/realtime/detail/config_keeper.hpp>
#include <b24pull/realtime/detail/delivery.hpp>
#include <b24pull/realtime/detail/publication_queue.hpp>
#include <b24pull/realtime/detail/session_core.hpp>
#include <b24pull/realtime/detail/status_report.hpp>
#include <b24pull/realtime/detail/transports.hpp>
#include <b24pull/realtime/endpoint.hpp>
#include <b24pull/realtime/long_poll.hpp>
#include <b24pull/realtime/rpc_replies.hpp>
#include <b24pull/realtime/state.hpp>
#include <b24pull/realtime/system_command.hpp>
#include <b24pull/result.hpp>

#include <boost/system/errc.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace b24pull::realtime::detail {

class connection {
public:
    using time_point = session_core::time_point;
    using milliseconds = session_core::milliseconds;
    using cause = connection_lost::cause;

    explicit connection(session_options const& options)
        : delivered(options.remembered_ids)
        , tries(options.backoff) {}

    config_keeper config = {};
    delivery delivered;
    attempts tries;
    /// Wall time at which a former session was last connected.
    std::optional<std::chrono::sys_seconds> restored_online_at = {};

    connection_state state() const noexcept { return state_; }
    /// When the last sign of life came, if ever.
    std::optional<time_point> online_at() const noexcept { return online_at_; }
    /// By which way something can be sent.
    outlet way_out(session_core const& core) const noexcept;

    // Inputs: see those of session.
    void start(session_core& core);
    void config_arrived(session_core& core, config_keeper::wall_clock wall, b24pull::config fetched);
    void config_failed(session_core& core, failure why, milliseconds at_least);
    void opened(session_core& core, operation_id id);
    void refused(session_core& core, operation_id id, unsigned status, milliseconds at_least, error_code why);
    /// Whether data of this WebSocket is wanted.
    bool listens_to(operation_id id) const noexcept {
        return links_.is_socket(id) && state_ == connection_state::open;
    }
    void alive(session_core& core);
    void closed(session_core& core, operation_id id, unsigned code, std::string_view reason);
    void poll_answered(session_core& core, operation_id id, poll_response const& response,
                       std::string_view body, milliseconds at_least);
    void poll_failed(session_core& core, operation_id id, error_code why);
    void timeout(session_core& core);
    void host_offline(session_core& core);
    void host_online(session_core& core);
    void stop(session_core& core, error_code why);

    /// Decodes what came over the WebSocket, or in a poll's answer, and acts on it.
    void receive(session_core& core, std::string_view text);
    void receive(session_core& core, std::span<std::byte const> bytes);
    /// The payload that came last, without its messages.
    decoded const& received() const noexcept { return decoded_; }

    // What happened since it was last asked.
    /// The WebSocket was lost; the close code, or 0.
    std::optional<unsigned> take_socket_loss() noexcept { return std::exchange(socket_loss_, std::nullopt); }
    /// Messages can be sent again.
    bool take_online() noexcept { return std::exchange(came_online_, false); }

private:
    using in = connection_input;

    bool move(session_core& core, connection_input input);
    void enter(session_core& core);
    bool polls() const noexcept {
        return state_ == connection_state::polling || state_ == connection_state::probing;
    }
    bool is_pending(operation_id id) const noexcept {
        return links_.is_socket(id) && state_ != connection_state::open;
    }

    result<std::string> socket_address(session_core const& core) const {
        return websocket_url(*config.get(), delivered.resume_from(), core.options.endpoint);
    }
    result<std::string> poll_address(session_core const& core) const {
        return long_poll_url(*config.get(), delivered.resume_from(), core.options.endpoint);
    }
    void retry(session_core& core);
    void connect(session_core& core);
    void nowhere_to_go(session_core& core, error_code why);
    void open_socket(session_core& core);
    void ask(session_core& core);
    void drop(session_core& core, close_code code);
    void socket_lost(session_core& core, unsigned code);

    void socket_failed(session_core& core, connection_lost lost, remedy what_to_do,
                       milliseconds at_least = {});
    void poll_lost(session_core& core, connection_lost lost, milliseconds at_least = {});
    void history_refused(session_core& core);
    void back_off(session_core& core, connection_lost lost, milliseconds at_least = {});
    bool change_transport(session_core& core);
    void transport_failed(session_core& core, connection_lost lost, milliseconds at_least = {});
    void reload(session_core& core, connection_lost lost, close_code code);

    void move_on(session_core& core) {
        reload(core, {.why = cause::config, .retry_in = milliseconds{0}}, close_code::config_replaced);
    }

    void online(session_core& core);
    void settled(session_core& core);
    void process(session_core& core);
    void react(session_core& core, std::vector<delivery::outcome::command> const& commands);

    connection_state state_ = connection_state::idle;
    transports links_ = {};
    status_report status_ = {};
    unsigned history_refusals_ = 0; // in a row
    std::optional<time_point> online_at_;
    std::optional<unsigned> socket_loss_;
    bool came_online_ = false;
    decoded decoded_;
    // Of the payload that came last: whether a server can have sent it, and whether it had anything new.
    bool readable_ = false;
    bool fresh_ = false;
};

// Bodies: states.

inline bool connection::move(session_core& core, connection_input input) {
    auto const next = next_state(state_, input);
    if (!next) return false;
    state_ = *next;
    enter(core);
    return true;
}

/// What each state begins with.
inline void connection::enter(session_core& core) {
    switch (state_) {
    case connection_state::awaiting_config:
        if (config.usable(core)) connect(core);
        else config.need_to_connect(core);
        break;
    case connection_state::connecting:
        if (links_.socket() == 0) open_socket(core); // a probe goes on as it is
        status_.tell(core, status::connecting);
        break;
    case connection_state::open:
        links_.opened(core);
        core.timers.clear(timer::probe);
        core.set(timer::settled, core.options.settled_after);
        if (core.timers.is_set(timer::replace)) core.set(timer::replace, core.options.replaced_pause);
        online(core);
        alive(core);
        break;
    case connection_state::polling:
        if (tries.prefers_polling() && tries.websocket_worked() && !core.timers.is_set(timer::probe))
            core.set(timer::probe,
                     (std::max)(core.at_random(core.options.earliest_return, core.options.latest_return),
                                core.options.open_limit));
        if (links_.poll() != 0 || core.timers.is_set(timer::poll_pause)) break; // a probe failed beside it
        status_.tell(core, status::connecting);
        core.set(timer::poll_settled, core.options.poll_settled_after);
        ask(core);
        break;
    case connection_state::probing: open_socket(core); break;
    case connection_state::backing_off:
    case connection_state::idle:
    case connection_state::offline:
    case connection_state::stopped: break;
    }
}

/// Begins an attempt by the transport that is to be used.
inline void connection::connect(session_core& core) {
    auto const socket = socket_address(core);
    if (socket && !(tries.prefers_polling() && poll_address(core))) move(core, in::use_websocket);
    else if (poll_address(core)) move(core, in::use_polling);
    else nowhere_to_go(core, socket.error().code());
}

/// The configuration names no address that can be used. What the caller forbids stays forbidden; the portal may change.
inline void connection::nowhere_to_go(session_core& core, error_code why) {
    if (why.category() == usage_category()) return stop(core, why);
    config.refused(core);
    reload(core, {.why = cause::config, .error = why}, close_code::normal);
}

inline void connection::open_socket(session_core& core) {
    auto const url = socket_address(core);
    if (!url) return nowhere_to_go(core, url.error().code());
    links_.open_socket(core, *url);
}

inline void connection::ask(session_core& core) {
    if (state_ == connection_state::polling && core.timers.is_set(timer::replace)) {
        core.timers.clear(timer::replace); // it goes to the new place
        delivered.resume_before_change();
    }
    auto const url = poll_address(core);
    if (!url) return nowhere_to_go(core, url.error().code());
    links_.start_poll(core, *url);
}

/// Whoever was told that there is a WebSocket is told that there is none.
inline void connection::socket_lost(session_core& core, unsigned code) {
    if (state_ != connection_state::open) return;
    socket_loss_ = code;
    delivered.lost(core);
}

/// Ends whatever there is.
inline void connection::drop(session_core& core, close_code code) {
    if (links_.socket() != 0) {
        socket_lost(core, 0);
        links_.close_socket(core, code);
    }
    links_.end_polling(core);
    if (core.timers.is_set(timer::replace)) delivered.resume_before_change();
    core.timers.clear(timer::replace);
    core.timers.clear(timer::retry);
}

// Bodies: failures.

inline void connection::socket_failed(session_core& core, connection_lost lost, remedy what_to_do,
                                      milliseconds at_least) {
    socket_lost(core, lost.code);
    links_.socket_gone(core);
    if (state_ == connection_state::probing) {
        move(core, in::probe_failed);
        return;
    }
    switch (what_to_do) {
    case remedy::refetch_config:
        // With a status it may be something between us and the server that wants no WebSockets.
        if (lost.why == cause::refused) change_transport(core);
        config.refused(core, at_least);
        return reload(core, lost, close_code::normal);
    case remedy::resume_afresh: history_refused(core); return back_off(core, lost, at_least);
    case remedy::report_to_sender: return back_off(core, lost, at_least);
    case remedy::reconnect: return transport_failed(core, lost, at_least);
    }
}

inline void connection::poll_lost(session_core& core, connection_lost lost, milliseconds at_least) {
    links_.end_polling(core);
    delivered.lost(core);
    if (state_ != connection_state::probing) return transport_failed(core, lost, at_least);
    core.events.push(lost);
    move(core, in::poll_lost);
}

/// Once may be bad luck. Twice means that there is no history from here on.
inline void connection::history_refused(session_core& core) {
    if (++history_refusals_ < 2) return;
    history_refusals_ = 0;
    delivered.forget(core);
}

/// The fault may lie with the transport: after too many failures the other one is used, if there is one. True the first
/// time since a connection was good.
inline bool connection::change_transport(session_core& core) {
    if (!tries.give_way(core.options.failures_before_polling)) return false;
    bool const to_polling = !polls();
    bool const there_is_another = (to_polling ? poll_address(core) : socket_address(core)).has_value();
    return there_is_another && tries.change(to_polling);
}

inline void connection::transport_failed(session_core& core, connection_lost lost, milliseconds at_least) {
    if (change_transport(core)) lost.retry_in = (std::max)(core.options.replaced_pause, at_least);
    back_off(core, lost, at_least);
}

/// Nothing is left; the next attempt comes after lost.retry_in, or after the delay of the table.
inline void connection::back_off(session_core& core, connection_lost lost, milliseconds at_least) {
    if (!lost.retry_in) lost.retry_in = (std::max)(core.backoff(tries.next()), at_least);
    lost.retry_in = core.sane(*lost.retry_in);
    drop(core, close_code::normal);
    core.events.push(lost);
    status_.tell(core, status::offline);
    move(core, in::lost);
    core.set(timer::retry, *lost.retry_in);
}

/// Disconnects, until there is another configuration; if there is one already, connects at once.
inline void connection::reload(session_core& core, connection_lost lost, close_code code) {
    drop(core, code);
    delivered.resume_before_change();
    core.events.push(lost);
    status_.tell(core, status::offline);
    move(core, in::config_lost);
}

// Bodies: how it goes.

/// Events arrive from now on.
inline void connection::online(session_core& core) {
    auto const& keeps = core.options.history;
    bool const too_old = online_at_
                             ? core.now - *online_at_ > keeps
                             : restored_online_at && config.wall_at(core.now) - *restored_online_at > keeps;
    if (too_old) core.events.push(history_gap{history_gap::reason::too_old});
    online_at_ = core.now;
    delivered.alive(core);
    restored_online_at.reset();
    status_.tell(core, status::online);
    came_online_ = true;
}

/// The connection is good: what fails next is the first failure.
inline void connection::settled(session_core& core) {
    core.timers.clear(timer::settled);
    core.timers.clear(timer::poll_settled);
    history_refusals_ = 0;
    config.accepted();
    tries.settled(state_ == connection_state::open);
}

inline void connection::alive(session_core& core) {
    online_at_ = core.now;
    delivered.alive(core);
    links_.alive(core);
}

inline outlet connection::way_out(session_core const& core) const noexcept {
    auto const by = state_ == connection_state::open ? outlet::way::websocket
                    : polls()                        ? outlet::way::polling
                                                     : outlet::way::none;
    return {by, links_.socket(), config.get(), config.wall_at(core.now)};
}

// Bodies: inputs.

inline void connection::start(session_core& core) {
    if (state_ != connection_state::idle) return;
    config.start(core);
    move(core, in::start);
}

inline void connection::config_arrived(session_core& core, config_keeper::wall_clock wall,
                                       b24pull::config fetched) {
    bool const moved = config.arrived(core, wall, std::move(fetched));
    if (state_ == connection_state::idle) return core.timers.clear();
    bool const connected =
        polls() || state_ == connection_state::open || state_ == connection_state::connecting;
    if (moved && connected)
        return core.set(timer::replace, core.options.replaced_pause); // the rest still arrives
    if (moved) delivered.resume_before_change();
    else if (!core.timers.is_set(timer::replace)) delivered.channels_stay();
    if (state_ != connection_state::awaiting_config) return;
    if (config.usable(core)) return connect(core);
    core.events.push(connection_lost{cause::config}); // it has ended: the clock is wrong, or the portal
    status_.tell(core, status::offline);
}

inline void connection::config_failed(session_core& core, failure why, milliseconds at_least) {
    if (config.state() != config_state::fetching) return;
    auto const code = why.code();
    auto const meant = code ? condition_of(code) : condition::retry_later;
    if (meant == condition::give_up || meant == condition::renew_authorization) {
        core.events.push(realtime::config_failed{std::move(why)});
        return stop(core, code);
    }
    config.failed(core, std::move(why), at_least);
    if (state_ == connection_state::awaiting_config) status_.tell(core, status::offline);
}

inline void connection::opened(session_core& core, operation_id id) {
    if (!is_pending(id)) return;
    links_.end_polling(core);
    tries.opened();
    move(core, in::opened);
}

inline void connection::refused(session_core& core, operation_id id, unsigned status, milliseconds at_least,
                                error_code why) {
    if (!is_pending(id)) return;
    connection_lost lost{.why = cause::refused, .code = status};
    if (status == 0) lost = {.why = cause::unreachable, .error = why};
    socket_failed(core, lost, remedy_of_status(status), at_least);
}

inline void connection::closed(session_core& core, operation_id id, unsigned code, std::string_view reason) {
    if (!links_.is_socket(id)) return;
    // Servers that have but one code of their own write the reason in words.
    auto const told = read_close_code(code_in_text(reason));
    auto const meant = told.text.empty() ? read_close_code(code) : told;
    socket_failed(core, {cause::closed, meant.code}, meant.remedy);
}

inline void connection::poll_answered(session_core& core, operation_id id, poll_response const& response,
                                      std::string_view body, milliseconds at_least) {
    if (!links_.is_poll(id)) return;
    bool const soon = links_.poll_answered(core);
    auto const answer = read_poll_answer(response);
    if (answer.what == poll_answer::kind::refused) {
        connection_lost const lost{cause::refused, response.status};
        bool const no_history = read_refusal(response.status, body).remedy == remedy::resume_afresh;
        if (no_history) history_refused(core);
        if (no_history || answer.remedy != remedy::refetch_config) return poll_lost(core, lost, at_least);
        config.refused(core, at_least);
        return reload(core, lost, close_code::normal);
    }
    auto const before = delivered.place();
    bool brought = false;
    if (answer.what == poll_answer::kind::unchanged) {
        delivered.unchanged(answer.last_message_id);
    } else {
        if (answer.payload == payload_kind::text) receive(core, body);
        else receive(core, std::as_bytes(std::span(body.data(), body.size())));
        if (!readable_) return poll_lost(core, {cause::unreadable, response.status});
        brought = fresh_;
    }
    settled(core);
    if (!polls()) return; // a control command came
    online(core);
    brought = brought || delivered.place() != before;
    if (soon && !brought) links_.pause(core);
    else ask(core);
}

inline void connection::poll_failed(session_core& core, operation_id id, error_code why) {
    if (!links_.is_poll(id)) return;
    links_.poll_answered(core);
    poll_lost(core, {.why = cause::unreachable, .error = why});
}

inline void connection::timeout(session_core& core) {
    auto const due = [&core](timer which) { return core.timers.take(which, core.now); };
    status_.timeout(core);
    if (due(timer::settled)) settled(core);
    if (due(timer::poll_settled)) online(core);
    config.timeout(core);
    if (config.state() == config_state::fetching) delivered.channels_may_change();
    if (state_ == connection_state::awaiting_config && config.state() == config_state::waiting)
        status_.tell(core, status::offline);
    if (due(timer::own_ping)) core.actions.push(send_ping{links_.socket()});
    if (due(timer::silence)) {
        core.actions.push(close_websocket{links_.socket(), close_code::stuck});
        socket_failed(core, {cause::silent}, remedy::reconnect);
    }
    if (due(timer::open_limit)) {
        core.actions.push(close_websocket{links_.socket(), close_code::normal});
        socket_failed(core,
                      {.why = cause::unreachable, .error = make_error_code(boost::system::errc::timed_out)},
                      remedy::reconnect);
    }
    if (due(timer::poll_limit)) {
        if (links_.poll_silent(core)) poll_lost(core, {cause::silent});
        else ask(core);
    }
    if (due(timer::poll_pause)) ask(core);
    if (due(timer::probe) && socket_address(core)) move(core, in::probe);
    if (due(timer::replace)) move_on(core);
    if (due(timer::retry)) retry(core);
}

inline void connection::host_offline(session_core& core) {
    if (!next_state(state_, in::host_offline)) return;
    drop(core, close_code::normal);
    core.events.push(connection_lost{cause::offline});
    status_.tell(core, status::offline);
    move(core, in::host_offline);
}

inline void connection::host_online(session_core& core) {
    bool const waits = state_ == connection_state::offline || state_ == connection_state::backing_off ||
                       state_ == connection_state::awaiting_config;
    if (!waits) return;
    tries.start_over();
    config.hurry(core);
    if (state_ == connection_state::backing_off) retry(core);
    else move(core, in::host_online);
}

/// Makes the next attempt.
inline void connection::retry(session_core& core) {
    core.timers.clear(timer::retry);
    if (config.usable(core)) connect(core);
    else move(core, in::config_lost);
}

inline void connection::stop(session_core& core, error_code why) {
    drop(core, close_code::normal);
    core.timers.clear();
    status_.stop(core);
    move(core, in::stop);
    core.actions.push(session_stopped{why});
}

// Bodies: what arrives.

inline void connection::receive(session_core& core, std::string_view text) {
    decode_text(text, decoded_, core.options.limits);
    process(core);
}

inline void connection::receive(session_core& core, std::span<std::byte const> bytes) {
    decode_binary(bytes, decoded_, core.options.limits);
    process(core);
}

inline void connection::process(session_core& core) {
    if (state_ == connection_state::open) {
        if (decoded_.ping && config.is_rpc()) links_.pinged();
        alive(core);
        if (config.is_rpc())
            for (auto& text : rpc_replies(decoded_))
                core.actions.push(send_text{links_.socket(), std::move(text)});
    }
    // Without any id that can be read it may be anybody's.
    readable_ = !decoded_.messages.empty() || decoded_.refused_count == 0 ||
                std::any_of(decoded_.refused.begin(), decoded_.refused.end(),
                            [](refused_part const& part) { return !part.mid.empty(); });
    auto const got = delivered.take(core, decoded_);
    fresh_ = got.fresh != 0;
    if (fresh_) settled(core);
    react(core, got.commands);
}

/// Does what the portal asks for: of several commands, what covers the others.
inline void connection::react(session_core& core, std::vector<delivery::outcome::command> const& commands) {
    bool replaced = false;
    std::optional<close_code> reloads;
    milliseconds delay{0};
    for (auto const& [command, at] : commands) {
        auto const* const expired = std::get_if<channel_expire>(&command);
        if (!expired) {
            bool const restarts = std::holds_alternative<server_restart>(command);
            reloads = restarts ? close_code::server_restarted : close_code::config_expired;
            delay = core.at_random(core.options.earliest_reload, core.options.latest_reload);
            continue;
        }
        auto const reaction = reaction_to(*expired, *config.get());
        if (reaction == channel_reaction::ignore) continue;
        delivered.channels_change(at);
        if (reaction == channel_reaction::replace_shared) {
            config.replace_shared(core, *expired->replacement);
            replaced = true;
        } else if (!reloads) {
            reloads = close_code::channel_expired;
        }
    }
    if (reloads) {
        config.discard(core);
        config.need(core, config_reason::replaced, delay);
        reload(core, {cause::command}, *reloads);
    } else if (replaced) {
        drop(core, close_code::config_replaced);
        delivered.resume_before_change();
        back_off(core, {.why = cause::command, .retry_in = core.options.replaced_pause});
    }
}

} // namespace b24pull::realtime::detail
