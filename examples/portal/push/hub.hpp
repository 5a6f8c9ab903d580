// The heart of the push server, without a socket: who listens to what, what is published, what is kept.
#pragma once

#include "history.hpp"
#include "message.hpp"
#include "message_ids.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace portal::push {

// Neither call may come back to the hub before it returns.
class listener {
public:
    virtual ~listener() = default;
    virtual void deliver(delivery const& what) = 0;
    virtual void displaced() = 0; // others took his place; he listens to nothing any more
};

class hub {
public:
    struct publication {
        std::string body;
        std::chrono::seconds expiry{0}; // 0: only for those who are there
        sender from;
    };

    hub(std::chrono::sys_seconds start, bool keep_everything)
        : ids_(start)
        , keep_everything_(keep_everything) {}

    // Delivers once for each of the channels.
    void publish(publication what, std::vector<std::string> const& channels, wall_time now);

    // Listening begins. `limited` are those of the channels that bear only `most` listeners: the oldest ones give
    // way.
    void join(listener& who, std::vector<std::string> channels, std::vector<std::string> const& limited,
              std::size_t most);
    void leave(listener& who);

    // One channel more, or one less, for somebody who listens already.
    void add(listener& who, std::string const& channel);
    void remove(listener& who, std::string const& channel);

    bool anyone_at(std::string const& channel) const { return listeners_.contains(channel); }
    history const& kept() const { return history_; }
    void clean(wall_time now) { history_.clean(now); }

    // The server starts again, with its memory or without. Those who listen have to be sent away by the caller.
    void restart(std::chrono::sys_seconds now, bool forget);

    std::uint64_t published() const { return published_; }
    std::uint64_t delivered() const { return delivered_; }

private:
    void stop(listener& who, std::string const& channel);

    message_ids ids_;
    bool keep_everything_; // as version 3 does
    history history_;
    std::unordered_map<std::string, std::vector<listener*>> listeners_; // the oldest first
    std::unordered_map<listener*, std::vector<std::string>> channels_;
    std::uint64_t published_ = 0;
    std::uint64_t delivered_ = 0;
};

} // namespace portal::push
