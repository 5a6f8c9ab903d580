#include "configuration.hpp"

#include "atom_time.hpp"
#include "signing.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace portal {
namespace {

namespace json = boost::json;

constexpr std::chrono::seconds default_life{43205};

bool has_public_ids(push_options const& push) {
    return push.server_version > 3 && push.generation >= generation::c;
}

// A URL of this portal, or nothing where nobody would answer: without TLS there is no https and no wss.
std::string own_url(portal_state const& state, std::string_view scheme, std::string_view path) {
    bool const needs_tls = scheme == "https" || scheme == "wss";
    if (needs_tls && !state.address.tls && !state.options.push.all_urls) return {};
    return state.address.with_scheme(scheme) + std::string(path);
}

struct transport_urls {
    std::string plain;
    std::string secure;
};

transport_urls personal(portal_state const& state, std::string_view scheme, std::string path) {
    return {own_url(state, scheme, path), own_url(state, std::string(scheme) + 's', path)};
}

// A shared server has only TLS, so both members hold the same URL; ours may be without, and then has only the plain.
transport_urls shared(portal_state const& state, std::string_view scheme, std::string path) {
    auto urls = personal(state, scheme, std::move(path));
    if (!urls.secure.empty()) urls.plain = urls.secure;
    return urls;
}

transport_urls urls(portal_state const& state, std::string_view scheme, std::string_view personal_path,
                    std::string_view shared_path) {
    if (state.options.push.shared_mode) return shared(state, scheme, std::string(shared_path));
    bool const with_query = state.options.push.generation == generation::a;
    return personal(state, scheme, std::string(personal_path) + (with_query ? "?CHANNEL_ID=" : ""));
}

json::object server_section(portal_state const& state) {
    auto const& push = state.options.push;
    bool const newer = push.generation >= generation::c;
    auto const polling = urls(state, "http", "/bitrix/sub/", "/subws/");
    auto const websocket = urls(state, "ws", "/bitrix/subws/", "/subws/");
    auto const publish = urls(state, "http", "/bitrix/pubweb/", "/rest/");

    json::object server;
    server["version"] = push.server_version;
    server["server_enabled"] = true;
    if (newer) server["mode"] = push.shared_mode ? "shared" : "personal";
    if (push.generation >= generation::d) server["hostname"] = state.address.host;
    server["long_polling"] = polling.plain;
    server["long_pooling_secure"] = polling.secure;
    if (newer) server["websocket_enabled"] = push.websocket_enabled.value_or(push.server_version >= 3);
    server["websocket"] = websocket.plain;
    server["websocket_secure"] = websocket.secure;
    if (newer) {
        server["publish_enabled"] = push.server_version > 3;
        server["publish"] = publish.plain;
        server["publish_secure"] = publish.secure;
        server["config_timestamp"] = state.config_timestamp;
    }
    return server;
}

json::object api_section(generation module) {
    if (module == generation::a) return {{"revision", 16}, {"revision_mobile", 1}};
    if (module == generation::b) return {{"revision_web", 17}, {"revision_mobile", 2}};
    return {{"revision_web", 19}, {"revision_mobile", 3}};
}

void add_life(json::object& into, portal_state const& state, channel const& from) {
    into["start"] = to_atom(from.start, state.options.utc_offset);
    into["end"] = to_atom(from.end, state.options.utc_offset);
}

json::object shared_channel(portal_state const& state, channel const& from) {
    json::object out{{"id", signed_id(state, from.atom)}};
    add_life(out, state, from);
    out["type"] = "shared";
    return out;
}

json::object private_channel(portal_state const& state, channel const& from) {
    auto const& push = state.options.push;
    bool const has_public = has_public_ids(push);
    json::object out{{"id", signed_id(state, has_public ? from.atom + ':' + from.public_atom : from.atom)}};
    if (push.generation >= generation::c)
        out["public_id"] =
            has_public && push.signature
                ? from.public_atom + '.' + hmac_sha1(state.signature_key, "public:" + from.public_atom)
                : std::string();
    add_life(out, state, from);
    out["type"] = "private";
    return out;
}

std::chrono::sys_seconds token_end(portal_state const& state, std::chrono::sys_seconds now) {
    using std::chrono::hours;
    return now + (state.options.push.generation >= generation::d ? hours(24) : hours(12));
}

std::string web_token(portal_state& state, std::string_view owner, std::int64_t user,
                      std::chrono::sys_seconds now) {
    json::object const claims{{"iss", derived_digits(state.options.seed, "host id", 32)},
                              {"iat", now.time_since_epoch().count()},
                              {"exp", token_end(state, now).time_since_epoch().count()},
                              {"sub", std::to_string(user)},
                              {"chan", state.channels.shared(owner, now).atom}};
    return json_web_token(claims, state.token_key);
}

json::object channels_section(portal_state& state, std::string_view owner, std::int64_t user,
                              std::chrono::sys_seconds now) {
    auto const& push = state.options.push;
    json::object out{{"shared", shared_channel(state, state.channels.shared(owner, now))}};
    bool const without_private = push.generation == generation::c && push.server_version >= 5;
    if (!without_private)
        out["private"] = private_channel(state, state.channels.private_to(owner, user, now));
    return out;
}

json::value public_channels(portal_state& state, std::int64_t user, std::chrono::sys_seconds now) {
    if (state.options.push.server_version < 4) return false;
    return json::object{{std::to_string(user), public_descriptor(state, portal_owner, user, now)}};
}

} // namespace

std::string signed_id(portal_state const& state, std::string const& text) {
    return state.signature_key.empty() ? text : text + '.' + hmac_sha1(state.signature_key, text);
}

json::object configuration(portal_state& state, std::string_view owner, std::int64_t user,
                           std::chrono::sys_seconds now) {
    auto const& push = state.options.push;
    bool const newer = push.generation >= generation::c;
    bool const token = newer && push.server_version >= 5;
    json::object out;
    out["server"] = server_section(state);
    out["api"] = api_section(push.generation);
    if (push.channels) out["channels"] = channels_section(state, owner, user, now);
    if (push.shared_mode) out["clientId"] = derived_digits(state.options.seed, "client id", 32);
    if (token) out["jwt"] = web_token(state, owner, user, now);
    if (push.generation >= generation::d && (push.expiry || token))
        out["exp"] = token_end(state, now).time_since_epoch().count();
    if (newer) out["publicChannels"] = public_channels(state, user, now);
    return out;
}

json::object public_descriptor(portal_state& state, std::string_view owner, std::int64_t user,
                               std::chrono::sys_seconds now) {
    auto const& inactive = state.options.push.inactive_users;
    json::object out{{"user_id", user}};
    if (std::find(inactive.begin(), inactive.end(), user) != inactive.end()) {
        // Nobody issued a channel, and the server's casts make something of nothing all the same.
        bool const from_epoch = state.options.php < 8;
        out["public_id"] = nullptr;
        out["signature"] = hmac_sha1(state.signature_key, "public:");
        add_life(
            out, state,
            {{}, {}, from_epoch ? std::chrono::sys_seconds() : now, std::chrono::sys_seconds(default_life)});
        return out;
    }
    channel const& from = state.channels.private_to(owner, user, now);
    out["public_id"] = from.public_atom;
    out["signature"] = hmac_sha1(state.signature_key, "public:" + from.public_atom);
    add_life(out, state, from);
    return out;
}

} // namespace portal
