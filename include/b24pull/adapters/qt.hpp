// A session's host on Qt 6 Network and WebSockets: events come as signals.
//
//     using b24pull::adapters::qt_host;
//     QCoreApplication application(argc, argv);
//     b24pull::realtime::session session({}, std::random_device()());
//     qt_host host;
//     QObject::connect(&host, &qt_host::message, [](b24pull::realtime::message const& m) {
//         qInfo() << m.module_id.c_str() << m.command.c_str() << m.params.c_str();
//     });
//     QObject::connect(&host, &qt_host::stopped, &QCoreApplication::quit);
//     host.listen(session, b24pull::rest::credentials::oauth(portal, token).value());
//     return application.exec();
//
// The class has signals, so moc has to see this header: link the CMake target b24pull::qt, PRIVATE, and set AUTOMOC on.
// Without CMake, run moc on it and compile what comes out, once in a program. QT_NO_KEYWORDS is welcome.
//
// What Qt does not tell, the host cannot either:
//  - A ping that came: Qt answers it and is silent about it. The session sees life all the same, by pings of its own:
//    leave session_options::own_ping_after above zero and below silence_limit.
//  - The status that refused a WebSocket, but in words for people, which are read here; and its Retry-After.
//  - A close frame without a code: it reads as 1000.
//  - A server that ends TLS and leaves TCP open: only silence tells.
#pragma once

#include <b24pull/adapters/host.hpp>
#include <b24pull/adapters/inbox.hpp>
#include <b24pull/adapters/qt_links.hpp>
#include <b24pull/adapters/qt_options.hpp>
#include <b24pull/realtime/session.hpp>

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <algorithm>
#include <chrono>
#include <utility>
#include <variant>

namespace b24pull::adapters {

/// Serves a session in its own thread, through the event loop, and never blocks. One session at a time.
///
/// Thread safety: post() and stop() may be called from any thread, all else from the object's. Signals come from the
/// object's thread; connect to them queued from another, as ever.
///
/// A slot that is called directly by one of the signals may call the session, as an event_handler may. It may run an
/// event loop, such as a dialog's: events go on coming meanwhile. It must not throw, and not delete the host but by
/// deleteLater().
///
/// Lifetime: the session has to live until stopped() or the end of the host. A host that ends while it listens cuts
/// what is open, tells nothing, and leaves the session as it is.
class qt_host : public QObject {
    Q_OBJECT

public:
    /// @param options  how to connect, and what to accept
    /// @param parent   as of any QObject
    explicit qt_host(qt_options options = {}, QObject* parent = nullptr);

    /// Starts the session and serves it until it has stopped: stopped(). Comes back at once; everything comes from the
    /// event loop. Not while it listens to another one.
    void listen(realtime::session& session, config_source source);

    /// Runs f(session) in the object's thread, soon, and does what follows: to publish, to learn channels, to take a
    /// snapshot, to tell of a network that is lost. Before listen() it waits for it; after stopped() it is dropped.
    /// It must not throw.
    void post(inbox::function f);

public Q_SLOTS:
    /// Ends listening: the same as a post() of handle_stop().
    void stop();

Q_SIGNALS:
    // What a session tells: see realtime/event.hpp.
    /// See realtime::message.
    void message(b24pull::realtime::message const& event);
    /// See realtime::status_changed.
    void status_changed(b24pull::realtime::status_changed const& event);
    /// See realtime::connection_lost.
    void connection_lost(b24pull::realtime::connection_lost const& event);
    /// See realtime::config_failed.
    void config_failed(b24pull::realtime::config_failed const& event);
    /// See realtime::history_gap.
    void history_gap(b24pull::realtime::history_gap const& event);
    /// See realtime::part_refused.
    void part_refused(b24pull::realtime::part_refused const& event);
    /// See realtime::publication_outcome.
    void publication_outcome(b24pull::realtime::publication_outcome const& event);
    /// See realtime::presence_changed.
    void presence_changed(b24pull::realtime::presence_changed const& event);

    /// The session has stopped, and nothing is open any more.
    ///
    /// @param why  session_stopped::why: success if it was told to stop
    void stopped(b24pull::error_code why);

private:
    using clock = std::chrono::steady_clock;

    void deliver(realtime::message const& event) { Q_EMIT message(event); }
    void deliver(realtime::status_changed const& event) { Q_EMIT status_changed(event); }
    void deliver(realtime::connection_lost const& event) { Q_EMIT connection_lost(event); }
    void deliver(realtime::config_failed const& event) { Q_EMIT config_failed(event); }
    void deliver(realtime::history_gap const& event) { Q_EMIT history_gap(event); }
    void deliver(realtime::part_refused const& event) { Q_EMIT part_refused(event); }
    void deliver(realtime::publication_outcome const& event) { Q_EMIT publication_outcome(event); }
    void deliver(realtime::presence_changed const& event) { Q_EMIT presence_changed(event); }

    void tell(inbox::function const& input);
    void read_inbox();
    void set_timer();
    void finish();

    inbox inbox_;
    detail::qt_links links_;
    QTimer timer_{this};
    realtime::session* session_ = nullptr; // null: not listening
    bool goes_on_ = false;                 // it has started, and not stopped
    int serving_ = 0;                      // more than 1: from an event loop in somebody's slot
};

// Bodies.

inline qt_host::qt_host(qt_options options, QObject* parent)
    : QObject(parent)
    , links_(std::move(options), *this, [this](inbox::function const& input) { tell(input); }) {
    timer_.setSingleShot(true);
    timer_.setTimerType(Qt::PreciseTimer);
    connect(&timer_, &QTimer::timeout, this,
            [this] { tell([](realtime::session& session) { session.handle_timeout(clock::now()); }); });
}

inline void qt_host::listen(realtime::session& session, config_source source) {
    Q_ASSERT(!session_);
    session_ = &session;
    links_.begin(std::move(source));
    inbox_.open();
    auto const start = [this] {
        tell([](realtime::session& s) { s.handle_start(clock::now()); });
        read_inbox();
    };
    QMetaObject::invokeMethod(this, start, Qt::QueuedConnection);
}

inline void qt_host::post(inbox::function f) {
    inbox_.push(std::move(f));
    QMetaObject::invokeMethod(
        this, [this] { read_inbox(); }, Qt::QueuedConnection);
}

inline void qt_host::stop() {
    post([](realtime::session& session) { session.handle_stop(clock::now()); });
}

inline void qt_host::read_inbox() {
    if (!goes_on_) return;
    tell([came = inbox_.take()](realtime::session& session) {
        for (auto const& f : came) f(session);
    });
}

/// Does what follows from an input, too.
inline void qt_host::tell(inbox::function const& input) {
    if (!session_) return;
    QPointer<qt_host> const here(this); // until a slot's event loop comes to a deleteLater()
    input(*session_);
    ++serving_;
    bool const goes_on = serve(
        *session_, [this](auto const& order) { links_(order); },
        [this](realtime::session_event const& event) {
            std::visit([this](auto const& e) { deliver(e); }, event);
        },
        [&here] { return !here.isNull(); });
    if (!here) return;
    goes_on_ = goes_on;
    --serving_;
    if (goes_on_) set_timer();
    else if (serving_ == 0) finish();
}

inline void qt_host::set_timer() {
    using std::chrono::milliseconds;
    auto const due = session_->poll_timeout();
    if (!due) return timer_.stop();
    // To look again once a day does no harm; a QTimer counts no further than to 24 days.
    auto const wait = std::chrono::ceil<milliseconds>(*due - clock::now());
    timer_.start(std::clamp<milliseconds>(wait, milliseconds(0), std::chrono::hours(24)));
}

inline void qt_host::finish() {
    timer_.stop();
    auto const why = links_.end();
    if (!why) return;
    session_ = nullptr;
    inbox_.close();
    Q_EMIT stopped(*why);
}

} // namespace b24pull::adapters
