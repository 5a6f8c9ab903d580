// Where a client may publish to: the public half of somebody's channel, with the portal's signature.
#pragma once

#include <b24pull/channel.hpp>
#include <b24pull/detail/json_scanner.hpp>
#include <b24pull/limits.hpp>
#include <b24pull/result.hpp>
#include <b24pull/secret.hpp>
#include <b24pull/url.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace b24pull::realtime {

/// A public channel: hexadecimal digits, an even number of each, in lower case as servers want them.
class receiver {
public:
    /// From the two halves. The signature is empty on portals without a signature key.
    ///
    /// Errors: usage_errc::invalid_receiver for an empty id, an odd number of digits, or anything but digits of either
    /// case; also beyond limits::id.
    static result<receiver> make(std::string_view public_id, std::string_view signature);

    /// From `ID.SIGNATURE`, which is what channel::public_id holds. More parts are ignored. Errors: as make(), and
    /// for a text without a dot.
    static result<receiver> parse(std::string_view text);

    /// From a public channel of the portal. Errors: as make().
    static result<receiver> make(public_channel const& channel) {
        return make(channel.public_id, channel.signature.reveal());
    }

    /// Lower-case hexadecimal digits, never empty.
    std::string const& public_id() const noexcept { return public_id_; }
    /// Lower-case hexadecimal digits; empty on portals without a signature key.
    secret const& signature() const noexcept { return signature_; }

    /// `ID.SIGNATURE`, or the id alone. With the signature it is a secret.
    std::string text() const;

private:
    receiver(std::string public_id, std::string_view signature)
        : public_id_(std::move(public_id))
        , signature_(signature) {}

    std::string public_id_;
    secret signature_;
};

/// The public channel of a user among those known, such as config::public_channels or an answer of
/// pull.channel.public.list.
///
/// An application reaches its own clients only through channels asked for with `application`; config::public_channels
/// are those of the portal's pages.
///
/// @param user_id  whom to reach
/// @param known    the first that is alive counts
/// @param now      wall time, UTC: a channel that has ended is of no use
///
/// Errors: usage_errc::unknown_receiver; as receiver::make(). Complexity: linear.
result<receiver> find_receiver(std::int64_t user_id, std::span<public_channel const> known,
                               std::chrono::sys_seconds now);

// Bodies.

namespace detail {

using namespace b24pull::detail;

/// An even number of hexadecimal digits.
constexpr bool is_hex(std::string_view text) noexcept {
    for (char const c : text)
        if (hex_digit(c) < 0) return false;
    return text.size() % 2 == 0;
}

} // namespace detail

inline result<receiver> receiver::make(std::string_view public_id, std::string_view signature) {
    bool const fits = public_id.size() <= limits::id && signature.size() <= limits::id;
    if (public_id.empty() || !fits || !detail::is_hex(public_id) || !detail::is_hex(signature))
        return usage_errc::invalid_receiver;
    auto const lower = [](std::string_view digits) {
        std::string out(digits);
        for (char& c : out) c = detail::to_lower(c);
        return out;
    };
    auto proof = lower(signature);
    receiver out(lower(public_id), proof);
    detail::wipe(proof);
    return out;
}

inline std::string receiver::text() const {
    if (signature_.empty()) return public_id_;
    return public_id_ + '.' + std::string(signature_.reveal());
}

inline result<receiver> receiver::parse(std::string_view text) {
    auto const dot = text.find('.');
    if (dot == text.npos) return usage_errc::invalid_receiver;
    auto const signature = text.substr(dot + 1);
    return make(text.substr(0, dot), signature.substr(0, signature.find('.')));
}

inline result<receiver> find_receiver(std::int64_t user_id, std::span<public_channel const> known,
                                      std::chrono::sys_seconds now) {
    auto const at = std::find_if(known.begin(), known.end(), [=](public_channel const& channel) {
        return channel.user_id == user_id && now < channel.end.instant;
    });
    if (at == known.end()) return usage_errc::unknown_receiver;
    return receiver::make(*at);
}

} // namespace b24pull::realtime
