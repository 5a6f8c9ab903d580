#include "checkup.hpp"

#include "access.hpp"
#include "advice.hpp"
#include "path_check.hpp"
#include "report.hpp"

#include <b24pull/realtime/message.hpp>
#include <b24pull/rest/application_config_get.hpp>

#include <chrono>
#include <string>
#include <utility>

namespace tool {

namespace realtime = b24pull::realtime;
namespace rest = b24pull::rest;
using b24pull::condition;
using b24pull::failure;
using b24pull::server_errc;
using std::chrono::system_clock;

namespace {

/// Stands for a token that is not there, so that the address can be checked without.
constexpr char const* any_token = "none";
/// A clock that is wrong by more makes configurations end too early, or too late.
constexpr std::chrono::seconds tolerable_shift{60};

bool is_about_the_token(failure const& why) {
    auto const& code = why.code();
    return code == condition::renew_authorization || code == server_errc::no_auth_found ||
           code == server_errc::invalid_credentials || code == server_errc::authorization_error;
}

} // namespace

exit_code checkup::run() {
    steps();
    report_.finish();
    return report_.verdict();
}

void checkup::steps() {
    auto net = network::open(options_.common);
    if (!net) return report_.fails("CA file", net.error().what(), "Name a PEM file.", exit_code::usage);
    bool const reachable = check_address() && check_way();
    auto const who = check_token(); // can be told in any case
    if (!reachable || !who) return report_.skips("the rest", "depends on what fails");
    auto const config = check_call(*net, *who);
    if (!config) return report_.skips("the rest", "needs a configuration");
    check_config(*config);
    check_live(*config, *who);
}

bool checkup::check_address() {
    auto const address = rest::credentials::oauth(options_.common.portal, any_token, options_.common.clear());
    if (!address) {
        report_.fails("address", address.error().what(), what_to_do(address.error()), exit_code::usage);
        return false;
    }
    report_.works("address", address->base());
    return true;
}

bool checkup::check_way() {
    auto const& common = options_.common;
    if (!common.proxy.empty()) {
        report_.skips("TLS", "through the proxy: see the call below");
        return check_path(report_, path_end_of(common.proxy), "proxy ", {});
    }
    auto const base = rest::credentials::oauth(common.portal, any_token, common.clear())->base();
    return check_path(report_, path_end_of(base), "", common.ca_file);
}

std::optional<rest::credentials> checkup::check_token() {
    auto who = access(options_.common)();
    auto const code = who.error().code();
    if (who) {
        report_.works("token", "given, " + std::to_string(who->access_token().size()) + " characters");
        return std::move(*who);
    }
    if (code != b24pull::usage_errc::invalid_url && code != b24pull::usage_errc::insecure_url)
        report_.fails(
            "token", "none that can be sent: " + code.message(),
            "Put the access token of an application with scope \"pull\" into the environment variable "
            "B24PULL_TOKEN, or into a file for --token-file.",
            exit_code::usage);
    return std::nullopt;
}

std::optional<b24pull::config> checkup::check_call(network& net, rest::credentials const& who) {
    auto const request = rest::application_config_get{}.make_request(who);
    auto const response = net(*request);
    if (!response) {
        report_.fails("call", response.error().what(), what_to_do(response.error()), exit_code::unreachable);
        return std::nullopt;
    }
    auto answer = rest::application_config_get::parse_answer(*response, who.clear());
    if (!answer) {
        report_refusal(answer.error());
        return std::nullopt;
    }
    report_.works("call", "pull.application.config.get is answered: token, scope and method are good");
    check_clock(answer->time);
    return std::move(answer->value);
}

void checkup::report_refusal(failure const& why) {
    auto const step = is_about_the_token(why)                         ? "token"
                      : why.code() == server_errc::insufficient_scope ? "scope"
                                                                      : "call";
    report_.fails(step, why.what(), what_to_do(why), exit_code_of(why));
}

void checkup::check_clock(time_of_answer const& time) {
    if (!time || !time->date_finish) return report_.skips("clock", "the portal does not tell its time");
    auto const now = std::chrono::floor<std::chrono::milliseconds>(system_clock::now());
    auto const shift =
        std::chrono::round<std::chrono::seconds>(realtime::clock_shift(now, time->date_finish->instant));
    auto const size = std::chrono::abs(shift);
    auto const text = size.count() <= 2 ? std::string("agrees with the portal's")
                                        : duration_text(size) +
                                              (shift.count() > 0 ? " ahead of" : " behind") + " the portal's";
    if (size <= tolerable_shift) return report_.works("clock", text);
    report_.fails("clock", text, "Set the clock of this machine, or have the portal's set.",
                  exit_code::failed);
}

void checkup::check_config(b24pull::config const& config) {
    auto const& server = config.server;
    auto const left = config.deadline() - std::chrono::floor<std::chrono::seconds>(system_clock::now());
    std::string text = "server version " + std::to_string(server.version) + ", channels:";
    text += config.private_channel ? " private" : "";
    text += config.shared_channel ? " shared" : "";
    if (!config.private_channel && !config.shared_channel) text += " in the JWT";
    if (!server.publish_enabled) text += ", no publishing by clients";
    if (config.deadline() == std::chrono::sys_seconds::max()) {
        report_.works("configuration", text);
    } else if (left.count() > 0) {
        report_.works("configuration", text + ", good for " + duration_text(left));
    } else {
        report_.fails("configuration", text + ", over for " + duration_text(-left),
                      "The clock of this machine, or the portal's, is wrong.", exit_code::failed);
    }
    for (auto const& warning : config.warnings)
        report_.skips("", "odd: " + warning.path + ": " + warning.code.message());
}

} // namespace tool
