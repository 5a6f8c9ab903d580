// Field numbers of the push server's protobuf messages: the union of its schemas, the one place that knows them.
//
// Source: `request.proto` and `response.proto` of push server 2.0, and of its later revision.
#pragma once

#include <cstdint>

namespace b24pull::realtime::detail {

// Client to server.

struct request_batch_fields {
    static constexpr std::uint32_t requests = 1;
};
struct request_fields { // one of them
    static constexpr std::uint32_t incoming_messages = 1, channel_stats = 2;
};
struct incoming_messages_fields {
    static constexpr std::uint32_t messages = 1;
};
struct incoming_message_fields {
    static constexpr std::uint32_t receivers = 1, body = 3, expiry = 4;
};
struct channel_stats_request_fields {
    static constexpr std::uint32_t channels = 1;
};
struct receiver_fields { // of Receiver and ChannelId
    static constexpr std::uint32_t id = 1, signature = 3;
};

// Server to client.

struct response_batch_fields {
    static constexpr std::uint32_t responses = 1;
};
struct response_fields { // one of them; what else there is tells of the server itself
    static constexpr std::uint32_t outgoing_messages = 1, channel_stats = 2;
};
struct outgoing_messages_fields {
    static constexpr std::uint32_t messages = 1;
};
struct outgoing_message_fields { // expiry and created are no use to a receiver
    static constexpr std::uint32_t id = 1, body = 2, sender = 5;
};
struct sender_fields {
    static constexpr std::uint32_t type = 1, id = 2;
};
struct channel_stats_fields {
    static constexpr std::uint32_t channels = 1;
};
struct channel_status_fields {
    static constexpr std::uint32_t id = 1, is_private = 2, is_online = 3;
};

} // namespace b24pull::realtime::detail
