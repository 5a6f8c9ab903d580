// The channels a portal has issued: whose they are, their ids, their life.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace portal {

struct channel {
    std::string atom;        // what the id begins with
    std::string public_atom; // the part by which others address a private channel
    std::chrono::sys_seconds start;
    std::chrono::sys_seconds end;
};

// A channel belongs to the portal or to one application, and is either shared or private to one user. It is kept as
// long as it lives, and replaced by one with a new id at the first request after its end.
class channel_registry {
public:
    channel_registry(std::uint64_t seed, std::chrono::seconds life)
        : seed_(seed)
        , life_(life) {}

    channel const& shared(std::string_view owner, std::chrono::sys_seconds now);
    channel const& private_to(std::string_view owner, std::int64_t user, std::chrono::sys_seconds now);

private:
    struct entry {
        portal::channel channel;
        unsigned issues = 0;
    };

    channel const& alive(std::string const& label, std::chrono::sys_seconds now);

    std::uint64_t seed_;
    std::chrono::seconds life_;
    std::map<std::string, entry> entries_;
};

} // namespace portal
