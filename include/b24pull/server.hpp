// The real-time server of a configuration: its generation and its addresses.
#pragma once

#include <cstdint>
#include <string>

namespace b24pull {

/// Who runs the server: the portal itself (`personal`), or the vendor for many portals (`shared`, where every
/// connection also needs the client id). `other` stands for what the server may say in future, or nothing.
enum class server_mode { personal, shared, other };

/// Source: the member `server` of the configuration.
///
/// Every URL is either empty, which means that the transport is not available, or an absolute URL of the right
/// scheme that passed parse_url(). It may have a port, a path, a query, and no trailing slash. In the oldest
/// generation it ends in an open list of channels, to be completed rather than extended.
struct server {
    /// Generation: 1, 2 = nginx push-stream module; 3 = Push & Pull server 1.0; 4 = 2.0; 5 and later = JSON-RPC.
    int version = 0;
    /// See server_mode.
    server_mode mode = server_mode::other;
    /// The portal's host as the server knows it, or "".
    std::string hostname = {};
    /// `ws` or `wss`: on the cloud both members of a pair are secure.
    std::string websocket = {};
    /// `wss`.
    std::string websocket_secure = {};
    /// `http` or `https`.
    std::string long_polling = {};
    /// `https`.
    std::string long_polling_secure = {};
    /// `http` or `https`: for publish_url().
    std::string publish = {};
    /// `https`.
    std::string publish_secure = {};
    /// Never false in a sound answer; false means "do not connect".
    bool enabled = true;
    /// Whether WebSocket may be used; where old portals do not say, whether there is an address.
    bool websocket_enabled = false;
    /// Whether clients may publish; the version decides as well, see realtime::check_publishing().
    bool publish_enabled = false;
    /// Unix seconds of the last change of the server's settings, 0 if unknown. A new value means: configuration stale.
    std::int64_t config_timestamp = 0;
};

} // namespace b24pull
