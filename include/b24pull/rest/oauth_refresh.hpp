// A new access token for a refresh token, at the vendor's authorization server.
//
//     rest::oauth_refresh renewal{.client_id = id, .client_secret = …, .refresh_token = …};
//     auto request = renewal.make_request();
//     auto tokens = rest::oauth_refresh::parse_response(response);
//     store(tokens->refresh_token);   // first of all: the old one is used up
//
// Renew only upon condition::renew_authorization or when `expires` has passed: renewing on a schedule is discouraged
// and may get the application blocked. Never renew twice at once: the second would use a token that is used up.
#pragma once

#include <b24pull/rest/detail/method_request.hpp>
#include <b24pull/rest/detail/token_reader.hpp>
#include <b24pull/rest/envelope.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace b24pull::rest {

/// Renewal of an application's tokens (`grant_type=refresh_token`).
struct oauth_refresh {
    /// The application's id: `app.…` or `local.…`.
    std::string client_id = {};
    /// The application's key.
    secret client_secret = {};
    /// The last refresh token. Good for 180 days and for one renewal.
    secret refresh_token = {};
    /// The authorization server: https://oauth.bitrix.info or https://oauth.bitrix24.tech, or what the last answer's
    /// server_endpoint names; a path is left out.
    std::string server = "https://oauth.bitrix.info";
    /// clear_text::allowed lets the server be `http://`.
    clear_text clear = clear_text::refused;

    /// The request to send: a form in a POST body, where no access log sees the secrets.
    ///
    /// Errors: usage_errc::invalid_url, insecure_url, invalid_token.
    result<http_request> make_request() const;

    /// The new tokens in an answer.
    ///
    /// Errors: server_errc, among them invalid_grant (authorise anew), invalid_client, payment_required,
    /// not_installed; protocol_errc::missing_member, wrong_type, and protocol_errc as for every answer.
    static result<oauth_tokens> parse_response(http_response const& response);
};

// Bodies.

inline result<http_request> oauth_refresh::make_request() const {
    auto const address = detail::check_address(server, clear);
    if (!address) return address.error();
    if (!detail::is_token(client_id) || !detail::is_token(client_secret.reveal()) ||
        !detail::is_token(refresh_token.reveal()))
        return usage_errc::invalid_token;
    std::string form = "grant_type=refresh_token";
    auto const append = [&form](std::string_view name, std::string_view value) {
        form += '&';
        form += name;
        form += '=';
        percent_encode(form, value);
    };
    append("client_id", client_id);
    append("client_secret", client_secret.reveal());
    append("refresh_token", refresh_token.reveal());
    return detail::post(detail::origin_of(*address) + "/oauth/token/", "application/x-www-form-urlencoded",
                        std::move(form));
}

inline result<oauth_tokens> oauth_refresh::parse_response(http_response const& response) {
    return detail::answer_in<detail::token_reader>(response, {}).value();
}

} // namespace b24pull::rest
