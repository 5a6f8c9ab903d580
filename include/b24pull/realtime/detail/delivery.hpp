// From payloads to events: each message once, and where to resume from.
#pragma once

#include <b24pull/limits.hpp>
#include <b24pull/realtime/decoded.hpp>
#include <b24pull/realtime/detail/session_core.hpp>
#include <b24pull/realtime/duplicates.hpp>
#include <b24pull/realtime/presence.hpp>
#include <b24pull/realtime/resume_point.hpp>
#include <b24pull/realtime/system_command.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace b24pull::realtime::detail {

class delivery {
public:
    using time_point = session_core::time_point;

    /// @param remembered  session_options::remembered_ids
    explicit delivery(std::size_t remembered)
        : remembered_(std::clamp(remembered, std::size_t{2}, limits::remembered_ids))
        , seen_(remembered_) {}

    /// The newest message delivered.
    resume_point const& place() const noexcept { return place_; }
    /// What the next connection resumes from: the same, or an earlier place, until something arrives. Never earlier than
    /// the window reaches.
    resume_point const& resume_from() const noexcept { return reaches(earlier_) ? earlier_->place : place_; }
    duplicate_window const& seen() const noexcept { return seen_; }

    /// A place that was held, and how many messages had been delivered then, or a few less.
    struct past {
        resume_point place = {};
        std::uint64_t count = 0;
    };

    /// What a payload was worth.
    struct outcome {
        struct command {
            system_command what;
            past at = {};
        };
        /// Messages for the host that it has not had yet.
        std::size_t fresh = 0;
        std::vector<command> commands = {};
    };

    /// Turns a payload into events. Its messages are moved away.
    outcome take(session_core& core, decoded& got);

    /// A poll was answered without a payload.
    void unchanged(std::string_view last_message_id);

    /// The connection gave a sign of life.
    void alive(session_core const& core) noexcept { alive_at_ = core.now; }
    /// The connection was lost. What was overtaken lies within session_options::resume_overlap before its last sign of life.
    void lost(session_core const& core) {
        if (overlaps(core)) resume_from(before_);
    }

    /// From here on there may be messages in channels that the connection does not listen to yet, while it goes on to bring
    /// newer ones of others. The earliest such place counts.
    void channels_may_change() { channels_change(now_here()); }
    void channels_change(past const& at) {
        if (!reaches(before_change_) || at.count < before_change_->count) before_change_ = at;
    }
    /// They have not changed.
    void channels_stay() noexcept { before_change_.reset(); }
    /// The next connection is to other channels.
    void resume_before_change();

    /// The server cannot resume from here.
    void forget(session_core& core);

    /// Where another process is to continue: what waits among the events has not been delivered yet.
    resume_point to_continue_from(session_core const& core) const;
    /// The ids of what has been delivered, the oldest first.
    std::vector<std::string_view> delivered_ids(session_core const& core) const;

    void restore(resume_point place, std::vector<std::string> const& ids);

private:
    past now_here() const { return {place_, count_}; }
    /// Whether it is a place, and all that was delivered since is remembered, so that nothing would be delivered twice.
    bool reaches(past const& from) const noexcept {
        return from.place != resume_point() && count_ - from.count <= remembered_;
    }
    bool reaches(std::optional<past> const& from) const noexcept { return from && reaches(*from); }
    /// With the first message there is a first place: what was noted before is no place at all.
    void note_first_place();
    void resume_from(past const& from) {
        if (reaches(from) && (!reaches(earlier_) || from.count < earlier_->count)) earlier_ = from;
    }
    bool overlaps(session_core const& core) const noexcept {
        return (std::max)(alive_at_, latest_at_) - latest_at_ < core.options.resume_overlap;
    }
    /// Of all places that it may be good to resume from.
    resume_point const& earliest(session_core const& core) const noexcept;
    /// The place behind a control message, in time: newer messages of other channels may have come before it, in the same
    /// payload or, with an overlap, in an earlier one.
    ///
    /// @param waiting  events before the payload
    /// @param before   messages delivered before it
    past behind(std::string_view mid, session_core const& core, std::size_t waiting,
                std::uint64_t before) const;
    /// Before a message is delivered: notes the place, now and then.
    void mark(session_core const& core);

    std::size_t remembered_;
    duplicate_window seen_;
    std::uint64_t count_ = 0; // of messages delivered
    resume_point place_ = {};
    resume_point delivered_ = {}; // when the events had last been taken
    std::optional<past> earlier_;
    std::optional<past> before_change_;

    // Two places that were held at least an overlap apart.
    past before_ = {};
    past marked_ = {};
    time_point marked_at_ = {};
    time_point latest_at_ = {};
    time_point alive_at_ = {};
};

// Bodies.

inline delivery::outcome delivery::take(session_core& core, decoded& got) {
    if (core.messages_waiting == 0) delivered_ = earliest(core);
    outcome out;
    auto const waiting = core.events.size();
    auto const before = core.options.resume_overlap.count() > 0 ? before_.count : count_;
    for (auto& one : got.messages) {
        if (!seen_.admit(one.mid)) continue;
        mark(core);
        place_.advance(one);
        count_ += one.mid.empty() ? remembered_ + 1 : 1; // what has no id is never recognised again
        note_first_place();
        if (auto command = read_system_command(one)) {
            out.commands.push_back({std::move(*command), behind(one.mid, core, waiting, before)});
            continue;
        }
        ++out.fresh;
        if (auto const user = read_user_status(one)) core.events.push(presence_changed{*user});
        core.deliver(std::move(one));
    }
    for (auto& part : got.refused) {
        place_.advance_to(part.mid); // sent again, it would be no better
        core.events.push(part_refused{std::move(part)});
    }
    earlier_.reset();
    return out;
}

inline delivery::past delivery::behind(std::string_view mid, session_core const& core, std::size_t waiting,
                                       std::uint64_t before) const {
    past out{place_, count_};
    if (!is_later(place_.mid, mid)) return out;
    out.place.mid = mid;
    out.count = before;
    for (auto at = core.events.begin() + static_cast<std::ptrdiff_t>(waiting); at != core.events.end();
         ++at) {
        auto const* const delivered = std::get_if<message>(&*at);
        if (!delivered) continue;
        if (is_later(delivered->mid, mid)) break;
        ++out.count;
    }
    return out;
}

inline void delivery::unchanged(std::string_view last_message_id) {
    place_.advance_to(last_message_id);
    note_first_place();
    earlier_.reset();
}

inline void delivery::note_first_place() {
    for (auto* const noted : {&before_, &marked_})
        if (noted->place == resume_point()) *noted = now_here();
    if (before_change_ && before_change_->place == resume_point()) before_change_ = now_here();
}

inline void delivery::mark(session_core const& core) {
    auto const overlap = core.options.resume_overlap;
    if (overlap.count() <= 0) return;
    bool const quiet = core.now - std::exchange(latest_at_, core.now) >= overlap;
    // What lies behind before_ has to fit into the window.
    bool const full = count_ - marked_.count >= remembered_ / 2;
    if (!quiet && !full && core.now - marked_at_ < overlap) return;
    before_ = quiet ? now_here() : std::move(marked_);
    marked_ = now_here();
    marked_at_ = core.now;
}

inline resume_point const& delivery::earliest(session_core const& core) const noexcept {
    past const* out = nullptr;
    auto const consider = [&](past const& from) {
        if (reaches(from) && (!out || from.count < out->count)) out = &from;
    };
    if (earlier_) consider(*earlier_);
    if (before_change_) consider(*before_change_);
    if (overlaps(core)) consider(before_);
    return out ? out->place : place_;
}

inline void delivery::resume_before_change() {
    if (before_change_) resume_from(*before_change_);
    before_change_.reset();
}

inline void delivery::forget(session_core& core) {
    place_ = {};
    before_ = marked_ = now_here();
    earlier_.reset();
    before_change_.reset();
    core.events.push(history_gap{history_gap::reason::unavailable});
}

inline resume_point delivery::to_continue_from(session_core const& core) const {
    if (core.messages_waiting == 0) return earliest(core);
    auto out = delivered_;
    if (core.options.resume_overlap.count() > 0) return out;
    std::optional<std::string_view> oldest;
    for (auto const& event : core.events)
        if (auto const* const waiting = std::get_if<message>(&event))
            if (!oldest || is_later(*oldest, waiting->mid)) oldest = waiting->mid;
    auto const consider = [&](std::string_view id) {
        if (is_later(id, out.mid) && is_later(*oldest, id) && !is_later(id, *oldest)) out.mid = id;
    };
    consider(core.given);
    for (auto const id : delivered_ids(core)) consider(id);
    return out;
}

inline std::vector<std::string_view> delivery::delivered_ids(session_core const& core) const {
    auto ids = seen_.ids();
    std::erase_if(ids, [&core](std::string_view id) {
        return std::any_of(core.events.begin(), core.events.end(), [id](session_event const& event) {
            auto const* const waiting = std::get_if<message>(&event);
            return waiting && waiting->mid == id;
        });
    });
    return ids;
}

inline void delivery::restore(resume_point place, std::vector<std::string> const& ids) {
    place_ = std::move(place);
    before_ = marked_ = now_here();
    seen_ = duplicate_window(remembered_);
    for (auto const& id : ids) seen_.admit(id);
}

} // namespace b24pull::realtime::detail
