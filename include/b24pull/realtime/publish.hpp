// Publishing by a client over its own connection: messages for users and channels, checked by the server's rules
// before they are sent, since the server answers a mistake by closing the connection.
//
//     publication const ring{.users = {7}, .module_id = "myapp", .command = "ring", .params = R"({"line":1})"};
//     if (server.version == 4) send_binary(*encode_publications({&ring, 1}, known_channels, now));
//     else send_text(*publish_call(ring, next_id));
#pragma once

#include <b24pull/config.hpp>
#include <b24pull/detail/json_scanner.hpp>
#include <b24pull/detail/utf8.hpp>
#include <b24pull/limits.hpp>
#include <b24pull/realtime/detail/request_writer.hpp>
#include <b24pull/realtime/json_rpc.hpp>
#include <b24pull/realtime/message.hpp>
#include <b24pull/realtime/receiver.hpp>
#include <b24pull/result.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace b24pull::realtime {

/// One message to publish. Receivers see it as message::module_id, command and params, with a sender of type client.
struct publication {
    /// Users of the portal, positive ids. At version 4 each needs a public channel that is known; where it is that of
    /// the configuration, the portal's pages listen there, and the application's own clients do not: see
    /// session::learn().
    std::vector<std::int64_t> users = {};
    /// Public channels, after the users.
    std::vector<receiver> channels = {};
    /// Any UTF-8 texts.
    std::string module_id = {};
    /// What happens, in the words of the receivers.
    std::string command = {};
    /// JSON text of an object or array, nested limits::publish_depth at most; empty: no params. Sent as it is.
    std::string params = {};
    /// How long the server keeps it for those who are not connected; it cuts off at 86,400 s. Zero: only who is
    /// connected gets it. Not given: zero at version 4, the server's choice from version 5 on.
    std::optional<std::chrono::seconds> expiry = {};
};

/// Whether clients may publish to this server at all: ask once, the functions below do not know the server. For others
/// there is rest::application_event_add.
///
/// Errors: usage_errc::publishing_disabled. Source: `server.version` and `server.publish_enabled`.
result<void> check_publishing(server const& server);

/// Version 4: one binary message for the WebSocket (only where it was opened with payload_format::binary), or the
/// body of a POST to publish_url().
///
/// @param messages  1 to limits::publish_messages
/// @param known     public channels of users, such as config::public_channels: see find_receiver()
/// @param now       wall time, UTC
///
/// @return the bytes of one RequestBatch, or usage_errc::no_messages, too_many_messages; no_receivers,
///         too_many_receivers, invalid_user_id, unknown_receiver, invalid_receiver; invalid_text, invalid_params,
///         invalid_expiry; request_too_large beyond 1 MiB
///
/// The server does not answer, but closes the connection with a code from 4012 to 4021 when it refuses: see
/// close_reason.hpp. Complexity: linear, and users times known channels.
result<std::vector<std::byte>> encode_publications(std::span<publication const> messages,
                                                   std::span<public_channel const> known,
                                                   std::chrono::sys_seconds now);

/// Version 5 and later: the call that publishes one message. Its answer comes as rpc_answer with the same id.
///
/// Errors: usage_errc::no_receivers, too_many_receivers, invalid_user_id, invalid_text, invalid_params, invalid_expiry,
/// request_too_large.
result<std::string> publish_call(publication const& message, std::uint64_t id);

/// Version 5 and later: a batch of calls, always an array. The ids are `first_id` and those behind it.
///
/// Errors: usage_errc::no_messages, too_many_messages; as publish_call().
result<std::string> publish_batch(std::span<publication const> messages, std::uint64_t first_id);

/// Version 4: asks whether somebody listens on public channels. The answer comes as decoded::channel_statuses.
///
/// Errors: usage_errc::no_receivers, too_many_receivers.
result<std::vector<std::byte>> encode_channel_stats_request(std::span<receiver const> channels);

// Bodies.

namespace detail {

/// `{"module_id", "command", "params"}`, compact, in this order. Errors: usage_errc::invalid_text, invalid_params.
inline result<std::string> publication_body(publication const& message) {
    using namespace b24pull::detail;
    if (!is_utf8(message.module_id) || !is_utf8(message.command)) return usage_errc::invalid_text;
    if (!message.params.empty()) {
        json_scanner scanner(message.params, limits::publish_depth);
        bool const container = scanner.peek() == '{' || scanner.peek() == '[';
        if (!container || !scanner.skip() || !scanner.at_end()) return usage_errc::invalid_params;
    }
    return object_writer()
        .member(event_member::module_id, json_quoted(message.module_id))
        .member(event_member::command, json_quoted(message.command))
        .member(event_member::params, message.params.empty() ? "{}" : message.params)
        .text();
}

inline result<void> check_expiry(publication const& message) {
    if (!message.expiry) return {};
    auto const seconds = message.expiry->count();
    bool const fits = seconds >= 0 && seconds <= (std::numeric_limits<std::uint32_t>::max)();
    if (!fits) return usage_errc::invalid_expiry;
    return {};
}

inline result<void> check_receiver_count(std::size_t count) {
    if (count == 0) return usage_errc::no_receivers;
    if (count > limits::publish_receivers) return usage_errc::too_many_receivers;
    return {};
}

inline result<void> check_message_count(std::size_t count) {
    if (count == 0) return usage_errc::no_messages;
    if (count > limits::publish_messages) return usage_errc::too_many_messages;
    return {};
}

inline result<wire_message> to_wire(publication const& message, std::span<public_channel const> known,
                                    std::chrono::sys_seconds now) {
    auto const counted = check_receiver_count(message.users.size() + message.channels.size());
    if (!counted) return counted.error();
    wire_message out;
    for (auto const user : message.users) {
        auto to = find_receiver(user, known, now);
        if (!to) return to.error();
        out.receivers.push_back(std::move(*to));
    }
    out.receivers.insert(out.receivers.end(), message.channels.begin(), message.channels.end());
    auto body = publication_body(message);
    if (!body) return body.error();
    out.body = std::move(*body);
    if (auto const checked = check_expiry(message); !checked) return checked.error();
    if (message.expiry) out.expiry = static_cast<std::uint32_t>(message.expiry->count());
    return out;
}

/// The params of `publish`: a list that is empty and an expiry that was not given are left out.
inline result<std::string> publish_params(publication const& message) {
    auto const counted = check_receiver_count(message.users.size() + message.channels.size());
    if (!counted) return counted.error();
    object_writer out;
    std::vector<std::string> users, channels;
    for (auto const user : message.users) {
        if (user <= 0) return usage_errc::invalid_user_id;
        users.push_back(std::to_string(user));
    }
    for (auto const& to : message.channels) channels.push_back(json_quoted(to.text()));
    if (!users.empty()) out.member(rpc_user_list, json_list(users));
    if (!channels.empty()) out.member("channelList", json_list(channels));
    auto const body = publication_body(message);
    if (!body) return body.error();
    out.member("body", *body);
    if (auto const checked = check_expiry(message); !checked) return checked.error();
    if (message.expiry) out.member("expiry", std::to_string(message.expiry->count()));
    return out.text();
}

} // namespace detail

inline result<void> check_publishing(server const& server) {
    if (server.version <= 3 || !server.publish_enabled) return usage_errc::publishing_disabled;
    return {};
}

inline result<std::vector<std::byte>> encode_publications(std::span<publication const> messages,
                                                          std::span<public_channel const> known,
                                                          std::chrono::sys_seconds now) {
    if (auto const counted = detail::check_message_count(messages.size()); !counted) return counted.error();
    std::vector<detail::wire_message> wire;
    for (auto const& message : messages) {
        auto one = detail::to_wire(message, known, now);
        if (!one) return one.error();
        wire.push_back(std::move(*one));
    }
    auto out = detail::encode_messages(wire);
    if (out.size() > limits::http_body) return usage_errc::request_too_large;
    return out;
}

inline result<std::string> publish_call(publication const& message, std::uint64_t id) {
    auto const params = detail::publish_params(message);
    if (!params) return params.error();
    auto out = rpc_call_text(rpc_method::publish, *params, id);
    if (out.size() > limits::http_body) return usage_errc::request_too_large;
    return out;
}

inline result<std::string> publish_batch(std::span<publication const> messages, std::uint64_t first_id) {
    if (auto const counted = detail::check_message_count(messages.size()); !counted) return counted.error();
    std::vector<std::string> calls;
    for (auto const& message : messages) {
        auto call = publish_call(message, first_id++);
        if (!call) return call.error();
        calls.push_back(std::move(*call));
    }
    auto out = rpc_batch_text(calls);
    if (out.size() > limits::http_body) return usage_errc::request_too_large;
    return out;
}

inline result<std::vector<std::byte>> encode_channel_stats_request(std::span<receiver const> channels) {
    auto const counted = detail::check_receiver_count(channels.size());
    if (!counted) return counted.error();
    return detail::encode_channel_stats(channels);
}

} // namespace b24pull::realtime
