// Watch tags: subscriptions that the portal keeps for a user and forgets after 1,860 s, unless they are extended.
// Creating one is the portal's doing; this keeps book of which to extend, and when. Time is an argument.
#pragma once

#include <b24pull/detail/utf8.hpp>
#include <b24pull/limits.hpp>
#include <b24pull/result.hpp>

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace b24pull::realtime {

/// The tags of one user.
///
///     if (auto const tags = watch.take_due(now); !tags.empty()) call(rest::watch_extend{.tags = tags});
///     for (auto const& [tag, watched] : answer) watch.handle_answer(tag, watched);   // or watch.handle_failure(now)
class watch_tags {
public:
    /// Steady time, as all of `now`.
    using time_point = std::chrono::steady_clock::time_point;

    /// Between two extensions of all tags: two minutes before the portal forgets them.
    static constexpr std::chrono::seconds interval{1740};
    /// After a new tag, so that several go together; and after an extension that failed.
    static constexpr std::chrono::seconds soon{5};

    /// Begins to extend a tag. The first extension is due `soon`. A tag that is there already changes nothing.
    ///
    /// Errors: usage_errc::invalid_tag; usage_errc::too_many_calls beyond limits::pending_calls tags.
    result<void> add(std::string_view tag, time_point now);

    /// Extends it no more.
    void remove(std::string_view tag);

    /// When take_due() has something to give.
    std::optional<time_point> poll_timeout() const noexcept {
        return tags_.empty() ? std::nullopt : std::optional(due_);
    }

    /// All tags if their extension is due, in ascending order; the next one is due after `interval`.
    std::vector<std::string> take_due(time_point now);

    /// What the portal says of a tag: one that is not watched any more is extended no more.
    /// Source: the answer of pull.watch.extend, a map of flags by tag.
    void handle_answer(std::string_view tag, bool watched) {
        if (!watched) remove(tag);
    }

    /// The extension failed and is due again `soon`.
    void handle_failure(time_point now) noexcept {
        if (!tags_.empty()) hasten(now);
    }

private:
    void hasten(time_point now) noexcept {
        if (now + soon < due_) due_ = now + soon;
    }

    std::set<std::string, std::less<>> tags_;
    time_point due_ = (time_point::max)();
};

// Bodies.

inline result<void> watch_tags::add(std::string_view tag, time_point now) {
    if (tag.empty() || tag.size() > limits::short_text || !b24pull::detail::is_utf8(tag))
        return usage_errc::invalid_tag;
    if (tags_.contains(tag)) return {};
    if (tags_.size() >= limits::pending_calls) return usage_errc::too_many_calls;
    tags_.emplace(tag);
    hasten(now);
    return {};
}

inline void watch_tags::remove(std::string_view tag) {
    auto const at = tags_.find(tag);
    if (at != tags_.end()) tags_.erase(at);
    if (tags_.empty()) due_ = (time_point::max)();
}

inline std::vector<std::string> watch_tags::take_due(time_point now) {
    if (tags_.empty() || now < due_) return {};
    due_ = now + interval;
    return {tags_.begin(), tags_.end()};
}

} // namespace b24pull::realtime
