#include <b24pull/realtime/session.hpp>

#include "../../support/session_host.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(session_presence)

namespace {

namespace realtime = b24pull::realtime;
using namespace std::chrono_literals;
using b24pull::usage_errc;
using support::session_host;

void subscribe(session_host& host, std::int64_t user) {
    BOOST_TEST(host.session.subscribe_status(host.now, user).has_value());
    host.take();
}
void unsubscribe(session_host& host, std::int64_t user) {
    host.session.unsubscribe_status(host.now, user);
    host.take();
}

std::string call(std::string_view method, std::int64_t user, std::uint64_t id) {
    return R"({"jsonrpc":"2.0","method":")" + std::string(method) + R"(","params":{"userId":)" +
           std::to_string(user) + R"(},"id":)" + std::to_string(id) + '}';
}

std::string sent(session_host& host) { return host.expect<realtime::send_text>().text; }

} // namespace

BOOST_AUTO_TEST_CASE(first_and_last_subscription_are_told_to_the_server) {
    session_host host(5);
    host.connect();
    subscribe(host, 7);
    BOOST_TEST(sent(host) == call("subscribeStatusChange", 7, 1));
    subscribe(host, 7);
    unsubscribe(host, 7);
    BOOST_TEST(!host.has_actions());
    unsubscribe(host, 7);
    BOOST_TEST(sent(host) == call("unsubscribeStatusChange", 7, 2));
    unsubscribe(host, 7);
    unsubscribe(host, 8);
    BOOST_TEST(!host.has_actions());
}

BOOST_AUTO_TEST_CASE(subscriptions_hold_over_all_connections) {
    session_host host(5);
    subscribe(host, 9); // before the start
    host.connect();
    BOOST_TEST(sent(host) == call("subscribeStatusChange", 9, 1));
    host.close(1006);
    subscribe(host, 7); // in between
    BOOST_TEST(!host.has_actions());
    for (std::uint64_t id : {2u, 4u}) { // ids go on counting
        host.await<realtime::open_websocket>();
        BOOST_TEST(!host.has_actions());
        host.open();
        BOOST_TEST(sent(host) == call("subscribeStatusChange", 7, id));
        BOOST_TEST(sent(host) == call("subscribeStatusChange", 9, id + 1));
        BOOST_TEST(!host.has_actions());
        host.close(1006);
    }
    unsubscribe(host, 7);
    BOOST_TEST(!host.has_actions());
    host.await<realtime::open_websocket>();
    host.open();
    BOOST_TEST(sent(host) == call("subscribeStatusChange", 9, 6));
    BOOST_TEST(!host.has_actions());
}

BOOST_AUTO_TEST_CASE(server_is_told_nothing_below_version_5_or_while_polling) {
    for (int const version : {3, 4}) {
        session_host host(version);
        subscribe(host, 7);
        host.connect();
        subscribe(host, 8);
        unsubscribe(host, 7);
        BOOST_TEST(!host.has_actions());
    }
    session_host host(5);
    host.start_polling();
    subscribe(host, 7);
    host.run_for(10s);
    BOOST_TEST(!host.has_actions());
}

BOOST_AUTO_TEST_CASE(refused_subscriptions_change_nothing) {
    session_host host(5);
    host.connect();
    for (std::int64_t const user : {0, -1})
        BOOST_TEST(
            (host.session.subscribe_status(host.now, user).error().code() == usage_errc::invalid_user_id));
    for (std::int64_t user = 1; user <= 1000; ++user) subscribe(host, user);
    BOOST_TEST((host.session.subscribe_status(host.now, 1001).error().code() == usage_errc::too_many_calls));
    subscribe(host, 1000); // one that is held
    host.take_actions();
    unsubscribe(host, 1);
    subscribe(host, 1001); // there is room again
}

BOOST_AUTO_TEST_CASE(calls_of_a_former_connection_leave_room_for_those_of_the_next) {
    session_host host(5);
    host.connect();
    for (std::int64_t user = 1; user <= 1000; ++user) subscribe(host, user);
    host.receive({1});
    host.take_actions();
    host.close(1006);
    host.await<realtime::open_websocket>();
    host.open();
    for (std::int64_t user = 1; user <= 1000; ++user) sent(host);
}

BOOST_AUTO_TEST_CASE(calls_that_could_not_be_sent_are_sent_when_there_is_room) {
    for (bool const answered : {true, false}) {
        session_host host(5, {.silence_limit = 0s, .own_ping_after = 0s, .queued_publications = 1001});
        host.connect();
        auto const publish = [&host] {
            BOOST_TEST(
                host.session.publish(host.now, {.users = {7}, .module_id = "a", .command = "b"}).has_value());
            host.take();
        };
        for (int count = 0; count != 1000; ++count) publish();
        host.take_actions();
        host.run_for(1s);
        publish();
        BOOST_TEST(!host.has_actions()); // as many calls wait as may
        if (answered) host.text(R"({"jsonrpc":"2.0","id":1,"result":{}})");
        BOOST_TEST(host.await<realtime::send_text>().text.find("\"publish\"") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(answers_and_their_absence_are_of_no_consequence) {
    session_host host(5);
    host.connect();
    host.forget_events();
    subscribe(host, 7);
    sent(host);
    host.text(R"({"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no"}})");
    host.text(R"({"jsonrpc":"2.0","id":1,"result":{}})");    // once more
    host.text(R"({"jsonrpc":"2.0","id":null,"result":{}})"); // to nothing
    subscribe(host, 8);
    sent(host);
    host.run_for(10s);
    BOOST_TEST(host.is_quiet());
}

BOOST_AUTO_TEST_CASE(users_that_come_and_go_are_told_beside_the_message) {
    for (int const version : {3, 4, 5}) {
        session_host host(version);
        host.connect();
        host.receive({1},
                     support::event_body("online", "userStatusChange", R"({"user_id":7,"online":true})"));
        auto const come = host.event<realtime::presence_changed>();
        BOOST_TEST((come.user == realtime::user_status{7, true}));
        host.receive({1},
                     support::event_body("online", "userStatusChange", R"({"user_id":7,"online":true})"));
        host.receive({2},
                     support::event_body("online", "userStatusChange", R"({"user_id":"7","online":false})"));
        BOOST_TEST((host.event<realtime::presence_changed>().user == realtime::user_status{7, false}));
        host.receive({3}, support::event_body("online", "userStatusChange", "[]"));
        host.receive({4}, support::event_body("other", "userStatusChange", R"({"user_id":7,"online":true})"));
        BOOST_TEST(host.events<realtime::presence_changed>().empty());
        BOOST_TEST(host.messages() == "1 2 3 4");
    }
}

BOOST_AUTO_TEST_CASE(presence_that_a_client_has_made_up_is_not_told) {
    session_host host;
    host.connect();
    auto const body = support::event_body("online", "userStatusChange", R"({"user_id":7,"online":true})");
    host.binary(
        support::payload(4, std::vector<unsigned>{1}, body, support::block(5, support::number(1, 1))));
    BOOST_TEST(host.events<realtime::presence_changed>().empty());
    BOOST_TEST(host.messages() == "1");
}

BOOST_AUTO_TEST_SUITE_END()
