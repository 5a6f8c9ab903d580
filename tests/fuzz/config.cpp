// Configurations: whole and in pieces, against Boost.JSON's opinion of the text. What is accepted is valid, what is
// printed holds no secret.
#include "../support/same.hpp"
#include "fuzz.hpp"
#include "json_agreement.hpp"

#include <b24pull/config_json.hpp>
#include <b24pull/url.hpp>

#include <string>
#include <string_view>

namespace {

using b24pull::protocol_errc;
using fuzz::check, fuzz::check_printed;

bool is_about_json(b24pull::error_code const& code) {
    return code == protocol_errc::json_syntax || code == protocol_errc::json_incomplete ||
           code == protocol_errc::json_too_deep || code == protocol_errc::empty_body;
}

void check_url(std::string const& url, std::string_view scheme, std::string_view secure_scheme) {
    if (url.empty()) return;
    auto const parts = b24pull::parse_url(url);
    check(parts.has_value(), "every URL of a configuration passes parse_url");
    check(scheme_is(*parts, scheme) || scheme_is(*parts, secure_scheme), "and has the right scheme");
}

void check_valid(b24pull::config const& config, b24pull::json_limits const& limits) {
    auto const& server = config.server;
    for (auto const* const url : {&server.websocket, &server.websocket_secure}) check_url(*url, "ws", "wss");
    for (auto const* const url :
         {&server.long_polling, &server.long_polling_secure, &server.publish, &server.publish_secure})
        check_url(*url, "http", "https");
    check(server.version >= 1, "a version is positive");
    check(!server.websocket.empty() || !server.websocket_secure.empty() || !server.long_polling.empty() ||
              !server.long_polling_secure.empty(),
          "there is an address to connect to");
    check(config.jwt || config.shared_channel || config.private_channel,
          "there is a JWT or a channel to listen on");
    for (auto const* const channel : {&config.shared_channel, &config.private_channel}) {
        if (!*channel) continue;
        check(!(*channel)->id.empty() && (*channel)->id.size() <= b24pull::limits::id,
              "a channel has an id within the limit");
        check(config.deadline() <= (*channel)->end.instant ||
                  config.deadline() == std::chrono::sys_seconds::max(),
              "no channel ends before the deadline");
    }
    check(!config.jwt || config.jwt->size() <= b24pull::limits::token, "a JWT is within the limit");
    check(config.public_channels.size() <= limits.public_channels, "public channels are within the limit");
    check(config.warnings.size() <= limits.warnings + 1, "warnings are within the limit");
    for (auto const& warning : config.warnings) {
        check_printed(warning.path);
        check_printed(warning.code);
        check(warning.text.size() <= b24pull::limits::warning_text, "a warning's text is within the limit");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    FuzzedDataProvider input(bytes, size);
    fuzz::splitter const split(input);
    b24pull::json_limits limits;
    if (input.ConsumeBool())
        limits = {.body = 512,
                  .depth = input.ConsumeIntegralInRange<std::size_t>(1, 40),
                  .public_channels = 2,
                  .warnings = 3};
    auto const owner = fuzz::rest_of(input);
    auto const text = fuzz::view(owner);

    auto const whole = b24pull::parse_config(text, limits);
    b24pull::config_parser parser(limits);
    split(text, [&parser](std::string_view piece) { parser.write(piece); });
    check(support::same(whole, parser.finish()), "pieces are read as the whole");

    if (whole) check_valid(*whole, limits);
    else check_printed(whole.error());

    if (text.size() > limits.body) return 0;
    bool const sound = whole || !is_about_json(whole.error().code());
    fuzz::check_agreement(sound, text, limits.depth, "parse_config and Boost.JSON agree on what is JSON");
    b24pull::detail::json_scanner scanner(text, limits.depth);
    fuzz::check_agreement(scanner.skip() && scanner.at_end(), text, limits.depth,
                          "json_scanner and Boost.JSON agree on what is JSON");
    return 0;
}
