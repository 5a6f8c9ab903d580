#include "tally.hpp"

#include "report.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <string_view>
#include <variant>

namespace tool {

namespace realtime = b24pull::realtime;

void tally::count(realtime::session_event const& event, time_point now) {
    if (std::holds_alternative<realtime::message>(event)) ++messages_;
    if (std::holds_alternative<realtime::history_gap>(event)) ++gaps_;
    if (std::holds_alternative<realtime::part_refused>(event)) ++refused_parts_;
    if (std::holds_alternative<realtime::connection_lost>(event)) {
        ++losses_;
        offline_since(now);
    }
    if (auto const* const changed = std::get_if<realtime::status_changed>(&event)) {
        offline_since(now);
        if (changed->status != realtime::status::online) return;
        ++connections_;
        online_since_ = now;
    }
}

void tally::finish(time_point now, std::uint64_t duplicates) {
    offline_since(now);
    duplicates_ = duplicates;
}

void tally::offline_since(time_point now) {
    if (online_since_) online_ += now - *online_since_;
    online_since_.reset();
}

std::string tally::line() const {
    std::string out;
    auto const add = [&out](std::uint64_t count, std::string_view one, std::string_view many) {
        if (!out.empty()) out += ", ";
        out += std::to_string(count) + ' ';
        out += count == 1 ? one : many;
    };
    add(messages_, "event", "events");
    if (shown_ != messages_) add(shown_, "of them shown", "of them shown");
    add(duplicates_, "duplicate suppressed", "duplicates suppressed");
    add(connections_, "connection", "connections");
    add(losses_, "lost connection or attempt", "lost connections or attempts");
    add(gaps_, "gap", "gaps");
    add(refused_parts_, "refused part", "refused parts");
    return out + ", online for " + duration_text(std::chrono::floor<std::chrono::seconds>(online_));
}

std::string tally::object() const {
    boost::json::object const out{
        {"type", "summary"},
        {"messages", messages_},
        {"shown", shown_},
        {"duplicates", duplicates_},
        {"connections", connections_},
        {"losses", losses_},
        {"gaps", gaps_},
        {"refused_parts", refused_parts_},
        {"online_ms", std::chrono::floor<std::chrono::milliseconds>(online_).count()}};
    return boost::json::serialize(out);
}

} // namespace tool
