// Addresses: what parse_url takes apart adds up, and the connection URLs of any configuration are sound, say what they
// should, and show no secret when they are masked.
#include "fuzz.hpp"

#include <b24pull/config_json.hpp>
#include <b24pull/realtime/endpoint.hpp>
#include <b24pull/url.hpp>

#include <algorithm>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

namespace {

namespace realtime = b24pull::realtime;
using b24pull::url_parts;
using fuzz::check;

/// The URL that the parts are of.
std::string joined(url_parts const& parts) {
    std::string out(parts.scheme);
    out.append("://").append(parts.host);
    if (!parts.port.empty()) out.append(":").append(parts.port);
    out += parts.path;
    if (parts.has_query) out.append("?").append(parts.query);
    return out;
}

std::string percent_decoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (; !text.empty(); text.remove_prefix(1)) {
        out += text[0];
        if (text[0] != '%') continue;
        out.back() = static_cast<char>(digits.find(text.at(1)) * 16 + digits.find(text.at(2)));
        text.remove_prefix(2);
    }
    return out;
}

/// The value of the last parameter of that name as it stands. Those before it are an address's own, and may be anything.
std::optional<std::string_view> parameter(std::string_view url, std::string_view name) {
    std::optional<std::string_view> last;
    auto rest = url.substr((std::min)(url.find('?'), url.size()));
    while (!rest.empty()) {
        rest.remove_prefix(1);
        auto const part = rest.substr(0, rest.find('&'));
        rest.remove_prefix(part.size());
        if (part.starts_with(name) && part.substr(name.size()).starts_with('='))
            last = part.substr(name.size() + 1);
    }
    return last;
}

bool says(std::string_view url, std::string_view name, std::string_view text) {
    auto const value = parameter(url, name);
    return value && percent_decoded(*value) == text;
}

void check_any_url(std::string_view text) {
    auto const parts = b24pull::parse_url(text);
    static_cast<void>(realtime::masked_url(text));
    if (!parts) return fuzz::check_printed(parts.error());
    check(joined(*parts) == text, "the parts of a URL add up");
    for (char const c : text) check(c > ' ' && c < '\x7f', "a URL is printable ASCII");

    std::string longer(text);
    b24pull::append_query(longer, "mid", text);
    url_parts again;
    check(b24pull::detail::split_url(longer, again) && again.host == parts->host && again.path == parts->path,
          "a parameter changes nothing but the query");
    check(says(longer, "mid", text), "a parameter is decoded as it was");
}

/// The address that the URL of a transport is made of: the secure one, if there is one.
std::string const& base_of(std::string const& secure, std::string const& other) {
    return secure.empty() ? other : secure;
}

/// Private and shared, without what is not there.
std::string channels_of(b24pull::config const& config) {
    std::string list;
    if (config.private_channel) list += config.private_channel->id.reveal();
    if (config.private_channel && config.shared_channel) list += '/';
    if (config.shared_channel) list += config.shared_channel->id.reveal();
    return list;
}

struct expected {
    b24pull::config const& config;
    realtime::resume_point const& resume;
    realtime::endpoint_options const& options;
};

/// @param subscribes  what publishing does not
void check_endpoint(b24pull::result<std::string> const& url, std::string const& base, bool subscribes,
                    expected const& from) {
    if (!url) return fuzz::check_printed(url.error());
    auto const& config = from.config;
    url_parts base_parts, parts;
    check(b24pull::detail::split_url(base, base_parts) && b24pull::detail::split_url(*url, parts),
          "an endpoint is a URL");
    check(url->size() <= b24pull::limits::endpoint, "an endpoint is within the limit");
    check(parts.scheme == base_parts.scheme && parts.host == base_parts.host &&
              parts.port == base_parts.port && parts.path == base_parts.path,
          "an endpoint is the configuration's address with a query");
    check(scheme_is(parts, "wss") || scheme_is(parts, "https") ||
              from.options.clear == b24pull::clear_text::allowed,
          "an endpoint has TLS unless the caller allows others");

    if (subscribes && config.jwt && !config.jwt->empty())
        check(parameter(*url, "token").has_value(), "a JWT is sent"); // as it is: not to be decoded
    else check(says(*url, "CHANNEL_ID", channels_of(config)), "channels are sent as they are");
    if (subscribes && !from.resume.mid.empty())
        check(says(*url, "mid", from.resume.mid), "a place is sent as it is");

    // What is no secret may hold the word: as it is, or when it is encoded.
    std::string shown = base;
    for (auto const* const open :
         {&config.server.hostname, &from.resume.mid, &from.resume.tag, &from.resume.time})
        b24pull::append_query(shown, "is", *open);
    if (fuzz::holds_secret(shown)) return;
    fuzz::check_printed(realtime::masked_url(*url));
    std::ostringstream printed;
    printed << realtime::endpoint(*url);
    fuzz::check_printed(printed.str());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    FuzzedDataProvider input(bytes, size);
    realtime::endpoint_options options;
    options.clear = input.ConsumeBool() ? b24pull::clear_text::allowed : b24pull::clear_text::refused;
    options.format = input.PickValueInArray(
        {realtime::payload_format::binary, realtime::payload_format::text, realtime::payload_format::json});
    options.hostname = input.ConsumeBool();
    options.client_id_when_publishing = input.ConsumeBool();
    realtime::resume_point resume;
    if (input.ConsumeBool()) { // before the rest, each ended by a backslash and one more character
        resume.mid = input.ConsumeRandomLengthString();
        resume.tag = input.ConsumeRandomLengthString();
        resume.time = input.ConsumeRandomLengthString();
    }
    auto const owner = fuzz::rest_of(input);
    check_any_url(fuzz::view(owner));

    auto const config = b24pull::parse_config(fuzz::view(owner));
    if (!config) return 0;
    auto const& server = config->server;
    expected const from{*config, resume, options};
    check_endpoint(realtime::websocket_url(*config, resume, options),
                   base_of(server.websocket_secure, server.websocket), true, from);
    check_endpoint(realtime::long_poll_url(*config, resume, options),
                   base_of(server.long_polling_secure, server.long_polling), true, from);
    check_endpoint(realtime::publish_url(*config, options), base_of(server.publish_secure, server.publish),
                   false, from);
    return 0;
}
