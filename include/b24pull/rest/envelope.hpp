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
    /// The value of `result`, typed.
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

/// Whether `time` is wanted besides the value. Who does not want it is not told what is odd about it either.
enum class with_time : bool { no, yes };

enum class envelope_place : unsigned char { ignored, answer };

/// A JsonReader for the whole body, whatever the method: one for all, so that a unit pays for it once.
class envelope : public table_reader<envelope, envelope_place> {
public:
    using place = envelope_place;

    bool is_object() const noexcept { return is_object_; }
    bool has_result() const noexcept { return has_result_; }
    error_reader const& error() const noexcept { return error_; }
    std::optional<response_time> time() const { return time_.finish(); }

    // For table_reader.
    static table_view<member<envelope>> members_of(place) noexcept {
        static constexpr member<envelope> members[] = {
            {.name = "result", .take = [](envelope& r, json_input& in) { return r.read_result(in); }},
            {.name = "time",
             .take = [](envelope& r, json_input& in) { return r.with_time_ ? r.time_.read(in) : in.skip(); }},
            {.name = "error", .take = [](envelope& r, json_input& in) { return r.error_.read(in); }},
            {.name = "error_description",
             .take = [](envelope& r, json_input& in) { return r.error_.read_description(in); }},
        };
        return members;
    }
    place on_root(json_shape shape) noexcept {
        is_object_ = shape == json_shape::object;
        return is_object_ ? place::answer : place::ignored;
    }
    void on_root(json_scalar) noexcept {}

protected:
    /// Reads what `result` holds, in place of what an earlier one held.
    using result_function = bool (*)(envelope&, json_input&);

    envelope(read_context& context, result_function on_result, with_time wanted)
        : table_reader(context)
        , on_result_(on_result)
        , with_time_(wanted == with_time::yes)
        , time_(context) {}

private:
    bool read_result(json_input& in) {
        has_result_ = true;
        return on_result_(*this, in);
    }

    result_function on_result_;
    bool with_time_;
    bool is_object_ = false;
    bool has_result_ = false;
    error_reader error_;
    time_reader time_;
};

/// The envelope of a method: hands what `result` holds to ResultReader, a JsonReader with `finish()`.
template <class ResultReader, with_time Time = with_time::yes>
class envelope_reader : public envelope {
public:
    /// What read_envelope() needs of it.
    using body_reader = envelope;
    static constexpr std::string_view root = "result"; // where ResultReader's paths begin

    explicit envelope_reader(read_context& context)
        : envelope(
              context,
              [](envelope& in_base, json_input& in) {
                  auto& self = static_cast<envelope_reader&>(in_base);
                  return self.value_.emplace(self.context()).read(in);
              },
              Time) {}

    /// The value, or what it lacks. A missing `result` lacks everything.
    auto finish() -> decltype(std::declval<ResultReader&>().finish()) {
        if (!value_) return failure(protocol_errc::missing_member, "result");
        return value_->finish();
    }

private:
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

/// Reads a whole answer into an envelope, and gives the refusal that it is, if it is one.
///
/// The member `error`, unless null, makes it a refusal, whatever the status; so does a status other than 2xx without
/// a result.
template <class Envelope>
std::optional<failure> read_envelope(Envelope& into, http_response const& received, reading how) {
    if (is_redirect(received.status)) return read_redirect(received, how);
    json_reader<Envelope> json(into, into.context().path, into.context().limits);
    auto const broken = json.finish(received.body);
    bool const success = is_success(received.status);
    if (broken) return success ? *broken : unexplained(received.status);
    if (into.error().present()) return into.error().finish(received.status, how.wrong_auth_type);
    if (!success && !into.has_result()) return unexplained(received.status);
    if (!into.is_object()) return failure(protocol_errc::wrong_type);
    return std::nullopt;
}

/// A whole answer, read through Envelope, which is an envelope_reader or one of its kind.
///
/// Errors: those of the value's reader; every server_errc, with the server's words; protocol_errc::empty_body,
/// json_syntax, json_incomplete, json_too_deep, body_too_large, wrong_type, missing_member, invalid_redirect,
/// insecure_redirect.
template <class Envelope>
class answer_in {
public:
    using value_type = typename decltype(std::declval<Envelope&>().finish())::value_type;

    answer_in(http_response const& received, reading how)
        : context_(json_limits(), Envelope::root)
        , envelope_(context_)
        , refusal_(read_envelope<typename Envelope::body_reader>(envelope_, received, how)) {}

    /// The value alone. Of this and answer() call one, once.
    result<value_type> value() {
        if (refusal_) return *refusal_;
        return envelope_.finish();
    }

    /// The value and the envelope's `time`.
    result<rest::answer<value_type>> answer() {
        auto got = value();
        if (!got) return got.error();
        return rest::answer<value_type>{std::move(*got), envelope_.time()};
    }

private:
    read_context context_;
    Envelope envelope_;
    std::optional<failure> refusal_;
};

/// The same for the envelope of REST methods; ResultReader is a JsonReader with `finish()`.
template <class ResultReader>
auto read_answer(http_response const& response, reading how = {}) {
    return answer_in<envelope_reader<ResultReader>>(response, how).answer();
}

/// The value alone.
template <class ResultReader>
auto read_value(http_response const& response, reading how = {}) {
    return answer_in<envelope_reader<ResultReader, with_time::no>>(response, how).value();
}

} // namespace detail
} // namespace b24pull::rest
