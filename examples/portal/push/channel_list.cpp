#include "channel_list.hpp"

#include "../signing.hpp"

#include <algorithm>
#include <cstddef>

namespace portal::push {
namespace {

constexpr std::size_t atom_digits = 32;
constexpr std::size_t signature_digits = 40; // SHA-1

bool is_hex(std::string_view text, std::size_t length) {
    return text.size() == length && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::optional<named_channel> read_part(std::string_view part, std::string_view key) {
    auto const dot = part.find('.');
    auto const id = part.substr(0, dot);
    auto const colon = id.find(':');
    named_channel channel{std::string(id.substr(0, colon)), {}};
    if (!is_hex(channel.atom, atom_digits)) return std::nullopt;
    if (colon != std::string_view::npos) {
        channel.public_atom = id.substr(colon + 1);
        if (!is_hex(channel.public_atom, atom_digits)) return std::nullopt;
    }
    if (dot == std::string_view::npos) return key.empty() ? std::optional(channel) : std::nullopt;
    auto const signature = part.substr(dot + 1);
    if (!is_hex(signature, signature_digits)) return std::nullopt;
    if (!key.empty() && signature != hmac_sha1(key, id)) return std::nullopt;
    return channel;
}

} // namespace

std::optional<std::vector<named_channel>> read_channel_list(std::string_view list, std::string_view key) {
    std::vector<named_channel> channels;
    for (;;) {
        auto const slash = list.find('/');
        auto const part = read_part(list.substr(0, slash), key);
        if (!part) return std::nullopt;
        channels.push_back(*part);
        if (slash == std::string_view::npos) return channels;
        list.remove_prefix(slash + 1);
    }
}

std::optional<public_name> read_public_name(std::string_view text) {
    auto const dot = text.find('.');
    public_name name{std::string(text.substr(0, dot)), {}};
    if (dot != std::string_view::npos) name.signature = text.substr(dot + 1);
    if (!is_hex(name.atom, atom_digits)) return std::nullopt;
    return name;
}

bool may_address(public_name const& channel, std::string_view key) {
    return key.empty() || channel.signature == hmac_sha1(key, "public:" + channel.atom);
}

std::vector<std::string> addresses(std::vector<named_channel> const& channels) {
    std::vector<std::string> out;
    for (auto const& each : channels) {
        out.push_back(each.atom);
        if (!each.public_atom.empty()) out.push_back(each.public_atom);
    }
    return out;
}

} // namespace portal::push
