// One portal, one session that listens to it through the host under test, and what the session told.
#pragma once

#include "event_log.hpp"
#include "live_host.hpp"

#include "../../support/portal_process.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace live {

/// A way to receive events.
struct way {
    int version;
    b24pull::realtime::payload_format format;
    bool websocket;

    std::string name() const;
};

/// All ways that the host under test can go.
std::vector<way> ways();

/// Delays short enough for a test.
b24pull::realtime::session_options quick_options(way const& by);

class situation {
public:
    /// @param arguments  more of the portal's command line
    situation(way const& by, std::vector<std::string> arguments = {},
              std::optional<b24pull::realtime::session_options> options = {});
    ~situation();

    support::portal_process portal;
    event_log log;

    /// Begins to listen, with a place in history: event 0 has arrived.
    void listen();
    /// Ends it, and begins anew in another session, from a snapshot of the first.
    void listen_again();
    /// Ends it in good order; false if that takes too long or fails.
    bool stop();

    /// The portal publishes the events of the next numbers, all at once. Their number so far, 0 included.
    std::int64_t publish(std::int64_t count);
    /// Waits for all that have been published; what is wrong about what came: twice, out of order, lost.
    std::vector<std::string> complaints(std::chrono::seconds patience);

    void post(std::function<void(b24pull::realtime::session&)> what) { host_->post(std::move(what)); }

private:
    void begin(std::string const& snapshot);

    b24pull::realtime::session_options options_;
    std::int64_t published_ = 0;
    std::unique_ptr<b24pull::realtime::session> session_;
    std::unique_ptr<live_host> host_;
    std::thread thread_;
    b24pull::error_code outcome_;
};

/// Runs the same course for each way, at the same time, and reports what is wrong, with the name of the way.
std::vector<std::string> each_way(std::vector<way> const& all,
                                  std::function<std::vector<std::string>(way const&)> const& course);

} // namespace live
