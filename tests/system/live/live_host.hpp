// Any ready-made host behind one face, so that the same tests run over each. A test program has one of them.
#pragma once

#include <b24pull/adapters/host.hpp>
#include <b24pull/realtime/session.hpp>

#include <functional>
#include <memory>
#include <string>

namespace live {

class live_host {
public:
    virtual ~live_host() = default;

    /// Blocks until the session has stopped.
    virtual b24pull::error_code listen(b24pull::realtime::session& session,
                                       b24pull::adapters::config_source source,
                                       b24pull::adapters::event_handler on_event) = 0;
    virtual void post(std::function<void(b24pull::realtime::session&)> what) = 0;
};

/// A host that trusts the authorities of this file and no others.
std::unique_ptr<live_host> make_host(std::string const& ca_file);

/// Whether it can speak WebSocket here. Those that cannot poll.
bool has_websocket();

} // namespace live
