// Descriptors of public channels: one bare, or a map of them by user.
#pragma once

#include <b24pull/config.hpp>
#include <b24pull/detail/channel_draft.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace b24pull::rest {

/// Where to send to several users.
struct public_channel_list {
    /// In the order of the answer, at most limits::public_channels.
    std::vector<public_channel> channels = {};
    /// Users whom the portal knows but who have no channel: inactive ones.
    std::vector<std::int64_t> without_channel = {};
    /// What was odd: see config::warnings.
    std::vector<warning> warnings = {};
};

namespace detail {

using namespace b24pull::detail;

enum class public_place : unsigned char { ignored, list, entry };

/// Whether `result` is one descriptor, or a map of them.
enum class public_shape : unsigned char { single, list };

/// A JsonReader for one or several public channels.
template <public_shape Shape>
class public_channels_reader : public table_reader<public_channels_reader<Shape>, public_place> {
    using base = table_reader<public_channels_reader<Shape>, public_place>;

public:
    using place = public_place;
    using base::base;

    /// Errors: protocol_errc::wrong_type for what is neither a map nor empty.
    result<public_channel_list> finish() {
        if (!readable_) return this->context().fail_inside("", protocol_errc::wrong_type);
        out_.warnings = this->context().take_warnings();
        return std::move(out_);
    }

    public_channel_draft& public_draft() noexcept { return draft_; }
    static table_view<member<public_channels_reader>> members_of(place at) noexcept {
        if (at == place::entry) return public_channel_members<public_channels_reader>;
        return {};
    }
    place on_root(json_shape) noexcept {
        readable_ = true;
        return Shape == public_shape::single ? place::entry : place::list;
    }
    void on_root(json_scalar value) noexcept { readable_ = value.is_absent(); }
    place on_free(place at, json_shape, json_shape) {
        if (at != place::list) return place::ignored;
        draft_ = {};
        return place::entry;
    }
    void on_free(place at, json_shape, json_scalar) {
        if (at == place::list) this->context().warn(protocol_errc::wrong_type);
    }
    void on_free_key(place at, std::string_view key) noexcept {
        if (at == place::list) name_ = decimal(key);
    }
    void on_leave(place at) {
        if (at != place::entry) return;
        auto const user = draft_.user(std::exchange(name_, std::nullopt));
        if (user && draft_.without_channel()) {
            if (out_.without_channel.size() < this->context().limits.public_channels)
                out_.without_channel.push_back(*user);
            else this->context().warn(protocol_errc::too_many_public_channels);
        } else {
            draft_.finish(this->context(), user, out_.channels);
        }
    }

private:
    public_channel_list out_;
    public_channel_draft draft_;
    std::optional<std::int64_t> name_; // of an entry, if decimal
    bool readable_ = false;
};

} // namespace detail
} // namespace b24pull::rest
