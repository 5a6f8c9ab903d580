#include "tally.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>

namespace realtime = b24pull::realtime;
using namespace std::chrono_literals;

namespace {

tool::tally::time_point at(std::chrono::seconds when) { return tool::tally::time_point(when); }

tool::tally a_busy_hour() {
    tool::tally tally;
    tally.count(realtime::status_changed{realtime::status::connecting}, at(0s));
    tally.count(realtime::status_changed{realtime::status::online}, at(1s));
    tally.count(realtime::message{}, at(2s));
    tally.count(realtime::message{}, at(2s));
    tally.shown();
    tally.count(realtime::connection_lost{}, at(11s));
    tally.count(realtime::status_changed{realtime::status::connecting}, at(12s));
    tally.count(realtime::connection_lost{}, at(13s));
    tally.count(realtime::status_changed{realtime::status::online}, at(20s));
    tally.count(realtime::history_gap{}, at(21s));
    tally.count(realtime::part_refused{}, at(21s));
    tally.finish(at(85s), 5);
    return tally;
}

} // namespace

BOOST_AUTO_TEST_SUITE(tally)

BOOST_AUTO_TEST_CASE(time_online_ends_with_the_connection) {
    BOOST_TEST(
        a_busy_hour().line() ==
        "2 events, 1 of them shown, 5 duplicates suppressed, 2 connections, 2 lost connections or attempts, "
        "1 gap, 1 refused part, online for 1 min 15 s");
}

BOOST_AUTO_TEST_CASE(nothing_is_counted_at_first) {
    tool::tally const none;
    BOOST_TEST(!none.ever_online());
    BOOST_TEST(none.messages_shown() == 0u);
    BOOST_TEST(none.line() ==
               "0 events, 0 duplicates suppressed, 0 connections, 0 lost connections or attempts, "
               "0 gaps, 0 refused parts, online for 0 s");
}

BOOST_AUTO_TEST_CASE(an_object_says_the_same) {
    auto const hour = a_busy_hour();
    BOOST_TEST(hour.ever_online());
    BOOST_TEST(hour.messages_shown() == 1u);
    auto const o = boost::json::parse(hour.object());
    BOOST_TEST(o.at("type").as_string() == "summary");
    BOOST_TEST(o.at("messages").to_number<int>() == 2);
    BOOST_TEST(o.at("shown").to_number<int>() == 1);
    BOOST_TEST(o.at("duplicates").to_number<int>() == 5);
    BOOST_TEST(o.at("connections").to_number<int>() == 2);
    BOOST_TEST(o.at("losses").to_number<int>() == 2);
    BOOST_TEST(o.at("gaps").to_number<int>() == 1);
    BOOST_TEST(o.at("refused_parts").to_number<int>() == 1);
    BOOST_TEST(o.at("online_ms").to_number<int>() == 75000);
}

BOOST_AUTO_TEST_SUITE_END()
