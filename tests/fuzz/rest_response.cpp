// Answers of the REST methods: any status, headers and body. An envelope changes nothing in what it holds, and what is
// printed holds no secret.
#include "../support/same.hpp"
#include "fuzz.hpp"
#include "json_agreement.hpp"

#include <b24pull/config_json.hpp>
#include <b24pull/rest/application_config_get.hpp>
#include <b24pull/rest/application_event_add.hpp>
#include <b24pull/rest/application_push_add.hpp>
#include <b24pull/rest/channel_public_get.hpp>
#include <b24pull/rest/channel_public_list.hpp>
#include <b24pull/rest/config_get.hpp>
#include <b24pull/rest/oauth_refresh.hpp>
#include <b24pull/rest/retry_after.hpp>
#include <b24pull/rest/watch_extend.hpp>
#include <b24pull/url.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace rest = b24pull::rest;
using b24pull::clear_text;
using fuzz::check, fuzz::check_printed;

void check_warnings(std::vector<b24pull::warning> const& warnings) {
    check(warnings.size() <= b24pull::limits::warnings + 1, "warnings are within the limit");
    for (auto const& warning : warnings) {
        check_printed(warning.path);
        check_printed(warning.code);
    }
}
void check_value(b24pull::config const& value) { check_warnings(value.warnings); }
void check_value(rest::portal_config const& value) { check_warnings(value.config.warnings); }
void check_value(rest::public_channel_list const& value) { check_warnings(value.warnings); }
void check_value(auto const&) {} // nothing in it that is printed

void check_refused(b24pull::failure const& failed, clear_text clear) {
    check_printed(failed);
    if (!failed.reply()) return;
    auto const& moved_to = failed.reply()->moved_to;
    check(moved_to.empty() == (failed.code() != b24pull::server_errc::portal_moved),
          "a portal that moved has a new address");
    if (moved_to.empty()) return;
    auto const parts = b24pull::parse_url(moved_to);
    check(parts && (scheme_is(*parts, "https") || clear == clear_text::allowed),
          "a new address is a URL that may be used");
}

template <class Method>
void read_method(rest::http_response const& response, clear_text clear) {
    auto const value = Method::parse_response(response, clear);
    auto const answer = Method::parse_answer(response, clear);
    check(value.has_value() == answer.has_value(), "the envelope's time changes nothing in the outcome");
    if (!value) {
        // Who does not read `time` does not know the names in it.
        auto const &plain = value.error(), &timed = answer.error();
        check(plain.code() == timed.code() && plain.offset() == timed.offset() &&
                  (plain.path() == timed.path() || plain.path().starts_with("time.*")),
              "the envelope's time changes nothing in the failure");
        return check_refused(value.error(), clear);
    }
    check_value(*value);
    check_value(answer->value);
}

void read_tokens(rest::http_response const& response) {
    auto const tokens = rest::oauth_refresh::parse_response(response);
    if (!tokens) return check_refused(tokens.error(), clear_text::refused);
    check(!tokens->access_token.empty() && !tokens->refresh_token.empty(), "there are both tokens");
    for (auto const* const token : {&tokens->access_token, &tokens->refresh_token})
        check(token->size() <= b24pull::limits::token, "a token is within the limit");
    for (auto const* const url : {&tokens->client_endpoint, &tokens->server_endpoint})
        check(url->empty() || b24pull::parse_url(*url).has_value(), "an endpoint is a URL");
}

/// A configuration inside an envelope is the same configuration.
void check_envelope(std::string_view text) {
    if (!fuzz::is_json(text, b24pull::limits::json_depth - 1)) return;
    auto const bare = b24pull::parse_config(text);
    auto const inside = rest::application_config_get::parse_response(
        {.status = 200, .headers = {}, .body = R"({"result":)" + std::string(text) + '}'});
    check(bare.has_value() == inside.has_value(), "an envelope changes nothing in the outcome");
    if (!bare) return check(bare.error().code() == inside.error().code(), "nor in the reason for a failure");
    auto without_warnings = [](b24pull::config config) {
        config.warnings.clear(); // whose paths begin elsewhere
        return config;
    };
    check(support::same(without_warnings(*bare), without_warnings(*inside)), "nor in the configuration");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    FuzzedDataProvider input(bytes, size);
    auto const clear = input.ConsumeBool() ? clear_text::allowed : clear_text::refused;
    bool const with_headers = input.ConsumeBool();
    rest::http_response response;
    constexpr unsigned common[] = {200, 200, 200, 301, 302, 401, 403, 429, 500, 503};
    response.status =
        input.ConsumeBool() ? input.ConsumeIntegral<std::uint16_t>() : input.PickValueInArray(common);
    if (with_headers) { // which stand before the body, each ended by a backslash and one more character
        response.headers.push_back({"Location", input.ConsumeRandomLengthString()});
        response.headers.push_back({"Retry-After", input.ConsumeRandomLengthString()});
    }
    response.body = input.ConsumeRemainingBytesAsString();

    read_method<rest::application_config_get>(response, clear);
    read_method<rest::config_get>(response, clear);
    read_method<rest::application_event_add>(response, clear);
    read_method<rest::application_push_add>(response, clear);
    read_method<rest::channel_public_get>(response, clear);
    read_method<rest::channel_public_list>(response, clear);
    read_method<rest::watch_extend>(response, clear);
    read_tokens(response);
    check_envelope(response.body);

    auto const wait = rest::retry_after(response.headers);
    check(wait >= std::chrono::seconds{0} && wait <= std::chrono::hours{24},
          "a wait is neither negative nor longer than a day");
    return 0;
}
