#include "channels.hpp"

#include "signing.hpp"

namespace portal {

channel const& channel_registry::shared(std::string_view owner, std::chrono::sys_seconds now) {
    return alive({std::string(owner), 0}, now);
}

channel const& channel_registry::private_to(std::string_view owner, std::int64_t user,
                                            std::chrono::sys_seconds now) {
    return alive({std::string(owner), user}, now);
}

channel const* channel_registry::find(std::string const& atom) const {
    auto const found = issued_.find(atom);
    return found != issued_.end() ? &found->second : nullptr;
}

std::vector<channel> channel_registry::current() const {
    std::vector<channel> out;
    for (auto const& [where, newest] : entries_) out.push_back(newest.channel);
    return out;
}

std::vector<channel> channel_registry::issued() const {
    std::vector<channel> out;
    for (auto const& [atom, each] : issued_) out.push_back(each);
    return out;
}

channel const& channel_registry::renew(channel const& old, std::chrono::sys_seconds now) {
    place const where{old.owner, old.user};
    entry& found = entries_[where];
    issued_[found.channel.atom].end = now;
    issue(where, found, now);
    return found.channel;
}

void channel_registry::forget() {
    for (auto& [atom, each] : issued_) each.end = std::chrono::sys_seconds();
    for (auto& [where, newest] : entries_) newest.channel.end = std::chrono::sys_seconds();
}

channel const& channel_registry::alive(place const& where, std::chrono::sys_seconds now) {
    entry& found = entries_[where];
    if (found.issues == 0 || now >= found.channel.end) issue(where, found, now);
    return found.channel;
}

void channel_registry::issue(place const& where, entry& into, std::chrono::sys_seconds now) {
    std::string const whose = where.user == 0
                                  ? "shared channel of " + where.owner
                                  : "channel of " + where.owner + " for user " + std::to_string(where.user);
    std::string const label = whose + ", issue " + std::to_string(++into.issues);
    into.channel = {derived_digits(seed_, label, 32),
                    derived_digits(seed_, label + ", public part", 32),
                    now,
                    now + life_,
                    where.owner,
                    where.user};
    issued_[into.channel.atom] = into.channel;
}

} // namespace portal
