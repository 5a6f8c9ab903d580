// What the push server has done so far, for POST /control/statistics.
#pragma once

#include <cstdint>

namespace portal::push {

struct statistics {
    std::uint64_t websockets_opened = 0;
    std::uint64_t polls_answered = 0;
    std::uint64_t refused = 0;       // handshakes and polls
    std::uint64_t payloads_sent = 0; // each holds one message or more
    std::uint64_t messages_sent = 0;
    std::uint64_t replayed = 0;           // of these, from history
    std::uint64_t dropped_unanswered = 0; // not sent, because a pong was owed
    std::uint64_t acknowledged = 0;       // mack
    std::uint64_t client_requests = 0;
    std::uint64_t cut = 0; // by command, by chance, for want of a pong, and polls that were given up
};

} // namespace portal::push
