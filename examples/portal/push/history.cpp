#include "history.hpp"

#include <algorithm>

namespace portal::push {
namespace {

bool is_over(message const& what, wall_time now) { return now >= what.created + what.expiry; }

} // namespace

void history::keep(std::string const& channel, std::shared_ptr<message const> const& what, wall_time now) {
    auto& kept = kept_[channel];
    while (!kept.empty() && is_over(*kept.front(), now)) kept.pop_front();
    kept.push_back(what);
}

void history::clean(wall_time now) {
    for (auto& [channel, kept] : kept_)
        std::erase_if(kept, [now](auto const& what) { return is_over(*what, now); });
    std::erase_if(kept_, [](auto const& each) { return each.second.empty(); });
}

std::size_t history::size() const {
    std::size_t out = 0;
    for (auto const& [channel, kept] : kept_) out += kept.size();
    return out;
}

std::vector<delivery> history::after(std::vector<std::string> const& channels, std::string_view mid,
                                     wall_time now) const {
    std::vector<delivery> out;
    for (auto const& channel : channels) {
        auto const found = kept_.find(channel);
        if (found == kept_.end()) continue;
        auto const& kept = found->second;
        auto each = std::upper_bound(kept.begin(), kept.end(), mid,
                                     [](std::string_view id, auto const& what) { return id < what->mid; });
        for (; each != kept.end(); ++each)
            if (!is_over(**each, now)) out.push_back({*each, channel});
    }
    std::stable_sort(out.begin(), out.end(),
                     [](delivery const& a, delivery const& b) { return a.what->mid < b.what->mid; });
    return out;
}

std::string history::newest(std::vector<std::string> const& channels, wall_time now) const {
    std::string out;
    for (auto const& channel : channels) {
        auto const found = kept_.find(channel);
        if (found == kept_.end()) continue;
        for (auto each = found->second.rbegin(); each != found->second.rend(); ++each) {
            if (is_over(**each, now)) continue;
            out = std::max(out, (*each)->mid);
            break;
        }
    }
    return out;
}

} // namespace portal::push
