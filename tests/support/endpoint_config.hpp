// Configurations to make connection URLs of: short ids, one address for each transport.
#pragma once

#include <b24pull/config.hpp>

#include <string_view>

namespace support {

inline b24pull::channel channel_with_id(std::string_view id) {
    b24pull::channel out;
    out.id = b24pull::secret(id);
    return out;
}

/// A personal server with all addresses, the channels `a:b.c` (private) and `d.e` (shared), the client id `c1`.
inline b24pull::config endpoint_config(int version = 4) {
    b24pull::config out;
    out.server.version = version;
    out.server.mode = b24pull::server_mode::personal;
    out.server.hostname = "portal.example.com";
    out.server.websocket = "ws://rt.example.com:80/subws/";
    out.server.websocket_secure = "wss://rt.example.com/subws/";
    out.server.long_polling = "http://rt.example.com:80/sub/";
    out.server.long_polling_secure = "https://rt.example.com/sub/";
    out.server.publish = "http://rt.example.com:80/pub/";
    out.server.publish_secure = "https://rt.example.com/pub/";
    out.server.websocket_enabled = true;
    out.private_channel = channel_with_id("a:b.c");
    out.private_channel->kind = b24pull::channel_kind::private_;
    out.shared_channel = channel_with_id("d.e");
    out.client_id = b24pull::secret("c1");
    return out;
}

} // namespace support
