// Which users are connected, and since when the others are not. Those who watch a user are told of changes.
#pragma once

#include "hub.hpp"
#include "message.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace portal::push {

class presence {
public:
    explicit presence(hub& where)
        : hub_(where) {}

    // One more connection of this user, or one less; 0 is nobody.
    void came(std::int64_t user, wall_time now);
    void went(std::int64_t user, wall_time now);

    // Seconds since he was seen, 0 while he is connected; nothing for one who never was.
    std::optional<std::int64_t> last_seen(std::int64_t user, wall_time now) const;

    // What is published here reaches those who watch this user. No channel has such an id.
    static std::string news_of(std::int64_t user);

private:
    struct record {
        std::size_t connections = 0;
        wall_time seen;
    };

    void tell(std::int64_t user, bool online, wall_time now);

    hub& hub_;
    std::map<std::int64_t, record> users_;
};

} // namespace portal::push
