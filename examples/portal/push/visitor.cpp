#include "visitor.hpp"

#include "../portal_state.hpp"
#include "../signing.hpp"
#include "message_ids.hpp"

#include <boost/json.hpp>

#include <optional>
#include <stdexcept>

namespace portal::push {
namespace {

namespace json = boost::json;

wire_kind kind_for(query const& asked, int server_version) {
    if (server_version >= 5) return {wire_format::json_rpc, server_version};
    bool const binary = server_version == 4 && asked.value_or("binaryMode", {}) == "true";
    return {binary ? wire_format::protobuf : wire_format::frames, server_version};
}

// The channels that a token names, and the private one of its user: a server that speaks of users knows it.
std::optional<std::vector<named_channel>> channels_of(json::object const& claims, portal_state& state,
                                                      std::chrono::sys_seconds now) {
    auto const* chan = claims.if_contains("chan");
    auto const* subject = claims.if_contains("sub");
    auto const* expiry = claims.if_contains("exp");
    if (chan == nullptr || !chan->is_string() || subject == nullptr || !subject->is_string() ||
        expiry == nullptr || !expiry->is_int64() || expiry->get_int64() <= now.time_since_epoch().count())
        return std::nullopt;
    std::string const shared(chan->get_string());
    auto const* known = state.channels.find(shared);
    std::vector<named_channel> channels;
    if (known != nullptr) {
        auto const user = std::stoll(std::string(subject->get_string()));
        auto const& own = state.channels.private_to(std::string(known->owner), user, now);
        channels.push_back({own.atom, own.public_atom});
    }
    channels.push_back({shared, {}});
    return channels;
}

std::optional<std::vector<named_channel>> channels_of(query const& asked, portal_state& state,
                                                      std::chrono::sys_seconds now) {
    if (auto const token = asked.find("token")) {
        auto const claims = read_json_web_token(*token, state.token_key);
        return claims ? channels_of(*claims, state, now) : std::nullopt;
    }
    return read_channel_list(asked.value_or("CHANNEL_ID", {}), state.signature_key);
}

} // namespace

std::variant<visitor, refusal> read_visitor(query const& asked, portal_state& state, wall_time now) {
    if (asked.count("CHANNEL_ID") > 1) return refusal::ambiguous;
    if (asked.value_or("CHANNEL_ID", {}).empty() && asked.value_or("token", {}).empty())
        return refusal::no_channel;
    auto const channels = channels_of(asked, state, std::chrono::floor<std::chrono::seconds>(now));
    if (!channels) return refusal::wrong_channel;
    visitor who;
    for (auto const& each : *channels) {
        auto const* issued = state.channels.find(each.atom);
        // A signature is enough: an id that was issued by a portal of an earlier run is as good as one of today.
        if (issued != nullptr && now >= issued->end + state.options.realtime.keep_expired)
            return refusal::wrong_channel;
        if (issued != nullptr) who.owner = issued->owner;
        if (issued != nullptr && issued->user != 0) who.user = issued->user;
        if (issued == nullptr || issued->user != 0) who.limited.push_back(each.atom);
        if (who.public_atom.empty()) who.public_atom = each.public_atom;
    }
    who.addresses = addresses(*channels);
    who.how = kind_for(asked, state.options.push.server_version);
    auto const mid = asked.value_or("mid", {});
    if (is_mid(mid)) who.mid = mid;
    return who;
}

} // namespace portal::push
