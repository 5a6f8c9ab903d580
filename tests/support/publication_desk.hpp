// A queue of publications with what is around it: a server, a way to it, a clock. For tests of the queue alone.
#pragma once

#include "endpoint_config.hpp"

#include <b24pull/realtime/detail/publication_queue.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace support {

namespace realtime = b24pull::realtime;

namespace publication_desk {

using way = realtime::detail::outlet::way;
using time_point = realtime::detail::session_core::time_point;

inline constexpr std::chrono::sys_seconds wall{std::chrono::seconds{1760441027}};
inline constexpr realtime::operation_id socket = 77;

/// A publication for one channel.
inline realtime::publication ring(std::optional<std::chrono::seconds> expiry = {}) {
    return {.channels = {*realtime::receiver::make("aa", "01")},
            .module_id = "m",
            .command = "ring",
            .expiry = expiry};
}

inline std::string outcome_text(std::uint64_t id, b24pull::error_code const& code, unsigned refusal = 0) {
    auto const text = std::to_string(id) + ' ' + code.category().name() + ' ' + std::to_string(code.value());
    return refusal == 0 ? text : text + " by " + std::to_string(refusal);
}

/// A queue with what is around it: a server, a way to it, a clock.
struct desk {
    realtime::detail::session_core core;
    realtime::rpc_calls calls{};
    realtime::detail::publication_queue queue = {};
    b24pull::config config;
    way by;
    bool has_config = true;
    std::optional<realtime::action> last = {};

    desk(int version, way out, realtime::session_options options = {})
        : core(std::move(options), 1)
        , config(support::endpoint_config(version))
        , by(out) {
        core.now = time_point(std::chrono::hours(300));
        config.server.publish_enabled = true;
    }
    realtime::detail::outlet out() const {
        auto const passed =
            std::chrono::floor<std::chrono::seconds>(core.now - time_point(std::chrono::hours(300)));
        return {by, socket, has_config ? &config : nullptr, wall + passed};
    }
    b24pull::result<std::uint64_t> add(realtime::publication content) {
        return queue.add(core, out(), calls, std::move(content));
    }
    /// One that is taken over.
    std::uint64_t put(std::optional<std::chrono::seconds> expiry = {}) { return add(ring(expiry)).value(); }
    void flush() { queue.flush(core, out(), calls); }
    void pass(std::chrono::milliseconds time) {
        core.now += time;
        queue.timeout(core);
    }
    /// What the host is asked to do next, as a log has it; "" for nothing.
    std::string next_action() {
        last = core.actions.pop();
        return last ? to_string(*last) : std::string();
    }
    /// All outcomes, in words.
    std::string outcomes() {
        std::string text;
        while (auto const event = core.events.pop()) {
            auto const& one = std::get<realtime::publication_outcome>(*event);
            if (!text.empty()) text += "; ";
            text += one.code ? outcome_text(one.id, one.code, one.refusal) : std::to_string(one.id) + " done";
        }
        return text;
    }
    bool armed() const { return core.timers.is_set(realtime::timer::publications); }
};

} // namespace publication_desk
} // namespace support
