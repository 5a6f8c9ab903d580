#include "config_values.hpp"

namespace benchmarks {
namespace {

void add_dates(digest& out, std::string const& at, date_values start, date_values end) {
    out.add(at + ".start", start.instant);
    out.add(at + ".start_offset", start.offset);
    out.add(at + ".end", end.instant);
    out.add(at + ".end_offset", end.offset);
}

void add_channel(digest& out, std::string const& at, std::optional<channel_values> const& channel) {
    out.add(at + ".id", channel ? channel->id : "-");
    if (!channel) return;
    out.add(at + ".public_id", channel->public_id);
    add_dates(out, at, channel->start, channel->end);
}

bool starts_with_scheme(std::string_view text, std::string_view scheme) {
    return !scheme.empty() && text.size() > scheme.size() + 3 && text.starts_with(scheme) &&
           text.substr(scheme.size()).starts_with("://");
}

} // namespace

std::string_view checked_url(std::string_view text, std::string_view scheme, std::string_view clear_scheme) {
    if (text.empty()) return text;
    if (!starts_with_scheme(text, scheme) && !starts_with_scheme(text, clear_scheme)) throw bad_answer("URL");
    for (char const c : text)
        if (c <= ' ' || c > '~') throw bad_answer("URL");
    return text;
}

std::string_view checked_id(std::string_view text) {
    for (char const c : text)
        if (c <= ' ' || c > '~' || c == '/' || c == '?' || c == '#' || c == '&') throw bad_answer("id");
    return text;
}

void check_complete(config_values const& config) {
    auto const& server = config.server;
    bool const websocket =
        server.websocket_enabled && !(server.websocket_secure.empty() && server.websocket.empty());
    if (server.version < 1) throw bad_answer("version");
    if (!websocket && server.long_polling_secure.empty() && server.long_polling.empty())
        throw bad_answer("no address");
    if (!config.shared_channel && !config.private_channel) throw bad_answer("no channel");
    if (server.mode == "shared" && config.client_id.empty()) throw bad_answer("no client id");
}

digest values_of(config_answer const& answer) {
    digest out;
    out.add("error", answer.error);
    out.add("description", answer.description);
    if (!answer.error.empty()) return out;
    auto const& config = answer.config;
    auto const& server = config.server;
    out.add("version", server.version);
    out.add("mode", server.mode);
    out.add("hostname", server.hostname);
    out.add("websocket", server.websocket);
    out.add("websocket_secure", server.websocket_secure);
    out.add("long_polling", server.long_polling);
    out.add("long_polling_secure", server.long_polling_secure);
    out.add("publish", server.publish);
    out.add("publish_secure", server.publish_secure);
    out.add("enabled", server.enabled);
    out.add("websocket_enabled", server.websocket_enabled);
    out.add("publish_enabled", server.publish_enabled);
    out.add("config_timestamp", server.config_timestamp);
    out.add("revision_web", config.revision_web);
    out.add("revision_mobile", config.revision_mobile);
    add_channel(out, "shared", config.shared_channel);
    add_channel(out, "private", config.private_channel);
    out.add("public_channels", config.public_channels.size());
    for (auto const& channel : config.public_channels) {
        auto const at = "public." + std::to_string(channel.user_id);
        out.add(at + ".public_id", channel.public_id);
        out.add(at + ".signature", channel.signature);
        add_dates(out, at, channel.start, channel.end);
    }
    out.add("expires_at", config.expires_at);
    out.add("client_id", config.client_id);
    out.add("warnings", 0);
    return out;
}

} // namespace benchmarks
