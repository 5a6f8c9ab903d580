// qt_host as any host that polls, what its HTTP does and does not, and how it lives and ends as a QObject.
#include "host_cases.hpp"
#include "qt_blocking_host.hpp"
#include "qt_client.hpp"

#include <b24pull/adapters/qt.hpp>

#include <QtCore/QCoreApplication>
#include <QtCore/QEventLoop>
#include <QtCore/QObject>
#include <QtCore/QThread>
#include <QtCore/QTimer>
#include <QtNetwork/QNetworkProxy>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace qt_tests;
using host_cases::events;
using host_cases::nothing_yet;

namespace {

struct stack {
    struct options {
        std::string ca_file = {};
        std::string proxy = {};
        std::size_t max_payload = b24pull::limits::payload;
    };
    struct host : support::qt_blocking_host {
        host(options const& with)
            : qt_blocking_host({.proxy = QNetworkProxy(QNetworkProxy::NoProxy),
                                .ca_file = QString::fromStdString(with.ca_file),
                                .max_payload = with.max_payload}) {}
    };
};

} // namespace

BOOST_AUTO_TEST_SUITE(qt_host_polls)

#define B24PULL_HOST_CASE(name)                                                                              \
    BOOST_AUTO_TEST_CASE(name) { host_cases::name<stack>(); }

B24PULL_HOST_CASE(polls_bring_each_message_once_over_kept_connections)
B24PULL_HOST_CASE(rare_events_are_told_as_well)
B24PULL_HOST_CASE(refused_poll_waits_as_long_as_the_server_asks)
B24PULL_HOST_CASE(kept_connection_cut_is_tried_once_more)
B24PULL_HOST_CASE(body_beyond_the_limit_is_a_failed_poll)
B24PULL_HOST_CASE(poll_may_be_larger_than_other_answers)
B24PULL_HOST_CASE(stop_ends_an_open_poll)
B24PULL_HOST_CASE(stop_ends_a_configuration_under_way)
B24PULL_HOST_CASE(posts_of_many_threads_run_in_the_one_that_listens)
B24PULL_HOST_CASE(post_after_the_end_is_dropped)
B24PULL_HOST_CASE(configuration_refused_for_now_is_asked_for_again)
B24PULL_HOST_CASE(configuration_refused_for_good_ends_it_with_the_reason)
B24PULL_HOST_CASE(configuration_that_cannot_be_asked_for_ends_it_with_the_reason)
B24PULL_HOST_CASE(certificate_not_trusted_ends_it_with_the_reason)
B24PULL_HOST_CASE(publications_are_posted_beside_an_open_poll)
B24PULL_HOST_CASE(publication_goes_out_once_whatever_becomes_of_it)
B24PULL_HOST_CASE(waiting_takes_no_time_of_the_processor)
B24PULL_HOST_CASE(host_listens_to_one_session_after_another)

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(qt_host_http)

BOOST_AUTO_TEST_CASE(publication_goes_out_once_over_a_new_connection_too) {
    portal server({events({1}), nothing_yet()}, {{"", ending::close, 50ms}});
    host_cases::listening<stack> listening(server.source());
    listening.await_message(1);
    listening.host().post([](realtime::session& session) {
        BOOST_TEST_REQUIRE(session.publish(clock::now(), ring()).has_value());
    });
    BOOST_TEST(!!listening.await<realtime::publication_outcome>().code);
    BOOST_TEST(server.requests("/pub/") == 1u);
}

BOOST_AUTO_TEST_CASE(poll_that_is_cut_on_every_connection_is_told) {
    portal server({events({1}), {"", ending::cut}});
    host_cases::listening<stack> listening(server.source());
    BOOST_TEST((listening.await<lost>().why == lost::cause::unreachable));
    BOOST_TEST(server.requests("/sub/") >= 3u); // Qt tries again by itself
    BOOST_TEST(server.requests("/sub/") <= 5u);
}

BOOST_AUTO_TEST_CASE(redirect_is_an_answer_and_no_cookie_comes_back) {
    portal server(
        {events({1}), nothing_yet()}, {},
        {{"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n"},
         {support::answer("{}")}});
    host_cases::listening<stack> listening(server.source());
    host_cases::eventually([&] { return server.requests("/config") == 1; });
    host_cases::eventually([&] {
        listening.host().post([](realtime::session& session) { // what waits is tried at once then
            session.handle_offline(clock::now());
            session.handle_online(clock::now());
        });
        return server.requests("/sub/") != 0;
    });
    BOOST_TEST(server.requests("/elsewhere") == 0u);
    for (auto const& request : server.server.requests()) BOOST_TEST(request.find("Cookie:") == request.npos);
}

BOOST_AUTO_TEST_CASE(file_is_not_read_for_an_answer) {
    host_cases::listening<stack> listening(
        b24pull::adapters::config_source([]() -> b24pull::adapters::config_call {
            return {support::request_to("file:///etc/hostname"),
                    [](b24pull::rest::http_response const&) -> b24pull::result<b24pull::config> {
                        return b24pull::server_errc::unavailable;
                    }};
        }));
    BOOST_TEST((listening.end() == boost::system::errc::invalid_argument));
}

BOOST_AUTO_TEST_CASE(call_without_an_answer_is_given_up_and_made_again) {
    auto options = trusting();
    options.timeout = 200ms;
    support::loopback_server silent(scenario{"", ending::silent});
    int asked = 0;
    realtime::session session;
    qt_host host(options);
    host.listen(session, b24pull::adapters::config_source([&]() -> b24pull::adapters::config_call {
                    ++asked;
                    return {support::request_to(silent.url("/")), {}};
                }));
    BOOST_TEST(comes_true([&] {
        host.post([](realtime::session& s) { // what waits is tried at once then; what is under way goes on
            s.handle_offline(clock::now());
            s.handle_online(clock::now());
        });
        return asked == 2;
    }));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(qt_host_object)

BOOST_AUTO_TEST_CASE(destroyed_while_it_is_connected) {
    websocket_server server;
    client listener(server.url());
    BOOST_TEST_REQUIRE(connected(server, listener));
    auto const before = listener.happened.size();
    listener.host.reset();
    BOOST_TEST(comes_true([&] { return !server.client; }));
    BOOST_TEST(listener.happened.size() == before);
    BOOST_TEST(!listener.why);
    BOOST_TEST(listener.is_open()); // what the session believes
}

BOOST_AUTO_TEST_CASE(destroyed_in_the_middle_of_anything) {
    websocket_server server;
    support::loopback_server stalled(scenario{""}, support::identity("server"));
    for (int step = 0; step != 40; ++step) {
        client listener(step % 2 == 0 ? server.url() : websocket_url(stalled));
        run_for(step * 5ms);
        if (step % 4 < 2) listener.host->stop();
        if (step % 8 < 4) QCoreApplication::processEvents();
        listener.host.reset();
    }
    run_for(50ms);
    BOOST_TEST(server.connections > 0);
}

BOOST_AUTO_TEST_CASE(destroyed_while_it_polls) {
    portal server;
    realtime::session session;
    auto host = std::make_unique<qt_host>(trusting());
    host->listen(session, server.source());
    BOOST_TEST_REQUIRE(comes_true([&] { return server.requests("/sub/") == 1; }));
    host.reset();
    run_for(50ms);
    BOOST_TEST((session.state() == realtime::connection_state::polling));
}

BOOST_AUTO_TEST_CASE(slot_may_publish_stop_and_delete_later) {
    websocket_server server;
    client listener(server.url());
    QObject::connect(listener.host.get(), &qt_host::message, listener.host.get(), [&] {
        BOOST_TEST(listener.session.publish(clock::now(), ring()).has_value());
        listener.host->stop();
        listener.host.release()->deleteLater();
    });
    BOOST_TEST_REQUIRE(connected(server, listener));
    server.send(batch({1}));
    BOOST_TEST(comes_true([&] { return !server.messages.empty(); }));
    BOOST_TEST(comes_true([&] { return !server.client; }));
    BOOST_TEST(listener.count<realtime::message>() == 1u);
}

BOOST_AUTO_TEST_CASE(slot_may_run_an_event_loop) {
    websocket_server server;
    client listener(server.url());
    bool entered = false, came_meanwhile = false;
    QObject::connect(listener.host.get(), &qt_host::message, listener.host.get(), [&] {
        if (std::exchange(entered, true)) return;
        server.send(batch({2}));
        came_meanwhile = comes_true([&] { return listener.count<realtime::message>() == 2; });
        listener.host->stop();
        comes_true([&] { return listener.why.has_value(); }, 200ms);
        BOOST_TEST(!listener.why); // the session is still in use
    });
    BOOST_TEST_REQUIRE(connected(server, listener));
    server.send(batch({1}));
    BOOST_TEST(comes_true([&] { return listener.why.has_value(); }));
    BOOST_TEST(came_meanwhile);
    BOOST_TEST(listener.count<realtime::message>() == 2u);
}

BOOST_AUTO_TEST_CASE(slot_may_run_an_event_loop_in_which_the_host_is_deleted) {
    websocket_server server;
    client listener(server.url());
    QObject::connect(listener.host.get(), &qt_host::message, listener.host.get(), [&] {
        QEventLoop loop; // such as a dialog's, whose window is closed and takes the host along
        auto* const host = listener.host.release();
        QObject::connect(host, &QObject::destroyed, &loop, &QEventLoop::quit);
        QTimer::singleShot(0, &loop, [host] { host->deleteLater(); });
        loop.exec();
    });
    BOOST_TEST_REQUIRE(connected(server, listener));
    server.send(batch({1, 2}));
    BOOST_TEST(comes_true([&] { return !server.client; }));
    BOOST_TEST(!listener.host);
    BOOST_TEST(listener.count<realtime::message>() == 1u);
}

BOOST_AUTO_TEST_CASE(configuration_of_one_session_does_not_reach_the_next) {
    using b24pull::adapters::config_call;
    using b24pull::adapters::config_source;
    portal server;
    realtime::session first, second;
    qt_host host(trusting());
    int asked_for_the_second = 0;
    config_source const never([&]() -> config_call {
        ++asked_for_the_second;
        return {b24pull::failure(b24pull::server_errc::unavailable), {}};
    });
    QObject::connect(&host, &qt_host::stopped, &host, [&] { host.listen(second, never); });
    host.listen(first, config_source([&]() -> config_call {
                    auto call = server.source().begin();
                    call.read = [&host, read = call.read](b24pull::rest::http_response const& answer) {
                        host.stop(); // comes before what is read here
                        return read(answer);
                    };
                    return call;
                }));
    BOOST_TEST(comes_true([&] { return asked_for_the_second == 1; }));
    BOOST_TEST(server.requests("/sub/") == 0u);
}

BOOST_AUTO_TEST_CASE(signals_reach_another_thread) {
    websocket_server server;
    client listener(server.url());
    QThread other;
    other.start();
    auto* const receiver = new QObject;
    receiver->moveToThread(&other);
    std::promise<std::pair<QThread*, std::string>> came;
    QObject::connect(listener.host.get(), &qt_host::message, receiver, [&](realtime::message const& message) {
        came.set_value({QThread::currentThread(), message.command});
    });
    BOOST_TEST_REQUIRE(connected(server, listener));
    server.send(batch({1}));
    auto told = came.get_future();
    BOOST_TEST_REQUIRE(comes_true([&] { return told.wait_for(0s) == std::future_status::ready; }));
    auto const [thread, command] = told.get();
    BOOST_TEST(thread == &other);
    BOOST_TEST(command == "ring");
    receiver->deleteLater();
    other.quit();
    other.wait();
}

BOOST_AUTO_TEST_CASE(what_is_posted_before_waits_for_the_beginning) {
    portal server;
    realtime::session session;
    qt_host host(trusting());
    std::vector<realtime::connection_state> seen;
    host.post([&](realtime::session& s) { seen.push_back(s.state()); });
    run_for(20ms);
    BOOST_TEST(seen.empty());
    host.listen(session, server.source());
    BOOST_TEST_REQUIRE(comes_true([&] { return !seen.empty(); }));
    BOOST_TEST((seen[0] == realtime::connection_state::awaiting_config));
}

BOOST_AUTO_TEST_SUITE_END()

#include <b24pull/adapters/moc_qt.cpp> // what moc makes of the header: as a unit of its own it would compile Qt once more
