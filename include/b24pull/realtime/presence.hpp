// Who is there: subscriptions to users' status and when users were last seen, server version 5 and later.
#pragma once

#include <b24pull/limits.hpp>
#include <b24pull/realtime/detail/event_reader.hpp>
#include <b24pull/realtime/json_rpc.hpp>
#include <b24pull/realtime/message.hpp>
#include <b24pull/result.hpp>
#include <b24pull/timestamp.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace b24pull::realtime {

/// A user has come or gone.
struct user_status {
    /// Of the portal.
    std::int64_t user_id = 0;
    /// Whether any of the user's clients is connected.
    bool online = false;

    /// Member by member.
    friend bool operator==(user_status const&, user_status const&) = default;
};

/// Reads such an event, or nothing for any other, and for one that a client has published, who could invent it: only
/// binary payloads and JSON-RPC tell. Source: module `online`, command `userStatusChange`.
std::optional<user_status> read_user_status(message const& event);

/// When a user was last seen.
struct last_seen {
    /// Of the portal.
    std::int64_t user_id = 0;
    /// Zero: connected now.
    std::chrono::seconds ago{0};

    /// Member by member.
    friend bool operator==(last_seen const&, last_seen const&) = default;
};

/// The call that begins to follow a user: read_user_status().
///
/// @param user_id  positive
/// @param id       of the call
///
/// Errors: usage_errc::invalid_user_id.
result<std::string> subscribe_status_call(std::int64_t user_id, std::uint64_t id);
/// The call that ends it. Parameters and errors as subscribe_status_call().
result<std::string> unsubscribe_status_call(std::int64_t user_id, std::uint64_t id);
/// The call that asks when users were last seen: read_users_last_seen().
///
/// @param users  positive ids, at least one
/// @param id     of the call
///
/// Errors: usage_errc::invalid_user_id, no_users, request_too_large.
result<std::string> users_last_seen_call(std::span<std::int64_t const> users, std::uint64_t id);

/// The answer to users_last_seen_call(): users whom the server has never seen are missing; `[]` is nobody. For those
/// ask the REST method `pull.api.user.getLastSeen`.
///
/// Errors: the refusal as failure_of(); protocol_errc::wrong_type for what is no map of seconds, out_of_range.
result<std::vector<last_seen>> read_users_last_seen(rpc_answer const& answer);

/// Which users are watched, and by how many: the server is told when the first comes and when the last goes. After each
/// connection all of users() are subscribed again.
class status_subscriptions {
public:
    /// One more wants to know. True if the server is to be told.
    ///
    /// Errors: usage_errc::invalid_user_id; usage_errc::too_many_calls beyond limits::pending_calls users.
    result<bool> add(std::int64_t user_id);

    /// One less does. True if the server is to be told; false, too, for a user that nobody watched.
    bool remove(std::int64_t user_id);

    /// In ascending order.
    std::vector<std::int64_t> users() const;

private:
    std::map<std::int64_t, std::size_t> counts_;
};

// Bodies.

namespace detail {

inline result<std::string> status_call(std::string_view method, std::int64_t user_id, std::uint64_t id) {
    if (user_id <= 0) return usage_errc::invalid_user_id;
    auto const params = object_writer().member("userId", std::to_string(user_id)).text();
    return rpc_call_text(method, params, id);
}

struct raw_status {
    std::string_view user_id = {}, online = {};

    static table_view<raw_member<raw_status>> members() noexcept {
        static constexpr raw_member<raw_status> all[] = {
            {"user_id", text_to<&raw_status::user_id>},
            {"online", text_to<&raw_status::online>},
        };
        return all;
    }
};

} // namespace detail

inline std::optional<user_status> read_user_status(message const& event) {
    if (event.module_id != "online" || event.command != "userStatusChange" ||
        event.sender.type == sender_type::client)
        return std::nullopt;
    auto const raw = detail::located<detail::raw_status>(event.params);
    auto const user = detail::to_integer(raw.user_id);
    auto const online = detail::to_flag(raw.online);
    if (!user || *user <= 0 || !online) return std::nullopt;
    return user_status{*user, *online};
}

inline result<std::string> subscribe_status_call(std::int64_t user_id, std::uint64_t id) {
    return detail::status_call(rpc_method::subscribe_status, user_id, id);
}

inline result<std::string> unsubscribe_status_call(std::int64_t user_id, std::uint64_t id) {
    return detail::status_call(rpc_method::unsubscribe_status, user_id, id);
}

inline result<std::string> users_last_seen_call(std::span<std::int64_t const> users, std::uint64_t id) {
    if (users.empty()) return usage_errc::no_users;
    std::vector<std::string> list;
    for (auto const user : users) {
        if (user <= 0) return usage_errc::invalid_user_id;
        list.push_back(std::to_string(user));
    }
    auto const params = detail::object_writer().member(rpc_user_list, detail::json_list(list)).text();
    auto out = rpc_call_text(rpc_method::users_last_seen, params, id);
    if (out.size() > limits::http_body) return usage_errc::request_too_large;
    return out;
}

inline result<std::vector<last_seen>> read_users_last_seen(rpc_answer const& answer) {
    if (answer.error) return failure_of(*answer.error);
    std::vector<last_seen> out;
    std::optional<protocol_errc> fault;
    detail::json_scanner scanner(answer.result, detail::json_scanner::deepest);
    auto const add = [&](std::optional<std::int64_t> user, std::string_view value) {
        auto const seconds = detail::to_integer(value);
        if (!user || *user <= 0 || !seconds) fault = protocol_errc::wrong_type;
        else if (*seconds < 0) fault = protocol_errc::out_of_range;
        else out.push_back({*user, std::chrono::seconds{*seconds}});
        return true;
    };
    if (scanner.peek() == '{') {
        scanner.object([&](detail::json_string const& key, detail::json_scanner& in) {
            std::string_view value;
            return in.value(value) && add(detail::decimal(key.raw), value);
        });
    } else if (scanner.peek() != '[' || !scanner.array([](detail::json_scanner&) { return false; })) {
        fault = protocol_errc::wrong_type;
    }
    if (fault) return failure(*fault, "result");
    return out;
}

inline result<bool> status_subscriptions::add(std::int64_t user_id) {
    if (user_id <= 0) return usage_errc::invalid_user_id;
    bool const is_new = !counts_.contains(user_id);
    if (is_new && counts_.size() >= limits::pending_calls) return usage_errc::too_many_calls;
    ++counts_[user_id];
    return is_new;
}

inline bool status_subscriptions::remove(std::int64_t user_id) {
    auto const at = counts_.find(user_id);
    if (at == counts_.end() || --at->second != 0) return false;
    counts_.erase(at);
    return true;
}

inline std::vector<std::int64_t> status_subscriptions::users() const {
    std::vector<std::int64_t> out;
    for (auto const& [user, count] : counts_) out.push_back(user);
    return out;
}

} // namespace b24pull::realtime
