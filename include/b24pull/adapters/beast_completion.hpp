// How asynchronous operations on Boost.Asio end: handlers whose types are forgotten, so that what waits for them is
// compiled once and not for each kind, and the rules of completion tokens.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>

#include <memory>
#include <type_traits>
#include <utility>

namespace b24pull::adapters::detail {

namespace asio = boost::asio;
using boost::system::error_code;

/// Any handler, move-only ones too, to be called once.
template <class... Args>
class beast_handler {
public:
    beast_handler() = default;

    template <class Handler>
    requires(!std::is_same_v<std::remove_cvref_t<Handler>, beast_handler>) beast_handler(Handler&& handler)
        : target_(std::make_unique<target<std::decay_t<Handler>>>(std::forward<Handler>(handler))) {}

    explicit operator bool() const noexcept { return target_ != nullptr; }

    void operator()(Args... args) {
        auto const called = std::move(target_);
        called->call(std::forward<Args>(args)...);
    }

private:
    struct any_target {
        virtual ~any_target() = default;
        virtual void call(Args... args) = 0;
    };

    template <class Handler>
    struct target final : any_target {
        template <class From>
        explicit target(From&& from)
            : handler(std::forward<From>(from)) {}
        void call(Args... args) override { std::move(handler)(std::forward<Args>(args)...); }
        Handler handler;
    };

    std::unique_ptr<any_target> target_;
};

/// The caller's handler, to be called from any thread: it runs on its own executor, `fallback` if it has none,
/// never from inside the call, and that executor has work until then.
template <class Value, class Handler>
beast_handler<Value> beast_completion(Handler handler, asio::any_io_executor const& fallback) {
    auto slot = asio::get_associated_cancellation_slot(handler);
    auto work = asio::make_work_guard(handler, fallback);
    return [slot, work = std::move(work), handler = std::move(handler)](Value value) mutable {
        auto const executor = work.get_executor();
        asio::post(executor, [slot, work = std::move(work), handler = std::move(handler),
                              value = std::move(value)]() mutable {
            if (slot.is_connected()) slot.clear();
            work.reset();
            std::move(handler)(std::move(value));
        });
    };
}

/// Makes a cancellation through `slot` call `cancel()` of what `target` points to, on `executor`, as long as that
/// lives.
template <class Slot, class Target>
void beast_cancel_through(Slot slot, asio::any_io_executor const& executor, std::weak_ptr<Target> target) {
    if (!slot.is_connected()) return;
    slot.assign([executor, target = std::move(target)](asio::cancellation_type type) {
        if (type == asio::cancellation_type::none) return;
        asio::post(executor, [target] {
            if (auto const alive = target.lock()) alive->cancel();
        });
    });
}

/// Waits in a coroutine; an error goes to `code` and is not thrown.
inline auto beast_wait(error_code& code) { return asio::redirect_error(asio::use_awaitable, code); }

inline asio::awaitable<void> beast_keeping(std::shared_ptr<void const>, asio::awaitable<void> body) {
    co_await std::move(body);
}

/// Runs `body`, a coroutine of the object that `owner` keeps alive until it ends.
inline void beast_spawn(asio::any_io_executor const& executor, std::shared_ptr<void const> owner,
                        asio::awaitable<void> body) {
    asio::co_spawn(executor, beast_keeping(std::move(owner), std::move(body)), asio::detached);
}

} // namespace b24pull::adapters::detail
