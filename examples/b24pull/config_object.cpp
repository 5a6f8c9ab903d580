#include "config_object.hpp"

#include "safe_text.hpp"

#include <b24pull/realtime/endpoint.hpp>
#include <b24pull/timestamp.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <optional>

namespace tool {
namespace {

namespace json = boost::json;
using b24pull::realtime::masked_url;

char const* name_of(b24pull::server_mode mode) {
    switch (mode) {
    case b24pull::server_mode::personal: return "personal";
    case b24pull::server_mode::shared: return "shared";
    case b24pull::server_mode::other: break;
    }
    return "other";
}

json::object object_of(b24pull::server const& server) {
    return {{"version", server.version},
            {"mode", name_of(server.mode)},
            {"hostname", server.hostname},
            {"websocket", masked_url(server.websocket)},
            {"websocket_secure", masked_url(server.websocket_secure)},
            {"long_polling", masked_url(server.long_polling)},
            {"long_polling_secure", masked_url(server.long_polling_secure)},
            {"publish", masked_url(server.publish)},
            {"publish_secure", masked_url(server.publish_secure)},
            {"enabled", server.enabled},
            {"websocket_enabled", server.websocket_enabled},
            {"publish_enabled", server.publish_enabled},
            {"config_timestamp", server.config_timestamp}};
}

json::value value_of(std::optional<b24pull::channel> const& channel) {
    if (!channel) return nullptr;
    return json::object{{"start", to_atom(channel->start)},
                        {"end", to_atom(channel->end)},
                        {"has_public_id", !channel->public_id.empty()}};
}

json::value value_of(std::chrono::sys_seconds when) {
    if (when == std::chrono::sys_seconds::max()) return nullptr; // no end is named
    return json::value(json::string(b24pull::to_atom({when, std::chrono::minutes(0)})));
}

} // namespace

std::string config_object(b24pull::config const& config) {
    json::array public_channels, warnings;
    for (auto const& channel : config.public_channels)
        public_channels.push_back(json::object{{"user_id", channel.user_id}, {"end", to_atom(channel.end)}});
    for (auto const& warning : config.warnings)
        warnings.push_back(json::object{{"path", warning.path}, {"message", warning.code.message()}});
    json::object const out{{"server", object_of(config.server)},
                           {"shared_channel", value_of(config.shared_channel)},
                           {"private_channel", value_of(config.private_channel)},
                           {"public_channels", std::move(public_channels)},
                           {"has_jwt", config.jwt.has_value()},
                           {"has_client_id", config.client_id.has_value()},
                           {"good_until", value_of(config.deadline())},
                           {"warnings", std::move(warnings)}};
    return json_line(json::serialize(out));
}

} // namespace tool
