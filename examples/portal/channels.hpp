// The channels a portal has issued: whose they are, their ids, their life.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace portal {

struct channel {
    std::string atom;        // what the id begins with
    std::string public_atom; // the part by which others address a private channel
    std::chrono::sys_seconds start;
    std::chrono::sys_seconds end;
    std::string owner = {};
    std::int64_t user = 0; // 0: shared by all
};

// A channel belongs to the portal or to one application, and is either shared or private to one user. It is kept as
// long as it lives, and replaced by one with a new id at the first request after its end. Those that were replaced are
// remembered: a push server serves them for a while.
class channel_registry {
public:
    channel_registry(std::uint64_t seed, std::chrono::seconds life)
        : seed_(seed)
        , life_(life) {}

    channel const& shared(std::string_view owner, std::chrono::sys_seconds now);
    channel const& private_to(std::string_view owner, std::int64_t user, std::chrono::sys_seconds now);

    // The channel with this atom, whether it lives or not; null if it was never issued.
    channel const* find(std::string const& atom) const;

    // All channels that are in use, each the newest of its kind.
    std::vector<channel> current() const;

    // All channels that ever were.
    std::vector<channel> issued() const;

    // Ends the channel with this atom now, and gives the one that takes its place.
    channel const& renew(channel const& old, std::chrono::sys_seconds now);

    // Ends all channels, and so long ago that nobody serves them any more.
    void forget();

private:
    struct place {
        std::string owner;
        std::int64_t user = 0;

        auto operator<=>(place const&) const = default;
    };
    struct entry {
        portal::channel channel;
        unsigned issues = 0;
    };

    channel const& alive(place const& where, std::chrono::sys_seconds now);
    void issue(place const& where, entry& into, std::chrono::sys_seconds now);

    std::uint64_t seed_;
    std::chrono::seconds life_;
    std::map<place, entry> entries_;
    std::unordered_map<std::string, channel> issued_; // by atom
};

} // namespace portal
