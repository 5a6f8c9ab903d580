#include "bridge.hpp"

#include <b24pull/adapters/beast.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <csignal>
#include <exception>
#include <iostream>
#include <optional>
#include <random>
#include <utility>
#include <variant>
#include <vector>

namespace examples {
namespace {

namespace adapters = b24pull::adapters;
namespace asio = boost::asio;
namespace realtime = b24pull::realtime;
using b24pull::error_code;

/// Everything happens in the one thread that runs the context; commands to Redis block it for the time they take, since
/// nothing else is to happen before they are done.
class bridge {
public:
    bridge(asio::io_context& io, asio::ssl::context& tls, adapters::config_source source,
           bridge_options options);

    /// Waits for the leadership, forwards until it is lost or Redis fails, waits again; until stop(), or until the
    /// portal refuses for good: then its code.
    asio::awaitable<error_code> run();

    /// Hands over: what has arrived is stored, and the next bridge may lead at once.
    void stop();

private:
    asio::awaitable<error_code> lead();
    asio::awaitable<void> keep_leading();
    asio::awaitable<void> pause();
    void take(realtime::session_event event);
    void store_batch(realtime::session& session);

    adapters::config_source source_;
    bridge_options options_;
    std::optional<event_store> store_;
    adapters::beast_host host_;
    asio::steady_timer pause_, renewal_;
    std::vector<realtime::message> batch_;
    bool leading_ = false, stopping_ = false;
};

bridge::bridge(asio::io_context& io, asio::ssl::context& tls, adapters::config_source source,
               bridge_options options)
    : source_(std::move(source))
    , options_(std::move(options))
    , host_(io.get_executor(), tls)
    , pause_(io)
    , renewal_(io) {}

asio::awaitable<error_code> bridge::run() {
    while (!stopping_) {
        try {
            if (!store_) store_.emplace(options_.store, options_.self);
            if (store_->lead()) {
                auto const why = co_await lead();
                if (why) co_return why;
                continue;
            }
        } catch (redis_error const& error) {
            std::cerr << error.what() << '\n';
            store_.reset();
        }
        co_await pause();
    }
    co_return error_code();
}

void bridge::stop() {
    stopping_ = true;
    pause_.cancel();
    host_.stop();
}

asio::awaitable<void> bridge::pause() {
    error_code cancelled;
    pause_.expires_after(options_.store.leadership / 3);
    if (!stopping_) co_await pause_.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
}

asio::awaitable<error_code> bridge::lead() {
    realtime::session session({}, std::random_device{}());
    auto const snapshot = store_->snapshot();
    if (snapshot && !session.restore(*snapshot))
        std::cerr << "the snapshot cannot be read: events may be lost\n";
    std::cout << options_.self << " leads" << (snapshot ? " from a snapshot" : "") << std::endl;

    leading_ = true;
    batch_.clear();
    asio::co_spawn(renewal_.get_executor(), keep_leading(), asio::detached);
    error_code why;
    co_await host_.listen(
        session, source_, [this](realtime::session_event event) { take(std::move(event)); },
        asio::redirect_error(asio::use_awaitable, why));
    store_batch(session);
    renewal_.cancel();
    if (std::exchange(leading_, false)) store_->step_down();
    std::cout << options_.self << " follows" << std::endl;
    co_return why;
}

asio::awaitable<void> bridge::keep_leading() {
    for (;;) {
        error_code cancelled;
        renewal_.expires_after(options_.store.leadership / 3);
        co_await renewal_.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
        if (cancelled) co_return;
        try {
            leading_ = leading_ && store_->go_on();
        } catch (redis_error const& error) {
            std::cerr << error.what() << '\n';
            leading_ = false;
        }
        if (!leading_) co_return host_.stop();
    }
}

/// Events wait until all that came together are there: the snapshot counts every event that was handed out as
/// delivered.
void bridge::take(realtime::session_event event) {
    auto* const message = std::get_if<realtime::message>(&event);
    if (!message) {
        std::cout << to_string(event) << std::endl;
        return;
    }
    batch_.push_back(std::move(*message));
    if (batch_.size() == 1) host_.post([this](realtime::session& session) { store_batch(session); });
}

void bridge::store_batch(realtime::session& session) {
    if (batch_.empty() || !leading_) return;
    try {
        leading_ = store_->append(batch_, session.snapshot());
    } catch (redis_error const& error) {
        std::cerr << error.what() << '\n';
        leading_ = false;
    }
    batch_.clear();
    if (!leading_) session.handle_stop(std::chrono::steady_clock::now());
}

} // namespace

error_code run_bridge(b24pull::rest::credentials const& who, bridge_options const& options) {
    auto tls = adapters::beast_tls(options.ca_file);
    if (!tls) return tls.error().code();
    std::signal(SIGPIPE, SIG_IGN); // hiredis writes to connections that Redis has left

    asio::io_context io(1);
    // A token lasts an hour: a program for life asks whoever renews it, each time.
    bridge bridge(io, *tls, who, options);
    asio::signal_set signals(io, SIGINT, SIGTERM);
    signals.async_wait([&](error_code const& code, int) {
        if (!code) bridge.stop();
    });
    error_code outcome;
    asio::co_spawn(io, bridge.run(), [&](std::exception_ptr const& thrown, error_code const& why) {
        signals.cancel();
        if (thrown) std::rethrow_exception(thrown);
        outcome = why;
    });
    io.run();
    return outcome;
}

} // namespace examples
