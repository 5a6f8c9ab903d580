#include "presence.hpp"

namespace portal::push {

void presence::came(std::int64_t user, wall_time now) {
    if (user == 0) return;
    auto& known = users_[user];
    known.seen = now;
    if (++known.connections == 1) tell(user, true, now);
}

void presence::went(std::int64_t user, wall_time now) {
    if (user == 0) return;
    auto& known = users_[user];
    known.seen = now;
    if (--known.connections == 0) tell(user, false, now);
}

std::optional<std::int64_t> presence::last_seen(std::int64_t user, wall_time now) const {
    auto const found = users_.find(user);
    if (found == users_.end()) return std::nullopt;
    if (found->second.connections > 0) return 0;
    return std::chrono::ceil<std::chrono::seconds>(now - found->second.seen).count();
}

std::string presence::news_of(std::int64_t user) { return "status of user " + std::to_string(user); }

void presence::tell(std::int64_t user, bool online, wall_time now) {
    // Nobody watches, and ids are not to be used up for nothing.
    if (!hub_.anyone_at(news_of(user))) return;
    std::string const body = R"({"module_id":"online","command":"userStatusChange","params":{"user_id":)" +
                             std::to_string(user) + R"(,"online":)" + (online ? "true" : "false") + "}}";
    hub_.publish({body, std::chrono::seconds(0), {sender_type::backend, {}}}, {news_of(user)}, now);
}

} // namespace portal::push
