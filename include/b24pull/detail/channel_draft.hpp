// Channels while they are read: members in any order, checked together when the object ends.
#pragma once

#include <b24pull/channel.hpp>
#include <b24pull/detail/member_table.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace b24pull::detail {

/// The text of an id or a signature: null and false are the empty text, as is, with a warning, a faulty one.
inline std::string_view id_text(read_context& context, json_scalar value) {
    if (value.is_absent()) return {};
    if (!value.is_text()) context.warn(protocol_errc::wrong_type);
    else if (value.text().size() > limits::id) context.warn(protocol_errc::text_too_long);
    else if (!value.text().empty() && !is_id(value.text())) context.warn(protocol_errc::invalid_id);
    else return value.text();
    return {};
}

inline secret read_id(read_context& context, json_scalar value) { return secret(id_text(context, value)); }

/// The two dates of a channel, and what stands in for one that is missing or unreadable.
class lifetime_draft {
public:
    void read_start(read_context& context, json_scalar value) { read(context, value, start_); }
    void read_end(read_context& context, json_scalar value) { read(context, value, end_); }

    /// Fills `start` and `end`. One that is missing is reckoned from the other by the protocol's lifetime; without
    /// any, the channel counts as living from the epoch to the end of the year 9999: the server alone knows.
    template <class Channel>
    void finish(read_context& context, Channel& channel) const {
        if (!start_ || !end_) {
            if (!unreadable_) context.warn(protocol_errc::missing_member);
        } else if (end_->instant - start_->instant != channel_lifetime) {
            context.warn(protocol_errc::unusual_lifetime);
        }
        channel.start = start_ ? *start_ : end_ ? shifted(*end_, -channel_lifetime) : timestamp{};
        channel.end = end_ ? *end_ : start_ ? shifted(*start_, channel_lifetime) : timestamp{end_of_time, {}};
    }

private:
    static timestamp shifted(timestamp from, std::chrono::seconds by) {
        return {from.instant + by, from.offset};
    }

    void read(read_context& context, json_scalar value, std::optional<timestamp>& out) {
        out.reset();
        if (value.is_absent()) return;
        auto const form = read_date(value, out.emplace());
        if (form == date_form::atom) return;
        auto const code =
            form == date_form::none ? protocol_errc::invalid_timestamp : protocol_errc::irregular_timestamp;
        bool const number = value.type() == json_scalar::kind::integer;
        context.warn(code, number ? std::to_string(value.integer()) : value.text());
        if (form != date_form::none) return;
        unreadable_ = true;
        out.reset();
    }

    std::optional<timestamp> start_;
    std::optional<timestamp> end_;
    bool unreadable_ = false; // and therefore warned of already
};

/// A member of `channels`.
struct channel_draft {
    secret id;
    secret public_id;
    lifetime_draft lifetime;

    /// Makes it the channel, or nothing, with a warning, when it has no usable id.
    void finish(read_context& context, channel_kind kind, std::optional<channel>& out) {
        out.reset();
        if (id.empty()) return context.warn(protocol_errc::invalid_id);
        out.emplace();
        out->kind = kind;
        out->id = std::move(id);
        // Servers write a bare ".SIGNATURE" when the stored public part is empty.
        if (!public_id.reveal().starts_with('.')) out->public_id = std::move(public_id);
        lifetime.finish(context, *out);
    }
};

/// A member of `publicChannels`, or the whole answer of pull.channel.public.get.
struct public_channel_draft {
    /// The member `user_id`; it counts more than the name under which the entry stands.
    std::optional<std::int64_t> user_id;
    bool named = false; // there is a public id, usable or not
    std::string public_id;
    secret signature;
    lifetime_draft lifetime;

    void read_user_id(read_context& context, json_scalar value) {
        user_id = as_integer(value);
        if (value.is_null() || (user_id && *user_id > 0)) return;
        context.warn(user_id ? protocol_errc::out_of_range : protocol_errc::wrong_type);
        user_id.reset();
    }

    /// The user whose entry this is, if known.
    std::optional<std::int64_t> user(std::optional<std::int64_t> name) const noexcept {
        if (user_id) return user_id;
        return name && *name > 0 ? name : std::nullopt;
    }

    void read_public_id(read_context& context, json_scalar value) {
        named = !value.is_absent() && !(value.is_text() && value.text().empty());
        public_id = std::string(id_text(context, value));
    }

    /// A user without a channel still gets an entry, with a signature of nothing.
    bool without_channel() const noexcept { return !named; }

    /// Adds the channel of that user, or nothing, with a warning, when it cannot be used. Of two for one user the last
    /// counts; what is beyond the limit is left out.
    void finish(read_context& context, std::optional<std::int64_t> of_user,
                std::vector<public_channel>& out) {
        if (!of_user || public_id.empty() || signature.empty())
            return context.warn(of_user ? protocol_errc::invalid_id : protocol_errc::missing_member);
        auto const held =
            std::find_if(out.begin(), out.end(), [&](auto const& one) { return one.user_id == *of_user; });
        bool const again = held != out.end();
        if (again) context.warn(protocol_errc::duplicate_member);
        else if (out.size() == context.limits.public_channels)
            return context.warn(protocol_errc::too_many_public_channels);
        if (out.empty()) out.reserve(4); // as a rule enough
        auto& channel = again ? *held : out.emplace_back();
        channel.user_id = *of_user;
        channel.public_id = std::move(public_id);
        channel.signature = std::move(signature);
        lifetime.finish(context, channel);
    }
};

/// The schema of a public channel. Reader offers `public_channel_draft& public_draft()`.
template <class Reader>
inline constexpr member<Reader> public_channel_members[] = {
    {"user_id", [](Reader& r, json_scalar v) { r.public_draft().read_user_id(r.context(), v); }},
    {"public_id", [](Reader& r, json_scalar v) { r.public_draft().read_public_id(r.context(), v); }},
    {"signature", [](Reader& r, json_scalar v) { r.public_draft().signature = read_id(r.context(), v); }},
    {"start", [](Reader& r, json_scalar v) { r.public_draft().lifetime.read_start(r.context(), v); }},
    {"end", [](Reader& r, json_scalar v) { r.public_draft().lifetime.read_end(r.context(), v); }},
};

} // namespace b24pull::detail
