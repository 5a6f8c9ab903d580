// Sessions that take turns, each with what its host knows of it.
#pragma once

#include <b24pull/config.hpp>
#include <b24pull/realtime/session.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace benchmarks {

enum class transport { websocket, polling };

/// A configuration that lasts for 200 years, of which a session believes one at a time. With transport::polling its
/// server has no WebSocket.
b24pull::config lasting_config(transport by);

/// Payloads of one message each, with ids that count up.
class payloads {
public:
    std::string const& next();

private:
    std::size_t count_ = 0;
    std::string text_ = R"(#!NGINXNMS!#{"id":1,"mid":"17749440000000000000000000","channel":"-","tag":"1",)"
                        R"("time":"Tue, 31 Mar 2026 12:00:00 GMT","text":{"module_id":"telephony",)"
                        R"("command":"ring","params":{"line":3,"from":"made up","at":"2026-03-31T12:00:00"},)"
                        R"("extra":{"server_time_unix":1774958400.5,"revision_web":19}}}#!NGINXNME!#)";
};

/// A session and its host's part.
struct seat {
    b24pull::realtime::session session;
    b24pull::realtime::session::time_point now = {};
    b24pull::realtime::operation_id id = 0; // of the WebSocket or poll
    b24pull::config const* config = nullptr;

    seat(std::size_t window, std::size_t number);

    /// Takes out whatever there is, and gives the configuration where it is asked for, which is once a year. True if
    /// there was a new attempt to connect.
    bool drain();
    /// @param from  outlives this
    void connect(b24pull::config const& from, transport by);
    void receive(payloads& from);
};

/// Sessions that are connected and, over a WebSocket, have received so much that they remember no more ids.
class fleet {
public:
    /// @param window  ids to remember: few, so that many sessions can be filled in little time
    fleet(std::size_t count, transport by, std::size_t window = 16);

    seat& next() {
        turn_ = turn_ + 1 < seats_.size() ? turn_ + 1 : 0;
        return seats_[turn_];
    }

    payloads incoming;

private:
    b24pull::config const config_;
    std::vector<seat> seats_;
    std::size_t turn_ = 0;
};

} // namespace benchmarks
