// pull.application.event.add: sends an event to the application's users, through the portal.
//
//     rest::application_event_add ring{.command = "ring", .params = R"({"from":"+49 30 1234"})"};
//     auto done = rest::call(transport, credentials, ring);
#pragma once

#include <b24pull/rest/detail/accepted_reader.hpp>
#include <b24pull/rest/detail/json_text.hpp>
#include <b24pull/rest/detail/method_request.hpp>
#include <b24pull/rest/envelope.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace b24pull::rest {

/// Every user of the application: its shared channel.
struct everyone {};

/// The calling user alone. Any user may.
struct oneself {
    /// The caller's own user id, positive.
    std::int64_t user_id = 0;
};

/// These users, each through the private channel. Administrators only.
struct users {
    /// Positive ids, at least one. Duplicates do no harm.
    std::vector<std::int64_t> ids = {};
};

/// Needs scope `pull` and an application's access token. Messages stay readable for 24 h.
struct application_event_add {
    /// One or more of `A-Z a-z 0-9 _ : | . -`, but not "0", which the server takes and drops.
    std::string command = {};
    /// JSON text of an object or array; empty: none. An empty one reaches receivers as `[]`.
    std::string params = {};
    /// Who gets it.
    std::variant<everyone, oneself, users> to = everyone{};
    /// `a-z 0-9 . _`, or empty. Receivers see it as the event's module.
    std::string module_id = "application";

    /// The request to send, checked by the server's own rules first, since it answers some mistakes with silence.
    ///
    /// Errors, in the server's order: usage_errc::invalid_user_id, no_users, invalid_module_id, invalid_command,
    /// invalid_params, request_too_large, invalid_text.
    result<http_request> make_request(credentials const& who) const;

    /// Whether the server took the event.
    ///
    /// Errors: server_errc, among them application_token_required, user_id_access_error, module_id_error,
    /// command_error, params_error; protocol_errc as for every answer.
    static result<accepted> parse_response(http_response const& response,
                                           clear_text clear = clear_text::refused);

    /// The same together with the envelope's `time`.
    static result<answer<accepted>> parse_answer(http_response const& response,
                                                 clear_text clear = clear_text::refused);
};

// Bodies.

namespace detail {

inline constexpr char_set command_chars([](char c) {
    return is_alpha(c) || is_digit(c) || is_one_of(c, "_:|.-");
}),
    module_chars([](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || is_one_of(c, "._"); });

constexpr bool is_command(std::string_view text) noexcept {
    return !text.empty() && text != "0" && command_chars.has_all(text);
}

constexpr bool is_module_id(std::string_view text) noexcept { return module_chars.has_all(text); }

/// Positive user ids as the server takes them, or why not.
inline result<boost::json::array> user_ids(std::vector<std::int64_t> const& ids) {
    if (ids.empty()) return usage_errc::no_users;
    boost::json::array out;
    for (auto const id : ids) {
        if (id <= 0) return usage_errc::invalid_user_id;
        out.push_back(id);
    }
    return out;
}

/// `USER_ID`, or nothing for everyone. Other spellings of nobody, such as 0, would reach everyone.
struct receivers {
    boost::json::object& parameters;

    result<void> operator()(everyone) const { return {}; }
    result<void> operator()(oneself to) const {
        if (to.user_id <= 0) return usage_errc::invalid_user_id;
        parameters["USER_ID"] = std::to_string(to.user_id); // a number would be refused: compared by type
        return {};
    }
    result<void> operator()(users const& to) const {
        auto ids = user_ids(to.ids);
        if (!ids) return ids.error();
        parameters["USER_ID"] = std::move(*ids);
        return {};
    }
};

} // namespace detail

inline result<http_request> application_event_add::make_request(credentials const& who) const {
    boost::json::object parameters;
    if (auto const checked = std::visit(detail::receivers{parameters}, to); !checked) return checked.error();
    if (!detail::is_module_id(module_id)) return usage_errc::invalid_module_id;
    if (!detail::is_command(command)) return usage_errc::invalid_command;
    parameters["COMMAND"] = command;
    parameters["MODULE_ID"] = module_id;
    if (!params.empty()) {
        auto value = detail::parse_container(params);
        if (!value) return value.error();
        parameters["PARAMS"] = std::move(*value);
    }
    return detail::method_request(who, "pull.application.event.add", std::move(parameters));
}

inline result<answer<accepted>> application_event_add::parse_answer(http_response const& response,
                                                                    clear_text clear) {
    return detail::read_answer<detail::accepted_reader>(response, {.clear = clear});
}

inline result<accepted> application_event_add::parse_response(http_response const& response,
                                                              clear_text clear) {
    return detail::read_value<detail::accepted_reader>(response, {.clear = clear});
}

} // namespace b24pull::rest
