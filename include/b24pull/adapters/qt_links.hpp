// All that is open for one session on Qt: its WebSocket and its HTTP calls.
#pragma once

#include <b24pull/adapters/host.hpp>
#include <b24pull/adapters/qt_http.hpp>
#include <b24pull/adapters/qt_options.hpp>
#include <b24pull/adapters/qt_websocket.hpp>
#include <b24pull/realtime/session.hpp>

#include <QtCore/QByteArray>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QString>
#include <QtCore/QTimer>
#include <QtCore/QUrl>

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace b24pull::adapters::detail {

/// Does what a session asks for. What comes of it is told from the event loop, never from inside a signal of Qt's: a
/// slot that runs an event loop would keep the socket from reading.
class qt_links {
public:
    using input = std::function<void(realtime::session&)>;

    /// @param owner  everything happens in its thread, and ends with it
    /// @param tell   calls an input with the session, and does what follows
    qt_links(qt_options options, QObject& owner, std::function<void(input const&)> tell)
        : options_(std::move(options))
        , owner_(owner)
        , tell_(std::move(tell))
        , http_(options_, owner) {}

    void begin(config_source source) {
        source_ = std::move(source);
        ++round_;
    }

    void operator()(realtime::fetch_config const&);
    void operator()(realtime::open_websocket const& order);
    void operator()(realtime::send_text const& order);
    void operator()(realtime::send_binary const& order);
    void operator()(realtime::send_ping const&);
    void operator()(realtime::close_websocket const& order);
    void operator()(realtime::start_poll const& order);
    void operator()(realtime::cancel_poll const&) { http_.drop(poll_); }
    void operator()(realtime::post_publication const& order);
    void operator()(realtime::session_stopped const& order) { why_ = order.why; }

    /// Gives up what a session that has stopped has left.
    ///
    /// @return why it stopped; nothing as long as a WebSocket is being closed: when that is done, an input without
    ///         effect is told
    std::optional<error_code> end();

private:
    using clock = std::chrono::steady_clock;

    template <class Input>
    void tell(Input f) {
        auto later = [this, round = round_, f = std::move(f)] {
            if (round != round_) return; // for a session that is listened to no more
            auto const tell_it = tell_;  // all this may end in a slot
            tell_it(std::cref(f));
        };
        QMetaObject::invokeMethod(&owner_, std::move(later), Qt::QueuedConnection);
    }
    void refused(qt_websocket& socket, realtime::operation_id id, unsigned status, error_code why);
    void closed(qt_websocket& socket, realtime::operation_id id);

    qt_options const options_;
    QObject& owner_;
    std::function<void(input const&)> const tell_;
    qt_http http_;
    std::optional<config_source> source_;
    unsigned round_ = 0; // counts the sessions
    QPointer<qt_websocket> socket_;
    int closing_ = 0; // WebSockets
    QPointer<QNetworkReply> poll_;
    error_code why_;
};

// Bodies.

inline std::optional<error_code> qt_links::end() {
    http_.drop_all();
    if (closing_ != 0) return {};
    source_.reset();
    return std::exchange(why_, {});
}

inline void qt_links::operator()(realtime::fetch_config const&) {
    auto const call = source_->begin();
    auto const finish = [this, call](qt_http::answer answer) {
        tell([fetched = call.finish(answer)](realtime::session& session) { tell_config(session, fetched); });
    };
    if (call.request) http_.send(*call.request, options_.max_body, options_.timeout, finish);
    else finish(call.request.error());
}

inline void qt_links::operator()(realtime::start_poll const& order) {
    poll_ =
        http_.send(request_of(order), options_.max_payload, {}, [this, id = order.id](qt_http::answer came) {
            tell([id, came = std::move(came)](realtime::session& session) { tell_poll(session, id, came); });
        });
}

inline void qt_links::operator()(realtime::post_publication const& order) {
    http_.send(request_of(order), options_.max_body, options_.timeout,
               [this, id = order.id](qt_http::answer came) {
                   tell([id, came = std::move(came)](realtime::session& session) {
                       tell_posted(session, id, came);
                   });
               });
}

// Bodies: the WebSocket.

inline void qt_links::operator()(realtime::open_websocket const& order) {
    auto* const socket = new qt_websocket(options_, owner_);
    socket_ = socket;
    auto const id = order.id;
    auto const on = [this, socket](auto signal, auto slot) {
        QObject::connect(socket, signal, &owner_, slot);
    };

    on(&QWebSocket::connected,
       [this, id] { tell([id](realtime::session& session) { session.handle_open(clock::now(), id); }); });
    on(qt_error_occurred, [this, socket, id](QAbstractSocket::SocketError error) {
        if (socket->opened()) return; // it is closed as well
        refused(*socket, id, socket->refusal(error), qt_error(error));
    });
    auto const unexplained = [this, socket, id] {
        if (!socket->dropped()) refused(*socket, id, 0, qt_error(socket->error()));
    };
    on(&QWebSocket::disconnected, [this, socket, id, unexplained] {
        if (socket->opened()) closed(*socket, id);
        else QTimer::singleShot(0, socket, unexplained); // the error comes behind, if it comes
    });
    on(&QWebSocket::textMessageReceived, [this, id](QString const& message) {
        tell([id, text = message.toUtf8()](realtime::session& session) {
            session.handle_text(clock::now(), id, qt_view(text));
        });
    });
    on(&QWebSocket::binaryMessageReceived, [this, id](QByteArray const& message) {
        tell([id, message](realtime::session& session) {
            session.handle_binary(clock::now(), id, std::as_bytes(std::span(qt_view(message))));
        });
    });
    auto const alive = [this, id] {
        tell([id](realtime::session& session) { session.handle_alive(clock::now(), id); });
    };
    auto const part = [alive](auto const&, bool is_last) {
        if (!is_last) alive();
    };
    on(&QWebSocket::textFrameReceived, part);
    on(&QWebSocket::binaryFrameReceived, part);
    on(&QWebSocket::pong, alive);
    socket->open(QUrl::fromEncoded(qt_bytes(order.url.reveal()), QUrl::StrictMode));
}

inline void qt_links::refused(qt_websocket& socket, realtime::operation_id id, unsigned status,
                              error_code why) {
    socket.drop();
    tell([id, status, why](realtime::session& session) {
        session.handle_refused(clock::now(), id, status, {}, why);
    });
}

inline void qt_links::closed(qt_websocket& socket, realtime::operation_id id) {
    tell([id, code = socket.code(), reason = socket.closeReason().toUtf8()](realtime::session& session) {
        session.handle_closed(clock::now(), id, code, qt_view(reason));
    });
    socket.drop();
}

inline void qt_links::operator()(realtime::send_text const& order) {
    if (socket_) socket_->sendTextMessage(QString::fromUtf8(qt_bytes(order.text)));
}

inline void qt_links::operator()(realtime::send_binary const& order) {
    std::string_view const bytes(reinterpret_cast<char const*>(order.bytes.data()), order.bytes.size());
    if (socket_) socket_->sendBinaryMessage(qt_bytes(bytes));
}

inline void qt_links::operator()(realtime::send_ping const&) {
    if (socket_) socket_->ping();
}

inline void qt_links::operator()(realtime::close_websocket const& order) {
    auto* const socket = socket_.data();
    socket_.clear();
    if (!socket) return;
    if (socket->state() != QAbstractSocket::ConnectedState) return socket->drop();
    QObject::disconnect(socket, nullptr, &owner_, nullptr);
    ++closing_;
    QObject::connect(socket, &QWebSocket::disconnected, &owner_, [this, socket] {
        socket->drop();
        --closing_;
        tell([](realtime::session&) {});
    });
    socket->close_in_order(order.code);
}

} // namespace b24pull::adapters::detail
