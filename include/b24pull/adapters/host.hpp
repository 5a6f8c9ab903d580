// What all ready-made hosts do alike: obtain the configuration, do what a session asks for, deliver what it tells, and
// translate HTTP answers into its inputs. For those who write a host over a stack of their own, too.
#pragma once

#include <b24pull/config.hpp>
#include <b24pull/realtime/session.hpp>
#include <b24pull/rest/application_config_get.hpp>
#include <b24pull/rest/credentials.hpp>
#include <b24pull/rest/http.hpp>
#include <b24pull/rest/retry_after.hpp>
#include <b24pull/rest/server_error.hpp>
#include <b24pull/result.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

/// Hosts and transports over stacks that programs have already. Each is included by itself.
namespace b24pull::adapters {

/// Takes what a session tells, in the thread of its host. It may call the session, to publish or to stop, and must not
/// throw.
using event_handler = std::function<void(realtime::session_event)>;

/// What came of an attempt to obtain the configuration.
struct fetched_config {
    /// The configuration, or why there is none.
    result<b24pull::config> config;
    /// Before the next attempt: a Retry-After, or what the protocol names for the error.
    std::chrono::milliseconds at_least = {};
};

/// One attempt.
struct config_call {
    /// What to send, or why there is nothing to send: finish() takes that for the answer.
    result<rest::http_request> request;
    /// What an answer says.
    std::function<result<config>(rest::http_response const&)> read;

    /// What to tell the session: `answer` read, or the transport's failure.
    fetched_config finish(result<rest::http_response> const& answer) const;
};

/// How a host obtains the configuration: whose, and by which method.
///
/// A configuration lasts half a day and an access token an hour: a program that lives longer hands over a function that
/// gives the credentials of the moment. Where that fails, the condition of its error decides: with retry_later the
/// session asks again, renew_authorization and give_up end it.
class config_source {
public:
    /// Always the same credentials: for programs that live less than an hour.
    config_source(rest::credentials who, rest::application_config_get method = {});
    /// @param who     called before each attempt, in the thread of the host
    /// @param method  what to ask for
    config_source(std::function<result<rest::credentials>()> who, rest::application_config_get method = {});
    /// By other means, such as rest::config_get with a webhook.
    ///
    /// @param begin  called for each attempt
    explicit config_source(std::function<config_call()> begin);

    /// Begins an attempt.
    config_call begin() const { return begin_(); }

private:
    std::function<config_call()> begin_;
};

/// Does what the session asks for, and delivers what it tells, until it has no more of either.
///
/// @param session  started
/// @param perform  called with each action's alternative: begins it, as realtime/action.hpp says, and comes back
/// @param deliver  called with each event
/// @param alive    called after each action and event: whether the session may still be touched, for hosts that can be
///                 destroyed from inside of an event handler
///
/// @return whether the session goes on: wait for an input or for session::poll_timeout(), tell it, and serve again
template <class Perform, class Alive>
bool serve(realtime::session& session, Perform&& perform, event_handler const& deliver, Alive alive);
/// The same for a session that lives long enough.
template <class Perform>
bool serve(realtime::session& session, Perform&& perform, event_handler const& deliver);

/// The request for a poll: a GET that no cache answers.
rest::http_request request_of(realtime::start_poll const& order);
/// The request for a publication: a POST without a content type.
rest::http_request request_of(realtime::post_publication const& order);

/// Tells the session what came of fetch_config. This and the three below read the clocks of the standard library.
void tell_config(realtime::session& session, fetched_config fetched);
/// Tells the session what came of start_poll, with the headers that it needs and Retry-After.
void tell_poll(realtime::session& session, realtime::operation_id id,
               result<rest::http_response> const& answer);
/// Tells the session what came of post_publication.
void tell_posted(realtime::session& session, realtime::operation_id id,
                 result<rest::http_response> const& answer);
/// Tells the session of an open_websocket that was answered otherwise than with 101, or not at all.
void tell_refused(realtime::session& session, realtime::operation_id id,
                  result<rest::http_response> const& answer);

// Bodies.

inline fetched_config config_call::finish(result<rest::http_response> const& answer) const {
    fetched_config out{answer ? read(*answer) : result<b24pull::config>(answer.error())};
    if (answer && !out.config)
        out.at_least =
            (std::max)(rest::retry_after(answer->headers), rest::minimum_delay(out.config.error().code()));
    return out;
}

inline config_source::config_source(rest::credentials who, rest::application_config_get method)
    : config_source([who = std::move(who)]() -> result<rest::credentials> { return who; }, method) {}

inline config_source::config_source(std::function<result<rest::credentials>()> who,
                                    rest::application_config_get method)
    : begin_([who = std::move(who), method]() -> config_call {
        auto const now = who();
        if (!now) return {now.error(), {}};
        return {method.make_request(*now), [clear = now->clear()](rest::http_response const& answer) {
                    return rest::application_config_get::parse_response(answer, clear);
                }};
    }) {}

inline config_source::config_source(std::function<config_call()> begin)
    : begin_(std::move(begin)) {}

template <class Perform, class Alive>
bool serve(realtime::session& session, Perform&& perform, event_handler const& deliver, Alive alive) {
    for (;;) {
        while (auto order = session.poll_action()) {
            std::visit([&](auto& alternative) { perform(std::move(alternative)); }, *order);
            if (!alive()) return false;
        }
        auto event = session.poll_event();
        if (!event) return session.state() != realtime::connection_state::stopped;
        deliver(std::move(*event));
        if (!alive()) return false;
    }
}

template <class Perform>
bool serve(realtime::session& session, Perform&& perform, event_handler const& deliver) {
    return serve(session, perform, deliver, [] { return true; });
}

inline rest::http_request request_of(realtime::start_poll const& order) {
    return {
        .method = "GET", .url = std::string(order.url.reveal()), .headers = {{"Cache-Control", "no-cache"}}};
}

inline rest::http_request request_of(realtime::post_publication const& order) {
    std::string body(order.body.size(), '\0');
    std::transform(order.body.begin(), order.body.end(), body.begin(),
                   [](std::byte b) { return static_cast<char>(b); });
    return {.method = "POST", .url = std::string(order.url.reveal()), .body = std::move(body)};
}

inline void tell_config(realtime::session& session, fetched_config fetched) {
    auto const now = std::chrono::steady_clock::now();
    if (fetched.config)
        session.handle_config(now, std::chrono::system_clock::now(), std::move(*fetched.config));
    else session.handle_config_failed(now, fetched.config.error(), fetched.at_least);
}

inline void tell_poll(realtime::session& session, realtime::operation_id id,
                      result<rest::http_response> const& answer) {
    auto const now = std::chrono::steady_clock::now();
    if (!answer) return session.handle_poll_failed(now, id, answer.error().code());
    auto const header = [&](std::string_view name) -> std::string_view {
        auto const* const value = rest::find_header(answer->headers, name);
        return value ? std::string_view(*value) : std::string_view();
    };
    session.handle_poll(now, id,
                        {.status = answer->status,
                         .content_type = header("Content-Type"),
                         .last_message_id = header("Last-Message-Id"),
                         .expires = header("Expires")},
                        answer->body, rest::retry_after(answer->headers));
}

inline void tell_posted(realtime::session& session, realtime::operation_id id,
                        result<rest::http_response> const& answer) {
    auto const now = std::chrono::steady_clock::now();
    if (answer) session.handle_posted(now, id, answer->status, answer->body);
    else session.handle_posted(now, id, 0);
}

inline void tell_refused(realtime::session& session, realtime::operation_id id,
                         result<rest::http_response> const& answer) {
    auto const now = std::chrono::steady_clock::now();
    if (answer) session.handle_refused(now, id, answer->status, rest::retry_after(answer->headers));
    else session.handle_refused(now, id, 0, {}, answer.error().code());
}

} // namespace b24pull::adapters
