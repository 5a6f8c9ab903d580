// Where to connect: the URLs of a configuration for WebSocket, long polling and publishing.
//
//     auto const url = b24pull::realtime::websocket_url(config, resume);   // or long_poll_url, where there is none
//     if (url) connect(*url);                     // holds channel ids or a JWT: log masked_url(*url) instead
#pragma once

#include <b24pull/config.hpp>
#include <b24pull/detail/json_scalar.hpp>
#include <b24pull/limits.hpp>
#include <b24pull/realtime/resume_point.hpp>
#include <b24pull/result.hpp>
#include <b24pull/url.hpp>

#include <algorithm>
#include <array>
#include <iosfwd>
#include <string>
#include <string_view>

namespace b24pull::realtime {

/// In which form a server of version 4 is asked to send. Other versions have one form each. Servers are free to ignore
/// it: decode by what arrives.
enum class payload_format {
    /// Protocol Buffers. The only form in which a client can publish over its connection.
    binary,
    /// Text frames. They do not tell who sent a message.
    text,
    /// A JSON array, by the documentation; the servers seen send text frames all the same.
    json,
};

/// How to connect. The defaults are what the vendor's SDK does, over TLS.
struct endpoint_options {
    /// Whether an address without TLS may be used, where there is none with TLS.
    clear_text clear = clear_text::refused;
    /// At version 4 alone.
    payload_format format = payload_format::binary;
    /// Sends `server.hostname`, as the vendor's later browser clients do. No server is known to need it.
    bool hostname = false;
    /// Sends the client id with publications in shared mode too. The vendor's clients do not; servers do not mind.
    bool client_id_when_publishing = false;
    /// Revision of the protocol that this client claims to speak.
    int revision = 19;
};

/// The URL of the WebSocket.
///
/// Channels go private first, then shared; a JWT goes instead of them. Everything is percent-encoded as the vendor's
/// client does it, but the JWT, which is sent as it is. A base with a query is extended, and one that ends in an open
/// channel list, as the oldest portals write it, is completed.
///
/// @param config   valid; its own URLs are used as they are
/// @param resume   where to continue; empty for what comes from now on
/// @param options  how to connect
///
/// @return the URL, or
///  - protocol_errc::no_endpoint when the server has no WebSocket, or its configuration says that WebSocket, or the
///    whole server, is switched off;
///  - usage_errc::insecure_url when the only address is clear text and `clear` does not allow it;
///  - protocol_errc::missing_client_id in shared mode without the client id: do not connect;
///  - protocol_errc::no_channel with neither a JWT nor a channel id;
///  - protocol_errc::text_too_long beyond limits::endpoint.
///
/// Complexity: linear. Source: `server`, `channels`, `jwt` and `clientId` of the configuration.
result<std::string> websocket_url(config const& config, resume_point const& resume = {},
                                  endpoint_options const& options = {});

/// The URL for long polling: the same query on another base, to be asked for with GET. Parameters and errors as
/// websocket_url().
result<std::string> long_poll_url(config const& config, resume_point const& resume = {},
                                  endpoint_options const& options = {});

/// The URL to which publications are posted: channels and nothing else. Works at any time, connected or not, at
/// version 4.
///
/// Errors: protocol_errc::no_endpoint, no_channel, missing_client_id (if asked for), text_too_long;
/// usage_errc::insecure_url.
result<std::string> publish_url(config const& config, endpoint_options const& options = {});

/// The URL without what must not be read by others: of the query only harmless values stay, any other is `***`; so is
/// user info. A fragment is left out.
std::string masked_url(std::string_view url);

/// A URL that prints itself masked, for those who keep one.
class endpoint {
public:
    /// @param url  as websocket_url() and its sisters give it
    explicit endpoint(std::string_view url)
        : url_(url) {}

    /// The URL itself, as secret::reveal(). Never hand it to a log.
    std::string_view reveal() const& noexcept { return url_.reveal(); }
    std::string_view reveal() const&& = delete;

    /// The URL as masked_url() shows it.
    std::string masked() const { return masked_url(url_.reveal()); }

    /// Prints masked().
    template <class Traits>
    friend std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out,
                                                        endpoint const& url) {
        return out << url.masked();
    }

private:
    secret url_;
};

// Bodies.

namespace detail {

using namespace b24pull::detail;

/// The names of the query, in their order.
namespace parameter {
inline constexpr std::string_view token = "token", channels = "CHANNEL_ID", json_rpc = "jsonRpc",
                                  binary = "binaryMode", format = "format", client_id = "clientId",
                                  hostname = "hostname", mid = "mid", tag = "tag", time = "time",
                                  revision = "revision";
/// Those whose values anybody may see.
inline constexpr std::array harmless{json_rpc, binary, format, hostname, mid, tag, time, revision};
} // namespace parameter

/// Puts a query together behind a base.
class url_builder {
public:
    explicit url_builder(std::string const& base)
        : url_(base) {}

    void add(std::string_view name, std::string_view value) { append_query(url_, name, value); }
    void add_if_known(std::string_view name, std::string_view value) {
        if (!value.empty()) add(name, value);
    }

    /// The channel list or what replaces it. An open list at the end of the base is completed, or taken away.
    void add_identity(config const& config, bool with_jwt) {
        auto const open = std::string(parameter::channels) + '=';
        bool const has_query = url_.find('?') != url_.npos; // an ampersand may stand in a path
        if (has_query && (url_.ends_with('?' + open) || url_.ends_with('&' + open)))
            url_.resize(url_.size() - open.size());
        if (with_jwt) {
            append_query(url_, parameter::token, {});
            for (char const c : config.jwt->reveal()) // as it is, but for what would end it
                if (url_chars.has(c) && c != '&') url_ += c;
                else percent_encode(url_, {&c, 1});
        } else {
            add(parameter::channels, channel_list(config));
        }
    }

    static std::string channel_list(config const& config) {
        std::string list;
        for (auto const* const channel : {&config.private_channel, &config.shared_channel}) {
            if (!*channel || (*channel)->id.empty()) continue; // an empty element would spoil the list
            if (!list.empty()) list += '/';
            list += (*channel)->id.reveal();
        }
        return list;
    }

    result<std::string> finish() {
        if (url_.size() > limits::endpoint) return protocol_errc::text_too_long;
        return std::move(url_);
    }

private:
    std::string url_;
};

/// Of two addresses the one to use.
inline result<std::string> choose_base(std::string const& secure, std::string const& other,
                                       std::string_view secure_scheme, clear_text clear) {
    if (!secure.empty()) return secure;
    if (other.empty()) return protocol_errc::no_endpoint;
    bool const is_secure =
        other.size() > secure_scheme.size() && other[secure_scheme.size()] == ':' &&
        equals_ignoring_case(std::string_view(other).substr(0, secure_scheme.size()), secure_scheme);
    if (is_secure || clear == clear_text::allowed) return other;
    return usage_errc::insecure_url;
}

inline bool has_jwt(config const& config) noexcept { return config.jwt && !config.jwt->empty(); }
inline bool has_client_id(config const& config) noexcept {
    return config.client_id && !config.client_id->empty();
}

/// Both receiving transports ask the same question.
inline result<std::string> subscription_url(std::string const& base, config const& config,
                                            resume_point const& resume, endpoint_options const& options) {
    bool const shared = config.server.mode == server_mode::shared;
    if (shared && !has_client_id(config)) return protocol_errc::missing_client_id;
    if (!has_jwt(config) && url_builder::channel_list(config).empty()) return protocol_errc::no_channel;

    url_builder url(base);
    url.add_identity(config, has_jwt(config));
    if (config.server.version >= 5) url.add(parameter::json_rpc, "true");
    else if (config.server.version == 4 && options.format == payload_format::binary)
        url.add(parameter::binary, "true"); // exactly this value counts
    else if (config.server.version == 4 && options.format == payload_format::json)
        url.add(parameter::format, "json");
    if (shared) url.add(parameter::client_id, config.client_id->reveal());
    if (options.hostname) url.add_if_known(parameter::hostname, config.server.hostname);
    url.add_if_known(parameter::mid, resume.mid);
    url.add_if_known(parameter::tag, resume.tag);
    url.add_if_known(parameter::time, resume.time);
    url.add(parameter::revision, std::to_string(options.revision));
    return url.finish();
}

} // namespace detail

inline result<std::string> websocket_url(config const& config, resume_point const& resume,
                                         endpoint_options const& options) {
    auto const& server = config.server;
    if (!server.enabled || !server.websocket_enabled) return protocol_errc::no_endpoint;
    auto const base = detail::choose_base(server.websocket_secure, server.websocket, "wss", options.clear);
    if (!base) return base.error();
    return detail::subscription_url(*base, config, resume, options);
}

inline result<std::string> long_poll_url(config const& config, resume_point const& resume,
                                         endpoint_options const& options) {
    auto const& server = config.server;
    if (!server.enabled) return protocol_errc::no_endpoint;
    auto const base =
        detail::choose_base(server.long_polling_secure, server.long_polling, "https", options.clear);
    if (!base) return base.error();
    return detail::subscription_url(*base, config, resume, options);
}

inline result<std::string> publish_url(config const& config, endpoint_options const& options) {
    auto const& server = config.server;
    if (!server.enabled) return protocol_errc::no_endpoint;
    auto const base = detail::choose_base(server.publish_secure, server.publish, "https", options.clear);
    if (!base) return base.error();
    if (detail::url_builder::channel_list(config).empty()) return protocol_errc::no_channel;
    bool const with_client_id = options.client_id_when_publishing && server.mode == server_mode::shared;
    if (with_client_id && !detail::has_client_id(config)) return protocol_errc::missing_client_id;

    detail::url_builder url(*base);
    url.add_identity(config, false);
    if (with_client_id) url.add(detail::parameter::client_id, config.client_id->reveal());
    return url.finish();
}

inline std::string masked_url(std::string_view url) {
    url = url.substr(0, url.find('#'));
    auto const query_at = (std::min)(url.find('?'), url.size());
    std::string out(url.substr(0, query_at));
    auto const at = out.find('@');
    auto const host = out.find("://");
    if (at != out.npos && host != out.npos && host + 3 < at) out.replace(host + 3, at - host - 3, "***");
    auto rest = url.substr(query_at);
    while (!rest.empty()) {
        out += rest.front(); // `?` or `&`
        rest.remove_prefix(1);
        auto const part = rest.substr(0, rest.find('&'));
        rest.remove_prefix(part.size());
        auto const name = part.substr(0, part.find('='));
        bool const harmless =
            std::find(detail::parameter::harmless.begin(), detail::parameter::harmless.end(), name) !=
            detail::parameter::harmless.end();
        if (harmless && part.find_first_of(";?") == part.npos) out += part;
        else if (name.size() != part.size()) out.append(name).append("=***");
        else if (!part.empty()) out += "***"; // a value without a name
    }
    return out;
}

} // namespace b24pull::realtime
