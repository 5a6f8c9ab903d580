// What the answer to a long poll means: its status, and the few headers that count.
//
//     auto const answer = read_poll_answer({.status = 304, .last_message_id = id, .expires = expires});
//     resume.advance_to(answer.last_message_id);
#pragma once

#include <b24pull/detail/json_scalar.hpp>
#include <b24pull/limits.hpp>
#include <b24pull/realtime/close_reason.hpp>
#include <b24pull/realtime/decode.hpp>
#include <b24pull/url.hpp>

#include <algorithm>
#include <string_view>

namespace b24pull::realtime {

/// The answer as the HTTP stack gives it; headers that are missing are "". All views.
struct poll_response {
    /// Of HTTP.
    unsigned status = 0;
    /// Content-Type.
    std::string_view content_type = {};
    /// Last-Message-Id.
    std::string_view last_message_id = {};
    /// Expires.
    std::string_view expires = {};
};

/// What to do with it.
struct poll_answer {
    /// The three things that it can be.
    enum class kind {
        /// Decode the body, which may be empty, then ask again.
        payload,
        /// Nothing happened: ask again.
        unchanged,
        /// Do as `remedy` says.
        refused,
    };

    /// Which of them this one is.
    kind what = kind::refused;
    /// How to decode the body.
    realtime::payload_kind payload = payload_kind::text;
    /// With `refused`: what to do.
    realtime::remedy remedy = realtime::remedy::reconnect;
    /// With `unchanged`: where the server stands, or "". Hand it to resume_point::advance_to(). A view into the
    /// response.
    std::string_view last_message_id = {};
};

/// Reads the answer to a GET of long_poll_url(). Connected are those that give `payload` or `unchanged`.
///
/// Servers answer with 304 after 40 s; the id counts only beside the date by which push servers mark it. A body is
/// binary if its type says so, whatever was asked for.
///
/// Source: push servers 1.0 and 2.0, the nginx push-stream module.
constexpr poll_answer read_poll_answer(poll_response const& response) noexcept;

// Bodies.

namespace detail {

/// Whether a content type, with or without parameters, is the one of binary bodies.
constexpr bool is_binary(std::string_view content_type) noexcept {
    content_type.remove_prefix((std::min)(content_type.find_first_not_of(" \t"), content_type.size()));
    auto const type = content_type.substr(0, content_type.find_first_of("; \t,"));
    return b24pull::detail::equals_ignoring_case(type, "application/octet-stream");
}

} // namespace detail

constexpr poll_answer read_poll_answer(poll_response const& response) noexcept {
    constexpr std::string_view mark = "Thu, 01 Jan 1973 11:11:01 GMT";
    poll_answer out;
    switch (response.status) {
    case 200:
        out.what = poll_answer::kind::payload;
        if (detail::is_binary(response.content_type)) out.payload = payload_kind::binary;
        break;
    case 304:
        out.what = poll_answer::kind::unchanged;
        if (response.expires == mark && response.last_message_id.size() <= limits::message_id &&
            b24pull::detail::is_id(response.last_message_id))
            out.last_message_id = response.last_message_id;
        break;
    default: out.remedy = remedy_of_status(response.status);
    }
    return out;
}

} // namespace b24pull::realtime
