// A host that blocks, as live_host.
#pragma once

#include "live_host.hpp"

#include <utility>

namespace live {

template <class Host>
class host_over : public live_host {
public:
    template <class Options>
    explicit host_over(Options options)
        : host_(std::move(options)) {}

    b24pull::error_code listen(b24pull::realtime::session& session, b24pull::adapters::config_source source,
                               b24pull::adapters::event_handler on_event) override {
        return host_.listen(session, std::move(source), std::move(on_event));
    }
    void post(std::function<void(b24pull::realtime::session&)> what) override { host_.post(std::move(what)); }

private:
    Host host_;
};

} // namespace live
