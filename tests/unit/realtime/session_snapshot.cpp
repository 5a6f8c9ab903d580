#include <b24pull/realtime/session.hpp>

#include "../../support/session_host.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(session_snapshot)

namespace {

namespace realtime = b24pull::realtime;
using namespace std::chrono_literals;
using b24pull::protocol_errc, b24pull::usage_errc;
using support::session_host;

/// A session that continues from another one's snapshot, some time later.
session_host continued(session_host const& former, session_host::duration later = 0s, int version = 4) {
    session_host host(version, {}, 2);
    host.now = former.now + later;
    BOOST_REQUIRE(host.session.restore(former.session.snapshot()).has_value());
    return host;
}

/// What a server sends that has all messages up to `newest`.
void replay(session_host& host, unsigned newest) {
    std::string content;
    for (unsigned number = 1; number <= newest; ++number)
        if (support::mid(number) > host.session.resume().mid)
            content += support::payload(4, std::vector<unsigned>{number}, session_host::plain);
    host.binary(content);
}

} // namespace

BOOST_AUTO_TEST_CASE(another_session_continues_without_loss_or_duplicate) {
    session_host first;
    first.connect();
    first.receive({1, 2, 4, 3});
    auto host = continued(first);
    BOOST_TEST(host.session.resume().mid == support::mid(4));
    host.configure();
    BOOST_TEST(host.url<realtime::open_websocket>().find("&mid=" + support::mid(4)) != std::string::npos);
    host.open();
    host.receive({3, 4, 5});
    BOOST_TEST(host.messages() == "5");
}

BOOST_AUTO_TEST_CASE(tag_and_time_are_kept_too) {
    session_host first(2);
    first.connect();
    first.receive({6});
    auto host = continued(first, 0s, 2);
    BOOST_TEST((host.session.resume() == first.session.resume()));
    host.configure();
    BOOST_TEST(host.url<realtime::open_websocket>().find("&tag=6&time=Tue%2C%2014") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(snapshot_of_a_restored_session_is_the_same) {
    session_host first;
    first.connect();
    first.receive({1, 2, 3});
    first.run_for(1min);
    auto const host = continued(first);
    BOOST_TEST(host.session.snapshot() == first.session.snapshot());
    BOOST_TEST(continued(host).session.snapshot() == first.session.snapshot());
}

BOOST_AUTO_TEST_CASE(snapshot_holds_no_secret) {
    session_host host(5);
    host.config.shared_channel = support::channel_with_id("5e171e1d.5e171e1e");
    host.config.private_channel = support::channel_with_id("5e171e1a:5e171e1b.5e171e1c");
    host.config.jwt = b24pull::secret("5e171e1.5e171e1");
    host.config.client_id = b24pull::secret("5e171e1f");
    host.connect();
    host.receive({1}, support::event_body("5e171e1", "5e171e1"));
    BOOST_TEST(host.session.snapshot().find("5e171e1") == std::string::npos);
    BOOST_TEST(host.session.snapshot().size() < 200u);
}

BOOST_AUTO_TEST_CASE(what_the_host_has_not_taken_counts_as_not_delivered) {
    session_host first;
    first.connect();
    first.receive({1});
    first.takes_events = false;
    first.receive({2, 3});
    first.receive({4});
    for (int taken = 0; taken <= 3; ++taken) {
        auto host = continued(first);
        host.connect();
        replay(host, 5);
        std::string const expected[] = {"2 3 4 5", "3 4 5", "4 5", "5"};
        BOOST_TEST(host.messages() == expected[taken]);
        static_cast<void>(first.session.poll_event());
    }
    BOOST_TEST(continued(first).session.resume().mid == support::mid(4));
}

BOOST_AUTO_TEST_CASE(large_replay_that_is_taken_in_part_is_neither_lost_nor_repeated) {
    session_host first;
    first.connect();
    first.takes_events = false;
    replay(first, 600); // more than are remembered
    std::multiset<std::string> delivered;
    for (int i = 0; i != 300; ++i)
        if (auto const event = first.session.poll_event())
            if (auto const* const one = std::get_if<realtime::message>(&*event)) delivered.insert(one->mid);
    auto host = continued(first);
    host.connect();
    replay(host, 600);
    for (auto const& one : host.events<realtime::message>()) delivered.insert(one.mid);
    BOOST_TEST(delivered.size() == 600u);
    BOOST_TEST(std::set<std::string>(delivered.begin(), delivered.end()).size() == 600u);
}

BOOST_AUTO_TEST_CASE(event_of_another_kind_that_waits_does_not_move_the_place_back) {
    session_host first(4, {.remembered_ids = 4});
    first.connect();
    first.receive({1, 2, 3, 4, 5, 6});
    first.takes_events = false;
    first.close(1006); // tells of it
    auto const host = continued(first);
    BOOST_TEST(host.session.resume().mid == support::mid(6));
}

BOOST_AUTO_TEST_CASE(restored_place_is_not_lost_while_an_event_waits) {
    session_host first;
    first.connect();
    first.receive({1, 2});
    auto second = continued(first);
    second.takes_events = false;
    second.configure(); // tells that it connects
    auto const third = continued(second);
    BOOST_TEST(third.session.resume().mid == support::mid(2));
}

BOOST_AUTO_TEST_CASE(websocket_that_worked_is_known_to_have_worked) {
    for (bool const worked : {true, false}) {
        session_host first;
        first.connect();
        if (worked) first.run_for(1min);
        auto host = continued(first);
        host.lifetime = 24h * 1000;
        host.configure();
        host.fail_websocket(5);
        host.await<realtime::start_poll>();
        auto const last = host.socket;
        for (int i = 0; i != 60; ++i) {
            host.run_for(40s);
            host.answer_poll({.status = 304});
        }
        BOOST_TEST((host.socket != last) == worked); // tried again
    }
}

BOOST_AUTO_TEST_CASE(absence_longer_than_the_history_is_a_gap) {
    for (auto const& [absence, is_gap] : std::vector<std::pair<std::chrono::seconds, bool>>{
             {24h - 1s, false}, {24h + 1min, true}, {24h * 300, true}}) {
        session_host first;
        first.connect();
        first.receive({1});
        auto host = continued(first, absence);
        host.configure();
        BOOST_TEST(host.events<realtime::history_gap>().empty());
        host.open();
        auto const gaps = host.events<realtime::history_gap>();
        BOOST_REQUIRE(gaps.size() == (is_gap ? 1u : 0u));
        if (is_gap) BOOST_TEST((gaps[0].why == realtime::history_gap::reason::too_old));
        host.close(1006);
        host.await<realtime::open_websocket>();
        host.open();
        BOOST_TEST(host.events<realtime::history_gap>().empty()); // told once
    }
}

BOOST_AUTO_TEST_CASE(absence_within_one_session_is_a_gap_too) {
    session_host host(4, {.history = 1h});
    host.connect();
    host.stay_alive_for(3h);
    BOOST_TEST(host.events<realtime::history_gap>().empty());
    host.take_actions();
    host.tell([&] { host.session.handle_offline(host.now); });
    host.run_for(1h + 1s);
    host.take_actions();
    host.tell([&] { host.session.handle_online(host.now); });
    host.expect<realtime::open_websocket>();
    host.open();
    BOOST_TEST(host.events<realtime::history_gap>().size() == 1u);
}

BOOST_AUTO_TEST_CASE(new_session_reports_no_gap) {
    session_host empty;
    auto host = continued(empty, 24h * 300);
    host.connect();
    BOOST_TEST(host.events<realtime::history_gap>().empty());
}

BOOST_AUTO_TEST_CASE(started_session_cannot_be_restored) {
    session_host host;
    auto const text = host.session.snapshot();
    host.start();
    BOOST_TEST((host.session.restore(text).error().code() == usage_errc::session_started));
    host.give_config();
    host.open();
    BOOST_TEST((host.session.restore(text).error().code() == usage_errc::session_started));
}

BOOST_AUTO_TEST_CASE(what_is_no_snapshot_is_refused_and_changes_nothing) {
    session_host first;
    first.connect();
    first.receive({1, 2});
    auto host = continued(first);
    auto const before = host.session.snapshot();
    for (auto const& [text, code] : std::vector<std::pair<std::string, protocol_errc>>{
             {"", protocol_errc::json_incomplete},
             {"[]", protocol_errc::wrong_type},
             {"{}", protocol_errc::missing_member},
             {"{\"b24pull\":1", protocol_errc::json_incomplete},
             {"{\"b24pull\":1}x", protocol_errc::json_syntax},
             {R"({"b24pull":2,"mid":"9"})", protocol_errc::out_of_range},
             {R"({"b24pull":1,"mid":"9","tag":{}})", protocol_errc::wrong_type},
             {R"({"b24pull":1,"mid":"9","seen":{}})", protocol_errc::wrong_type},
             {R"({"b24pull":1,"mid":"9","seen":["8",{}]})", protocol_errc::wrong_type},
             {R"({"b24pull":1,"mid":"9","websocket_worked":1})", protocol_errc::wrong_type},
             {R"({"b24pull":1,"mid":"9","online_at":-1})", protocol_errc::out_of_range},
             {R"({"b24pull":1,"mid":"9","online_at":"x"})", protocol_errc::wrong_type},
             {R"({"b24pull":1,"mid":"a&b"})", protocol_errc::invalid_id}}) {
        auto const refused = host.session.restore(text);
        BOOST_TEST(refused.has_error(), text);
        if (refused) continue;
        BOOST_TEST((refused.error().code() == code), text << ": " << refused.error().what());
        BOOST_TEST(host.session.snapshot() == before);
    }
}

BOOST_AUTO_TEST_SUITE_END()
