// Control commands: what the portal tells about the connection itself, as events of the module `pull`.
//
//     if (auto const command = read_system_command(message)) std::visit(react, *command);
#pragma once

#include <b24pull/config.hpp>
#include <b24pull/detail/json_scalar.hpp>
#include <b24pull/realtime/message.hpp>
#include <b24pull/url.hpp>

#include <boost/json/value.hpp>

#include <chrono>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

namespace b24pull::realtime {

/// A channel has come to its end. What follows from it depends on what is held: see reaction_to().
struct channel_expire {
    /// The channel that has ended, or empty.
    secret channel_id = {};
    /// What came instead: only with action `reconnect`, type `shared` and a usable new channel.
    std::optional<channel> replacement = {};
};

/// The server's settings have changed: fetch the configuration after a random delay.
struct config_expire {};

/// The server restarts: the same, since a restarted server may have new settings.
struct server_restart {};

/// One of the three.
using system_command = std::variant<channel_expire, config_expire, server_restart>;

/// Reads a control command.
///
/// Nothing for events of other modules, for unknown commands, and for everything that a client has published: anybody
/// could send those. At version 4 only binary payloads tell: do not ask for text where clients may publish. The
/// command is compared without case. Dates may be Unix seconds; params may be `[]`.
///
/// Source: module `pull`, commands `channel_expire`, `config_expire`, `server_restart`.
std::optional<system_command> read_system_command(message const& event);

/// What an expired channel asks for.
enum class channel_reaction {
    /// It is none of ours.
    ignore,
    /// Put `replacement` in place of the shared channel and connect again: replace_shared_channel().
    replace_shared,
    /// Fetch the configuration at once.
    refetch_config,
};

/// Decides by the configuration that is held.
///
/// A replacement is taken over only for the shared channel, and only if that is the one that ended. A private channel
/// is never replaced here: what the server offers lacks the public half, without which nothing can be published, or
/// belongs to the portal instead of the application. Channels are told apart by the part of their ids before the
/// first `:` or `.`: behind it the server signs them differently in different places. With a JWT nothing is replaced,
/// since the JWT names the channels; with a JWT and no channels, nothing is ignored.
channel_reaction reaction_to(channel_expire const& command, config const& held);

/// The configuration with another shared channel, the rest as it was.
///
/// @param held         changed in place
/// @param replacement  of the command for which reaction_to() gave replace_shared
inline void replace_shared_channel(config& held, channel replacement) {
    held.shared_channel = std::move(replacement);
}

/// Between these times, at random, a configuration is fetched after config_expire and server_restart, so that the
/// clients of a restarting server do not come all at once. Source: the documentation; the vendor's clients are less
/// considerate.
inline constexpr std::chrono::seconds earliest_reload{10};
/// See earliest_reload.
inline constexpr std::chrono::seconds latest_reload{120};

/// A delay between earliest_reload and latest_reload.
///
/// @param random  from 0 up to, but not including, 1
constexpr std::chrono::milliseconds reload_delay(double random) noexcept {
    std::chrono::duration<double> const range = latest_reload - earliest_reload;
    return earliest_reload + std::chrono::duration_cast<std::chrono::milliseconds>(range * random);
}

// Bodies.

namespace detail {

/// The part of a channel id that names the channel.
constexpr std::string_view channel_name(std::string_view id) noexcept {
    return id.substr(0, id.find_first_of(":."));
}

/// The member of an object, or null. What is no object has none.
inline boost::json::value const* find_member(boost::json::value const* in, std::string_view name) {
    if (!in || !in->is_object()) return nullptr;
    return in->get_object().if_contains({name.data(), name.size()});
}

inline std::string_view text_of_member(boost::json::value const* in, std::string_view name) {
    auto const* const value = find_member(in, name);
    if (!value || !value->is_string()) return {};
    return {value->get_string().data(), value->get_string().size()};
}

inline std::optional<timestamp> date_of_member(boost::json::value const* in, std::string_view name) {
    auto const* const value = find_member(in, name);
    if (value && value->is_int64()) return as_date(json_scalar(value->get_int64()));
    if (value && value->is_double()) return as_date(json_scalar(value->get_double()));
    return as_date(json_scalar(text_of_member(in, name)));
}

/// The offered channel as a shared one, if it can be used. A missing date is reckoned from the other one.
inline std::optional<channel> read_replacement(boost::json::value const* offered) {
    auto const id = text_of_member(offered, "id");
    if (id.size() > limits::id || !is_id(id)) return std::nullopt;
    auto const start = date_of_member(offered, "start"), end = date_of_member(offered, "end");
    channel out;
    out.id = secret(id);
    if (start) out.start = *start;
    if (end) out.end = *end;
    else if (start) out.end = {start->instant + channel_lifetime, start->offset};
    else out.end = {end_of_time, {}};
    if (!start && end) out.start = {end->instant - channel_lifetime, end->offset};
    return out;
}

inline channel_expire read_channel_expire(message const& event) {
    auto const params = event.params_value();
    auto const* const ended = find_member(&params, "channel");
    channel_expire out;
    out.channel_id = secret(text_of_member(ended, "id"));
    if (text_of_member(&params, "action") == "reconnect" && text_of_member(ended, "type") == "shared")
        out.replacement = read_replacement(find_member(&params, "new_channel"));
    return out;
}

} // namespace detail

inline std::optional<system_command> read_system_command(message const& event) {
    if (event.module_id != "pull" || event.sender.type == sender_type::client) return std::nullopt;
    auto const is = [&event](std::string_view name) {
        return detail::equals_ignoring_case(event.command, name);
    };
    if (is("channel_expire")) return detail::read_channel_expire(event);
    if (is("config_expire")) return config_expire{};
    if (is("server_restart")) return server_restart{};
    return std::nullopt;
}

inline channel_reaction reaction_to(channel_expire const& command, config const& held) {
    auto const name = detail::channel_name(command.channel_id.reveal());
    auto const is = [name](std::optional<channel> const& one) {
        return one && detail::channel_name(one->id.reveal()) == name;
    };
    bool const holds_any = held.shared_channel || held.private_channel;
    if (name.empty() || !holds_any) return channel_reaction::refetch_config;
    if (is(held.shared_channel))
        return command.replacement && !held.jwt ? channel_reaction::replace_shared
                                                : channel_reaction::refetch_config;
    return is(held.private_channel) ? channel_reaction::refetch_config : channel_reaction::ignore;
}

} // namespace b24pull::realtime
