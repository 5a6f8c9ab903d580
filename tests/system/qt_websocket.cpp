// The WebSocket of qt_host, against servers that err.
#include "qt_client.hpp"

#include <QtCore/QByteArray>
#include <QtCore/QFile>
#include <QtCore/QString>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QHostAddress>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtWebSockets/QWebSocketProtocol>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

using namespace qt_tests;
namespace data = boost::unit_test::data;

BOOST_AUTO_TEST_SUITE(qt_host_websocket)

BOOST_AUTO_TEST_CASE(messages_come_and_stop_closes_in_good_order) {
    websocket_server server;
    client listener(server.url());
    BOOST_TEST_REQUIRE(connected(server, listener));
    BOOST_TEST(server.client->requestUrl().query().toStdString().find("binaryMode=true") !=
               std::string::npos);
    server.send(batch({1, 2}));
    server.send(batch({2, 3}));
    BOOST_TEST(comes_true([&] { return listener.count<realtime::message>() == 3; }));
    BOOST_TEST(listener.stops());
    BOOST_TEST(!*listener.why);
    BOOST_TEST(comes_true([&] { return !server.closed.empty(); }));
    BOOST_TEST(server.closed.at(0) == 1000);
    BOOST_TEST(listener.count<lost>() == 0u);
}

BOOST_AUTO_TEST_CASE(text_arrives_as_it_was_sent) {
    websocket_server server;
    auto config = portal().config();
    config.server.version = 5;
    client listener(server.url(), {}, trusting(), config);
    BOOST_TEST_REQUIRE(connected(server, listener));
    std::string const params = "{\"who\":\"J\xc3\xbcrgen \xf0\x9f\x93\x9e \\u0000\"}";
    server.client->sendTextMessage(QString::fromStdString(
        support::payload(5, std::vector<unsigned>{1}, support::event_body("m", "c", params))));
    BOOST_TEST(listener.await<realtime::message>().params == params);
}

BOOST_DATA_TEST_CASE(close_code_and_reason_are_told, data::make({1000, 1001, 4010, 4029}), code) {
    websocket_server server;
    client listener(server.url());
    BOOST_TEST_REQUIRE(connected(server, listener));
    server.client->close(static_cast<QWebSocketProtocol::CloseCode>(code));
    auto const told = listener.await<lost>();
    BOOST_TEST((told.why == lost::cause::closed));
    BOOST_TEST(told.code == static_cast<unsigned>(code));
}

BOOST_AUTO_TEST_CASE(code_in_the_reason_counts) {
    websocket_server server;
    client listener(server.url());
    BOOST_TEST_REQUIRE(connected(server, listener));
    server.client->close(QWebSocketProtocol::CloseCodeNormal, "4013: Wrong Request Data.");
    BOOST_TEST(listener.await<lost>().code == 4013u);
}

BOOST_AUTO_TEST_CASE(connection_without_a_close_frame_ends_with_1006) {
    support::loopback_server server(after_handshake("", ending::cut), support::identity("server"));
    client listener(websocket_url(server));
    auto const told = listener.await<lost>();
    BOOST_TEST((told.why == lost::cause::closed));
    BOOST_TEST(told.code == 1006u);
}

BOOST_DATA_TEST_CASE(refusal_is_told_with_its_status, data::make({200, 302, 400, 401, 403, 404, 429, 503}),
                     status) {
    support::loopback_server server({support::answer("no", "HTTP/1.1 " + std::to_string(status) +
                                                               " No\r\n"
                                                               "Location: /elsewhere")},
                                    support::identity("server"));
    client listener(websocket_url(server));
    auto const told = listener.await<lost>();
    BOOST_TEST((told.why == lost::cause::refused));
    BOOST_TEST(told.code == static_cast<unsigned>(status));
    BOOST_TEST(server.requests().size() == 1u);
    BOOST_TEST(server.requests()[0].find("Sec-WebSocket-Protocol") == std::string::npos);
    BOOST_TEST(server.requests()[0].find("Sec-WebSocket-Extensions") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(handshake_without_an_answer_is_told) {
    for (auto const& how : {scenario{"", ending::close}, scenario{"what\r\n\r\n", ending::close},
                            scenario{"", ending::close_at_once}}) {
        support::loopback_server server(how, support::identity("server"));
        client listener(websocket_url(server));
        auto const told = listener.await<lost>();
        BOOST_TEST((told.why == lost::cause::unreachable));
        BOOST_TEST(told.code == 0u);
    }
}

BOOST_AUTO_TEST_CASE(port_without_a_server_is_told) {
    support::closed_port const nobody;
    client listener("wss://localhost:" + std::to_string(nobody.port()) + "/subws/");
    auto const told = listener.await<lost>();
    BOOST_TEST((told.why == lost::cause::unreachable));
    BOOST_TEST((told.error == b24pull::error_code(QNetworkReply::ConnectionRefusedError,
                                                  b24pull::adapters::qt_category())));
}

BOOST_DATA_TEST_CASE(certificate_not_trusted_opens_nothing, data::make({"other_host", "expired"}), name) {
    support::loopback_server server(after_handshake("", ending::keep_open), support::identity(name));
    client listener(websocket_url(server));
    auto const told = listener.await<lost>();
    BOOST_TEST((told.why == lost::cause::unreachable));
    BOOST_TEST((told.error == b24pull::error_code(QNetworkReply::SslHandshakeFailedError,
                                                  b24pull::adapters::qt_category())));
    BOOST_TEST(server.requests().empty());
}

BOOST_AUTO_TEST_CASE(no_verification_by_default_of_the_application_is_not_ours) {
    struct restore {
        QSslConfiguration const before = QSslConfiguration::defaultConfiguration();
        ~restore() { QSslConfiguration::setDefaultConfiguration(before); }
    } const restored;
    auto careless = restored.before;
    careless.setPeerVerifyMode(QSslSocket::VerifyNone);
    QSslConfiguration::setDefaultConfiguration(careless);
    support::loopback_server server(after_handshake("", ending::keep_open), support::identity("other_host"));
    client listener(websocket_url(server));
    BOOST_TEST((listener.await<lost>().why == lost::cause::unreachable));
    BOOST_TEST(server.requests().empty());
}

BOOST_AUTO_TEST_CASE(authority_file_without_authorities_trusts_nobody) {
    QTemporaryDir folder;
    for (auto const name : {"missing.pem", "empty.pem"}) {
        QFile empty(folder.filePath("empty.pem"));
        BOOST_TEST_REQUIRE(empty.open(QIODevice::WriteOnly));
        auto options = trusting();
        options.ca_file = folder.filePath(name);
        portal server;
        realtime::session session;
        qt_host host(options);
        std::optional<b24pull::error_code> why;
        QObject::connect(&host, &qt_host::stopped, &host, [&](auto code) { why = code; });
        host.listen(session, server.source());
        BOOST_TEST_REQUIRE(comes_true([&] { return why.has_value(); }));
        BOOST_TEST((*why == b24pull::condition::give_up));
        BOOST_TEST(server.server.requests().empty());
    }
}

BOOST_DATA_TEST_CASE(message_beyond_the_limit_closes_with_1009, data::make({true, false}), in_one_frame) {
    auto options = trusting();
    options.max_payload = 100'000;
    websocket_server server;
    client listener(server.url(), {}, options);
    BOOST_TEST_REQUIRE(connected(server, listener));
    server.client->setOutgoingFrameSize(in_one_frame ? 1'000'000 : 1'000);
    server.client->sendBinaryMessage(QByteArray(100'001, 'x'));
    auto const told = listener.await<lost>();
    BOOST_TEST((told.why == lost::cause::closed));
    BOOST_TEST(told.code == 1009u);
}

BOOST_AUTO_TEST_CASE(large_message_in_many_frames_comes_whole) {
    websocket_server server;
    client listener(server.url());
    BOOST_TEST_REQUIRE(connected(server, listener));
    server.client->setOutgoingFrameSize(50'000);
    std::vector<unsigned> many(20'000);
    for (unsigned i = 0; i != many.size(); ++i) many[i] = i + 1;
    server.send(support::payload(4, many, support::event_body("telephony", "ring")));
    BOOST_TEST(comes_true([&] { return listener.count<realtime::message>() == many.size(); }));
}

BOOST_AUTO_TEST_CASE(ping_of_the_server_is_answered_with_its_payload) {
    websocket_server server;
    client listener(server.url());
    BOOST_TEST_REQUIRE(connected(server, listener));
    server.client->ping("ws ping");
    BOOST_TEST(comes_true([&] { return server.pong == "ws ping"; }));
}

BOOST_AUTO_TEST_CASE(own_pings_keep_a_silent_connection) {
    websocket_server server;
    realtime::session_options options;
    options.own_ping_after = 100ms;
    options.silence_limit = 700ms;
    client listener(server.url(), options);
    BOOST_TEST_REQUIRE(connected(server, listener));
    run_for(2s);
    BOOST_TEST(listener.count<lost>() == 0u);
    BOOST_TEST(server.connections == 1);
}

BOOST_AUTO_TEST_CASE(silent_connection_is_left_with_the_code_for_it) {
    websocket_server server;
    realtime::session_options options;
    options.own_ping_after = 0ms;
    options.silence_limit = 300ms;
    client listener(server.url(), options);
    BOOST_TEST((listener.await<lost>().why == lost::cause::silent));
    BOOST_TEST(comes_true([&] { return !server.closed.empty(); }));
    BOOST_TEST(server.closed.at(0) == 3005);
}

BOOST_AUTO_TEST_CASE(publication_goes_over_the_websocket) {
    websocket_server server;
    client listener(server.url());
    BOOST_TEST_REQUIRE(connected(server, listener));
    listener.host->post([](realtime::session& session) {
        BOOST_TEST_REQUIRE(session.publish(clock::now(), ring()).has_value());
    });
    BOOST_TEST_REQUIRE(comes_true([&] { return server.messages.size() == 1; }));
    BOOST_TEST(server.messages[0] == ring_bytes(ring()));
    BOOST_TEST(!listener.await<realtime::publication_outcome>().code);
    BOOST_TEST(listener.rest.requests("/pub/") == 0u);
}

BOOST_AUTO_TEST_CASE(stop_ends_a_handshake_under_way) {
    support::loopback_server server(scenario{""}, support::identity("server"));
    client listener(websocket_url(server));
    BOOST_TEST_REQUIRE(comes_true([&] { return !server.requests().empty(); }));
    BOOST_TEST(listener.stops());
    BOOST_TEST(!*listener.why);
}

BOOST_AUTO_TEST_CASE(stop_does_not_wait_for_a_server_that_does_not_read) {
    QTcpServer server;
    BOOST_TEST_REQUIRE(server.listen(QHostAddress::LocalHost));
    QTcpSocket* peer = nullptr;
    QObject::connect(&server, &QTcpServer::newConnection, &server, [&] {
        peer = server.nextPendingConnection();
        QObject::connect(peer, &QTcpSocket::readyRead, peer, [&] {
            auto const request = peer->peek(4096).toStdString();
            if (!request.ends_with("\r\n\r\n")) return;
            peer->read(4096);
            peer->setReadBufferSize(1);
            peer->disconnect();
            peer->write(QByteArray::fromStdString(after_handshake("", ending::keep_open)(request).answer));
        });
    });
    auto config = portal().config();
    config.server.websocket = "ws://127.0.0.1:" + std::to_string(server.serverPort()) + "/subws/";
    realtime::session_options options;
    options.endpoint.clear = b24pull::clear_text::allowed;
    client listener("", options, trusting(), config);
    BOOST_TEST_REQUIRE(comes_true([&] { return listener.is_open(); }));
    auto large = ring();
    large.params = "{\"x\":\"" + std::string(900'000, 'x') + "\"}";
    for (int i = 0; i != 20; ++i)
        listener.host->post([&](realtime::session& session) {
            BOOST_TEST_REQUIRE(session.publish(clock::now(), large).has_value());
        });
    run_for(200ms);
    auto const asked = clock::now();
    BOOST_TEST(listener.stops());
    BOOST_TEST((clock::now() - asked > 400ms)); // it tried, for close_timeout
    BOOST_TEST((clock::now() - asked < 10s));
}

BOOST_AUTO_TEST_CASE(error_of_a_socket_is_the_same_one_of_the_network) {
    using network = QNetworkReply;
    using socket = QAbstractSocket;
    struct row {
        QAbstractSocket::SocketError from;
        QNetworkReply::NetworkError to;
        char const* name;
        b24pull::condition what_to_do = b24pull::condition::retry_later;
    };
    constexpr row rows[] = {
        {socket::ConnectionRefusedError, network::ConnectionRefusedError, "ConnectionRefusedError"},
        {socket::RemoteHostClosedError, network::RemoteHostClosedError, "RemoteHostClosedError"},
        {socket::HostNotFoundError, network::HostNotFoundError, "HostNotFoundError"},
        {socket::SocketTimeoutError, network::TimeoutError, "TimeoutError"},
        {socket::SslHandshakeFailedError, network::SslHandshakeFailedError, "SslHandshakeFailedError",
         b24pull::condition::give_up},
        {socket::ProxyConnectionRefusedError, network::ProxyConnectionRefusedError,
         "ProxyConnectionRefusedError"},
        {socket::ProxyConnectionClosedError, network::ProxyConnectionClosedError,
         "ProxyConnectionClosedError"},
        {socket::ProxyConnectionTimeoutError, network::ProxyTimeoutError, "ProxyTimeoutError"},
        {socket::ProxyNotFoundError, network::ProxyNotFoundError, "ProxyNotFoundError"},
        {socket::ProxyAuthenticationRequiredError, network::ProxyAuthenticationRequiredError,
         "ProxyAuthenticationRequiredError"},
        {socket::OperationError, network::UnknownNetworkError, "UnknownNetworkError"},
    };
    for (auto const& row : rows) {
        auto const code = b24pull::adapters::detail::qt_error(row.from);
        BOOST_TEST((code == b24pull::error_code(row.to, b24pull::adapters::qt_category())), row.name);
        BOOST_TEST(b24pull::failure(code).what() == std::string("qt: ") + row.name);
        BOOST_TEST((code == row.what_to_do), row.name);
    }
    BOOST_TEST(b24pull::error_code(-1, b24pull::adapters::qt_category()).message() == "unknown");
}

BOOST_AUTO_TEST_SUITE_END()
