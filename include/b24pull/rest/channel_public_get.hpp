// pull.channel.public.get: where to send to one user of the portal.
#pragma once

#include <b24pull/rest/detail/method_request.hpp>
#include <b24pull/rest/detail/public_channels_reader.hpp>
#include <b24pull/rest/envelope.hpp>

#include <cstdint>
#include <optional>
#include <utility>

namespace b24pull::rest {

/// Needs scope `pull_channel`, and server version 4 or later.
struct channel_public_get {
    /// The user, positive; absent: the caller's own channel.
    std::optional<std::int64_t> user_id = {};
    /// The user's channel of the calling application rather than of the portal. Needs an application's access token.
    bool application = false;

    /// The request to send. Errors: usage_errc::invalid_user_id.
    result<http_request> make_request(credentials const& who) const;

    /// The channel in an answer; nothing for a user who has none.
    ///
    /// Errors: server_errc, among them application_token_required and not_configured (also: server version below 4);
    /// protocol_errc::wrong_type for a descriptor that cannot be used, and protocol_errc as for every answer.
    static result<std::optional<public_channel>> parse_response(http_response const& response,
                                                                clear_text clear = clear_text::refused);

    /// The same together with the envelope's `time`.
    static result<answer<std::optional<public_channel>>> parse_answer(http_response const& response,
                                                                      clear_text clear = clear_text::refused);
};

// Bodies.

namespace detail {

/// The only entry of a list of one.
class public_channel_reader : public public_channels_reader<public_shape::single> {
public:
    using public_channels_reader::public_channels_reader;

    result<std::optional<public_channel>> finish() {
        auto list = public_channels_reader::finish();
        if (!list) return list.error();
        if (!list->channels.empty()) return std::optional<public_channel>(std::move(list->channels.front()));
        if (list->without_channel.empty()) return context().fail_inside("", protocol_errc::wrong_type);
        return std::optional<public_channel>();
    }
};

} // namespace detail

inline result<http_request> channel_public_get::make_request(credentials const& who) const {
    if (user_id && *user_id <= 0) return usage_errc::invalid_user_id;
    boost::json::object parameters;
    if (user_id) parameters["USER_ID"] = *user_id;
    if (application) parameters["APPLICATION"] = "Y";
    return detail::method_request(who, "pull.channel.public.get", std::move(parameters));
}

inline result<answer<std::optional<public_channel>>>
channel_public_get::parse_answer(http_response const& response, clear_text clear) {
    return detail::read_answer<detail::public_channel_reader>(response, {.clear = clear});
}

inline result<std::optional<public_channel>> channel_public_get::parse_response(http_response const& response,
                                                                                clear_text clear) {
    return detail::read_value<detail::public_channel_reader>(response, {.clear = clear});
}

} // namespace b24pull::rest
