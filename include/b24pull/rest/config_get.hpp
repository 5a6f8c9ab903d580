// pull.config.get: the portal's own channels rather than an application's. For webhooks; refuses OAuth.
#pragma once

#include <b24pull/config.hpp>
#include <b24pull/detail/config_reader.hpp>
#include <b24pull/rest/application_config_get.hpp>

#include <optional>
#include <utility>

namespace b24pull::rest {

/// What pull.config.get gives.
struct portal_config {
    /// As application_config_get gives it, with the channels of the portal.
    b24pull::config config = {};
    /// The server's clock at the time of the answer, to compare one's own with. Newer servers only.
    std::optional<timestamp> server_time = {};
};

/// Needs scope `pull_channel` and a webhook: an application's token is refused with
/// server_errc::application_token_refused.
struct config_get {
    /// `CACHE` and `REOPEN`, as in application_config_get.
    std::optional<bool> cache = {};
    /// See application_config_get::reopen.
    std::optional<bool> reopen = {};

    /// The request to send. With a webhook its URL holds the secret. Errors: none with valid credentials.
    result<http_request> make_request(credentials const& who) const;

    /// The configuration in an answer; errors as application_config_get::parse_response(), besides
    /// server_errc::application_token_refused and server_errc::authorize_error.
    static result<portal_config> parse_response(http_response const& response,
                                                clear_text clear = clear_text::refused);

    /// The same together with the envelope's `time`, and with warnings of it.
    static result<answer<portal_config>> parse_answer(http_response const& response,
                                                      clear_text clear = clear_text::refused);
};

// Bodies.

namespace detail {

/// config_reader with the server's clock beside the configuration.
class portal_config_reader : public config_reader {
public:
    using config_reader::config_reader;

    result<portal_config> finish() {
        auto config = config_reader::finish();
        if (!config) return config.error();
        return portal_config{std::move(*config), server_time()};
    }
};

} // namespace detail

inline result<http_request> config_get::make_request(credentials const& who) const {
    return detail::method_request(who, "pull.config.get", detail::config_parameters(cache, reopen));
}

inline result<answer<portal_config>> config_get::parse_answer(http_response const& response,
                                                              clear_text clear) {
    return detail::read_answer<detail::portal_config_reader>(
        response, {.clear = clear, .wrong_auth_type = server_errc::application_token_refused});
}

inline result<portal_config> config_get::parse_response(http_response const& response, clear_text clear) {
    return detail::read_value<detail::portal_config_reader>(
        response, {.clear = clear, .wrong_auth_type = server_errc::application_token_refused});
}

} // namespace b24pull::rest
