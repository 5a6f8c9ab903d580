// What QWebSocket leaves to do, for qt_host.
#pragma once

#include <b24pull/adapters/qt_options.hpp>
#include <b24pull/realtime/close_reason.hpp>

#include <QtCore/QObject>
#include <QtCore/QRegularExpression>
#include <QtCore/QString>
#include <QtCore/QTimer>
#include <QtNetwork/QAbstractSocket>
#include <QtWebSockets/QWebSocket>
#include <QtWebSockets/QWebSocketProtocol>

#include <algorithm>
#include <chrono>

namespace b24pull::adapters::detail {

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
inline constexpr auto qt_error_occurred = qOverload<QAbstractSocket::SocketError>(&QWebSocket::error);
#else
inline constexpr auto qt_error_occurred = &QWebSocket::errorOccurred;
#endif

/// Asks for no subprotocol and no extensions, follows no redirects, answers pings at once. To be opened with open().
/// Has no signals of its own, so that moc need not know it.
class qt_websocket final : public QWebSocket {
public:
    qt_websocket(qt_options const& options, QObject& owner);
    /// What ~QWebSocket() still emits comes too late for the slots here.
    ~qt_websocket() override { disconnect(this, nullptr, this, nullptr); }

    /// Whether connected() has come.
    bool opened() const noexcept { return opened_; }
    /// Whether drop() has been called.
    bool dropped() const noexcept { return dropped_; }

    /// The HTTP status that refused the handshake, 0 for none.
    ///
    /// @param error  with which qt_error_occurred came
    unsigned refusal(QAbstractSocket::SocketError error) const;

    /// The code of the close frame; 1006 if there was none.
    unsigned code() const {
        return close_frame_ ? closeCode() : QWebSocketProtocol::CloseCodeAbnormalDisconnection;
    }

    /// Closes an open one. disconnected() comes, after close_timeout at the latest, maybe from inside.
    void close_in_order(realtime::close_code code);

    /// Ends it in any state, and deletes it soon. It tells its owner no more.
    void drop();

private:
    std::chrono::milliseconds const close_timeout_;
    bool opened_ = false;
    bool dropped_ = false;
    bool close_frame_ = false;
};

// Bodies.

inline qt_websocket::qt_websocket(qt_options const& options, QObject& owner)
    : QWebSocket(QString(), QWebSocketProtocol::VersionLatest, &owner)
    , close_timeout_(options.close_timeout) {
    setProxy(options.proxy);
    setSslConfiguration(qt_tls(options));
    setMaxAllowedIncomingMessageSize((std::min)(quint64{options.max_payload}, maxIncomingMessageSize()));
    setMaxAllowedIncomingFrameSize((std::min)(quint64{options.max_payload}, maxIncomingFrameSize()));
    connect(this, &QWebSocket::connected, this, [this] { opened_ = true; });
    connect(this, &QWebSocket::aboutToClose, this, [this] { close_frame_ = true; });
}

inline unsigned qt_websocket::refusal(QAbstractSocket::SocketError error) const {
    // Qt calls it so, too, if TCP is refused; but then it is not connecting any more.
    bool const answered =
        error == QAbstractSocket::ConnectionRefusedError && state() == QAbstractSocket::ConnectingState;
    if (!answered) return 0;
    // The status is told in words alone, and 400 by no number at all.
    auto const words_of_400 = QWebSocket::tr("QWebSocketPrivate::processHandshake: Unknown error condition "
                                             "encountered. Aborting connection.");
    if (errorString() == words_of_400) return 400;
    static QRegularExpression const status("\\b([1-5][0-9][0-9]) \\(");
    return status.match(errorString()).captured(1).toUInt();
}

inline void qt_websocket::close_in_order(realtime::close_code code) {
    auto const reason = realtime::reason_text(code);
    QTimer::singleShot(close_timeout_, this, &QWebSocket::abort);
    close(static_cast<QWebSocketProtocol::CloseCode>(code),
          QString::fromLatin1(reason.data(), static_cast<qsizetype>(reason.size())));
}

inline void qt_websocket::drop() {
    dropped_ = true;
    disconnect(this, nullptr, parent(), nullptr);
    abort();
    deleteLater();
}

} // namespace b24pull::adapters::detail
