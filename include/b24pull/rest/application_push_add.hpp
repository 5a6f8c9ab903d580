// pull.application.push.add: a notification to users' mobile devices.
#pragma once

#include <b24pull/rest/application_event_add.hpp>

#include <string>

namespace b24pull::rest {

/// Needs scope `pull`, an application's access token, and an administrator.
struct application_push_add {
    /// Who gets it: at least one positive id.
    users to = {};
    /// Neither empty nor "0", which the server takes for empty.
    std::string text = {};
    /// `AVATAR`: absolute http(s) URL of a picture; empty: none.
    std::string avatar = {};

    /// The request to send, checked by the server's rules. The server takes an absent user for user 0; here it is an
    /// error.
    ///
    /// Errors: usage_errc::no_users, invalid_user_id, empty_text, invalid_url, request_too_large, invalid_text.
    result<http_request> make_request(credentials const& who) const;

    /// Whether the server took the notification.
    ///
    /// Errors: server_errc, among them application_token_required, push_access_error, text_error, empty_app_name;
    /// protocol_errc as for every answer.
    static result<accepted> parse_response(http_response const& response,
                                           clear_text clear = clear_text::refused);

    /// The same together with the envelope's `time`.
    static result<answer<accepted>> parse_answer(http_response const& response,
                                                 clear_text clear = clear_text::refused);
};

// Bodies.

inline result<http_request> application_push_add::make_request(credentials const& who) const {
    boost::json::object parameters;
    if (auto const checked = detail::receivers{parameters}(to); !checked) return checked.error();
    if (text.empty() || text == "0") return usage_errc::empty_text;
    parameters["TEXT"] = text;
    if (!avatar.empty()) {
        auto const url =
            detail::check_address(avatar, clear_text::allowed); // fetched by others, without credentials
        if (!url) return url.error();
        parameters["AVATAR"] = avatar;
    }
    return detail::method_request(who, "pull.application.push.add", std::move(parameters));
}

inline result<answer<accepted>> application_push_add::parse_answer(http_response const& response,
                                                                   clear_text clear) {
    return detail::read_answer<detail::accepted_reader>(response, {.clear = clear});
}

inline result<accepted> application_push_add::parse_response(http_response const& response,
                                                             clear_text clear) {
    return detail::read_value<detail::accepted_reader>(response, {.clear = clear});
}

} // namespace b24pull::rest
