// The configuration through the caller's own HTTP stack, in one call.
//
//     auto config = rest::fetch_config(transport, rest::credentials::oauth("example.bitrix24.com", token).value());
#pragma once

#include <b24pull/rest/application_config_get.hpp>
#include <b24pull/rest/call.hpp>

#include <concepts>
#include <utility>

namespace b24pull::rest {

/// Asks for pull.application.config.get and waits for the answer.
///
/// @param transport  see HttpTransport; used once, not kept
/// @param who        as a rule credentials::oauth(); a webhook is refused by the portal
/// @param method     what to ask for
///
/// @return the configuration; or application_config_get::parse_response()'s failure; or the transport's own
result<config> fetch_config(HttpTransport auto&& transport, credentials const& who,
                            application_config_get const& method = {}) {
    return rest::call(transport, who, method);
}

/// The same without waiting.
///
/// @param transport   see AsyncHttpTransport; used once, not kept
/// @param who         as a rule credentials::oauth()
/// @param method      what to ask for
/// @param completion  called once with a result<config>, by the transport. May be move-only.
template <std::invocable<result<config>> Completion>
void async_fetch_config(AsyncHttpTransport auto&& transport, credentials const& who,
                        application_config_get const& method, Completion completion) {
    rest::async_call(transport, who, method, std::move(completion));
}

} // namespace b24pull::rest
