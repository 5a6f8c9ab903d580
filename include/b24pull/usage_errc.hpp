// The caller's own mistakes, found before anything is sent.
#pragma once

#include <b24pull/condition.hpp>

namespace b24pull {

/// The caller handed over something that cannot be sent. Nothing was sent. Always condition::give_up.
enum class usage_errc {
    /// An address is not an absolute http(s) URL with a plain host: no user info, no fragment. Correct it.
    invalid_url = 1,
    /// An address is clear text (http) and clear_text::allowed was not given.
    insecure_url,
    /// An access token, client id or secret is empty, too long, or holds spaces or control characters.
    invalid_token,
    /// A webhook is not `https://PORTAL/rest/USER_ID/SECRET/`.
    invalid_webhook,
    /// A command is empty, "0", or has characters other than `A-Z a-z 0-9 _ : | . -`.
    invalid_command,
    /// A module id has characters other than `a-z 0-9 . _`.
    invalid_module_id,
    /// Params are not the text of one JSON object or array.
    invalid_params,
    /// A user id is not positive.
    invalid_user_id,
    /// A list of users is empty: the message would reach nobody.
    no_users,
    /// A notification has no text, or the text "0", which the server takes for none.
    empty_text,
    /// A list of tags is empty, or one of them is.
    no_tags,
    /// The request is larger than the server accepts; it would lose the message without a word.
    request_too_large,
    /// A text is not UTF-8. The server would drop the whole request without a word.
    invalid_text,
    // Publishing. Each would cost the connection if it were sent.
    /// The server is of version 3 or below, or its configuration says that clients may not publish.
    publishing_disabled,
    /// A list of messages is empty.
    no_messages,
    /// More messages at once than limits::publish_messages.
    too_many_messages,
    /// A message is for nobody: neither users nor channels.
    no_receivers,
    /// A message, or a request for statistics, is for more channels than limits::publish_receivers.
    too_many_receivers,
    /// A user has no public channel that is known and alive: ask the portal (rest/channel_public_list.hpp).
    unknown_receiver,
    /// A public channel is not `ID.SIGNATURE`, each an even number of hexadecimal digits.
    invalid_receiver,
    /// An expiry is negative or beyond 32 bits.
    invalid_expiry,
    /// A watch tag is empty, longer than limits::short_text, or not UTF-8.
    invalid_tag,
    /// More calls wait for an answer, or more tags or users are watched, than limits::pending_calls.
    too_many_calls,
    // The session.
    /// The session has stopped. Make a new one; restore() continues where this one ended.
    session_stopped,
    /// A session that has been started cannot be restored any more.
    session_started,
    /// As many publications wait as session_options::queued_publications allows.
    queue_full,
};

// Bodies.

namespace detail {

constexpr char const* message_of(usage_errc code) noexcept {
    switch (code) {
    case usage_errc::invalid_url: return "the address is not an absolute http(s) URL with a plain host";
    case usage_errc::insecure_url: return "the address is clear text, which was not allowed";
    case usage_errc::invalid_token: return "the credential is empty, too long or has forbidden characters";
    case usage_errc::invalid_webhook: return "the webhook is not https://PORTAL/rest/USER_ID/SECRET/";
    case usage_errc::invalid_command:
        return "the command may hold only A-Z a-z 0-9 _ : | . - and is not \"0\"";
    case usage_errc::invalid_module_id: return "the module id may hold only a-z 0-9 . _";
    case usage_errc::invalid_params: return "the params are not the text of a JSON object or array";
    case usage_errc::invalid_user_id: return "the user id is not positive";
    case usage_errc::no_users: return "the list of users is empty";
    case usage_errc::empty_text: return "the text is empty, or \"0\", which counts as empty";
    case usage_errc::no_tags: return "the list of tags, or one of its tags, is empty";
    case usage_errc::request_too_large: return "the request is larger than the server accepts";
    case usage_errc::invalid_text: return "a text is not UTF-8";
    case usage_errc::publishing_disabled: return "the server does not let clients publish";
    case usage_errc::no_messages: return "there is no message to publish";
    case usage_errc::too_many_messages: return "more messages at once than the server accepts";
    case usage_errc::no_receivers: return "a message has no receivers";
    case usage_errc::too_many_receivers: return "more receivers than the server accepts";
    case usage_errc::unknown_receiver: return "no public channel of a user is known and alive";
    case usage_errc::invalid_receiver: return "a public channel is not ID.SIGNATURE in hexadecimal digits";
    case usage_errc::invalid_expiry: return "the expiry is negative or too large";
    case usage_errc::invalid_tag: return "a watch tag is empty, too long or not UTF-8";
    case usage_errc::too_many_calls: return "more calls, watched tags or users are open than the limit";
    case usage_errc::session_stopped: return "the session has stopped";
    case usage_errc::session_started: return "the session has been started already";
    case usage_errc::queue_full: return "too many publications wait for a connection or an answer";
    }
    return "unknown usage error";
}

constexpr condition condition_of(usage_errc) noexcept { return condition::give_up; }

} // namespace detail
} // namespace b24pull
