// Where a connection stands in the server's history: what the next connection continues from.
#pragma once

#include <b24pull/realtime/message.hpp>
#include <b24pull/timestamp.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace b24pull::realtime {

/// Servers of version 3 and later resume by `mid`, versions 1 and 2 by `tag` and `time`. Empty: not known.
///
/// A server replays at best what it has stored after this point, of all channels of the connection, in one payload.
/// Delivery is best effort: a message that arrives between the server's reading of history and its going live is
/// lost, or comes with a resume from an older point.
struct resume_point {
    /// The id of the newest message.
    std::string mid = {};
    /// Of the newest message: its number within the second.
    std::string tag = {};
    /// Of the newest message, as HTTP writes it.
    std::string time = {};

    /// Takes the place of a message just delivered. Not to be called for one that was suppressed as a duplicate.
    ///
    /// `mid`, and `tag` and `time` as a pair, only move forward, since older messages arrive after newer ones when
    /// several channels are replayed. Whatever the message lacks stays as it is: an empty payload or a bad one never
    /// loses the place.
    void advance(message const& delivered);

    /// Takes a message id that a long poll's answer names: see poll_answer::last_message_id.
    void advance_to(std::string_view last_message_id);

    /// Member by member.
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

namespace detail {

/// A time as HTTP writes it, `Thu, 29 Jun 2017 09:50:16 GMT`, as digits that compare; 0 for any other form.
constexpr std::uint64_t comparable_time(std::string_view text) noexcept {
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    if (text.size() != 29) return 0;
    auto const month = months.find(text.substr(8, 3));
    if (month == months.npos) return 0;
    std::uint64_t out = 0;
    auto const add = [&out](std::string_view digits) {
        for (char const c : digits) out = out * 10 + static_cast<std::uint64_t>(c - '0');
        return all_digits(digits);
    };
    if (!add(text.substr(12, 4))) return 0;
    out = out * 100 + month / 3;
    bool const sound = add(text.substr(5, 2)) && add(text.substr(17, 2)) && add(text.substr(20, 2)) &&
                       add(text.substr(23, 2));
    return sound ? out : 0;
}

/// Whether the first place lies before the second. Places that cannot be compared do not.
constexpr bool is_before(std::string_view time, std::string_view tag, std::string_view held_time,
                         std::string_view held_tag) noexcept {
    auto const at = comparable_time(time), held = comparable_time(held_time);
    if (at == 0 || held == 0) return false;
    if (at != held || !all_digits(tag) || !all_digits(held_tag)) return at < held;
    return tag.size() != held_tag.size() ? tag.size() < held_tag.size() : tag < held_tag;
}

} // namespace detail

inline void resume_point::advance_to(std::string_view last_message_id) {
    if (is_later(last_message_id, mid)) mid = last_message_id;
}

inline void resume_point::advance(message const& delivered) {
    bool const older = !delivered.mid.empty() && !is_later(delivered.mid, mid);
    advance_to(delivered.mid);
    bool const complete = !delivered.tag.empty() && !delivered.time.empty();
    if (older || !complete || detail::is_before(delivered.time, delivered.tag, time, tag)) return;
    tag = delivered.tag;
    time = delivered.time;
}

} // namespace b24pull::realtime
