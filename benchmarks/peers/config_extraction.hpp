// Values by hand from a document tree, whichever library has made it.
//
// Dom says how its values are asked:
//     using value = …;
//     static value const* find(value const& object, std::string_view key);      null: there is none
//     static std::string_view text(value const&);                               these throw bad_answer for another type
//     static std::int64_t integer(value const&);
//     static bool flag(value const&);
//     static void each_member(value const& object, auto on_value);
#pragma once

#include "config_values.hpp"

namespace benchmarks {

using date_reader = date_values (*)(std::string_view);

template <class Dom, date_reader read>
class config_extraction {
public:
    using value = typename Dom::value;

    static config_answer answer(value const& root) {
        config_answer out;
        if (auto const* const error = Dom::find(root, "error")) {
            out.error = Dom::text(*error);
            out.description = text(root, "error_description");
            return out;
        }
        auto const& result = need(root, "result");
        auto& config = out.config;
        config.server = server(need(result, "server"));
        if (auto const* const api = Dom::find(result, "api")) {
            config.revision_web = static_cast<int>(integer(*api, "revision_web"));
            config.revision_mobile = static_cast<int>(integer(*api, "revision_mobile"));
        }
        if (auto const* const channels = Dom::find(result, "channels")) {
            if (auto const* const one = Dom::find(*channels, "shared")) config.shared_channel = channel(*one);
            if (auto const* const one = Dom::find(*channels, "private"))
                config.private_channel = channel(*one);
        }
        config.expires_at = integer(result, "exp");
        config.client_id = checked_id(text(result, "clientId"));
        if (auto const* const all = Dom::find(result, "publicChannels"))
            Dom::each_member(
                *all, [&config](value const& one) { config.public_channels.push_back(public_channel(one)); });
        check_complete(config);
        return out;
    }

private:
    static value const& need(value const& object, std::string_view key) {
        auto const* const found = Dom::find(object, key);
        if (!found) throw bad_answer(std::string(key));
        return *found;
    }
    static std::string_view text(value const& object, std::string_view key) {
        auto const* const found = Dom::find(object, key);
        return found ? Dom::text(*found) : std::string_view();
    }
    static std::int64_t integer(value const& object, std::string_view key) {
        auto const* const found = Dom::find(object, key);
        return found ? Dom::integer(*found) : 0;
    }
    static bool flag(value const& object, std::string_view key, bool otherwise) {
        auto const* const found = Dom::find(object, key);
        return found ? Dom::flag(*found) : otherwise;
    }
    static std::string url(value const& object, std::string_view key, std::string_view scheme,
                           std::string_view clear_scheme = {}) {
        return std::string(checked_url(text(object, key), scheme, clear_scheme));
    }
    static std::string id(value const& object, std::string_view key) {
        return std::string(checked_id(text(object, key)));
    }

    static server_values server(value const& from) {
        server_values out;
        out.version = static_cast<int>(Dom::integer(need(from, "version")));
        out.mode = text(from, "mode");
        out.hostname = text(from, "hostname");
        out.websocket = url(from, "websocket", "wss", "ws");
        out.websocket_secure = url(from, "websocket_secure", "wss");
        out.long_polling = url(from, "long_polling", "https", "http");
        out.long_polling_secure = url(from, "long_pooling_secure", "https");
        out.publish = url(from, "publish", "https", "http");
        out.publish_secure = url(from, "publish_secure", "https");
        out.enabled = flag(from, "server_enabled", true);
        out.websocket_enabled = flag(from, "websocket_enabled", false);
        out.publish_enabled = flag(from, "publish_enabled", false);
        out.config_timestamp = integer(from, "config_timestamp");
        return out;
    }

    static channel_values channel(value const& from) {
        return {id(from, "id"), id(from, "public_id"), read(Dom::text(need(from, "start"))),
                read(Dom::text(need(from, "end")))};
    }

    static public_channel_values public_channel(value const& from) {
        return {Dom::integer(need(from, "user_id")), id(from, "public_id"), id(from, "signature"),
                read(Dom::text(need(from, "start"))), read(Dom::text(need(from, "end")))};
    }
};

} // namespace benchmarks
