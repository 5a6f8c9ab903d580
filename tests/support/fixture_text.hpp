// What an answer was read as, in one line of text: the form in which expectations about recorded answers are written.
// Of ids and tokens only the last four characters appear.
#pragma once

#include <b24pull/detail/json_path.hpp>
#include <b24pull/detail/read_context.hpp>
#include <b24pull/rest/application_config_get.hpp>
#include <b24pull/rest/application_event_add.hpp>
#include <b24pull/rest/channel_public_get.hpp>
#include <b24pull/rest/channel_public_list.hpp>
#include <b24pull/rest/config_get.hpp>
#include <b24pull/rest/envelope.hpp>
#include <b24pull/rest/oauth_refresh.hpp>
#include <b24pull/rest/watch_extend.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fixture {

namespace rest = b24pull::rest;

/// The value of an answer whose method the library does not have: a scalar, or how many members it has.
struct any_value {
    std::string text;
};

/// A JsonReader for it.
class any_reader {
public:
    explicit any_reader(b24pull::detail::read_context&) {}

    bool read(b24pull::detail::json_input& in) {
        if (auto const shape = in.shape()) {
            std::size_t members = 0;
            auto const count = [&](auto const&...) {
                ++members;
                return in.skip();
            };
            bool const is_object = *shape == b24pull::detail::json_shape::object;
            if (!(is_object ? in.object(count) : in.array(count))) return false;
            text_ = (is_object ? "object of " : "list of ") + std::to_string(members);
            return true;
        }
        auto const value = in.scalar();
        if (value.is_broken()) return false;
        auto const number = b24pull::detail::as_integer(value);
        auto const flag = b24pull::detail::as_flag(value);
        text_ = value.is_text() ? std::string(value.text())
                : number        ? std::to_string(*number)
                : flag          ? (*flag ? "true" : "false")
                                : "null";
        return true;
    }
    b24pull::result<any_value> finish() const { return any_value{text_}; }

private:
    std::string text_;
};

inline std::string last(std::string_view text) {
    return text.empty() ? "-" : std::string(text.substr(text.size() < 4 ? 0 : text.size() - 4));
}
inline std::string last(b24pull::secret const& text) { return last(text.reveal()); }
inline std::string seconds(std::optional<std::chrono::sys_seconds> time) {
    return time ? std::to_string(time->time_since_epoch().count()) : "-";
}

inline std::string text_of(any_value const& value) { return value.text; }
inline std::string text_of(rest::accepted) { return "accepted"; }

inline std::string text_of(b24pull::public_channel const& channel) {
    return "public " + std::to_string(channel.user_id) + ' ' + last(channel.public_id) + ' ' +
           last(channel.signature) + " to " + b24pull::to_atom(channel.end);
}
inline std::string text_of(std::optional<b24pull::public_channel> const& channel) {
    return channel ? text_of(*channel) : "nobody";
}
inline std::string text_of(rest::public_channel_list const& list) {
    std::string out;
    for (auto const& channel : list.channels) out += (out.empty() ? "" : "; ") + text_of(channel);
    for (auto const user : list.without_channel)
        out += (out.empty() ? "nobody " : "; nobody ") + std::to_string(user);
    return out;
}
inline std::string text_of(std::vector<rest::watched_tag> const& tags) {
    std::string out;
    for (auto const& tag : tags) out += (out.empty() ? "" : " ") + tag.tag + (tag.watched ? '+' : '-');
    return out;
}
inline std::string text_of(rest::oauth_tokens const& tokens) {
    return last(tokens.access_token) + ' ' + last(tokens.refresh_token) + " for " +
           std::to_string(tokens.expires_in.count()) + ", expires " + seconds(tokens.expires) + ", " +
           tokens.client_endpoint + ' ' + tokens.server_endpoint + ", " + last(tokens.member_id) + ", " +
           tokens.scope + ", " + tokens.status + ", user " +
           (tokens.user_id ? std::to_string(*tokens.user_id) : "-");
}

inline std::string text_of(b24pull::channel const& channel) {
    return std::string(channel.kind == b24pull::channel_kind::shared ? "; shared " : "; private ") +
           last(channel.id) + ' ' + last(channel.public_id) + ' ' + b24pull::to_atom(channel.start) + " to " +
           b24pull::to_atom(channel.end);
}

inline std::string text_of(b24pull::config const& config,
                           std::optional<b24pull::timestamp> server_time = {}) {
    auto const& server = config.server;
    auto const or_dash = [](std::string const& text) { return text.empty() ? std::string("-") : text; };
    int urls = 0;
    for (auto const* url : {&server.websocket, &server.websocket_secure, &server.long_polling,
                            &server.long_polling_secure, &server.publish, &server.publish_secure})
        urls += url->empty() ? 0 : 1;
    std::string out = "v" + std::to_string(server.version);
    out += server.mode == b24pull::server_mode::personal ? " personal "
           : server.mode == b24pull::server_mode::shared ? " shared "
                                                         : " other ";
    out += or_dash(server.hostname) + "; " + std::to_string(urls) + " urls " +
           or_dash(server.websocket_secure) + ' ' + or_dash(server.long_polling_secure);
    out += server.websocket_enabled ? "; ws on" : "; ws off";
    out += server.publish_enabled ? ", publish on, " : ", publish off, ";
    out += std::to_string(server.config_timestamp) + "; rev " + std::to_string(config.revision_web) + '/' +
           std::to_string(config.revision_mobile);
    if (config.shared_channel) out += text_of(*config.shared_channel);
    if (config.private_channel) out += text_of(*config.private_channel);
    for (auto const& channel : config.public_channels) out += "; " + text_of(channel);
    if (config.expires_at) out += "; exp " + seconds(config.expires_at);
    if (config.jwt) out += "; jwt " + last(*config.jwt);
    if (config.client_id) out += "; client " + last(*config.client_id);
    if (server_time) out += "; server time " + b24pull::to_atom(*server_time);
    if (!config.warnings.empty()) out += "; warnings";
    for (auto const& warning : config.warnings) out += ' ' + warning.path;
    return out;
}
inline std::string text_of(rest::portal_config const& whole) {
    return text_of(whole.config, whole.server_time);
}

template <class T>
std::string text_of(rest::answer<T> const& answer) {
    auto out = text_of(answer.value);
    if (answer.time && answer.time->date_finish) out += "; at " + b24pull::to_atom(*answer.time->date_finish);
    return out;
}

inline std::string text_of(b24pull::failure const& failure, std::size_t padding = 0) {
    if (failure.reply()) return failure.reply()->error + ": " + failure.reply()->description;
    if (failure.offset()) return "at " + std::to_string(*failure.offset() - padding);
    return failure.path();
}

} // namespace fixture
