#include "options.hpp"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <vector>

namespace portal {
namespace {

// Values of the command line that have a word for each choice.
struct choices {
    std::string mode = "personal";
    std::string generation = "D";
    std::string module;
    std::string websocket;
    std::string expiry = "on";
    std::string urls = "served";
    std::optional<int> server_version;
    bool no_signature = false;
    bool no_channels = false;
};

void add_listening(CLI::App& app, listen_options& listen) {
    app.add_option("--port", listen.port, "TCP port; 0 picks a free one")->capture_default_str();
    app.add_option("--address", listen.address, "address to listen at")
        ->check(CLI::ValidIPV4 | CLI::Validator(
                                     [](std::string& text) {
                                         return text.find(':') == std::string::npos
                                                    ? std::string("not an IP address")
                                                    : std::string();
                                     },
                                     "IPV6"))
        ->capture_default_str();
    auto* tls = app.add_flag("--tls", listen.tls, "serve TLS; plain HTTP stays available on the same port");
    auto* cert =
        app.add_option("--cert", listen.certificate_file, "certificate chain, PEM")->check(CLI::ExistingFile);
    auto* key = app.add_option("--key", listen.key_file, "private key, PEM")->check(CLI::ExistingFile);
    tls->needs(cert)->needs(key);
    cert->needs(tls);
    key->needs(tls);
    app.add_option("--ready-file", listen.ready_file, "write the address into this file when ready");
    app.add_flag("--quiet", listen.quiet, "no access log");
}

void add_access(CLI::App& app, access_options& access) {
    auto const group = "Who may call";
    auto const text = [&](char const* name, std::string& value, char const* help) {
        app.add_option(name, value, help)->capture_default_str()->group(group);
    };
    text("--token", access.token, "access token of an administrator (user 1)");
    text("--user-token", access.user_token, "access token of a user who is not one (user 577)");
    text("--expired-token", access.expired_token, "access token past its hour");
    app.add_option("--webhook", access.webhook, "incoming webhook, USER/SECRET")
        ->check(CLI::Validator(
            [](std::string& value) {
                auto const slash = value.find('/');
                bool const fits = slash != std::string::npos && slash > 0 && slash + 1 < value.size() &&
                                  value.find_first_not_of("0123456789") == slash &&
                                  value.find('/', slash + 1) == std::string::npos;
                return fits ? std::string() : std::string("USER/SECRET is expected, USER in digits");
            },
            "USER/SECRET"))
        ->capture_default_str()
        ->group(group);
    app.add_option("--scope", access.scope, "scopes of the tokens and the webhook, comma-separated")
        ->delimiter(',')
        ->capture_default_str()
        ->group(group);
    text("--client-id", access.client_id, "of the application");
    text("--client-secret", access.client_secret, "of the application");
    text("--refresh-token", access.refresh_token, "first refresh token, good for one use");
    text("--code", access.code, "authorization code, good for one use");
    text("--app-name", access.application_name, "name of the application; may be empty");
    app.add_option("--token-life", access.token_life, "seconds that an issued access token lives")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str()
        ->group(group);
}

void add_faults(CLI::App& app, fault_options& fault) {
    auto const group = "Misbehaviour";
    app.add_flag("--not-configured", fault.not_configured, "the push server is not configured")->group(group);
    app.add_option("--fail", fault.fail, "answer every REST call with this error code; digits make a number")
        ->group(group);
    app.add_option("--oauth-fail", fault.oauth_fail, "answer every token exchange with this error code")
        ->group(group);
    app.add_flag("--documented-status", fault.documented_status,
                 "error statuses as documented, not as in the server's source")
        ->group(group);
    auto const status = CLI::Range(200, 599);
    app.add_option("--html", fault.html, "answer every REST call with an HTML page of this status")
        ->check(status)
        ->group(group);
    app.add_option("--empty", fault.empty, "answer every REST call with an empty body and this status")
        ->check(status)
        ->group(group);
    app.add_option("--moved-to", fault.moved_to,
                   "the portal was renamed: redirect REST calls to this base address")
        ->group(group);
    app.add_option("--moved-status", fault.moved_status, "status of that redirect")
        ->check(CLI::IsMember({301, 302, 303, 307, 308}))
        ->capture_default_str()
        ->group(group);
    app.add_option("--throttle", fault.throttle, "REST calls that the leaky bucket holds before 503")
        ->group(group);
    app.add_option("--drain", fault.drain, "calls that leave the bucket per second")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str()
        ->group(group);
    app.add_option("--operation-limit", fault.operation_limit,
                   "seconds of one method before 429; each call is charged one second")
        ->check(CLI::NonNegativeNumber)
        ->group(group);
    app.add_option("--operation-reset", fault.operation_reset, "seconds after which that share is free again")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str()
        ->group(group);
}

void add_push(CLI::App& app, push_options& push, choices& words) {
    auto const group = "The push server's configuration";
    auto const choice = [&](char const* name, std::string& value, std::vector<std::string> const& allowed,
                            char const* help) {
        return app.add_option(name, value, help)
            ->check(CLI::IsMember(allowed))
            ->capture_default_str()
            ->group(group);
    };
    app.add_option("--server-version", words.server_version,
                   "2 to 5; default 4, which shared mode always has")
        ->check(CLI::Range(2, 5))
        ->group(group);
    choice("--mode", words.mode, {"personal", "shared"}, "whose push server it is");
    auto* generation = choice("--generation", words.generation, {"A", "B", "C", "D"},
                              "shape of the answer, from A (2016) to D (newest)");
    choice("--module", words.module, {"22.300"}, "version of the module behind generation C")
        ->excludes(generation);
    app.add_flag("--no-signature", words.no_signature, "the portal has no signature key")->group(group);
    app.add_flag("--no-channels", words.no_channels, "no channel could be issued")->group(group);
    choice("--websocket", words.websocket, {"on", "off"},
           "websocket_enabled; default on from server version 3");
    choice("--exp", words.expiry, {"on", "off"}, "the member exp of generation D; version 5 always has it");
    app.add_option("--channel-life", push.channel_life, "seconds that a channel lives")
        ->check(CLI::PositiveNumber)
        ->capture_default_str()
        ->group(group);
    choice("--urls", words.urls, {"served", "all"}, "served: URLs that nobody here answers are empty");
    app.add_option("--inactive-user", push.inactive_users, "a user without a channel; may be repeated")
        ->group(group);
    app.add_option("--watched-tag", push.watched_tags, "a tag that pull.watch.extend finds; may be repeated")
        ->group(group);
}

void add_realtime(CLI::App& app, realtime_options& realtime) {
    auto const group = "The push server at work";
    auto const delay = [&](char const* name, std::chrono::milliseconds& into, char const* help) {
        app.add_option_function<double>(
               name,
               [&into](double seconds) {
                   into = std::chrono::duration_cast<std::chrono::milliseconds>(
                       std::chrono::duration<double>(seconds));
               },
               help)
            ->check(CLI::NonNegativeNumber)
            ->type_name("SECONDS")
            ->group(group);
    };
    auto const chance = [&](char const* name, double& into, char const* help) {
        app.add_option(name, into, help)->check(CLI::Range(0.0, 1.0))->group(group);
    };
    delay("--gather", realtime.gather, "how long messages behind the first are gathered; default 0.4");
    delay("--poll-wait", realtime.poll_wait, "how long a poll waits for a message; default 40");
    delay("--ping-every", realtime.ping_every, "between two pings; default 120, version 5 10");
    delay("--keep-alive", realtime.keep_alive, "idle time between two polls on one connection; default 5");
    delay("--keep-expired", realtime.keep_expired, "how long a channel is served past its end; default 3600");
    delay("--renew-before", realtime.renew_before,
          "how long before its end a channel is renewed, half its life at most; default 5");
    app.add_option("--most-connections", realtime.most_connections, "at one private channel")
        ->check(CLI::PositiveNumber)
        ->capture_default_str()
        ->group(group);
    app.add_flag("--late-refusal", realtime.late_refusal,
                 "wrong channels are accepted and closed with 4010, not refused in the handshake")
        ->group(group);
    app.add_flag("--address-twice", realtime.address_twice,
                 "events for a user go to his private and to his public id")
        ->group(group);
    chance("--cut", realtime.cut_probability, "probability that a payload is lost with its connection");
    chance("--repeat", realtime.repeat_probability, "probability that a message comes twice");
}

void add_general(CLI::App& app, portal_options& into) {
    app.add_option("--public-name", into.public_name, "host in the portal's own URLs; default the address");
    app.add_option("--seed", into.seed, "from which all ids, keys and tokens are made")
        ->capture_default_str();
    app.add_option("--utc-offset", into.utc_offset, "minutes that the server's dates are ahead of UTC")
        ->check(CLI::Range(-720, 840))
        ->capture_default_str();
    app.add_flag("--raw-utf8", into.raw_utf8, "text outside ASCII as UTF-8, as newer builds write it");
    app.add_option("--php", into.php, "7 or 8, where the two answer differently")
        ->check(CLI::IsMember({7, 8}))
        ->capture_default_str();
}

void settle(push_options& push, choices const& words) {
    // The letters of the generations are in the order of the enumerators.
    char const letter = words.module.empty() ? words.generation.front() : 'C';
    push.generation = static_cast<generation>(letter - 'A');
    push.server_version = words.server_version.value_or(4);
    push.shared_mode = words.mode == "shared";
    push.signature = !words.no_signature;
    push.channels = !words.no_channels;
    push.expiry = words.expiry == "on";
    push.all_urls = words.urls == "all";
    if (!words.websocket.empty()) push.websocket_enabled = words.websocket == "on";
    if (push.shared_mode && push.server_version != 4)
        throw CLI::ValidationError("--mode", "a shared push server always has version 4");
    if (push.shared_mode && push.generation < generation::c)
        throw CLI::ValidationError("--mode", "shared mode exists from generation C on");
}

} // namespace

std::optional<int> read_command_line(int argc, char const* const* argv, portal_options& into) {
    CLI::App app("A Bitrix24 portal on the loopback: REST, and the push server.", "b24pull-portal");
    choices words;
    add_listening(app, into.listen);
    add_general(app, into);
    add_access(app, into.access);
    add_push(app, into.push, words);
    add_realtime(app, into.realtime);
    add_faults(app, into.fault);
    try {
        app.parse(argc, argv);
        settle(into.push, words);
        // Clients of version 5 expect a ping within twenty seconds of the last.
        if (into.push.server_version >= 5 && app.count("--ping-every") == 0)
            into.realtime.ping_every = std::chrono::seconds(10);
    } catch (CLI::ParseError const& error) {
        return app.exit(error);
    }
    return std::nullopt;
}

} // namespace portal
