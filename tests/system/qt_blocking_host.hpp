// qt_host in a thread of its own, with the face of the hosts that block: for what is told of any host.
#pragma once

#include <b24pull/adapters/host.hpp>
#include <b24pull/adapters/inbox.hpp>
#include <b24pull/adapters/qt.hpp>
#include <b24pull/realtime/session.hpp>

#include <QtCore/QObject>
#include <QtCore/QThread>

#include <future>
#include <utility>

namespace support {

/// Calls `handler` with each event that the host tells, as long as `scope` lives, and in its thread.
inline void forward_events(b24pull::adapters::qt_host& host, QObject& scope,
                           b24pull::adapters::event_handler handler) {
    using b24pull::adapters::qt_host;
    auto const forward = [&](auto signal) {
        QObject::connect(&host, signal, &scope, [handler](auto const& event) { handler(event); });
    };
    forward(&qt_host::message);
    forward(&qt_host::status_changed);
    forward(&qt_host::connection_lost);
    forward(&qt_host::config_failed);
    forward(&qt_host::history_gap);
    forward(&qt_host::part_refused);
    forward(&qt_host::publication_outcome);
    forward(&qt_host::presence_changed);
}

/// There has to be a QCoreApplication.
class qt_blocking_host {
public:
    explicit qt_blocking_host(b24pull::adapters::qt_options options)
        : host_(new b24pull::adapters::qt_host(std::move(options))) {
        host_->moveToThread(&thread_);
        thread_.start();
    }
    ~qt_blocking_host() {
        host_->deleteLater();
        thread_.quit();
        thread_.wait();
    }

    b24pull::error_code listen(b24pull::realtime::session& session, b24pull::adapters::config_source source,
                               b24pull::adapters::event_handler on_event) {
        std::promise<b24pull::error_code> ended;
        auto* const scope = new QObject; // of this listen()
        scope->moveToThread(&thread_);
        forward_events(*host_, *scope, std::move(on_event));
        QObject::connect(host_, &b24pull::adapters::qt_host::stopped, scope, [&, scope](auto why) {
            scope->deleteLater();
            ended.set_value(why);
        });
        QMetaObject::invokeMethod(host_, [&] { host_->listen(session, std::move(source)); });
        return ended.get_future().get();
    }
    void post(b24pull::adapters::inbox::function f) { host_->post(std::move(f)); }
    void stop() { host_->stop(); }

private:
    QThread thread_;
    b24pull::adapters::qt_host* host_; // lives in the thread, and ends with it
};

} // namespace support
