// The value of CHANNEL_ID: what a client says it may listen to.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portal::push {

struct named_channel {
    std::string atom;
    std::string public_atom; // empty: the channel has none
};

// Parts are joined with a slash, each `atom[:public][.signature]` in lower-case hexadecimal digits. One bad part, an
// empty one included, spoils the whole list. With a key every part needs its signature.
std::optional<std::vector<named_channel>> read_channel_list(std::string_view list, std::string_view key);

// An id in `channelList`: `public[.signature]`, signed as a public one. Nothing: it is not of this form.
struct public_name {
    std::string atom;
    std::string signature;
};
std::optional<public_name> read_public_name(std::string_view text);

// Whether a client may address this public channel.
bool may_address(public_name const& channel, std::string_view key);

// The ids that messages to these channels may carry: the atoms, and the public atoms.
std::vector<std::string> addresses(std::vector<named_channel> const& channels);

} // namespace portal::push
