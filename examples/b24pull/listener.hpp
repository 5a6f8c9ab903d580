// Listens to a portal and writes what it tells, until it is enough.
#pragma once

#include "access.hpp"
#include "event_text.hpp"
#include "exit_code.hpp"
#include "listen_options.hpp"
#include "network.hpp"
#include "output.hpp"
#include "tally.hpp"

#include <b24pull/realtime/session.hpp>

#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <optional>
#include <string>

namespace tool {

class listener {
public:
    /// All of them have to outlive it.
    listener(listen_options const& options, access& who, network& net);

    /// Listens until --count, --for, a signal, a reader who has gone, or a portal that refuses.
    exit_code run();

private:
    bool restore();
    void store(std::string const& snapshot);
    void store_soon();

    b24pull::adapters::config_source source();
    void deliver(b24pull::realtime::session_event const& event);
    void remember(b24pull::realtime::session_event const& event);
    bool passes(b24pull::realtime::message const& m) const;
    void write(std::string const& text);
    void stop_from_inside();

    void end_at_signals();
    void ended(b24pull::error_code why);
    exit_code verdict() const;

    listen_options const& options_;
    access& who_;
    network& net_;
    line_style style_;
    output out_ = {};
    tally tally_ = {};
    b24pull::realtime::session session_;

    boost::asio::signal_set signals_;
    boost::asio::steady_timer limit_;
    boost::asio::steady_timer snapshot_pause_;

    bool full_ = false;          // --count is reached, or nobody reads: messages are for the next run
    bool store_pending_ = false; // a snapshot will be taken soon
    bool store_failed_ = false;
    std::optional<std::string> last_snapshot_ = {};  // taken when it was full
    std::optional<b24pull::failure> no_config_ = {}; // why, since the last that came
    b24pull::error_code why_ended_ = {};
};

} // namespace tool
