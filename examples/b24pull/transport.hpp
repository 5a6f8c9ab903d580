// Holds a session to one transport.
#pragma once

#include <b24pull/config.hpp>

namespace tool {

enum class transport { any, websocket, polling };

/// Takes the addresses that are not to be used out of a configuration: a session uses what there is.
inline void keep_only(transport wanted, b24pull::config& config) {
    auto& server = config.server;
    if (wanted == transport::polling) server.websocket_enabled = false;
    if (wanted == transport::websocket) {
        server.long_polling.clear();
        server.long_polling_secure.clear();
    }
}

} // namespace tool
