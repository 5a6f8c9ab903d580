// What a session's user has published, from the request to its outcome.
#pragma once

#include <b24pull/config.hpp>
#include <b24pull/error.hpp>
#include <b24pull/limits.hpp>
#include <b24pull/realtime/close_reason.hpp>
#include <b24pull/realtime/detail/session_core.hpp>
#include <b24pull/realtime/endpoint.hpp>
#include <b24pull/realtime/publish.hpp>
#include <b24pull/realtime/rpc_calls.hpp>
#include <b24pull/result.hpp>

#include <boost/system/errc.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace b24pull::realtime::detail {

/// By which way something can be sent just now.
struct outlet {
    enum class way { none, websocket, polling };

    way by = way::none;
    operation_id socket = 0;
    /// The configuration that is held, or null.
    b24pull::config const* config = nullptr;
    /// Wall time.
    std::chrono::sys_seconds wall = {};
};

/// A bounded list in the order of publishing.
class publication_queue {
public:
    using time_point = session_core::time_point;

    /// Takes a publication over, and sends it if it can be sent. Errors: queue_full, invalid_expiry; as publish_call() or
    /// encode_publications() and check_publishing() if there is a configuration.
    result<operation_id> add(session_core& core, outlet const& out, rpc_calls& calls, publication content);

    /// Sends what waits.
    void flush(session_core& core, outlet const& out, rpc_calls& calls);

    /// More public channels of users, asked for on purpose.
    void learn(std::vector<public_channel> const& channels);
    /// Those of a configuration, in the place of the former's. A learned one hides them even when it has ended: the
    /// configuration's are the portal's pages, where no application listens.
    void configure(std::vector<public_channel> const& channels);

    /// The WebSocket is gone; the code with which the server closed it, or 0.
    void socket_lost(session_core& core, unsigned code);
    /// A call has an outcome. False if it is none of ours.
    bool answered(session_core& core, std::uint64_t call, error_code code);
    void posted(session_core& core, operation_id id, unsigned status, std::string_view body);
    void timeout(session_core& core);
    void stop(session_core& core);

private:
    enum class stage : unsigned char {
        /// For a connection.
        waiting,
        /// Over the WebSocket of version 4, which confirms nothing: good if nothing happens in time.
        sent,
        /// As a call of version 5: an answer will come, or the call will expire.
        called,
        /// By HTTP: an answer will come.
        posted,
    };

    struct entry {
        operation_id id = 0;
        publication content = {};
        time_point since = {};
        /// The end of its stage.
        time_point until = {};
        stage at = stage::waiting;
        std::uint64_t call = 0;
    };

    using errc = boost::system::errc::errc_t;

    result<void> check(outlet const& out, endpoint_options const& options, publication const& content) const;
    result<void> send(session_core& core, outlet const& out, rpc_calls& calls, entry& one);
    template <class Matches>
    std::optional<entry> take(session_core& core, Matches matches);
    void arm(session_core& core) const;

    static bool is_rpc(outlet const& out) noexcept { return out.config->server.version >= 5; }
    static void finish(session_core& core, operation_id id, error_code code, unsigned refusal = 0) {
        core.events.push(publication_outcome{id, code, refusal});
    }
    static error_code generic(errc code) noexcept { return boost::system::errc::make_error_code(code); }

    std::vector<entry> entries_;
    std::vector<public_channel> known_; // the learned ones, the latest last; then the configuration's
    std::size_t learned_ = 0;
};

// Bodies.

/// Takes out the first that matches.
template <class Matches>
std::optional<publication_queue::entry> publication_queue::take(session_core& core, Matches matches) {
    auto const at = std::find_if(entries_.begin(), entries_.end(), matches);
    if (at == entries_.end()) return std::nullopt;
    std::optional<entry> out(std::move(*at));
    entries_.erase(at);
    arm(core);
    return out;
}

inline void publication_queue::arm(session_core& core) const {
    std::optional<time_point> earliest;
    for (auto const& one : entries_)
        if (one.at != stage::called && (!earliest || one.until < *earliest)) earliest = one.until;
    core.arm(timer::publications, earliest);
}

/// Whether it can be sent with the configuration that is held, now or later.
inline result<void> publication_queue::check(outlet const& out, endpoint_options const& options,
                                             publication const& content) const {
    if (auto const allowed = check_publishing(out.config->server); !allowed) return allowed;
    if (is_rpc(out)) {
        // Calls go over the WebSocket.
        if (!websocket_url(*out.config, {}, options)) return usage_errc::publishing_disabled;
        auto const call = publish_call(content, 1);
        return call ? result<void>() : result<void>(call.error());
    }
    auto const bytes = encode_publications({&content, 1}, known_, out.wall);
    if (!bytes) return bytes.error();
    if (options.format == payload_format::binary) return {};
    auto const url = publish_url(*out.config, options);
    return url ? result<void>() : result<void>(url.error());
}

inline result<operation_id> publication_queue::add(session_core& core, outlet const& out, rpc_calls& calls,
                                                   publication content) {
    if (entries_.size() >= core.options.queued_publications) return usage_errc::queue_full;
    if (auto const checked = check_expiry(content); !checked) return checked.error();
    if (out.config)
        if (auto const checked = check(out, core.options.endpoint, content); !checked) return checked.error();
    auto const id = core.new_id();
    bool const lasting = content.expiry && content.expiry->count() > 0;
    auto const wait =
        lasting ? time_point::duration(*content.expiry) : time_point::duration(core.options.publication_wait);
    entries_.push_back(
        {.id = id, .content = std::move(content), .since = core.now, .until = core.now + wait});
    flush(core, out, calls);
    return id;
}

inline void publication_queue::flush(session_core& core, outlet const& out, rpc_calls& calls) {
    if (out.config && out.by != outlet::way::none) {
        std::erase_if(entries_, [&](entry& one) {
            if (one.at != stage::waiting) return false;
            auto const sent = send(core, out, calls, one);
            if (!sent) finish(core, one.id, sent.error().code());
            return !sent;
        });
    }
    arm(core);
}

/// Sends one, or leaves it waiting. Errors: it cannot be sent with this configuration.
inline result<void> publication_queue::send(session_core& core, outlet const& out, rpc_calls& calls,
                                            entry& one) {
    if (auto const allowed = check_publishing(out.config->server); !allowed) return allowed;
    auto content = one.content; // the time that it has waited is taken off
    if (content.expiry && content.expiry->count() > 0)
        content.expiry =
            (std::max)(std::chrono::seconds{1},
                       *content.expiry - std::chrono::floor<std::chrono::seconds>(core.now - one.since));
    if (is_rpc(out)) {
        if (out.by != outlet::way::websocket) return {};
        auto const call = calls.start(core.now);
        if (!call) return {};
        auto text = publish_call(content, *call);
        if (!text) {
            calls.finish(*call);
            return text.error();
        }
        one.call = *call;
        one.at = stage::called;
        core.actions.push(send_text{out.socket, std::move(*text)});
        return {};
    }
    auto bytes = encode_publications({&content, 1}, known_, out.wall);
    if (!bytes) return bytes.error();
    if (out.by == outlet::way::websocket && core.options.endpoint.format == payload_format::binary) {
        one.at = stage::sent;
        one.until = core.now + core.options.publication_grace;
        core.actions.push(send_binary{out.socket, std::move(*bytes)});
        return {};
    }
    auto const url = publish_url(*out.config, core.options.endpoint);
    if (!url) return url.error();
    one.at = stage::posted;
    one.until = core.now + core.options.post_limit;
    core.actions.push(post_publication{one.id, endpoint(*url), std::move(*bytes)});
    return {};
}

inline void publication_queue::learn(std::vector<public_channel> const& channels) {
    auto const place = [this](std::size_t at) { return known_.begin() + static_cast<std::ptrdiff_t>(at); };
    for (auto const& channel : channels) {
        auto const same = [&](auto const& held) { return held.user_id == channel.user_id; };
        learned_ -= static_cast<std::size_t>(std::count_if(known_.begin(), place(learned_), same));
        std::erase_if(known_, same);
        known_.insert(place(learned_++), channel);
    }
    if (learned_ > limits::public_channels) { // the oldest go
        known_.erase(known_.begin(), place(learned_ - limits::public_channels));
        learned_ = limits::public_channels;
    }
}

inline void publication_queue::configure(std::vector<public_channel> const& channels) {
    known_.resize(learned_);
    for (auto const& channel : channels)
        if (std::none_of(known_.begin(), known_.end(),
                         [&](auto const& held) { return held.user_id == channel.user_id; }))
            known_.push_back(channel);
}

inline void publication_queue::socket_lost(session_core& core, unsigned code) {
    bool refused = read_close_code(code).remedy == remedy::report_to_sender;
    auto const on_socket = [](entry const& one) { return one.at == stage::sent || one.at == stage::called; };
    while (auto const one = take(core, on_socket)) {
        // The server carries out one after the other: the oldest is the one that it refused.
        if (std::exchange(refused, false)) finish(core, one->id, server_errc::rejected, code);
        else finish(core, one->id, generic(errc::connection_aborted));
    }
}

inline bool publication_queue::answered(session_core& core, std::uint64_t call, error_code code) {
    auto const one =
        take(core, [call](entry const& each) { return each.at == stage::called && each.call == call; });
    if (one) finish(core, one->id, code);
    return one.has_value();
}

inline void publication_queue::posted(session_core& core, operation_id id, unsigned status,
                                      std::string_view body) {
    auto const one =
        take(core, [id](entry const& each) { return each.at == stage::posted && each.id == id; });
    if (!one) return;
    if (status == 200) finish(core, id, {});
    else if (status == 0) finish(core, id, generic(errc::connection_aborted));
    else finish(core, id, server_errc::rejected, read_refusal(status, body).code);
}

inline void publication_queue::timeout(session_core& core) {
    if (!core.timers.take(timer::publications, core.now)) return;
    auto const over = [&core](entry const& one) { return one.at != stage::called && one.until <= core.now; };
    while (auto const one = take(core, over))
        finish(core, one->id, one->at == stage::sent ? error_code() : generic(errc::timed_out));
    arm(core);
}

inline void publication_queue::stop(session_core& core) {
    while (auto const one = take(core, [](entry const&) { return true; }))
        finish(core, one->id, usage_errc::session_stopped);
}

} // namespace b24pull::realtime::detail
