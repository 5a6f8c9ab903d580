// The member `error` in all its shapes: a string, "", "0", a number, and an object in REST 3.0.
#pragma once

#include <b24pull/detail/json_path.hpp>
#include <b24pull/detail/utf8.hpp>
#include <b24pull/limits.hpp>
#include <b24pull/rest/server_error.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace b24pull::rest::detail {

/// A JsonSink for the value of `error`; told of `error_description` besides.
class error_reader {
public:
    void on_key(std::string_view key) { part_ = depth_ != 1 ? part::other : part_of(key); }

    void on_scalar(json_scalar const& value) {
        if (depth_ == 0) {
            present_ = !value.is_null(); // only null counts as no error: "", 0 and false do not
            reply_.error = text_of(value);
        } else if (depth_ == 1 && part_ == part::code) {
            reply_.error = text_of(value);
        } else if (depth_ == 1 && part_ == part::message && value.is_text()) {
            description(value.text);
        }
    }

    void on_begin(json_shape) {
        present_ = true;
        part_ = part::other;
        ++depth_;
    }
    void on_end() { --depth_; }

    /// `error_description`, or `error.message`. The first that says something counts.
    void description(std::string_view text) {
        if (!reply_.description.empty()) return;
        reply_.description = b24pull::detail::first_bytes(text, limits::description);
    }

    /// A further `error` begins, which replaces this one.
    void reset() {
        present_ = false;
        reply_.error.clear();
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
    enum class part : unsigned char { other, code, message }; // of an error object

    static part part_of(std::string_view name) noexcept {
        return name == "code" ? part::code : name == "message" ? part::message : part::other;
    }

    static std::string text_of(json_scalar const& value) {
        if (value.is_text()) return std::string(value.text.substr(0, limits::short_text));
        auto const number = as_integer(value);
        return number ? std::to_string(*number) : std::string();
    }

    std::size_t depth_ = 0;
    bool present_ = false;
    part part_ = part::other;
    server_reply reply_;
};

} // namespace b24pull::rest::detail
