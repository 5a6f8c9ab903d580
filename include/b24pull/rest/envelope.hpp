// The envelope around every REST answer: `result` or `error`, and `time`; and what HTTP alone can say.
#pragma once

#include <b24pull/detail/json_reader.hpp>
#include <b24pull/detail/member_table.hpp>
#include <b24pull/rest/credentials.hpp>
#include <b24pull/rest/detail/error_reader.hpp>
#include <b24pull/rest/http.hpp>
#include <b24pull/rest/response_time.hpp>
#include <b24pull/rest/server_error.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace b24pull::rest {

/// A method's value and what the server says about the call.
template <class T>
struct answer {
    T value;
    /// Absent on old servers.
    std::optional<response_time> time;
};

namespace detail {

/// How an answer is read.
struct reading {
    /// Whether a redirection to `http://` may be reported as a new address.
    clear_text clear = clear_text::refused;
    /// What WRONG_AUTH_TYPE means for the method.
    server_errc wrong_auth_type = server_errc::application_token_required;
};

/// A JsonSink for the whole body: hands what `result` holds to ResultReader, a JsonSink with `finish()`.
template <class ResultReader>
class envelope_reader {
public:
    static constexpr std::string_view root = "result"; // where ResultReader's paths begin

    explicit envelope_reader(read_context& context)
        : context_(context)
        , time_(context) {}

    void on_key(std::string_view key) {
        if (depth_ == 1) open(key);
        else forward([key](auto& to) { to.on_key(key); });
    }
    void on_scalar(json_scalar const& value) {
        if (depth_ == 1 && member_ == member::description && value.is_text()) error_.description(value.text);
        else if (depth_ != 0) forward([&value](auto& to) { to.on_scalar(value); });
    }
    void on_begin(json_shape shape) {
        if (depth_ == 0) is_object_ = shape == json_shape::object;
        else forward([shape](auto& to) { to.on_begin(shape); });
        ++depth_;
    }
    void on_end() {
        if (--depth_ != 0) forward([](auto& to) { to.on_end(); });
    }

    bool is_object() const noexcept { return is_object_; }
    bool has_result() const noexcept { return value_.has_value(); }
    error_reader const& error() const noexcept { return error_; }
    std::optional<response_time> time() const { return time_.finish(); }

    /// The value, or what it lacks. A missing `result` lacks everything.
    auto finish() -> decltype(std::declval<ResultReader&>().finish()) {
        if (!value_) return failure(protocol_errc::missing_member, "result");
        return value_->finish();
    }

private:
    enum class member : unsigned char { unknown, result, error, description, time };

    void open(std::string_view key) {
        struct name {
            std::string_view text;
            member which;
        };
        static constexpr name names[] = {{"result", member::result},
                                         {"error", member::error},
                                         {"error_description", member::description},
                                         {"time", member::time}};
        member_ = member::unknown;
        for (auto const& known : names) {
            if (known.text != key) continue;
            member_ = known.which;
            context_.path.known(known.text);
        }
        // The last of several counts.
        if (member_ == member::result) value_.emplace(context_);
        else if (member_ == member::error) error_.reset();
    }

    template <class Event>
    void forward(Event event) {
        if (!is_object_) return;
        switch (member_) {
        case member::result: return event(*value_);
        case member::error: return event(error_);
        case member::time: return event(time_);
        case member::description:
        case member::unknown: return;
        }
    }

    read_context& context_;
    std::size_t depth_ = 0;
    bool is_object_ = false;
    member member_ = member::unknown;
    error_reader error_;
    time_reader time_;
    std::optional<ResultReader> value_;
};

/// A redirection: the portal has moved, and to where.
inline failure read_redirect(http_response const& response, reading how) {
    auto const* const location = find_header(response.headers, "Location");
    if (!location) return protocol_errc::invalid_redirect;
    auto const target = check_address(*location, how.clear);
    if (!target) {
        bool const insecure = target.error().code() == usage_errc::insecure_url;
        return insecure ? protocol_errc::insecure_redirect : protocol_errc::invalid_redirect;
    }
    return {server_errc::portal_moved,
            server_reply{
                .status = response.status, .error = {}, .description = {}, .moved_to = origin_of(*target)}};
}

constexpr bool is_redirect(unsigned status) noexcept {
    return status == 301 || status == 302 || status == 307 || status == 308;
}

constexpr bool is_success(unsigned status) noexcept { return status >= 200 && status < 300; }

/// The refusal that an error status is when the body explains nothing.
inline failure unexplained(unsigned status) { return {server_error(status), server_reply{.status = status}}; }

/// Reads a whole answer through Envelope, which is envelope_reader or one of its kind.
///
/// The member `error`, unless null, makes it a refusal, whatever the status; so does a status other than 2xx without
/// a result.
///
/// Errors: those of the value's reader; every server_errc, with the server's words; protocol_errc::empty_body,
/// json_syntax, json_incomplete, json_too_deep, body_too_large, wrong_type, missing_member, invalid_redirect,
/// insecure_redirect.
template <class Envelope>
auto read_envelope(http_response const& response, reading how)
    -> result<answer<typename decltype(std::declval<Envelope&>().finish())::value_type>> {
    if (is_redirect(response.status)) return read_redirect(response, how);

    json_limits const bounds;
    read_context context(bounds, Envelope::root);
    Envelope envelope(context);
    json_reader<Envelope> json(envelope, context.path, bounds);
    auto const broken = json.finish(response.body);
    bool const success = is_success(response.status);

    if (broken) return success ? *broken : unexplained(response.status);
    if (envelope.error().present()) return envelope.error().finish(response.status, how.wrong_auth_type);
    if (!success && !envelope.has_result()) return unexplained(response.status);
    if (!envelope.is_object()) return failure(protocol_errc::wrong_type);
    auto value = envelope.finish();
    if (!value) return value.error();
    return {{std::move(*value), envelope.time()}};
}

/// The same for the envelope of REST methods; ResultReader is a JsonSink with `finish()`.
template <class ResultReader>
auto read_answer(http_response const& response, reading how = {}) {
    return read_envelope<envelope_reader<ResultReader>>(response, how);
}

/// The value alone.
template <class T>
result<T> value_of(result<answer<T>> whole) {
    if (!whole) return whole.error();
    return std::move(whole->value);
}

} // namespace detail
} // namespace b24pull::rest
