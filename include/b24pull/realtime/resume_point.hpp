// Where a connection stands in the server's history: what the next connection continues from.
#pragma once

#include <b24pull/realtime/message.hpp>
#include <b24pull/timestamp.hpp>

#include <string>
#include <string_view>

namespace b24pull::realtime {

/// Servers of version 3 and later resume by `mid`, versions 1 and 2 by `tag` and `time`. Empty: not known.
///
/// A server replays at best what it has stored after this point, of all channels of the connection, in one payload.
/// Delivery is best effort: a message that arrives between the server's reading of history and its going live is
/// lost, or comes with a resume from an older point.
struct resume_point {
    std::string mid = {};
    std::string tag = {};
    std::string time = {};

    /// Takes the place of a message just delivered. Not to be called for one that was suppressed as a duplicate.
    ///
    /// `mid` only moves forward, since older messages arrive after newer ones when several channels are replayed.
    /// Whatever the message lacks stays as it is: an empty payload or a bad one never loses the place.
    void advance(message const& delivered);

    /// Takes a message id that a long poll's answer names: see poll_answer::last_message_id.
    void advance_to(std::string_view last_message_id);

    friend bool operator==(resume_point const&, resume_point const&) = default;
};

/// Whether the message id `next` lies behind `held`. Digits of the same number are a time and a counter, and compare as
/// text; other ids have no order, and the one that came last counts.
constexpr bool is_later(std::string_view next, std::string_view held) noexcept {
    bool const ordered =
        next.size() == held.size() && b24pull::detail::all_digits(next) && b24pull::detail::all_digits(held);
    return !next.empty() && (!ordered || next > held);
}

// Bodies.

inline void resume_point::advance_to(std::string_view last_message_id) {
    if (is_later(last_message_id, mid)) mid = last_message_id;
}

inline void resume_point::advance(message const& delivered) {
    advance_to(delivered.mid);
    if (!delivered.tag.empty()) tag = delivered.tag;
    if (!delivered.time.empty()) time = delivered.time;
}

} // namespace b24pull::realtime
