// pull.application.config.get: where the real-time server is, and the channels of the calling application.
//
//     auto request = rest::application_config_get{}.make_request(credentials);   // send it in any way you like
//     auto config = rest::application_config_get::parse_response(response);
#pragma once

#include <b24pull/config.hpp>
#include <b24pull/detail/config_reader.hpp>
#include <b24pull/rest/credentials.hpp>
#include <b24pull/rest/detail/method_request.hpp>
#include <b24pull/rest/envelope.hpp>
#include <b24pull/rest/http.hpp>

#include <optional>
#include <string_view>
#include <utility>

namespace b24pull::rest {

/// Needs scope `pull` and an application's access token; any user authorised in the application may call it.
struct application_config_get {
    /// `CACHE`: false asks for the channels past the server's cache. Without effect on current builds; not sent unless
    /// set.
    std::optional<bool> cache = {};
    /// `REOPEN`: false asks versions 1 and 2 not to push a `reopen` into the channel. Without effect on later ones; not
    /// sent unless set.
    std::optional<bool> reopen = {};

    /// The request to send. Its body holds the access token, with a webhook its URL holds the secret.
    ///
    /// Errors: none with valid credentials.
    result<http_request> make_request(credentials const& who) const;

    /// The configuration in an answer, or why there is none.
    ///
    /// @param response  as it came, whatever its status; redirections not followed
    /// @param clear     clear_text::allowed lets a renamed portal's new address be `http://`
    ///
    /// @return the configuration, or
    ///  - a server_errc with what the server said. Among them application_token_required (the call was made with a
    ///    webhook), not_configured, expired_token, query_limit_exceeded, and portal_moved with the new address;
    ///  - protocol_errc as parse_config(), with paths that begin with `result`; invalid_redirect, insecure_redirect.
    ///
    /// Complexity: linear in the size of the body.
    static result<config> parse_response(http_response const& response,
                                         clear_text clear = clear_text::refused);

    /// The same together with the envelope's `time`, and with warnings of it.
    static result<answer<config>> parse_answer(http_response const& response,
                                               clear_text clear = clear_text::refused);
};

// Bodies.

namespace detail {

/// `CACHE` and `REOPEN`. Only these two strings are understood alike by all builds.
inline boost::json::object config_parameters(std::optional<bool> cache, std::optional<bool> reopen) {
    boost::json::object parameters;
    if (cache) parameters["CACHE"] = *cache ? "Y" : "N";
    if (reopen) parameters["REOPEN"] = *reopen ? "Y" : "N";
    return parameters;
}

} // namespace detail

inline result<http_request> application_config_get::make_request(credentials const& who) const {
    return detail::method_request(who, "pull.application.config.get",
                                  detail::config_parameters(cache, reopen));
}

inline result<answer<config>> application_config_get::parse_answer(http_response const& response,
                                                                   clear_text clear) {
    return detail::read_answer<detail::config_reader>(response, {.clear = clear});
}

inline result<config> application_config_get::parse_response(http_response const& response,
                                                             clear_text clear) {
    return detail::read_value<detail::config_reader>(response, {.clear = clear});
}

} // namespace b24pull::rest
