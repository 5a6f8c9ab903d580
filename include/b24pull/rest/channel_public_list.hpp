// pull.channel.public.list: where to send to several users of the portal.
#pragma once

#include <b24pull/rest/detail/method_request.hpp>
#include <b24pull/rest/detail/public_channels_reader.hpp>
#include <b24pull/rest/envelope.hpp>

#include <cstdint>
#include <unordered_set>
#include <utility>
#include <vector>

namespace b24pull::rest {

/// Needs scope `pull_channel`, and server version 4 or later.
struct channel_public_list {
    /// As on the server, ids that are not positive are dropped and duplicates merged; at least one must be left.
    std::vector<std::int64_t> users = {};
    /// The users' channels of the calling application rather than of the portal. Needs an application's access token.
    bool application = false;

    /// The request to send. Errors: usage_errc::no_users, request_too_large.
    result<http_request> make_request(credentials const& who) const;

    /// The channels in an answer. Users without one are listed apart.
    ///
    /// Errors: server_errc, among them application_token_required, invalid_format, not_configured;
    /// protocol_errc::wrong_type, and protocol_errc as for every answer.
    static result<public_channel_list> parse_response(http_response const& response,
                                                      clear_text clear = clear_text::refused);

    /// The same together with the envelope's `time`.
    static result<answer<public_channel_list>> parse_answer(http_response const& response,
                                                            clear_text clear = clear_text::refused);
};

// Bodies.

inline result<http_request> channel_public_list::make_request(credentials const& who) const {
    boost::json::array ids;
    std::unordered_set<std::int64_t> seen;
    for (auto const id : users)
        if (id > 0 && seen.insert(id).second) ids.push_back(id);
    if (ids.empty()) return usage_errc::no_users;
    boost::json::object parameters;
    parameters["USERS"] = std::move(ids);
    if (application) parameters["APPLICATION"] = "Y";
    return detail::method_request(who, "pull.channel.public.list", std::move(parameters));
}

inline result<answer<public_channel_list>> channel_public_list::parse_answer(http_response const& response,
                                                                             clear_text clear) {
    return detail::read_answer<detail::public_channels_reader<detail::public_shape::list>>(response,
                                                                                           {.clear = clear});
}

inline result<public_channel_list> channel_public_list::parse_response(http_response const& response,
                                                                       clear_text clear) {
    return detail::read_value<detail::public_channels_reader<detail::public_shape::list>>(response,
                                                                                          {.clear = clear});
}

} // namespace b24pull::rest
