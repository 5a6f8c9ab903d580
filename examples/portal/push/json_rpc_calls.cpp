#include "client_request.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace portal::push {
namespace {

namespace json = boost::json;

constexpr std::size_t most_channels = 100;

struct rpc_error {
    int code;
    std::string message;
};
using rpc_result = boost::system::result<json::value, rpc_error>;

rpc_error parse_error() { return {-32700, "Parse error"}; }
rpc_error invalid_request() { return {-32600, "Invalid Request"}; }
rpc_error unknown_method() { return {-32601, "Method not found"}; }
rpc_error invalid_parameters() { return {-32602, "Invalid params"}; }

struct call {
    json::object const& parameters;
    visitor const& from;
    listener* ear;
    portal_state& state;
    wall_time now;

    std::chrono::sys_seconds second() const { return std::chrono::floor<std::chrono::seconds>(now); }
};

// User ids are numbers, but some clients write them as text.
std::optional<std::int64_t> user_id(json::value const* value) {
    if (value == nullptr) return std::nullopt;
    if (value->is_int64() && value->get_int64() > 0) return value->get_int64();
    if (!value->is_string()) return std::nullopt;
    std::string const text(value->get_string());
    bool const digits = !text.empty() && text.size() < 19 &&
                        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    auto const id = digits ? std::stoll(text) : 0;
    return id > 0 ? std::optional<std::int64_t>(id) : std::nullopt;
}

json::array list(json::object const& parameters, std::string_view name) {
    auto const* value = parameters.if_contains(name);
    return value != nullptr && value->is_array() ? value->get_array() : json::array();
}

// A message for a user goes to the private channel that he has at the same owner.
std::optional<std::vector<std::string>> receivers(call const& by) {
    std::vector<std::string> channels;
    for (auto const& each : list(by.parameters, "userList")) {
        auto const user = user_id(&each);
        if (!user || by.from.owner.empty()) return std::nullopt;
        channels.push_back(by.state.channels.private_to(by.from.owner, *user, by.second()).atom);
    }
    for (auto const& each : list(by.parameters, "channelList")) {
        auto const name = each.is_string() ? read_public_name(each.get_string()) : std::nullopt;
        if (!name || !may_address(*name, by.state.signature_key)) return std::nullopt;
        channels.push_back(name->atom);
    }
    if (channels.empty() || channels.size() > most_channels) return std::nullopt;
    return channels;
}

rpc_result publish(call const& by) {
    auto const* body = by.parameters.if_contains("body");
    auto const channels = receivers(by);
    if (body == nullptr || !body->is_object() || !channels) return invalid_parameters();
    auto const* expiry = by.parameters.if_contains("expiry");
    bool const lasting = expiry != nullptr && expiry->is_int64() && expiry->get_int64() > 0;
    by.state.push.hub.publish({json::serialize(*body),
                               std::chrono::seconds(lasting ? expiry->get_int64() : 0),
                               {sender_type::client, by.from.public_atom}},
                              *channels, by.now);
    return json::value(true);
}

rpc_result users_last_seen(call const& by) {
    json::object seen;
    for (auto const& each : list(by.parameters, "userList")) {
        auto const user = user_id(&each);
        if (!user) return invalid_parameters();
        if (auto const ago = by.state.push.presence.last_seen(*user, by.now))
            seen[std::to_string(*user)] = *ago;
    }
    return json::value(std::move(seen));
}

rpc_result watch_user(call const& by) {
    auto const user = user_id(by.parameters.if_contains("userId"));
    if (!user || by.ear == nullptr) return invalid_parameters();
    by.state.push.hub.add(*by.ear, presence::news_of(*user));
    return json::value(true);
}

rpc_result stop_watching_user(call const& by) {
    auto const user = user_id(by.parameters.if_contains("userId"));
    if (!user || by.ear == nullptr) return invalid_parameters();
    by.state.push.hub.remove(*by.ear, presence::news_of(*user));
    return json::value(true);
}

rpc_result ping(call const&) { return json::value("pong"); }

rpc_result channels(call const& by) {
    json::array out;
    for (auto const& each : by.from.addresses) out.emplace_back(each);
    return json::value(std::move(out));
}

struct method {
    std::string_view name;
    rpc_result (*run)(call const&);
};

constexpr std::array methods{
    method{"getUsersLastSeen", users_last_seen},
    method{"listChannels", channels},
    method{"ping", ping},
    method{"publish", publish},
    method{"subscribeStatusChange", watch_user},
    method{"unsubscribeStatusChange", stop_watching_user},
};

json::object answer(json::value id, rpc_result const& result) {
    json::object out{{"jsonrpc", "2.0"}, {"id", std::move(id)}};
    if (result) out["result"] = *result;
    else out["error"] = json::object{{"code", result.error().code}, {"message", result.error().message}};
    return out;
}

// Nothing: it is an answer to us, or nobody waits for one.
std::optional<json::object> run(json::value const& packet, visitor const& from, listener* ear,
                                portal_state& state, wall_time now) {
    auto const* object = packet.if_object();
    auto const* name = object != nullptr ? object->if_contains("method") : nullptr;
    if (name == nullptr || !name->is_string()) {
        bool const reply = object != nullptr && (object->contains("result") || object->contains("error"));
        return reply ? std::nullopt : std::optional(answer(nullptr, invalid_request()));
    }
    auto const* id = object->if_contains("id");
    auto const* given = object->if_contains("params");
    auto const* parameters = given != nullptr ? given->if_object() : nullptr;
    static json::object const none;
    auto const found = std::find_if(methods.begin(), methods.end(),
                                    [&](method const& each) { return each.name == name->get_string(); });
    rpc_result const result =
        found == methods.end()
            ? rpc_result(unknown_method())
            : found->run({parameters != nullptr ? *parameters : none, from, ear, state, now});
    return id != nullptr ? std::optional(answer(*id, result)) : std::nullopt;
}

} // namespace

client_answer answer_json_rpc(std::string_view text, visitor const& from, listener* ear, portal_state& state,
                              wall_time now) {
    if (text.starts_with("mack:")) {
        ++state.push.statistics.acknowledged;
        return {};
    }
    if (text == "pong") return {};
    ++state.push.statistics.client_requests;
    boost::system::error_code error;
    auto const packet = json::parse(text, error);
    if (error) return {std::nullopt, json::serialize(answer(nullptr, parse_error()))};
    if (!packet.is_array()) {
        auto const out = run(packet, from, ear, state, now);
        return {std::nullopt, out ? json::serialize(*out) : std::string()};
    }
    json::array out;
    for (auto const& each : packet.get_array())
        if (auto one = run(each, from, ear, state, now)) out.push_back(std::move(*one));
    return {std::nullopt, out.empty() ? std::string() : json::serialize(out)};
}

} // namespace portal::push
