// The authorization server's answer: a bare object, without the envelope of REST methods.
#pragma once

#include <b24pull/rest/envelope.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace b24pull::rest {

/// A fresh pair of tokens. Source: the answer of `/oauth/token/`.
struct oauth_tokens {
    /// For credentials::oauth().
    secret access_token = {};
    /// Replaces the one that was sent. Store it before anything else.
    secret refresh_token = {};
    /// Life of the access token from now: one hour, if the server does not say.
    std::chrono::seconds expires_in{3600};
    /// The same as a time. Absent in old answers.
    std::optional<std::chrono::sys_seconds> expires = {};
    /// The portal's current REST base, ending in `/rest/`: for credentials::oauth().
    std::string client_endpoint = {};
    /// The authorization server's own REST base.
    std::string server_endpoint = {};
    /// Names the portal across renames.
    std::string member_id = {};
    /// Comma-joined; may be the literal "app".
    std::string scope = {};
    /// One letter: F free, D demo, T trial, P paid, L local, S subscription; others may come.
    std::string status = {};
    /// Who authorised the application. Absent in old answers.
    std::optional<std::int64_t> user_id = {};
};

namespace detail {

enum class token_place : unsigned char { ignored, tokens };

/// An envelope that is none: the members of the value and of an error stand side by side.
class token_reader : public table_reader<token_reader, token_place> {
public:
    static constexpr std::string_view root = "";
    using body_reader = token_reader; // it is all of the body
    using place = token_place;
    using table_reader::table_reader;

    bool is_object() const noexcept { return is_object_; }
    bool has_result() const noexcept { return has_token_; }
    error_reader const& error() const noexcept { return error_; }
    std::optional<response_time> time() const { return std::nullopt; }

    /// Errors: protocol_errc::missing_member without one of the tokens, or with one that cannot be one.
    result<oauth_tokens> finish() {
        if (out_.access_token.empty())
            return context().fail_inside("access_token", protocol_errc::missing_member);
        if (out_.refresh_token.empty())
            return context().fail_inside("refresh_token", protocol_errc::missing_member);
        return std::move(out_);
    }

    static table_view<member<token_reader>> members_of(place) noexcept {
        using self = token_reader;
        using value = json_scalar;
        static constexpr member<self> members[] = {
            {"access_token", [](self& r, value v) { r.read_access_token(v); }},
            {"refresh_token", [](self& r, value v) { r.out_.refresh_token = read_token(v); }},
            {"expires_in", [](self& r, value v) { r.read_expires_in(v); }},
            {"expires", [](self& r, value v) { r.read_expires(v); }},
            {"client_endpoint", [](self& r, value v) { r.out_.client_endpoint = read_endpoint(v); }},
            {"server_endpoint", [](self& r, value v) { r.out_.server_endpoint = read_endpoint(v); }},
            {"member_id", [](self& r, value v) { r.out_.member_id = read_text(v); }},
            {"scope", [](self& r, value v) { r.out_.scope = read_text(v); }},
            {"status", [](self& r, value v) { r.out_.status = read_text(v); }},
            {"user_id", [](self& r, value v) { r.out_.user_id = as_integer(v); }},
            {.name = "error", .take = [](self& r, json_input& in) { return r.error_.read(in); }},
            {.name = "error_description",
             .take = [](self& r, json_input& in) { return r.error_.read_description(in); }},
        };
        return members;
    }
    place on_root(json_shape shape) noexcept {
        is_object_ = shape == json_shape::object;
        return place::tokens;
    }
    void on_root(json_scalar) noexcept {}

private:
    void read_access_token(json_scalar value) {
        has_token_ = true;
        out_.access_token = read_token(value);
    }
    static secret read_token(json_scalar value) {
        return value.is_text() && is_token(value.text()) ? secret(value.text()) : secret();
    }
    static std::string read_text(json_scalar value) {
        bool const usable = value.is_text() && value.text().size() <= limits::short_text;
        return usable ? std::string(value.text()) : std::string();
    }
    static std::string read_endpoint(json_scalar value) {
        bool const usable = value.is_text() && check_address(value.text(), clear_text::allowed);
        return usable ? std::string(value.text()) : std::string();
    }
    void read_expires_in(json_scalar value) {
        auto const seconds = as_integer(value);
        if (seconds && *seconds > 0 && *seconds < 366 * 86400)
            out_.expires_in = std::chrono::seconds{*seconds};
    }
    void read_expires(json_scalar value) {
        auto const date = as_date(value);
        out_.expires = date ? std::optional(date->instant) : std::nullopt;
    }

    bool is_object_ = false;
    bool has_token_ = false;
    error_reader error_;
    oauth_tokens out_;
};

} // namespace detail
} // namespace b24pull::rest
