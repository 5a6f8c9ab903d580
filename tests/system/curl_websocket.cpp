// WebSockets by curl_host, where the installed libcurl can: elsewhere it polls, and these have nothing to test.
#include <b24pull/adapters/curl.hpp>

#include "host_cases.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <boost/system/system_error.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace {

bool possible(boost::unit_test::test_unit_id) { return b24pull::adapters::curl_speaks_websocket(); }

} // namespace

BOOST_AUTO_TEST_SUITE(curl_websocket, *boost::unit_test::precondition(possible))

namespace {

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;
using namespace host_cases;

struct stack {
    using host = b24pull::adapters::curl_host;
    using options = b24pull::adapters::curl_options;
};

using stream = websocket::stream<asio::ssl::stream<asio::ip::tcp::socket>>;

/// Does the same with each connection, one after another, in a thread of its own.
class websocket_server {
public:
    explicit websocket_server(std::function<void(stream&)> script, std::string const& identity = "server")
        : script_(std::move(script)) {
        auto const files = support::identity(identity);
        tls_.use_certificate_chain_file(files.certificate);
        tls_.use_private_key_file(files.key, asio::ssl::context::pem);
        acceptor_.set_option(asio::socket_base::receive_buffer_size(16 * 1024)); // so that it fills up soon
        thread_ = std::thread([this] {
            while (!over_) converse(acceptor_.accept());
        });
    }
    ~websocket_server() {
        over_ = true;
        asio::ip::tcp::socket(io_).connect(acceptor_.local_endpoint());
        thread_.join();
    }

    b24pull::adapters::config_source source(int version = 4) const {
        auto config = portal_.config();
        config.server.version = version;
        config.server.websocket_enabled = true;
        config.server.websocket_secure =
            "wss://localhost:" + std::to_string(acceptor_.local_endpoint().port()) + "/subws/";
        return portal_.source(config);
    }
    portal const& rest() const { return portal_; }
    int opened() const { return opened_; }
    /// Of the close frame that came last; 0: none yet.
    unsigned closed_with() const { return closed_with_; }

private:
    void converse(asio::ip::tcp::socket socket) {
        if (over_) return;
        stream ws(std::move(socket), tls_);
        try {
            ws.next_layer().handshake(asio::ssl::stream_base::server);
            ws.accept();
            ++opened_;
            ws.binary(true);
            script_(ws);
        } catch (boost::system::system_error const&) {
            // The client has gone, or is to go.
        }
        if (ws.reason().code != 0) closed_with_ = ws.reason().code;
    }

    std::function<void(stream&)> const script_;
    portal const portal_;
    asio::io_context io_{1};
    asio::ssl::context tls_{asio::ssl::context::tls_server};
    asio::ip::tcp::acceptor acceptor_{io_, {asio::ip::address_v4::loopback(), 0}};
    std::atomic<bool> over_ = false;
    std::atomic<int> opened_ = 0;
    std::atomic<unsigned> closed_with_ = 0;
    std::thread thread_;
};

std::string event(int version, std::vector<unsigned> const& numbers, std::string_view params = "{}") {
    return support::payload(version, numbers, support::event_body("telephony", "ring", params));
}

/// One message.
void send(stream& ws, std::string const& message) { ws.write(asio::buffer(message)); }

/// Reads, and answers pings and a close, until the connection ends.
void listen_on(stream& ws) {
    for (;;) {
        boost::beast::flat_buffer buffer;
        ws.read(buffer);
    }
}

} // namespace

BOOST_AUTO_TEST_CASE(messages_arrive_in_order_binary_and_text) {
    for (int const version : {3, 4, 5}) {
        BOOST_TEST_CONTEXT("version " << version) {
            websocket_server server([version](stream& ws) {
                ws.binary(version == 4);
                for (unsigned i = 1; i != 200; ++i) send(ws, event(version, {i}));
                listen_on(ws);
            });
            listening<stack> client(server.source(version));
            client.await_message(199);
            BOOST_TEST(client.count<realtime::message>() == 199u);
            BOOST_TEST(server.opened() == 1);
            BOOST_TEST(server.rest().requests("/sub/") == 0u);
        }
    }
}

BOOST_AUTO_TEST_CASE(handshake_offers_nothing_and_says_little) {
    support::loopback_server server(support::scenario{""}, support::identity("server"));
    portal const rest;
    auto config = rest.config();
    config.server.websocket_enabled = true;
    config.server.websocket_secure = "wss" + server.url("/subws/").substr(5);
    listening<stack> client(rest.source(config));
    eventually([&] { return !server.requests().empty(); });
    auto const request = server.requests().at(0);
    BOOST_TEST(
        request.starts_with("GET /subws/?CHANNEL_ID=a%3Ab.c%2Fd.e&binaryMode=true&revision=19 HTTP/1.1\r\n"));
    for (auto const* const name :
         {"Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions", "Origin", "User-Agent"})
        BOOST_TEST(request.find(name) == request.npos, name);
}

BOOST_AUTO_TEST_CASE(fragments_are_put_together_with_a_ping_among_them) {
    std::string pong;
    websocket_server server([&](stream& ws) {
        ws.control_callback([&](websocket::frame_type kind, std::string_view payload) {
            if (kind == websocket::frame_type::pong) pong = payload;
        });
        auto const first = event(4, {1});
        ws.write_some(false, asio::buffer(first.substr(0, 10)));
        ws.ping("among them");
        ws.write_some(false, asio::buffer(first.substr(10)));
        ws.write_some(true, asio::buffer("", 0));
        send(ws, event(4, {2}));
        listen_on(ws);
    });
    {
        listening<stack> client(server.source());
        client.await_message(1);
        client.await_message(2);
        BOOST_TEST(client.count<realtime::part_refused>() == 0u);
    }
    eventually([&] { return server.closed_with() != 0; });
    BOOST_TEST(pong == "among them");
}

BOOST_AUTO_TEST_CASE(large_messages_arrive_whole_up_to_the_limit) {
    auto const large = event(4, {1}, R"({"text":")" + std::string(900 * 1024, 'x') + R"("})");
    stack::options options;
    options.max_payload = large.size();
    websocket_server server([&](stream& ws) {
        send(ws, large);
        send(ws, large + 'x');
        listen_on(ws);
    });
    listening<stack> client(server.source(), options);
    client.await_message(1);
    auto const lost = client.await<realtime::connection_lost>();
    BOOST_TEST(lost.code == 1009u);
    eventually([&] { return server.closed_with() == 1009; });
}

BOOST_AUTO_TEST_CASE(limit_holds_for_the_sum_of_fragments) {
    stack::options options;
    options.max_payload = 1000;
    websocket_server server([&](stream& ws) {
        std::string const part(400, 'x');
        for (int i = 0; i != 10; ++i) ws.write_some(false, asio::buffer(part));
        listen_on(ws);
    });
    listening<stack> client(server.source(), options);
    BOOST_TEST(client.await<realtime::connection_lost>().code == 1009u);
}

BOOST_AUTO_TEST_CASE(large_publication_arrives_whole_while_the_server_reads_late) {
    std::atomic<std::size_t> received = 0;
    websocket_server server([&](stream& ws) {
        send(ws, event(4, {1}));
        std::this_thread::sleep_for(500ms); // the buffers between are full by then
        ws.ping("while it is being sent");
        boost::beast::flat_buffer buffer;
        ws.read_message_max(0);
        ws.read(buffer);
        received = buffer.size();
        send(ws, event(4, {2}));
        listen_on(ws);
    });
    listening<stack> client(server.source());
    client.await_message(1);
    auto message = ring();
    message.params = R"({"text":")" + std::string(1000 * 1000, 'x') + R"("})";
    // More than once: what is under way is not mixed up.
    auto const bytes = realtime::encode_publications({&message, 1}, {}, {}).value().size();
    client.host().post([&](realtime::session& session) {
        for (int i = 0; i != 5; ++i) BOOST_TEST(session.publish(clock::now(), message).has_value());
    });
    client.await_message(2);
    BOOST_TEST(received == bytes);
    client.await<realtime::publication_outcome>([](auto const& outcome) { return !outcome.code; });
    BOOST_TEST(client.count<realtime::connection_lost>() == 0u);
}

BOOST_AUTO_TEST_CASE(close_frame_tells_its_code) {
    for (auto const code : {websocket::close_code(1001), websocket::close_code(4029)}) {
        websocket_server server([&](stream& ws) { ws.close({code, "reason"}); });
        listening<stack> client(server.source());
        auto const lost = client.await<realtime::connection_lost>();
        BOOST_TEST((lost.why == realtime::connection_lost::cause::closed));
        BOOST_TEST(lost.code == code);
        eventually([&] { return server.closed_with() == code; }); // answered
    }
}

BOOST_AUTO_TEST_CASE(close_frame_without_code_is_1005) {
    websocket_server server([&](stream& ws) { ws.close({}); });
    listening<stack> client(server.source());
    BOOST_TEST(client.await<realtime::connection_lost>().code == 1005u);
}

BOOST_AUTO_TEST_CASE(cut_connection_is_1006) {
    websocket_server server([&](stream& ws) {
        send(ws, event(4, {1}));
        ws.next_layer().next_layer().close();
    });
    listening<stack> client(server.source());
    auto const lost = client.await<realtime::connection_lost>();
    BOOST_TEST(lost.code == 1006u);
    BOOST_TEST(client.count<realtime::message>() == 1u);
}

BOOST_AUTO_TEST_CASE(refused_handshake_tells_status_and_delay) {
    support::loopback_server server(
        {"HTTP/1.1 503 Busy\r\nRetry-After: 86399\r\nContent-Length: 4\r\n\r\nbusy"},
        support::identity("server"));
    portal const rest;
    auto config = rest.config();
    config.server.websocket_enabled = true;
    config.server.websocket_secure = "wss" + server.url("/subws/").substr(5);
    listening<stack> client(rest.source(config));
    auto const lost = client.await<realtime::connection_lost>();
    BOOST_TEST((lost.why == realtime::connection_lost::cause::refused));
    BOOST_TEST(lost.code == 503u);
    BOOST_TEST_REQUIRE(lost.retry_in.has_value());
    BOOST_TEST(lost.retry_in->count() >= 86'399'000);
}

BOOST_AUTO_TEST_CASE(certificate_not_trusted_is_not_spoken_to) {
    websocket_server server([](stream& ws) { listen_on(ws); }, "other_host");
    listening<stack> client(server.source());
    auto const lost = client.await<realtime::connection_lost>();
    BOOST_TEST((lost.why == realtime::connection_lost::cause::unreachable));
    BOOST_TEST(lost.error.failed());
    BOOST_TEST(server.opened() == 0);
}

BOOST_AUTO_TEST_CASE(stop_closes_in_good_order) {
    websocket_server server([](stream& ws) {
        send(ws, event(4, {1}));
        listen_on(ws);
    });
    listening<stack> client(server.source());
    client.await_message(1);
    client.host().stop();
    BOOST_TEST(!client.end());
    eventually([&] { return server.closed_with() == 1000; });
}

BOOST_AUTO_TEST_CASE(stop_waits_for_a_silent_server_only_so_long) {
    stack::options options;
    options.close_timeout = 300ms;
    std::atomic<bool> leave = false;
    websocket_server server([&](stream& ws) {
        send(ws, event(4, {1}));
        while (!leave) std::this_thread::sleep_for(10ms); // reads nothing
    });
    listening<stack> client(server.source(), options);
    client.await_message(1);
    auto const asked = clock::now();
    client.host().stop();
    BOOST_TEST(!client.end());
    auto const took = clock::now() - asked;
    leave = true;
    BOOST_TEST((took >= 300ms));
    BOOST_TEST((took < 5s));
}

BOOST_AUTO_TEST_CASE(stop_gives_up_a_handshake) {
    support::loopback_server server({"", ending::silent}, support::identity("server"));
    portal const rest;
    auto config = rest.config();
    config.server.websocket_enabled = true;
    config.server.websocket_secure = "wss" + server.url("/subws/").substr(5);
    listening<stack> client(rest.source(config));
    eventually([&] { return server.connections() == 1; });
    client.host().stop();
    BOOST_TEST(!client.end());
}

BOOST_AUTO_TEST_CASE(pings_of_the_server_are_signs_of_life) {
    websocket_server server([](stream& ws) {
        for (int i = 0; i != 40; ++i) {
            ws.ping("ws ping");
            std::this_thread::sleep_for(50ms);
        }
        send(ws, event(4, {1}));
        listen_on(ws);
    });
    realtime::session_options session;
    session.silence_limit = 1s;
    session.own_ping_after = 0s;
    listening<stack> client(server.source(), {}, session);
    client.await_message(1);
    BOOST_TEST(client.count<realtime::connection_lost>() == 0u);
}

BOOST_AUTO_TEST_CASE(pings_of_our_own_are_answered) {
    std::atomic<int> pings = 0;
    websocket_server server([&](stream& ws) {
        ws.control_callback([&](websocket::frame_type kind, std::string_view) {
            pings += kind == websocket::frame_type::ping;
        });
        listen_on(ws);
    });
    realtime::session_options session;
    session.silence_limit = 1s;
    session.own_ping_after = 100ms;
    listening<stack> client(server.source(), {}, session);
    eventually([&] { return pings >= 20; });
    BOOST_TEST(client.count<realtime::connection_lost>() == 0u);
}

BOOST_AUTO_TEST_CASE(silent_connection_is_given_up) {
    std::atomic<bool> leave = false;
    websocket_server server([&](stream&) {
        while (!leave) std::this_thread::sleep_for(10ms);
    });
    realtime::session_options session;
    session.silence_limit = 500ms;
    session.own_ping_after = 100ms;
    listening<stack> client(server.source(), {}, session);
    auto const lost = client.await<realtime::connection_lost>();
    leave = true;
    BOOST_TEST((lost.why == realtime::connection_lost::cause::silent));
}

BOOST_AUTO_TEST_CASE(waiting_takes_no_time_of_the_processor) {
    websocket_server server([](stream& ws) {
        send(ws, event(4, {1}));
        listen_on(ws);
    });
    listening<stack> client(server.source());
    client.await_message(1);
    BOOST_TEST(processor_time_of(2s) < 0.2);
}

BOOST_AUTO_TEST_SUITE_END()
