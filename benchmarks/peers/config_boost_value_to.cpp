// Boost.JSON's conversions, as its documentation writes them.
#include "config_contestant.hpp"
#include "peers.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_to.hpp>

namespace benchmarks {

namespace json = boost::json;

namespace {

template <class T>
T member_or(json::object const& from, std::string_view key, T otherwise) {
    auto const* const found = from.if_contains(key);
    return found ? json::value_to<T>(*found) : otherwise;
}

std::string url_in(json::object const& from, std::string_view key, std::string_view scheme,
                   std::string_view clear_scheme = {}) {
    auto out = member_or<std::string>(from, key, {});
    checked_url(out, scheme, clear_scheme);
    return out;
}

std::string id_in(json::object const& from, std::string_view key) {
    auto out = member_or<std::string>(from, key, {});
    checked_id(out);
    return out;
}

} // namespace

date_values tag_invoke(json::value_to_tag<date_values>, json::value const& from) {
    return read_date(from.as_string());
}

server_values tag_invoke(json::value_to_tag<server_values>, json::value const& value) {
    auto const& from = value.as_object();
    return {json::value_to<int>(from.at("version")),
            member_or<std::string>(from, "mode", {}),
            member_or<std::string>(from, "hostname", {}),
            url_in(from, "websocket", "wss", "ws"),
            url_in(from, "websocket_secure", "wss"),
            url_in(from, "long_polling", "https", "http"),
            url_in(from, "long_pooling_secure", "https"),
            url_in(from, "publish", "https", "http"),
            url_in(from, "publish_secure", "https"),
            member_or(from, "server_enabled", true),
            member_or(from, "websocket_enabled", false),
            member_or(from, "publish_enabled", false),
            member_or(from, "config_timestamp", std::int64_t{0})};
}

channel_values tag_invoke(json::value_to_tag<channel_values>, json::value const& value) {
    auto const& from = value.as_object();
    return {id_in(from, "id"), id_in(from, "public_id"), json::value_to<date_values>(from.at("start")),
            json::value_to<date_values>(from.at("end"))};
}

public_channel_values tag_invoke(json::value_to_tag<public_channel_values>, json::value const& value) {
    auto const& from = value.as_object();
    return {json::value_to<std::int64_t>(from.at("user_id")), id_in(from, "public_id"),
            id_in(from, "signature"), json::value_to<date_values>(from.at("start")),
            json::value_to<date_values>(from.at("end"))};
}

config_values tag_invoke(json::value_to_tag<config_values>, json::value const& value) {
    auto const& from = value.as_object();
    config_values out;
    out.server = json::value_to<server_values>(from.at("server"));
    if (auto const* const api = from.if_contains("api")) {
        out.revision_web = member_or(api->as_object(), "revision_web", 0);
        out.revision_mobile = member_or(api->as_object(), "revision_mobile", 0);
    }
    auto const& channels = from.at("channels").as_object();
    if (auto const* const one = channels.if_contains("shared"))
        out.shared_channel = json::value_to<channel_values>(*one);
    if (auto const* const one = channels.if_contains("private"))
        out.private_channel = json::value_to<channel_values>(*one);
    out.expires_at = member_or(from, "exp", std::int64_t{0});
    out.client_id = id_in(from, "clientId");
    if (auto const* const all = from.if_contains("publicChannels"))
        for (auto const& one : all->as_object())
            out.public_channels.push_back(json::value_to<public_channel_values>(one.value()));
    check_complete(out);
    return out;
}

config_answer tag_invoke(json::value_to_tag<config_answer>, json::value const& value) {
    auto const& from = value.as_object();
    config_answer out;
    out.error = member_or<std::string>(from, "error", {});
    out.description = member_or<std::string>(from, "error_description", {});
    if (out.error.empty()) out.config = json::value_to<config_values>(from.at("result"));
    return out;
}

contestant config_boost_value_to(std::string body) {
    return config_contestant("Boost.JSON value_to", std::move(body), [](std::string const& text) {
        return json::value_to<config_answer>(json::parse(text));
    });
}

} // namespace benchmarks
