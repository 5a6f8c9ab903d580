// qt_host in the thread of a test, with servers to listen to.
#pragma once

#include "host_cases.hpp"
#include "qt_blocking_host.hpp"

#include <b24pull/adapters/qt.hpp>

#include <QtCore/QByteArray>
#include <QtCore/QCoreApplication>
#include <QtCore/QCryptographicHash>
#include <QtCore/QEventLoop>
#include <QtCore/QFile>
#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtNetwork/QHostAddress>
#include <QtNetwork/QNetworkProxy>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QSslKey>
#include <QtNetwork/QSslSocket>
#include <QtWebSockets/QWebSocket>
#include <QtWebSockets/QWebSocketServer>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace qt_tests {

using namespace std::chrono_literals;
using b24pull::adapters::qt_host;
using b24pull::adapters::qt_options;
using host_cases::portal;
using host_cases::ring;
using support::ending;
using support::scenario;
namespace realtime = b24pull::realtime;
using clock = std::chrono::steady_clock;
using lost = realtime::connection_lost;

/// Runs the event loop of this thread until `holds` does.
inline bool comes_true(std::function<bool()> const& holds, std::chrono::milliseconds patience = 20s) {
    for (auto const last = clock::now() + patience; !holds() && clock::now() < last;)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    return holds();
}

inline void run_for(std::chrono::milliseconds time) {
    comes_true([] { return false; }, time);
}

inline qt_options trusting(std::string const& authority = "ca.pem") {
    return {.close_timeout = 500ms,
            .proxy = QNetworkProxy(QNetworkProxy::NoProxy),
            .ca_file = QString::fromStdString(support::certificate(authority))};
}

/// A WebSocket server in the thread of the test.
class websocket_server {
public:
    explicit websocket_server(std::string const& name = "server")
        : server_(QString(), QWebSocketServer::SecureMode) {
        auto const read = [&](std::string const& end) {
            QFile file(QString::fromStdString(support::certificate(name + end)));
            BOOST_TEST_REQUIRE(file.open(QIODevice::ReadOnly));
            return file.readAll();
        };
        QSslConfiguration tls;
        tls.setLocalCertificate(QSslCertificate(read(".pem")));
        tls.setPrivateKey(QSslKey(read(".key"), QSsl::Ec));
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        server_.setSslConfiguration(tls);
        BOOST_TEST_REQUIRE(server_.listen(QHostAddress::LocalHost));
        QObject::connect(&server_, &QWebSocketServer::newConnection, &server_, [this] {
            client = server_.nextPendingConnection();
            client->setParent(&server_);
            ++connections;
            QObject::connect(
                client, &QWebSocket::binaryMessageReceived, &server_,
                [this](QByteArray const& message) { messages.push_back(message.toStdString()); });
            QObject::connect(client, &QWebSocket::disconnected, &server_, [this, socket = client] {
                closed.push_back(socket->closeCode());
                if (client == socket) client = nullptr;
            });
            QObject::connect(client, &QWebSocket::pong, &server_,
                             [this](quint64, QByteArray const& payload) { pong = payload.toStdString(); });
        });
    }

    std::string url() const { return "wss://localhost:" + std::to_string(server_.serverPort()) + "/subws/"; }
    void send(std::string const& payload) { client->sendBinaryMessage(QByteArray::fromStdString(payload)); }

    QWebSocket* client = nullptr; // the one connected last
    int connections = 0;
    std::vector<std::string> messages;
    std::vector<int> closed;
    std::string pong;

private:
    QWebSocketServer server_;
};

/// A session on qt_host in this thread, with what it tells.
class client {
public:
    explicit client(std::string websocket, realtime::session_options options = {},
                    qt_options with = trusting(), std::optional<b24pull::config> config = {})
        : session(std::move(options), 20260331)
        , host(std::make_unique<qt_host>(std::move(with))) {
        auto told = config.value_or(rest.config());
        told.server.websocket_enabled = true;
        told.server.websocket_secure = std::move(websocket);
        support::forward_events(*host, *host,
                                [this](realtime::session_event const& event) { happened.push_back(event); });
        QObject::connect(host.get(), &qt_host::stopped, host.get(), [this](auto code) { why = code; });
        host->listen(session, rest.source(told));
    }

    template <class Event>
    std::size_t count() const {
        return static_cast<std::size_t>(std::count_if(happened.begin(), happened.end(), [](auto const& e) {
            return std::holds_alternative<Event>(e);
        }));
    }
    /// The first event of this kind.
    template <class Event>
    Event await() {
        BOOST_TEST_REQUIRE(comes_true([this] { return count<Event>() != 0; }));
        for (auto const& event : happened)
            if (auto const* const found = std::get_if<Event>(&event)) return *found;
        return {};
    }
    bool is_open() const { return session.state() == realtime::connection_state::open; }
    bool stops() {
        host->stop();
        return comes_true([this] { return why.has_value(); });
    }

    portal rest{{}, {{support::answer("")}}};
    realtime::session session;
    std::unique_ptr<qt_host> host;
    std::vector<realtime::session_event> happened;
    std::optional<b24pull::error_code> why;
};

inline bool connected(websocket_server const& server, client const& listener) {
    return comes_true([&] { return server.client && listener.is_open(); });
}

inline std::string batch(std::initializer_list<unsigned> numbers) {
    return support::payload(4, std::vector<unsigned>(numbers), support::event_body("telephony", "ring"));
}

inline std::string ring_bytes(realtime::publication const& one) {
    auto const bytes = realtime::encode_publications({&one, 1}, {}, {}).value();
    return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

/// A server that answers a handshake as it should, and then sends these bytes.
inline support::script after_handshake(std::string bytes, ending then) {
    return [bytes = std::move(bytes), then](std::string_view request) -> scenario {
        constexpr std::string_view field = "Sec-WebSocket-Key: ";
        auto const at = request.find(field) + field.size();
        auto const key = std::string(request.substr(at, request.find('\r', at) - at));
        auto const accepted =
            QCryptographicHash::hash(QByteArray::fromStdString(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"),
                                     QCryptographicHash::Sha1);
        return {"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                "Sec-WebSocket-Accept: " +
                    accepted.toBase64().toStdString() + "\r\n\r\n" + bytes,
                then};
    };
}

inline std::string websocket_url(support::loopback_server const& server) {
    return "wss" + server.url("/subws/").substr(5);
}

} // namespace qt_tests
