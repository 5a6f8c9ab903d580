// JSON-RPC 2.0 as servers of version 5 and later speak it: the texts that a client sends, the values it receives.
//
// Bare texts beside it: a server's `ping`, answered with `pong`, and the acknowledgement of each message.
#pragma once

#include <b24pull/result.hpp>

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace b24pull::realtime {

/// What the server sends bare, to see whether we are there; and the name of the call with which we ask the same.
inline constexpr std::string_view rpc_ping = "ping";

/// The bare answer to it.
inline constexpr std::string_view rpc_pong = "pong";

/// The bare acknowledgement of a message, duplicates included. A message without a mid is not acknowledged.
std::string rpc_acknowledgement(std::string_view mid);

/// The names of methods.
namespace rpc_method {
/// Server to client: one event.
inline constexpr std::string_view incoming_message = "incoming.message";
/// Client to server, as all below: publish_call().
inline constexpr std::string_view publish = "publish";
/// users_last_seen_call().
inline constexpr std::string_view users_last_seen = "getUsersLastSeen";
/// No params. The answer is what the server knows of the connection's channels.
inline constexpr std::string_view list_channels = "listChannels";
/// subscribe_status_call().
inline constexpr std::string_view subscribe_status = "subscribeStatusChange";
/// unsubscribe_status_call().
inline constexpr std::string_view unsubscribe_status = "unsubscribeStatusChange";
} // namespace rpc_method

/// The params of calls that name users.
inline constexpr std::string_view rpc_user_list = "userList";

/// A call: compact JSON, members in the order of the vendor's client.
///
/// @param method  such as rpc_method::publish
/// @param params  JSON text
/// @param id      counts up from 1, and goes on counting over reconnections
std::string rpc_call_text(std::string_view method, std::string_view params, std::uint64_t id);

/// Several packets as a batch: always an array, of one packet too.
std::string rpc_batch_text(std::span<std::string const> packets);

/// The answer to a call of the server, such as an incoming.message with an id, or one of an unknown method.
///
/// @param id  JSON text, as it came: message::rpc_id, rpc_request::id
std::string rpc_result_text(std::string_view id);
/// The answer to a call of a method that we do not know; `id` as with rpc_result_text().
std::string rpc_method_not_found_text(std::string_view id);
/// The answer to a call whose params cannot be used; `id` as with rpc_result_text().
std::string rpc_invalid_params_text(std::string_view id);

/// Codes of JSON-RPC 2.0.
namespace rpc_error_code {
/// The text is not JSON.
inline constexpr int parse_error = -32700;
/// The JSON is no request.
inline constexpr int invalid_request = -32600;
/// The method is unknown.
inline constexpr int method_not_found = -32601;
/// The params are not the method's.
inline constexpr int invalid_params = -32602;
/// The server failed; it may pass.
inline constexpr int internal_error = -32603;
} // namespace rpc_error_code

/// Why a call was refused. The code is one of rpc_error_code or the server's own; the words are the server's:
/// untrusted.
struct rpc_error {
    /// What a program looks at.
    std::int64_t code = 0;
    /// Words, at most limits::description bytes. Untrusted.
    std::string message = {};
};

/// The same as a failure, the words in reply(): server_errc::internal_server_error, which may pass, method_not_found,
/// invalid_argument for the codes of that meaning; rejected for any other.
failure failure_of(rpc_error const& error);

/// An answer of the server to one of our calls.
struct rpc_answer {
    /// Of the call, as a number or as digits in quotes; nothing where the server did not know it.
    std::optional<std::uint64_t> id = {};
    /// One JSON value, empty with an error. What `publish` gives is documented nowhere: take any.
    std::string result = {};
    /// Why the call was refused, if it was.
    std::optional<rpc_error> error = {};
};

/// A call of the server that is no incoming.message. Answer it with rpc_method_not_found_text() if it has an id.
struct rpc_request {
    /// Its name, as the server wrote it.
    std::string method = {};
    /// JSON text, or "" for a notification.
    std::string id = {};
};

// Bodies.

namespace detail {

/// A text as a JSON string, nothing escaped that need not be.
inline std::string json_quoted(std::string_view text) {
    return boost::json::serialize(boost::json::string_view(text.data(), text.size()));
}

/// Writes a compact object, member by member.
class object_writer {
public:
    /// @param value  JSON text
    object_writer& member(std::string_view name, std::string_view value) {
        out_ += out_.empty() ? '{' : ',';
        out_ += json_quoted(name);
        out_ += ':';
        out_ += value;
        return *this;
    }
    std::string text() const { return out_.empty() ? "{}" : out_ + '}'; }

private:
    std::string out_;
};

/// JSON texts as a compact list.
inline std::string json_list(std::span<std::string const> items) {
    std::string out = "[";
    for (auto const& item : items) {
        if (out.size() != 1) out += ',';
        out += item;
    }
    return out += ']';
}

/// The members of packets.
namespace rpc_member {
inline constexpr std::string_view version = "jsonrpc", method = "method", params = "params", id = "id",
                                  result = "result", error = "error", code = "code", message = "message";
} // namespace rpc_member

/// What all packets begin with.
inline object_writer rpc_packet() {
    object_writer out;
    out.member(rpc_member::version, json_quoted("2.0"));
    return out;
}

inline std::string rpc_error_text(std::string_view id, int code, std::string_view words) {
    auto const error = object_writer()
                           .member(rpc_member::code, std::to_string(code))
                           .member(rpc_member::message, json_quoted(words))
                           .text();
    return rpc_packet().member(rpc_member::id, id).member(rpc_member::error, error).text();
}

} // namespace detail

inline failure failure_of(rpc_error const& error) {
    auto const code = error.code == rpc_error_code::internal_error     ? server_errc::internal_server_error
                      : error.code == rpc_error_code::method_not_found ? server_errc::method_not_found
                      : error.code == rpc_error_code::invalid_params   ? server_errc::invalid_argument
                                                                       : server_errc::rejected;
    return {code, server_reply{.error = std::to_string(error.code), .description = error.message}};
}

inline std::string rpc_acknowledgement(std::string_view mid) { return std::string("mack:").append(mid); }

inline std::string rpc_call_text(std::string_view method, std::string_view params, std::uint64_t id) {
    return detail::rpc_packet()
        .member(detail::rpc_member::method, detail::json_quoted(method))
        .member(detail::rpc_member::params, params)
        .member(detail::rpc_member::id, std::to_string(id))
        .text();
}

inline std::string rpc_result_text(std::string_view id) {
    return detail::rpc_packet()
        .member(detail::rpc_member::id, id)
        .member(detail::rpc_member::result, "{}")
        .text();
}

inline std::string rpc_method_not_found_text(std::string_view id) {
    return detail::rpc_error_text(id, rpc_error_code::method_not_found, "Method not found");
}

inline std::string rpc_invalid_params_text(std::string_view id) {
    return detail::rpc_error_text(id, rpc_error_code::invalid_params, "Invalid params");
}

inline std::string rpc_batch_text(std::span<std::string const> packets) { return detail::json_list(packets); }

} // namespace b24pull::realtime
