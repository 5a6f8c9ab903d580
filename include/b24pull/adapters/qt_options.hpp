// How to connect through Qt, what to accept, and what its errors mean.
#pragma once

#include <b24pull/condition.hpp>
#include <b24pull/error.hpp>
#include <b24pull/limits.hpp>

#include <QtCore/QMetaEnum>
#include <QtCore/QString>
#include <QtNetwork/QNetworkProxy>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QSslSocket>

#include <chrono>
#include <cstddef>
#include <string>

namespace b24pull::adapters {

/// How to connect, and what to accept. Times have to be positive.
struct qt_options {
    /// For a call of the REST interface, and for a publication that is posted, from beginning to end. Polls and
    /// WebSockets are the session's to give up.
    std::chrono::milliseconds timeout = std::chrono::seconds(30);
    /// Until a WebSocket that is being closed is cut, if what was sent before does not go out.
    std::chrono::milliseconds close_timeout = std::chrono::seconds(2);
    /// HTTP proxies are asked with CONNECT for WebSockets. The default is that of the application, see
    /// QNetworkProxy::setApplicationProxy(); QNetworkProxy::NoProxy is none, whatever the application says.
    QNetworkProxy proxy = QNetworkProxy(QNetworkProxy::DefaultProxy);
    /// PEM file of the authorities to trust instead of those of QSslConfiguration::defaultConfiguration(), which are
    /// the system's. Empty: those. A file that holds none makes every connection fail.
    QString ca_file = {};
    /// Bytes of the body of an answer to a REST call or a publication, content codings taken off. More is
    /// protocol_errc::body_too_large, before reading where the server announces it.
    std::size_t max_body = limits::http_body;
    /// Bytes of the answer to a poll, and of a WebSocket message, which closes the connection with 1009 beyond.
    std::size_t max_payload = limits::payload;
};

/// Category of Qt's own codes (QNetworkReply::NetworkError), "qt". A certificate that is not trusted is
/// condition::give_up, all else that leaves a call without an answer condition::retry_later. Messages are the
/// enumerators' names.
boost::system::error_category const& qt_category() noexcept;

// Bodies.

namespace detail {

class qt_error_category final : public boost::system::error_category {
public:
    constexpr qt_error_category() noexcept
        : error_category(0xb24b0115d3e7a111ull) {}

    char const* name() const noexcept override { return "qt"; }

    std::string message(int value) const override {
        auto const* const key = QMetaEnum::fromType<QNetworkReply::NetworkError>().valueToKey(value);
        return key ? key : "unknown";
    }

    boost::system::error_condition default_error_condition(int value) const noexcept override {
        bool const for_good =
            value == QNetworkReply::SslHandshakeFailedError || value == QNetworkReply::ProtocolUnknownError;
        return make_error_condition(for_good ? condition::give_up : condition::retry_later);
    }
};

inline constexpr qt_error_category qt_category_v{};

/// Verifies peer and host, even if the application's default does not.
inline QSslConfiguration qt_tls(qt_options const& options) {
    auto tls = QSslConfiguration::defaultConfiguration();
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!options.ca_file.isEmpty()) tls.setCaCertificates(QSslCertificate::fromPath(options.ca_file));
    return tls;
}

/// A socket's error as the network's of the same meaning.
inline error_code qt_error(QAbstractSocket::SocketError error) {
    using network = QNetworkReply;
    auto const same = [error] {
        switch (error) {
        case QAbstractSocket::ConnectionRefusedError: return network::ConnectionRefusedError;
        case QAbstractSocket::RemoteHostClosedError: return network::RemoteHostClosedError;
        case QAbstractSocket::HostNotFoundError: return network::HostNotFoundError;
        case QAbstractSocket::SocketTimeoutError: return network::TimeoutError;
        case QAbstractSocket::SslHandshakeFailedError: return network::SslHandshakeFailedError;
        case QAbstractSocket::ProxyConnectionRefusedError: return network::ProxyConnectionRefusedError;
        case QAbstractSocket::ProxyConnectionClosedError: return network::ProxyConnectionClosedError;
        case QAbstractSocket::ProxyConnectionTimeoutError: return network::ProxyTimeoutError;
        case QAbstractSocket::ProxyNotFoundError: return network::ProxyNotFoundError;
        case QAbstractSocket::ProxyAuthenticationRequiredError:
            return network::ProxyAuthenticationRequiredError;
        default: return network::UnknownNetworkError;
        }
    };
    return {same(), qt_category_v};
}

} // namespace detail

inline boost::system::error_category const& qt_category() noexcept { return detail::qt_category_v; }

} // namespace b24pull::adapters
