// Every default size and count of the library, each with its reason. Those of json_limits can be changed for
// parse_config() and config_parser, those of realtime::decode_limits for decoding; REST answers are read with the
// defaults.
#pragma once

#include <cstddef>

namespace b24pull {

namespace limits {

/// Bytes of one HTTP body, either way. The server itself refuses messages of more than 1 MiB (`limit_max_payload`);
/// a configuration has about 2 KB.
inline constexpr std::size_t http_body = 1024 * 1024;

/// Nested JSON arrays and objects. Configurations have five levels; 32 leaves room for what is unknown to us.
inline constexpr std::size_t json_depth = 32;

/// Bytes of one URL. What proxies and push servers commonly accept in a request line is 8 KiB, with the channel ids
/// and the JWT still to be added.
inline constexpr std::size_t url = 2048;

/// Bytes of one channel id, signature or client id. The longest known is 106 (two atoms and a SHA-1).
inline constexpr std::size_t id = 512;

/// Bytes of a JWT or an access token. Those seen have 60 to 400.
inline constexpr std::size_t token = 4096;

/// Bytes of a short text: a host name, a scope list, a letter of status.
inline constexpr std::size_t short_text = 1024;

/// Bytes of a server's error description that are kept; the rest is cut off.
inline constexpr std::size_t description = 4096;

/// Public channels in one answer. A request names as many users as it likes; 1,000 fill about 250 KB.
inline constexpr std::size_t public_channels = 1000;

/// Watch tags in one answer.
inline constexpr std::size_t watch_tags = 10000;

/// Warnings of one answer. More tell nothing new.
inline constexpr std::size_t warnings = 64;

/// Bytes of an unreadable date that a warning keeps. The longest form known has 35.
inline constexpr std::size_t warning_text = 64;

/// Bytes of one payload of the real-time connection. A replay comes in one piece and may hold a day of messages.
inline constexpr std::size_t payload = 64 * 1024 * 1024;

/// Bytes of one message with what is around it. Servers take publications of 1 MiB and add some 300 bytes.
inline constexpr std::size_t message = http_body + 4096;

/// Messages of one payload. A replay of a busy day has some thousands.
inline constexpr std::size_t messages = 65536;

/// Nested groups of unknown fields in a binary payload. No schema of the server has any.
inline constexpr std::size_t groups = 16;

/// Message ids that a session remembers. A snapshot holds all of them, and has to stay below http_body.
inline constexpr std::size_t remembered_ids = 10000;

/// Refused parts of one payload that are listed; the rest is only counted.
inline constexpr std::size_t refused_parts = 64;

/// Bytes of a message id, a tag, a time, a request id. The longest known is 32.
inline constexpr std::size_t message_id = 128;

/// Bytes of a whole connection URL. Address, JWT, channel ids and resume point together need less.
inline constexpr std::size_t endpoint = 8192;

/// Nested arrays and objects in the params of a publication: receivers count those around them too, and have the same
/// limit.
inline constexpr std::size_t publish_depth = json_depth - 4;

/// Messages in one publication, and receivers of one message. The server closes the connection beyond (4016, 4018).
inline constexpr std::size_t publish_messages = 100;
inline constexpr std::size_t publish_receivers = 100;

/// Calls that wait for an answer, watched tags, subscriptions to users: a caller that exceeds them leaks.
inline constexpr std::size_t pending_calls = 1000;

} // namespace limits

/// Limits of reading one JSON answer.
struct json_limits {
    /// Bytes of the text, never 4 GiB or more. More is protocol_errc::body_too_large.
    std::size_t body = limits::http_body;
    /// Nested arrays and objects. More is protocol_errc::json_too_deep.
    std::size_t depth = limits::json_depth;
    /// Public channels that are kept. More is the warning protocol_errc::too_many_public_channels.
    std::size_t public_channels = limits::public_channels;
    /// Warnings that are kept; one protocol_errc::too_many_warnings follows the last of them.
    std::size_t warnings = limits::warnings;
};

} // namespace b24pull
