// The status that a session tells: once for each change, and offline only after a while.
#pragma once

#include <b24pull/realtime/detail/session_core.hpp>

#include <optional>

namespace b24pull::realtime::detail {

class status_report {
public:
    void tell(session_core& core, status now_is);
    /// Nobody comes back: at once.
    void stop(session_core& core) {
        if (told_ != status::offline) change(core, status::offline);
    }
    void timeout(session_core& core) {
        if (core.timers.take(timer::offline_status, core.now)) change(core, status::offline);
    }

private:
    void change(session_core& core, status now_is) {
        told_ = now_is;
        core.events.push(status_changed{now_is});
    }

    std::optional<status> told_;
};

// Bodies.

inline void status_report::tell(session_core& core, status now_is) {
    if (now_is != status::offline) {
        core.timers.clear(timer::offline_status);
        if (told_ != now_is) change(core, now_is);
    } else if (told_ != status::offline && !core.timers.is_set(timer::offline_status)) {
        core.set(timer::offline_status, core.options.offline_told_after);
    }
}

} // namespace b24pull::realtime::detail
