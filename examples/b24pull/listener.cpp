#include "listener.hpp"

#include "complaint.hpp"
#include "snapshot_file.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <iostream>
#include <random>
#include <utility>
#include <variant>

namespace tool {

namespace adapters = b24pull::adapters;
namespace realtime = b24pull::realtime;
using steady_clock = std::chrono::steady_clock;
using system_clock = std::chrono::system_clock;

namespace {

/// At the most one snapshot in this time: each one waits for the disk.
constexpr std::chrono::seconds snapshot_pause{1};

} // namespace

listener::listener(listen_options const& options, access& who, network& net)
    : options_(options)
    , who_(who)
    , net_(net)
    , style_{.colours = palette(options.colours, stdout), .params = options.params}
    , session_({.endpoint = {.clear = options.common.clear()}}, std::random_device{}())
    , signals_(net.context())
    , limit_(net.context())
    , snapshot_pause_(net.context()) {}

exit_code listener::run() {
    if (!restore()) return exit_code::usage;
    end_at_signals();
    if (options_.milliseconds != 0) {
        limit_.expires_after(std::chrono::milliseconds(options_.milliseconds));
        limit_.async_wait([this](b24pull::error_code cancelled) {
            if (!cancelled) net_.stop();
        });
    }
    net_.serve(
        session_, source(), [this](realtime::session_event const& event) { deliver(event); },
        [this](b24pull::error_code why) { ended(why); });
    net_.run();

    if (!out_.broken()) store(last_snapshot_ ? *last_snapshot_ : session_.snapshot());
    tally_.finish(steady_clock::now(), session_.duplicates());
    if (!options_.quiet)
        write(options_.json ? tally_.object() : style_.colours(colour::dim, "-- " + tally_.line()));
    return verdict();
}

bool listener::restore() {
    if (options_.snapshot.empty()) return true;
    auto const text = read_snapshot(options_.snapshot);
    if (!text) {
        std::cerr << "The snapshot cannot be read: " << text.error().what() << ".\n";
        return false;
    }
    if (*text) {
        if (auto const restored = session_.restore(**text); !restored) {
            std::cerr << "The snapshot's file holds something else: " << restored.error().what()
                      << ". Name another file, or remove it to begin anew.\n";
            return false;
        }
    }
    store(session_.snapshot()); // now rather than after hours
    return !store_failed_;
}

void listener::store(std::string const& snapshot) {
    if (options_.snapshot.empty()) return;
    auto const failed = store_snapshot(options_.snapshot, snapshot);
    if (failed && !store_failed_) std::cerr << "The snapshot cannot be stored: " << failed.message() << ".\n";
    store_failed_ = failed.failed();
}

void listener::store_soon() {
    if (options_.snapshot.empty() || std::exchange(store_pending_, true)) return;
    snapshot_pause_.expires_after(snapshot_pause);
    snapshot_pause_.async_wait([this](b24pull::error_code cancelled) {
        if (cancelled) return;
        net_.post([this](realtime::session& session) {
            store_pending_ = false;
            if (!full_) store(session.snapshot());
        });
    });
}

/// The configuration as asked for: held to one transport.
adapters::config_source listener::source() {
    adapters::config_source const plain([this] { return who_(); });
    return adapters::config_source([this, plain] {
        auto call = plain.begin();
        if (call.read)
            call.read = [this, read = std::move(call.read)](b24pull::rest::http_response const& answer) {
                auto config = read(answer);
                if (config) keep_only(options_.transport, *config);
                return config;
            };
        return call;
    });
}

/// An attempt to connect means that a configuration has come.
void listener::remember(realtime::session_event const& event) {
    if (auto const* const failed = std::get_if<realtime::config_failed>(&event)) no_config_ = failed->why;
    auto const* const changed = std::get_if<realtime::status_changed>(&event);
    if (std::holds_alternative<realtime::connection_lost>(event) ||
        (changed && changed->status == realtime::status::connecting))
        no_config_.reset();
}

void listener::deliver(realtime::session_event const& event) {
    auto const* const m = std::get_if<realtime::message>(&event);
    if (full_ && m) return;
    remember(event);
    tally_.count(event, steady_clock::now());
    if (m ? passes(*m) : !options_.quiet) {
        auto const now = system_clock::now();
        write(options_.json ? event_object(event, now) : event_line(event, now, style_));
        if (m && !out_.broken()) tally_.shown();
    }
    if (m && !out_.broken()) store_soon();
    if (m && options_.count != 0 && tally_.messages_shown() == options_.count) stop_from_inside();
}

bool listener::passes(realtime::message const& m) const {
    auto const is_among = [](std::vector<std::string> const& names, std::string const& name) {
        return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
    };
    return is_among(options_.modules, m.module_id) && is_among(options_.commands, m.command);
}

void listener::write(std::string const& text) {
    if (!out_.line(text) && !full_) stop_from_inside();
}

/// What the session has still to give does not count as delivered: with the snapshot it comes in the next run.
void listener::stop_from_inside() {
    full_ = true;
    last_snapshot_ = session_.snapshot();
    net_.stop();
}

void listener::end_at_signals() {
    b24pull::error_code ignored; // then they end the program by themselves
    signals_.add(SIGINT, ignored);
    signals_.add(SIGTERM, ignored);
    signals_.async_wait([this](b24pull::error_code cancelled, int) {
        if (cancelled) return;
        signals_.clear(); // a second one does not wait
        net_.stop();
    });
}

void listener::ended(b24pull::error_code why) {
    why_ended_ = why;
    signals_.cancel();
    limit_.cancel();
    snapshot_pause_.cancel();
    net_.leave();
}

exit_code listener::verdict() const {
    if (out_.broken()) {
        if (out_.reader_gone()) return exit_code::done;
        std::cerr << "The output cannot be written.\n";
        return exit_code::failed;
    }
    if (why_ended_) {
        bool const is_told = no_config_ && no_config_->code() == why_ended_;
        return complain("The portal cannot be listened to.", is_told ? *no_config_ : why_ended_);
    }
    if (no_config_ && !tally_.ever_online()) return complain("The portal was not reached.", *no_config_);
    if (tally_.never_came_about()) {
        std::cerr << "No connection came about: b24pull check, with the same options, tells why.\n";
        return exit_code::unreachable;
    }
    if (tally_.messages_shown() < options_.count) return exit_code::incomplete;
    return store_failed_ ? exit_code::failed : exit_code::done;
}

} // namespace tool
