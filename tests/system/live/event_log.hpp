// What a session has told so far, to be waited for from another thread.
#pragma once

#include <b24pull/realtime/event.hpp>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <variant>
#include <vector>

namespace live {

/// What was told beside messages, and how many of these had come by then.
struct told_line {
    std::size_t after;
    std::string text;

    std::string shown() const { return "  after " + std::to_string(after) + ": " + text; }
};

/// The numbers of the messages, and how often other things happened.
struct told {
    std::vector<std::int64_t> numbers = {}; // in order of arrival
    std::size_t losses = 0, gaps = 0, refused = 0, online = 0;
    std::size_t published = 0, not_published = 0;
    std::vector<told_line> lines = {};
};

class event_log {
public:
    /// Takes an event; a message's number is the member `n` of its parameters.
    void take(b24pull::realtime::session_event const& event) {
        std::lock_guard const lock(mutex_);
        std::visit([this](auto const& e) { note(e); }, event);
        if (!std::holds_alternative<b24pull::realtime::message>(event))
            told_.lines.push_back({told_.numbers.size(), to_string(event)});
        changed_.notify_all();
    }

    /// Waits until the condition holds; false if it does not in time.
    bool wait(std::function<bool(told const&)> const& holds, std::chrono::seconds patience) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, patience, [&] { return holds(told_); });
    }

    told now() {
        std::lock_guard const lock(mutex_);
        return told_;
    }

private:
    void note(b24pull::realtime::message const& m) {
        auto const params = m.params_value();
        auto const* const object = params.if_object();
        auto const* const number = object ? object->if_contains("n") : nullptr;
        told_.numbers.push_back(number && number->is_int64() ? number->get_int64() : -1);
    }
    void note(b24pull::realtime::status_changed const& e) {
        told_.online += e.status == b24pull::realtime::status::online;
    }
    void note(b24pull::realtime::connection_lost const&) { ++told_.losses; }
    void note(b24pull::realtime::config_failed const&) {}
    void note(b24pull::realtime::history_gap const&) { ++told_.gaps; }
    void note(b24pull::realtime::part_refused const&) { ++told_.refused; }
    void note(b24pull::realtime::publication_outcome const& e) {
        e.code ? ++told_.not_published : ++told_.published;
    }
    void note(b24pull::realtime::presence_changed const&) {}

    std::mutex mutex_;
    std::condition_variable changed_;
    told told_;
};

} // namespace live
