// One call of one method through a transport: the request half, the transport, the response half.
//
//     auto done = rest::call(transport, credentials, rest::application_event_add{.command = "ring"});
#pragma once

#include <b24pull/rest/credentials.hpp>
#include <b24pull/rest/http_transport.hpp>
#include <b24pull/result.hpp>

#include <concepts>
#include <utility>

namespace b24pull::rest {

/// A method with its two pure halves, as application_config_get has them.
template <class Method>
concept RestMethod = requires(Method const& method, credentials const& who, http_response const& response) {
    { method.make_request(who) } -> std::same_as<result<http_request>>;
    Method::parse_response(response, clear_text::refused);
};

/// What a method's answer is read into: result<config> for application_config_get.
template <RestMethod Method>
using outcome_of =
    decltype(Method::parse_response(std::declval<http_response const&>(), clear_text::refused));

/// Calls a method and waits for its answer. Never repeats and never follows a redirection: that is the caller's.
///
/// @param transport  used once, not kept
/// @param who        where, and with which credential
/// @param method     what to ask for
///
/// @return what the answer says, or the transport's own failure, or what make_request() refused
///
/// Exceptions: whatever the transport throws.
template <RestMethod Method>
outcome_of<Method> call(HttpTransport auto&& transport, credentials const& who, Method const& method) {
    auto const request = method.make_request(who);
    if (!request) return request.error();
    result<http_response> const response = transport(*request);
    if (!response) return response.error();
    return Method::parse_response(*response, who.clear());
}

/// The same without waiting.
///
/// @param transport   used once, not kept; it keeps what it needs of the request and the completion
/// @param who         where, and with which credential
/// @param method      what to ask for
/// @param completion  called once with an outcome_of<Method>, by the transport; or before this function returns when
///                    the request could not be made. May be move-only.
template <RestMethod Method, std::invocable<outcome_of<Method>> Completion>
void async_call(AsyncHttpTransport auto&& transport, credentials const& who, Method const& method,
                Completion completion) {
    using outcome = outcome_of<Method>;
    auto request = method.make_request(who);
    if (!request) return static_cast<void>(std::move(completion)(outcome(request.error())));
    transport(std::move(*request),
              [done = std::move(completion), clear = who.clear()](result<http_response> response) mutable {
                  if (response) std::move(done)(Method::parse_response(*response, clear));
                  else std::move(done)(outcome(response.error()));
              });
}

} // namespace b24pull::rest
