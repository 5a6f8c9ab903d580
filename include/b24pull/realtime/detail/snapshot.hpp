// A session's snapshot: a small JSON text. Read strictly: it is our own, but it was in other hands since.
#pragma once

#include <b24pull/limits.hpp>
#include <b24pull/realtime/detail/event_reader.hpp>
#include <b24pull/realtime/json_rpc.hpp>
#include <b24pull/realtime/resume_point.hpp>
#include <b24pull/result.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace b24pull::realtime::detail {

/// What crosses from process to process.
struct snapshot {
    resume_point place = {};
    bool websocket_worked = false;
    /// When the session was last connected, if it knew the wall time.
    std::optional<std::chrono::sys_seconds> online_at = {};
    /// Ids of delivered messages, the oldest first.
    std::vector<std::string> seen = {};
};

/// The names of its members, and of the version of its form.
namespace snapshot_member {
inline constexpr std::string_view version = "b24pull", mid = "mid", tag = "tag", time = "time",
                                  worked = "websocket_worked", online_at = "online_at", seen = "seen";
inline constexpr std::string_view current_version = "1";
} // namespace snapshot_member

inline std::string write_snapshot(snapshot const& from) {
    std::vector<std::string> ids;
    for (auto const& id : from.seen) ids.push_back(json_quoted(id));
    object_writer out;
    out.member(snapshot_member::version, snapshot_member::current_version)
        .member(snapshot_member::mid, json_quoted(from.place.mid))
        .member(snapshot_member::tag, json_quoted(from.place.tag))
        .member(snapshot_member::time, json_quoted(from.place.time))
        .member(snapshot_member::worked, from.websocket_worked ? "true" : "false");
    if (from.online_at)
        out.member(snapshot_member::online_at, std::to_string(from.online_at->time_since_epoch().count()));
    return out.member(snapshot_member::seen, json_list(ids)).text();
}

struct raw_snapshot {
    std::string_view version = {}, mid = {}, tag = {}, time = {}, worked = {}, online_at = {}, seen = {};

    static table_view<raw_member<raw_snapshot>> members() noexcept {
        static constexpr raw_member<raw_snapshot> all[] = {
            {snapshot_member::version, text_to<&raw_snapshot::version>},
            {snapshot_member::mid, text_to<&raw_snapshot::mid>},
            {snapshot_member::tag, text_to<&raw_snapshot::tag>},
            {snapshot_member::time, text_to<&raw_snapshot::time>},
            {snapshot_member::worked, text_to<&raw_snapshot::worked>},
            {snapshot_member::online_at, text_to<&raw_snapshot::online_at>},
            {snapshot_member::seen, text_to<&raw_snapshot::seen>},
        };
        return all;
    }
};

/// Errors: protocol_errc::body_too_large, json_syntax, json_incomplete, json_too_deep with the offset; wrong_type,
/// missing_member, out_of_range for the version of another form or a time before 1970, text_too_long, invalid_id with
/// the path.
inline result<snapshot> read_snapshot(std::string_view text) {
    if (text.size() > limits::http_body) return protocol_errc::body_too_large;
    json_scanner scanner(text, limits::json_depth);
    raw_snapshot raw;
    if (scanner.at_end()) return failure(protocol_errc::json_incomplete, {}, text.size());
    if (scanner.peek() != '{') return failure(protocol_errc::wrong_type, {}, scanner.offset());
    if (!locate(scanner, raw) || !scanner.at_end())
        return failure(scanner.fault().value_or(protocol_errc::json_syntax), {}, scanner.offset());

    auto const refuse = [](protocol_errc code, std::string_view path) {
        return failure(code, std::string(path));
    };
    if (raw.version.empty()) return refuse(protocol_errc::missing_member, snapshot_member::version);
    if (raw.version != snapshot_member::current_version)
        return refuse(protocol_errc::out_of_range, snapshot_member::version);

    snapshot out;
    if (raw.time.size() > limits::message_id)
        return refuse(protocol_errc::text_too_long, snapshot_member::time);
    for (auto const& fault : {take_id(raw.mid, out.place.mid, snapshot_member::mid),
                              take_id(raw.tag, out.place.tag, snapshot_member::tag),
                              take_text(raw.time, out.place.time, snapshot_member::time)})
        if (fault) return refuse(fault->code, fault->path);
    if (!is_absent(raw.worked) && raw.worked != "true")
        return refuse(protocol_errc::wrong_type, snapshot_member::worked);
    out.websocket_worked = raw.worked == "true";
    if (!is_absent(raw.online_at)) {
        auto const seconds = decimal(raw.online_at);
        if (!seconds) return refuse(protocol_errc::wrong_type, snapshot_member::online_at);
        bool const sane = *seconds >= 0 && *seconds < end_of_time.time_since_epoch().count();
        if (!sane) return refuse(protocol_errc::out_of_range, snapshot_member::online_at);
        out.online_at = std::chrono::sys_seconds(std::chrono::seconds(*seconds));
    }
    if (is_absent(raw.seen)) return out;
    part_check fault;
    json_scanner list(raw.seen, limits::json_depth);
    if (list.peek() != '[') return refuse(protocol_errc::wrong_type, snapshot_member::seen);
    list.array([&](json_scanner& in) {
        std::string_view id;
        if (in.value(id) && !fault) fault = take_id(id, out.seen.emplace_back(), snapshot_member::seen);
        return !fault;
    });
    if (fault) return refuse(fault->code, fault->path);
    return out;
}

} // namespace b24pull::realtime::detail
