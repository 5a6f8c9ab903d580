// Equality of configurations and failures, member by member. The library has none, since secrets do not compare.
#pragma once

#include <b24pull/config.hpp>
#include <b24pull/result.hpp>

#include <algorithm>
#include <optional>

namespace support {

inline bool same(b24pull::secret const& a, b24pull::secret const& b) { return a.reveal() == b.reveal(); }

inline bool same(b24pull::channel const& a, b24pull::channel const& b) {
    return a.kind == b.kind && same(a.id, b.id) && same(a.public_id, b.public_id) && a.start == b.start &&
           a.end == b.end;
}

inline bool same(b24pull::public_channel const& a, b24pull::public_channel const& b) {
    return a.user_id == b.user_id && a.public_id == b.public_id && same(a.signature, b.signature) &&
           a.start == b.start && a.end == b.end;
}

inline bool same(b24pull::server const& a, b24pull::server const& b) {
    return a.version == b.version && a.mode == b.mode && a.hostname == b.hostname &&
           a.websocket == b.websocket && a.websocket_secure == b.websocket_secure &&
           a.long_polling == b.long_polling && a.long_polling_secure == b.long_polling_secure &&
           a.publish == b.publish && a.publish_secure == b.publish_secure && a.enabled == b.enabled &&
           a.websocket_enabled == b.websocket_enabled && a.publish_enabled == b.publish_enabled &&
           a.config_timestamp == b.config_timestamp;
}

inline bool same(b24pull::warning const& a, b24pull::warning const& b) {
    return a.code == b.code && a.path == b.path && a.text == b.text;
}

template <class T>
bool same(std::optional<T> const& a, std::optional<T> const& b) {
    return a.has_value() == b.has_value() && (!a || same(*a, *b));
}

template <class T>
bool same(std::vector<T> const& a, std::vector<T> const& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](T const& x, T const& y) { return same(x, y); });
}

inline bool same(b24pull::config const& a, b24pull::config const& b) {
    return same(a.server, b.server) && a.revision_web == b.revision_web &&
           a.revision_mobile == b.revision_mobile && same(a.shared_channel, b.shared_channel) &&
           same(a.private_channel, b.private_channel) && same(a.public_channels, b.public_channels) &&
           a.expires_at == b.expires_at && same(a.jwt, b.jwt) && same(a.client_id, b.client_id) &&
           same(a.warnings, b.warnings);
}

inline bool same(b24pull::failure const& a, b24pull::failure const& b) {
    return a.code() == b.code() && a.path() == b.path() && a.offset() == b.offset();
}

template <class T>
bool same(b24pull::result<T> const& a, b24pull::result<T> const& b) {
    if (a.has_value() != b.has_value()) return false;
    return a ? same(*a, *b) : same(a.error(), b.error());
}

} // namespace support
