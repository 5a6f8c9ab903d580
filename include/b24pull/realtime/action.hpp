// What a session asks its host to do: a closed set of orders with their arguments.
#pragma once

#include <b24pull/error.hpp>
#include <b24pull/realtime/close_reason.hpp>
#include <b24pull/realtime/endpoint.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace b24pull::realtime {

/// Names one attempt to connect, one poll, or one publication, for the life of the session. Whatever comes back for a
/// number that is over is ignored.
using operation_id = std::uint64_t;

/// Open a WebSocket: no subprotocol, no extensions, no redirects. Answer with handle_open() or handle_refused(), then with
/// what arrives, then with handle_closed(). There is never more than one, but while a former one is being closed.
struct open_websocket {
    /// Its number: see operation_id.
    operation_id id = 0;
    /// The whole URL, behind reveal().
    endpoint url;
};

/// Send one text message over the WebSocket.
struct send_text {
    /// Its number: see operation_id.
    operation_id id = 0;
    /// One message, UTF-8.
    std::string text;
};

/// Send one binary message over the WebSocket.
struct send_binary {
    /// Its number: see operation_id.
    operation_id id = 0;
    /// One message.
    std::vector<std::byte> bytes;
};

/// Send a ping frame over the WebSocket, with any payload. Any pong counts: handle_alive().
struct send_ping {
    /// Its number: see operation_id.
    operation_id id = 0;
};

/// Close the WebSocket, or give up opening it. Nothing of it is wanted any more: handle_closed() may be left out.
struct close_websocket {
    /// Its number: see operation_id.
    operation_id id = 0;
    /// What the close frame says.
    close_code code = close_code::normal;
};

/// Send a GET without cache and conditional headers. Answer with handle_poll() or handle_poll_failed().
struct start_poll {
    /// Its number: see operation_id.
    operation_id id = 0;
    /// The whole URL, behind reveal().
    endpoint url;
};

/// Give a poll up. No answer is wanted any more.
struct cancel_poll {
    /// Its number: see operation_id.
    operation_id id = 0;
};

/// POST these bytes, without a content type. Answer with handle_posted().
struct post_publication {
    /// Its number: see operation_id.
    operation_id id = 0;
    /// The whole URL, behind reveal().
    endpoint url;
    /// The body as it is: Protocol Buffers.
    std::vector<std::byte> body;
};

/// Why a configuration is wanted.
enum class config_reason {
    /// The session has none.
    first,
    /// The one that is held ends soon. The connection stays.
    expires,
    /// A control command, a server that does not know our channels, or a configuration that leads nowhere.
    replaced,
    /// An earlier attempt failed.
    retry,
    /// The last one had ended already when it came, by the wall time that came with it: see to the clock.
    outdated,
};

/// Fetch the configuration: pull.application.config.get, see rest/fetch_config.hpp. Answer with handle_config() or
/// handle_config_failed().
struct fetch_config {
    /// Informational: the order is the same.
    config_reason reason = config_reason::first;
};

/// The session is over; nothing follows.
struct session_stopped {
    /// Success if the host stopped it; else why it cannot go on.
    error_code why = {};
};

/// What session::poll_action() gives: begin it, come back, and tell what came of it.
using action = std::variant<open_websocket, send_text, send_binary, send_ping, close_websocket, start_poll,
                            cancel_poll, post_publication, fetch_config, session_stopped>;

/// One line for a log, such as "open websocket 3 wss://rt.example.com/subws/?CHANNEL_ID=***&revision=19". Never a secret,
/// never a payload.
std::string to_string(action const& order);

// Bodies.

namespace detail {

struct action_text {
    static std::string with(std::string_view words, operation_id id) {
        return std::string(words) + ' ' + std::to_string(id);
    }
    static std::string sized(std::string_view words, operation_id id, std::size_t size) {
        return with(words, id) + ", " + std::to_string(size) + " bytes";
    }

    std::string operator()(open_websocket const& a) const {
        return with("open websocket", a.id) + ' ' + a.url.masked();
    }
    std::string operator()(send_text const& a) const {
        return sized("send text on websocket", a.id, a.text.size());
    }
    std::string operator()(send_binary const& a) const {
        return sized("send binary on websocket", a.id, a.bytes.size());
    }
    std::string operator()(send_ping const& a) const { return with("send ping on websocket", a.id); }
    std::string operator()(close_websocket const& a) const {
        return with("close websocket", a.id) + " with " + std::to_string(static_cast<unsigned>(a.code));
    }
    std::string operator()(start_poll const& a) const { return with("poll", a.id) + ' ' + a.url.masked(); }
    std::string operator()(cancel_poll const& a) const { return with("cancel poll", a.id); }
    std::string operator()(post_publication const& a) const {
        return sized("post publication", a.id, a.body.size()) + ' ' + a.url.masked();
    }
    std::string operator()(fetch_config const& a) const {
        constexpr std::string_view reasons[] = {"first", "expires", "replaced", "retry", "outdated"};
        return "fetch configuration: " + std::string(reasons[static_cast<std::size_t>(a.reason)]);
    }
    std::string operator()(session_stopped const& a) const {
        return a.why ? "stopped: " + a.why.message() : std::string("stopped");
    }
};

} // namespace detail

inline std::string to_string(action const& order) { return std::visit(detail::action_text(), order); }

} // namespace b24pull::realtime
