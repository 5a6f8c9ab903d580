#include "channels.hpp"

#include "signing.hpp"

namespace portal {

channel const& channel_registry::shared(std::string_view owner, std::chrono::sys_seconds now) {
    return alive("shared channel of " + std::string(owner), now);
}

channel const& channel_registry::private_to(std::string_view owner, std::int64_t user,
                                            std::chrono::sys_seconds now) {
    return alive("channel of " + std::string(owner) + " for user " + std::to_string(user), now);
}

channel const& channel_registry::alive(std::string const& label, std::chrono::sys_seconds now) {
    entry& found = entries_[label];
    if (found.issues == 0 || now >= found.channel.end) {
        std::string const issue = label + ", issue " + std::to_string(++found.issues);
        found.channel = {derived_digits(seed_, issue, 32), derived_digits(seed_, issue + ", public part", 32),
                         now, now + life_};
    }
    return found.channel;
}

} // namespace portal
