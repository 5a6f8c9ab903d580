#include "event_store.hpp"

#include <string_view>
#include <utility>

namespace examples {
namespace {

// KEYS: leader. ARGV: self, milliseconds. A leader's name goes away by itself if it is not renewed.
constexpr std::string_view lead_script = R"(
local leader = redis.call('GET', KEYS[1])
if leader and leader ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1)";

// KEYS: leader. ARGV: self, milliseconds. Never takes the lead: another one may have led, and stored events, since.
constexpr std::string_view go_on_script = R"(
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1)";

// KEYS: leader. ARGV: self.
constexpr std::string_view step_down_script = R"(
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1)";

// KEYS: leader, snapshot, stream. ARGV: self, milliseconds, snapshot, length of the stream, then six of each event. The
// leader is asked for in the same step: a bridge that was stopped for a minute and wakes up writes nothing.
constexpr std::string_view append_script = R"(
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
for i = 5, #ARGV, 6 do
  redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[4], '*', 'mid', ARGV[i], 'module_id', ARGV[i + 1],
             'command', ARGV[i + 2], 'params', ARGV[i + 3], 'extra', ARGV[i + 4], 'sender', ARGV[i + 5])
end
redis.call('SET', KEYS[2], ARGV[3])
return 1)";

constexpr std::string_view name_of(b24pull::realtime::sender_type type) {
    using enum b24pull::realtime::sender_type;
    return type == client ? "client" : type == backend ? "backend" : "";
}

} // namespace

event_store::event_store(store_options options, std::string self)
    : options_(std::move(options))
    , self_(std::move(self))
    , stream_key_(options_.name + ":events")
    , snapshot_key_(options_.name + ":snapshot")
    , leader_key_(options_.name + ":leader")
    , leadership_(std::to_string(options_.leadership.count()))
    , redis_(options_.address) {}

bool event_store::lead() {
    return redis_.command({"EVAL", lead_script, "1", leader_key_, self_, leadership_}).number == 1;
}

bool event_store::go_on() {
    return redis_.command({"EVAL", go_on_script, "1", leader_key_, self_, leadership_}).number == 1;
}

void event_store::step_down() { redis_.command({"EVAL", step_down_script, "1", leader_key_, self_}); }

std::optional<std::string> event_store::snapshot() { return redis_.command({"GET", snapshot_key_}).text; }

bool event_store::append(std::vector<b24pull::realtime::message> const& events, std::string const& snapshot) {
    auto const length = std::to_string(options_.longest_stream);
    std::vector<std::string_view> words{"EVAL",      append_script, "3",         leader_key_, snapshot_key_,
                                        stream_key_, self_,         leadership_, snapshot,    length};
    for (auto const& event : events)
        words.insert(words.end(), {event.mid, event.module_id, event.command, event.params, event.extra,
                                   name_of(event.sender.type)});
    return redis_.command(words).number == 1;
}

} // namespace examples
