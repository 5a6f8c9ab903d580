#include "report.hpp"

#include <b24pull/realtime/endpoint.hpp>

#include <iomanip>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

namespace {

using b24pull::config;
using b24pull::server;

/// What the client should connect through, and the address for it.
struct choice {
    std::string_view transport;
    std::string_view url;
};

/// Secure WebSocket, else secure long polling, else what is left in clear text.
choice choose(server const& server) {
    if (!server.enabled) return {"none: the portal has switched its server off", ""};
    if (server.websocket_enabled && !server.websocket_secure.empty())
        return {"WebSocket, secure", server.websocket_secure};
    if (!server.long_polling_secure.empty()) return {"long polling, secure", server.long_polling_secure};
    if (server.websocket_enabled && !server.websocket.empty())
        return {"WebSocket, clear text", server.websocket};
    return {"long polling, clear text", server.long_polling};
}

std::string_view generation_of(int version) {
    switch (version) {
    case 1:
    case 2: return "nginx push-stream module";
    case 3: return "Push & Pull server 1.0";
    case 4: return "Push & Pull server 2.0";
    default: return "JSON-RPC server";
    }
}

std::string_view name_of(b24pull::server_mode mode) {
    switch (mode) {
    case b24pull::server_mode::personal: return "personal: the portal's own server";
    case b24pull::server_mode::shared: return "shared: the vendor's server";
    case b24pull::server_mode::other: return "not stated";
    }
    return "";
}

std::string masked(b24pull::secret const& text) {
    return text.empty() ? "none" : "****** (" + std::to_string(text.size()) + " characters)";
}

std::string or_none(std::string_view text) { return text.empty() ? "none" : std::string(text); }

/// A query may hold a secret.
std::string masked(std::string const& url) { return or_none(b24pull::realtime::masked_url(url)); }

/// The address as a client completes it, with what is secret masked.
std::string connection_url(std::string_view base, config const& config) {
    if (base.empty()) return "none";
    std::string url(base);
    if (!base.ends_with("?CHANNEL_ID=")) { // as the oldest servers write it
        url += base.find('?') == base.npos ? '?' : '&';
        url += config.jwt ? "token=" : "CHANNEL_ID=";
    }
    return b24pull::realtime::masked_url(url + '-');
}

/// "11 h 59 min 12 s", or how long ago it was.
std::string time_left(std::chrono::sys_seconds end, std::chrono::sys_seconds now) {
    return end < now ? "over for " + duration_text(now - end) : duration_text(end - now);
}

std::ostream& line(std::ostream& out, std::string_view name) {
    return out << "  " << std::left << std::setw(18) << name;
}

void print_channel(std::ostream& out, std::string_view name, std::optional<b24pull::channel> const& channel,
                   std::chrono::sys_seconds now) {
    out << "Channel, " << name << '\n';
    if (!channel) {
        out << "  none\n";
        return;
    }
    line(out, "id") << masked(channel->id) << '\n';
    line(out, "public id") << masked(channel->public_id) << '\n';
    line(out, "start") << b24pull::to_atom(channel->start) << '\n';
    line(out, "end") << b24pull::to_atom(channel->end) << '\n';
    line(out, "left") << time_left(channel->end.instant, now) << '\n';
}

void print_server(std::ostream& out, config const& config) {
    auto const& server = config.server;
    auto const chosen = choose(server);
    out << "Server\n";
    line(out, "version") << server.version << ", " << generation_of(server.version) << '\n';
    line(out, "mode") << name_of(server.mode) << '\n';
    line(out, "host name") << or_none(server.hostname) << '\n';
    line(out, "publishing") << (server.publish_enabled ? "yes" : "no") << '\n';
    line(out, "transport to use") << chosen.transport << '\n';
    line(out, "connect to") << connection_url(chosen.url, config) << '\n';
    out << "Addresses\n";
    line(out, "WebSocket") << masked(server.websocket_secure) << '\n';
    line(out, "  clear text") << masked(server.websocket) << '\n';
    line(out, "long polling") << masked(server.long_polling_secure) << '\n';
    line(out, "  clear text") << masked(server.long_polling) << '\n';
    line(out, "publishing") << masked(server.publish_secure) << '\n';
    line(out, "  clear text") << masked(server.publish) << '\n';
}

} // namespace

std::string duration_text(std::chrono::seconds time) {
    std::chrono::hh_mm_ss const parts(time);
    std::string text;
    if (auto const hours = parts.hours().count(); hours != 0) text += std::to_string(hours) + " h ";
    if (auto const minutes = parts.minutes().count(); minutes != 0) text += std::to_string(minutes) + " min ";
    return text + std::to_string(parts.seconds().count()) + " s";
}

void print_report(std::ostream& out, config const& config, std::chrono::sys_seconds now) {
    print_server(out, config);
    print_channel(out, "private", config.private_channel, now);
    print_channel(out, "shared", config.shared_channel, now);

    out << "Access\n";
    line(out, "JWT") << (config.jwt ? masked(*config.jwt) : "none") << '\n';
    line(out, "client id") << (config.client_id ? masked(*config.client_id) : "none") << '\n';
    line(out, "public channels") << config.public_channels.size() << '\n';
    if (auto const deadline = config.deadline(); deadline == std::chrono::sys_seconds::max()) {
        line(out, "good until") << "not stated\n";
    } else {
        line(out, "good until") << b24pull::to_atom({deadline, std::chrono::minutes{0}}) << " ("
                                << time_left(deadline, now) << ")\n";
    }

    out << "Warnings\n";
    if (config.warnings.empty()) out << "  none\n";
    for (auto const& warning : config.warnings)
        out << "  " << or_none(warning.path) << ": " << warning.code.message() << '\n';
}
