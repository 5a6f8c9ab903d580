#include "advice.hpp"

#include <b24pull/rest/server_error.hpp>

#include <ostream>
#include <string>
#include <string_view>

namespace {

using b24pull::condition;
using b24pull::failure;
using b24pull::protocol_errc;
using b24pull::server_errc;
using b24pull::usage_errc;

/// The server's words are untrusted: control characters and the rest of a long text stay out of the terminal, and so do
/// long words with digits, in case the server repeats a credential.
std::string printable(std::string_view text) {
    std::string out, word;
    auto const flush = [&] {
        bool const digits = word.find_first_of("0123456789") != word.npos;
        out += word.size() >= 12 && digits ? "******" : word;
        word.clear();
    };
    for (char const c : text.substr(0, 300)) {
        if (c > ' ' && c < '\x7f') {
            word += c;
            continue;
        }
        flush();
        out += c == ' ' ? ' ' : '?';
    }
    flush();
    return out;
}

/// What to do about a failure that has a remedy of its own, or "".
std::string_view remedy(failure const& failure) {
    auto const code = failure.code();
    if (code == server_errc::application_token_required)
        return "Install an application on the portal and use its access token (OAuth) with scope \"pull\".";
    if (code == server_errc::not_configured)
        return "An administrator must switch on Push & Pull: Settings, module \"Push and Pull\". Nothing to "
               "retry.";
    if (code == server_errc::insufficient_scope)
        return "Give the application the scope \"pull\", reinstall it, and renew the token.";
    if (code == server_errc::no_auth_found || code == server_errc::invalid_credentials)
        return "Check the access token, and that it is of this portal: --help says where it comes from.";
    if (code == server_errc::portal_moved) return "Call again with --portal and the new address.";
    if (code == server_errc::method_not_found)
        return "Is it a Bitrix24 portal? On a self-hosted one, install the modules \"pull\" and \"rest\".";
    if (code == server_errc::overload_limit) return "Write to the vendor's support. Do not retry.";
    if (code == server_errc::confirmation_pending)
        return "Ask an administrator of the portal to approve the call.";
    if (code == usage_errc::insecure_url) return "Use https://, or add --clear-text in a laboratory.";
    if (code == usage_errc::invalid_url) return "Give the portal as https://NAME.bitrix24.com.";
    if (code == protocol_errc::insecure_redirect) return "Find out who redirects the portal to clear text.";
    if (code == usage_errc::publishing_disabled)
        return "Send it through the portal instead, by pull.application.event.add.";
    if (code == protocol_errc::no_endpoint || code == protocol_errc::no_channel)
        return "The portal answers but its push server cannot be used: have its settings checked.";
    return "";
}

} // namespace

std::string what_to_do(failure const& failure) {
    if (auto const own = remedy(failure); !own.empty()) return std::string(own);
    switch (b24pull::condition_of(failure.code())) {
    case condition::retry_later: {
        auto const delay = b24pull::rest::minimum_delay(failure.code()).count();
        return delay == 0 ? "Try again later."
                          : "Try again, after " + std::to_string(delay) + " s at the earliest.";
    }
    case condition::renew_authorization:
        return "Renew the access token with the refresh token and call again, once.";
    case condition::refetch_config: return "Fetch the configuration again.";
    case condition::give_up: return "Calling again will not help: correct the cause first.";
    }
    return "";
}

void print_failure(std::ostream& out, std::string_view headline, failure const& failure) {
    out << headline << '\n'
        << "  code        " << failure.code().category().name() << ' ' << failure.code().value() << '\n'
        << "  meaning     " << failure.what() << '\n';
    if (auto const* const reply = failure.reply()) {
        if (!reply->description.empty()) out << "  server says " << printable(reply->description) << '\n';
        if (!reply->moved_to.empty()) out << "  new address " << reply->moved_to << '\n';
    }
    out << "  what to do  " << what_to_do(failure) << '\n';
}
