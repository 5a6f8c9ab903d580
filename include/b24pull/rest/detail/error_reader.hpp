// The member `error` in all its shapes: a string, "", "0", a number, and an object in REST 3.0.
#pragma once

#include <b24pull/detail/json_input.hpp>
#include <b24pull/detail/utf8.hpp>
#include <b24pull/limits.hpp>
#include <b24pull/rest/server_error.hpp>

#include <string>
#include <string_view>

namespace b24pull::rest::detail {

/// A JsonReader for the value of `error`; told of `error_description` besides.
class error_reader {
public:
    /// Replaces what an earlier `error` said.
    bool read(json_input& in) {
        reply_.error.clear();
        if (in.shape() == json_shape::object) {
            present_ = true;
            return in.object([&](std::string_view name) { return read_member(in, name); });
        }
        auto const value = in.scalar();
        if (value.is_broken()) return false;
        present_ = !value.is_null(); // only null counts as no error: "", 0 and false do not
        reply_.error = text_of(value);
        return true;
    }

    /// `error_description`, or `error.message`. The first that says something counts.
    bool read_description(json_input& in) {
        auto const value = in.scalar();
        if (value.is_broken()) return false;
        if (value.is_text() && reply_.description.empty())
            reply_.description = b24pull::detail::first_bytes(value.text(), limits::description);
        return true;
    }

    bool present() const noexcept { return present_; }

    /// The refusal.
    failure finish(unsigned status, server_errc wrong_auth_type) const {
        auto reply = reply_;
        reply.status = status;
        auto code = server_error(reply.error, status, reply.description);
        if (code == server_errc::application_token_required) code = wrong_auth_type;
        return {code, std::move(reply)};
    }

private:
    bool read_member(json_input& in, std::string_view name) {
        if (name == "message") return read_description(in);
        if (name != "code") return in.skip();
        auto const value = in.scalar();
        if (value.is_broken()) return false;
        if (value.type() != json_scalar::kind::container) reply_.error = text_of(value);
        return true;
    }

    static std::string text_of(json_scalar value) {
        if (value.is_text()) return std::string(value.text().substr(0, limits::short_text));
        auto const number = as_integer(value);
        return number ? std::to_string(*number) : std::string();
    }

    bool present_ = false;
    server_reply reply_;
};

} // namespace b24pull::rest::detail
