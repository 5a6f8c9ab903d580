// The schema of the configuration and its reader: a JSON text straight into a config.
//
// The tables in members_of() are the schema. Fatal is only what leaves nothing to connect to; everything else is a
// warning and a default.
#pragma once

#include <b24pull/config.hpp>
#include <b24pull/detail/channel_draft.hpp>
#include <b24pull/detail/member_table.hpp>
#include <b24pull/detail/server_draft.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace b24pull::detail {

/// The objects of the configuration.
enum class config_place : unsigned char {
    ignored,
    result,
    server,
    api,
    channels,
    shared_channel,
    private_channel,
    public_channels,
    public_channel,
};

/// A JsonReader for the value of "result".
class config_reader : public table_reader<config_reader, config_place> {
public:
    using place = config_place;
    using table_reader::table_reader;

    /// The text has ended: the configuration, or what it lacks.
    ///
    /// Errors, each with its path: server_errc::not_configured for `[]` or false; protocol_errc::missing_member,
    /// wrong_type, out_of_range, no_endpoint, no_channel.
    result<config> finish();

    /// The member `serverTime`, which pull.config.get has and pull.application.config.get has not.
    std::optional<timestamp> server_time() const noexcept { return server_time_; }

    // For table_reader and its tables.
    server_draft& server_in_work() noexcept { return *server_; }
    public_channel_draft& public_draft() noexcept { return *public_channel_; }
    static table_view<member<config_reader>> members_of(place at) noexcept;
    place on_root(json_shape shape) noexcept;
    void on_root(json_scalar value) noexcept;
    place on_free(place at, json_shape within, json_shape);
    void on_free(place at, json_shape within, json_scalar value);
    void on_free_key(place at, std::string_view key) noexcept {
        if (at == place::public_channels) name_ = decimal(key);
    }
    void on_leave(place at);

private:
    enum class root : unsigned char { absent, not_configured, wrong_type, object };

    void read_jwt(json_scalar value);
    void read_exp(json_scalar value);

    /// An element of a list where an object belongs.
    void refuse_element(place at);

    void begin_server();
    void begin_channels();
    void begin_public_channels();
    void begin_channel(std::optional<channel>& place_of_it);

    config out_;
    root root_ = root::absent;
    std::optional<protocol_errc> server_fault_ = protocol_errc::missing_member;
    std::optional<server_draft> server_;
    secret client_id_;
    // `revision` is what generation A called `revision_web`.
    std::int64_t revision_web_ = 0, revision_ = 0, revision_mobile_ = 0;

    // The channel that is being read.
    std::optional<channel_draft> channel_;
    std::optional<public_channel_draft> public_channel_;
    std::optional<std::int64_t> name_; // of an entry of `publicChannels`, if decimal

    std::optional<timestamp> server_time_;
};

// The schema. Sources: the portal's `config.php` in four generations; the method's documentation.

inline table_view<member<config_reader>> config_reader::members_of(place at) noexcept {
    using self = config_reader;
    using value = json_scalar;

    static constexpr member<self> result[] = {
        {"server",
         [](self& r, value v) {
             r.server_fault_ = v.is_absent() ? protocol_errc::missing_member : protocol_errc::wrong_type;
         },
         place::server, [](self& r) { r.begin_server(); }},
        {.name = "api",
         .inside = place::api,
         .reset = [](self& r) { r.revision_web_ = r.revision_ = r.revision_mobile_ = 0; }},
        {.name = "channels", .inside = place::channels, .reset = [](self& r) { r.begin_channels(); }},
        {"clientId", [](self& r, value v) { r.client_id_ = read_id(r.context(), v); }},
        {"jwt", [](self& r, value v) { r.read_jwt(v); }},
        {"exp", [](self& r, value v) { r.read_exp(v); }},
        {.name = "publicChannels",
         .inside = place::public_channels,
         .reset = [](self& r) { r.begin_public_channels(); }},
        {"serverTime", [](self& r, value v) { r.server_time_ = as_date(v); }},
    };
    static constexpr std::int64_t highest_revision = (std::numeric_limits<int>::max)();
    static constexpr member<self> api[] = {
        {"revision_web",
         [](self& r, value v) { read_count(r.context(), v, highest_revision, r.revision_web_); }},
        {"revision_mobile",
         [](self& r, value v) { read_count(r.context(), v, highest_revision, r.revision_mobile_); }},
        {"revision", [](self& r, value v) { read_count(r.context(), v, highest_revision, r.revision_); }},
    };
    static constexpr member<self> channels[] = {
        {.name = "shared",
         .inside = place::shared_channel,
         .reset = [](self& r) { r.begin_channel(r.out_.shared_channel); }},
        {.name = "private",
         .inside = place::private_channel,
         .reset = [](self& r) { r.begin_channel(r.out_.private_channel); }},
    };
    static constexpr member<self> channel[] = {
        {"id", [](self& r, value v) { r.channel_->id = read_id(r.context(), v); }},
        {"public_id", [](self& r, value v) { r.channel_->public_id = read_id(r.context(), v); }},
        {"start", [](self& r, value v) { r.channel_->lifetime.read_start(r.context(), v); }},
        {"end", [](self& r, value v) { r.channel_->lifetime.read_end(r.context(), v); }},
        {.name = "type", .take = [](self&, json_input& in) { return in.skip(); }}, // told by where it stands
    };

    switch (at) {
    case place::result: return result;
    case place::server: return server_members<self>;
    case place::api: return api;
    case place::channels: return channels;
    case place::shared_channel:
    case place::private_channel: return channel;
    case place::public_channel: return public_channel_members<self>;
    case place::public_channels:
    case place::ignored: break;
    }
    return {};
}

// Bodies.

inline config_place config_reader::on_root(json_shape shape) noexcept {
    // `[]` is what PHP makes of an answer without members.
    root_ = shape == json_shape::object ? root::object : root::not_configured;
    return place::result;
}

inline void config_reader::on_root(json_scalar value) noexcept {
    root_ = value.is_null() ? root::absent : value.is_absent() ? root::not_configured : root::wrong_type;
}

inline void config_reader::refuse_element(place at) {
    if (at == place::result) root_ = root::wrong_type;
    else if (at == place::server) server_fault_ = protocol_errc::wrong_type;
    else context().warn(protocol_errc::wrong_type);
}

inline config_place config_reader::on_free(place at, json_shape within, json_shape) {
    if (at == place::public_channels) {
        public_channel_.emplace();
        return place::public_channel;
    }
    if (within == json_shape::array) refuse_element(at);
    return place::ignored;
}

inline void config_reader::on_free(place at, json_shape within, json_scalar value) {
    bool const entry = at == place::public_channels && !value.is_absent();
    if (entry || (at != place::public_channels && within == json_shape::array)) refuse_element(at);
}

inline void config_reader::on_leave(place at) {
    switch (at) {
    case place::shared_channel: channel_->finish(context(), channel_kind::shared, out_.shared_channel); break;
    case place::private_channel:
        channel_->finish(context(), channel_kind::private_, out_.private_channel);
        break;
    case place::public_channel:
        public_channel_->finish(context(), public_channel_->user(name_), out_.public_channels);
        name_.reset();
        break;
    case place::result:
    case place::server:
    case place::api:
    case place::channels:
    case place::public_channels:
    case place::ignored: break;
    }
}

inline void config_reader::read_jwt(json_scalar value) {
    out_.jwt.reset();
    if (value.is_absent()) return;
    if (!value.is_text()) return context().warn(protocol_errc::wrong_type);
    if (value.text().size() > limits::token) return context().warn(protocol_errc::text_too_long);
    if (is_id(value.text())) out_.jwt.emplace(value.text());
    else if (!value.text().empty()) context().warn(protocol_errc::invalid_id);
}

inline void config_reader::read_exp(json_scalar value) {
    out_.expires_at.reset();
    std::int64_t seconds = 0; // zero and false say that there is no end
    if (!value.is_absent()) read_count(context(), value, (std::numeric_limits<std::int64_t>::max)(), seconds);
    if (seconds > end_of_time.time_since_epoch().count()) {
        context().warn(protocol_errc::out_of_range);
        out_.expires_at = end_of_time;
    } else if (seconds > 0) {
        out_.expires_at = std::chrono::sys_seconds{std::chrono::seconds{seconds}};
    }
}

inline void config_reader::begin_server() {
    if (server_) out_.server = {};
    server_.emplace(out_.server);
    server_fault_.reset();
}

inline void config_reader::begin_channels() {
    out_.shared_channel.reset();
    out_.private_channel.reset();
}

inline void config_reader::begin_public_channels() {
    out_.public_channels.clear();
    name_.reset();
}

inline void config_reader::begin_channel(std::optional<channel>& place_of_it) {
    place_of_it.reset();
    channel_.emplace();
}

inline result<config> config_reader::finish() {
    switch (root_) {
    case root::absent: return context().fail_inside("", protocol_errc::missing_member);
    case root::wrong_type: return context().fail_inside("", protocol_errc::wrong_type);
    case root::not_configured: return context().fail_inside("", server_errc::not_configured);
    case root::object: break;
    }
    if (server_fault_) return context().fail_inside("server", *server_fault_);
    if (server_->version_fault) return context().fail_inside("server.version", *server_->version_fault);
    server_->settle();
    if (!server_->has_endpoint()) return context().fail_inside("server", protocol_errc::no_endpoint);
    if (!out_.jwt && !out_.shared_channel && !out_.private_channel)
        return context().fail_inside("channels", protocol_errc::no_channel);

    auto& client_id = client_id_.empty() ? server_->client_id : client_id_;
    if (!client_id.empty()) out_.client_id = std::move(client_id);
    else if (out_.server.mode == server_mode::shared)
        context().warn_inside("clientId", protocol_errc::missing_client_id);
    out_.revision_web = static_cast<int>(revision_web_ != 0 ? revision_web_ : revision_);
    out_.revision_mobile = static_cast<int>(revision_mobile_);
    out_.warnings = context().take_warnings();
    return std::move(out_);
}

} // namespace b24pull::detail
