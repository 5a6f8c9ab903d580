// Where the portal is and who calls: an access token of an application, or an incoming webhook.
//
//     auto who = rest::credentials::oauth("example.bitrix24.com", token);
//     if (!who) complain(who.error().what());
#pragma once

#include <b24pull/limits.hpp>
#include <b24pull/result.hpp>
#include <b24pull/secret.hpp>
#include <b24pull/url.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace b24pull::rest {

/// How a call authenticates.
enum class credentials_kind {
    /// The token of an application that the user installed. What pull.application.* needs.
    oauth,
    /// A secret in the address. What pull.config.get accepts; pull.application.* refuses it.
    webhook,
};

/// A portal's REST address together with a credential. Always valid. Copies hold the secret once more.
class credentials {
public:
    /// An access token for a portal.
    ///
    /// @param portal        `client_endpoint` of the token answer (`https://HOST/rest/`), the portal's address
    ///                      (`https://HOST`), or its bare host name, for which https is taken; nothing behind `/rest/`
    /// @param access_token  as the authorization server gave it
    /// @param clear         clear_text::allowed lets `http://` pass
    ///
    /// @return the credentials, or usage_errc::invalid_url, insecure_url, invalid_token
    static result<credentials> oauth(std::string_view portal, std::string_view access_token,
                                     clear_text clear = clear_text::refused);

    /// An incoming webhook: `https://HOST/rest/USER_ID/SECRET/`, with or without the last slash.
    ///
    /// @return the credentials, or usage_errc::invalid_url, insecure_url, invalid_webhook
    static result<credentials> webhook(std::string_view url, clear_text clear = clear_text::refused);

    /// How calls authenticate.
    credentials_kind kind() const noexcept { return kind_; }

    /// The portal's REST base, without the secret: `https://HOST/rest/`. May be printed.
    std::string const& base() const noexcept { return base_; }

    /// The address of a method. With a webhook it holds the secret: never print it.
    std::string method_url(std::string_view method) const;

    /// The access token, or with a webhook nothing, since the address says it all.
    secret const& access_token() const noexcept { return token_; }

    /// Whether clear text was allowed and is used.
    clear_text clear() const noexcept {
        return base_.starts_with("https:") ? clear_text::refused : clear_text::allowed;
    }

    /// The same credential at another address: for server_errc::portal_moved, with reply()->moved_to.
    ///
    /// @param address  scheme, host and port, such as "https://new.example.com"; path and credential stay
    ///
    /// @return the credentials, or usage_errc::invalid_url, or insecure_url where https would become http
    result<credentials> at(std::string_view address) const;

private:
    credentials(credentials_kind kind, std::string base)
        : kind_(kind)
        , base_(std::move(base)) {}

    credentials_kind kind_;
    std::string base_; // ends with "/"
    secret token_;     // oauth
    secret path_;      // webhook: "USER_ID/SECRET/"
};

// Bodies.

namespace detail {

using namespace b24pull::detail;

/// An http(s) address that may be used, split; or the usage error.
inline result<url_parts> check_address(std::string_view url, clear_text clear) {
    auto const parts = parse_url(url);
    if (!parts) return usage_errc::invalid_url;
    if (scheme_is(*parts, "https")) return *parts;
    if (!scheme_is(*parts, "http")) return usage_errc::invalid_url;
    if (clear == clear_text::refused) return usage_errc::insecure_url;
    return *parts;
}

/// Scheme, host and port of an http(s) URL: `https://HOST:PORT`.
inline std::string origin_of(url_parts const& url) {
    std::string out = scheme_is(url, "https") ? "https://" : "http://";
    out += url.host;
    if (!url.port.empty()) {
        out += ':';
        out += url.port;
    }
    return out;
}

inline constexpr char_set token_chars([](char c) { return c > ' ' && c < '\x7f'; }),
    webhook_chars([](char c) { return is_alpha(c) || is_digit(c) || is_one_of(c, "-_"); });

/// What a token may look like: printable ASCII without spaces. It is opaque otherwise.
constexpr bool is_token(std::string_view text) noexcept {
    return !text.empty() && text.size() <= limits::token && token_chars.has_all(text);
}

} // namespace detail

inline result<credentials> credentials::oauth(std::string_view portal, std::string_view access_token,
                                              clear_text clear) {
    std::string const address = (portal.find("://") == portal.npos ? "https://" : "") + std::string(portal);
    auto const url = detail::check_address(address, clear);
    if (!url) return url.error();
    if (url->has_query || url->path.find("//") != url->path.npos) return usage_errc::invalid_url;
    if (!detail::is_token(access_token)) return usage_errc::invalid_token;
    std::string path(url->path);
    if (!path.ends_with('/')) path += '/';
    if (!path.ends_with("/rest/")) path += "rest/";
    // What goes on behind /rest/ is a method or a webhook's secret, which base() would show.
    std::string lower = path;
    for (char& c : lower) c = detail::to_lower(c);
    if (lower.find("/rest/") + 6 != lower.size()) return usage_errc::invalid_url;
    std::string base = detail::origin_of(*url) + path;
    credentials out(credentials_kind::oauth, std::move(base));
    out.token_ = secret(access_token);
    return out;
}

inline result<credentials> credentials::webhook(std::string_view url, clear_text clear) {
    auto const parts = detail::check_address(url, clear);
    if (!parts) return parts.error();
    auto path = parts->path;
    if (path.ends_with('/')) path.remove_suffix(1);
    auto const secret_at = path.rfind('/');
    auto const user_at =
        secret_at == path.npos || secret_at == 0 ? path.npos : path.rfind('/', secret_at - 1);
    if (parts->has_query || user_at == path.npos) return usage_errc::invalid_webhook;
    auto const user = path.substr(user_at + 1, secret_at - user_at - 1);
    auto const code = path.substr(secret_at + 1);
    bool const valid = path.substr(0, user_at).ends_with("/rest") && !user.empty() && !code.empty() &&
                       detail::digits.has_all(user) && detail::webhook_chars.has_all(code);
    if (!valid) return usage_errc::invalid_webhook;
    credentials out(credentials_kind::webhook,
                    detail::origin_of(*parts) + std::string(path.substr(0, user_at + 1)));
    out.path_ = secret(std::string(user) + '/' + std::string(code) + '/');
    return out;
}

inline std::string credentials::method_url(std::string_view method) const {
    std::string url = base_;
    url += path_.reveal();
    url += method;
    return url;
}

inline result<credentials> credentials::at(std::string_view address) const {
    auto const url = detail::check_address(address, clear());
    if (!url) return url.error();
    credentials moved = *this;
    auto const path_at = base_.find('/', base_.find("://") + 3);
    moved.base_ = detail::origin_of(*url) + base_.substr(path_at);
    return moved;
}

} // namespace b24pull::rest
