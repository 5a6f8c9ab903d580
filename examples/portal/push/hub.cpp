#include "hub.hpp"

#include <algorithm>
#include <utility>

namespace portal::push {
namespace {

constexpr std::chrono::seconds longest_expiry{86400};

} // namespace

void hub::publish(publication what, std::vector<std::string> const& channels, wall_time now) {
    if (keep_everything_ && what.expiry.count() == 0) what.expiry = longest_expiry;
    auto const expiry = std::min(what.expiry, longest_expiry);
    auto const made = std::make_shared<message const>(
        message{ids_.next(), std::move(what.body), expiry, now, std::move(what.from)});
    ++published_;
    for (auto const& channel : channels) {
        if (expiry.count() > 0) history_.keep(channel, made, now);
        auto const found = listeners_.find(channel);
        if (found == listeners_.end()) continue;
        for (listener* each : found->second) each->deliver({made, channel});
        delivered_ += found->second.size();
    }
}

void hub::join(listener& who, std::vector<std::string> channels, std::vector<std::string> const& limited,
               std::size_t most) {
    for (auto const& channel : limited) {
        auto const found = listeners_.find(channel);
        if (found == listeners_.end() || found->second.size() < most) continue;
        listener* const oldest = found->second.front();
        leave(*oldest);
        oldest->displaced();
    }
    for (auto const& channel : channels) listeners_[channel].push_back(&who);
    channels_[&who] = std::move(channels);
}

void hub::leave(listener& who) {
    auto const joined = channels_.find(&who);
    if (joined == channels_.end()) return;
    for (auto const& channel : joined->second) stop(who, channel);
    channels_.erase(joined);
}

void hub::add(listener& who, std::string const& channel) {
    auto const joined = channels_.find(&who);
    if (joined == channels_.end()) return;
    auto& own = joined->second;
    if (std::find(own.begin(), own.end(), channel) != own.end()) return;
    own.push_back(channel);
    listeners_[channel].push_back(&who);
}

void hub::remove(listener& who, std::string const& channel) {
    auto const joined = channels_.find(&who);
    if (joined == channels_.end() || std::erase(joined->second, channel) == 0) return;
    stop(who, channel);
}

void hub::stop(listener& who, std::string const& channel) {
    auto const found = listeners_.find(channel);
    if (found == listeners_.end()) return;
    std::erase(found->second, &who);
    if (found->second.empty()) listeners_.erase(found);
}

void hub::restart(std::chrono::sys_seconds now, bool forget) {
    ids_.restart(now);
    if (forget) history_.forget();
}

} // namespace portal::push
