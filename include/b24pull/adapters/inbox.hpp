// What other threads want to do with a session, kept until the thread that listens to it comes to it.
#pragma once

#include <b24pull/realtime/session.hpp>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace b24pull::adapters {

/// Functions on a session, in the order in which they came. All members may be called from any thread.
class inbox {
public:
    /// What to do with the session.
    using function = std::function<void(realtime::session&)>;

    /// Keeps `f`; drops it while the inbox is closed.
    void push(function f);

    /// All that has come, at once.
    std::vector<function> take();
    /// All that has come, as soon as there is something, or nothing at `time`. Without a time: waits for as long as it
    /// takes.
    std::vector<function> take_until(std::optional<std::chrono::steady_clock::time_point> time);

    /// Drops what comes, until it is opened. An inbox begins open.
    ///
    /// @return what has come, to be dropped where nothing is locked: it may own what calls push()
    std::vector<function> close();
    /// Takes what comes again.
    void open();

private:
    std::mutex mutex_; // guards the two below
    bool open_ = true;
    std::vector<function> waiting_;
    std::condition_variable came_;
};

// Bodies.

inline void inbox::push(function f) {
    {
        std::lock_guard const lock(mutex_);
        if (!open_) return;
        waiting_.push_back(std::move(f));
    }
    came_.notify_one();
}

inline std::vector<inbox::function> inbox::take() {
    std::lock_guard const lock(mutex_);
    return std::exchange(waiting_, {});
}

inline std::vector<inbox::function>
inbox::take_until(std::optional<std::chrono::steady_clock::time_point> time) {
    auto const something = [this] { return !waiting_.empty(); };
    std::unique_lock lock(mutex_);
    if (time) came_.wait_until(lock, *time, something);
    else came_.wait(lock, something);
    return std::exchange(waiting_, {});
}

inline std::vector<inbox::function> inbox::close() {
    std::lock_guard const lock(mutex_);
    open_ = false;
    return std::exchange(waiting_, {});
}

inline void inbox::open() {
    std::lock_guard const lock(mutex_);
    open_ = true;
}

} // namespace b24pull::adapters
