// What the bridges of one application share in Redis: a stream of events, the session's snapshot beside it, and the
// name of the one bridge that may write.
//
// Events and snapshot are written in one step, and only by the leader, so that they never disagree: whoever takes over
// resumes right behind the last event of the stream.
#pragma once

#include "redis.hpp"

#include <b24pull/realtime/message.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace examples {

struct store_options {
    std::string address = "127.0.0.1:6379";
    /// Keys are NAME:events, NAME:snapshot and NAME:leader; in a cluster, put the name in braces.
    std::string name = "b24pull";
    /// A leader that is not heard of for this long is no leader any more.
    std::chrono::milliseconds leadership = std::chrono::seconds(10);
    /// The stream is trimmed to about this many events.
    std::size_t longest_stream = 1000000;
};

/// All functions throw redis_error. One thread at a time.
class event_store {
public:
    /// @param self  the name of this bridge: no two have the same
    event_store(store_options options, std::string self);

    /// Becomes the leader. Whether it is: then it begins at the snapshot.
    bool lead();
    /// Goes on to be the leader. False for one that is it no more, even if nobody else is.
    bool go_on();
    /// Makes room for another one, if it leads.
    void step_down();

    std::optional<std::string> snapshot();

    /// Appends the events and replaces the snapshot, in one step. Nothing is written, and false returned, by one that
    /// does not lead any more.
    bool append(std::vector<b24pull::realtime::message> const& events, std::string const& snapshot);

private:
    store_options options_;
    std::string self_, stream_key_, snapshot_key_, leader_key_, leadership_;
    redis redis_;
};

} // namespace examples
