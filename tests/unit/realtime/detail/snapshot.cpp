#include <b24pull/realtime/detail/snapshot.hpp>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(snapshot)

// What is refused is in snapshot_refused.cpp.
namespace {

using record = b24pull::realtime::detail::snapshot;
using b24pull::realtime::detail::read_snapshot;
using b24pull::realtime::detail::write_snapshot;
using namespace std::chrono_literals;

std::string mid(std::size_t number) {
    auto const digits = std::to_string(number);
    return "1760441027" + std::string(16 - digits.size(), '0') + digits;
}

record full_record() {
    return {.place = {.mid = mid(7), .tag = "12", .time = "Tue, 14 Oct 2025 11:23:47 GMT"},
            .websocket_worked = true,
            .online_at = std::chrono::sys_seconds(1760441027s),
            .seen = {mid(5), mid(6), mid(7)}};
}

void check_equal(record const& got, record const& expected) {
    BOOST_TEST((got.place == expected.place));
    BOOST_TEST(got.websocket_worked == expected.websocket_worked);
    BOOST_TEST((got.online_at == expected.online_at));
    BOOST_TEST(got.seen == expected.seen, boost::test_tools::per_element());
}

void check_round_trip(record const& whole) {
    auto const text = write_snapshot(whole);
    auto const read = read_snapshot(text);
    BOOST_TEST_REQUIRE(read.has_value(), text);
    check_equal(*read, whole);
}

} // namespace

BOOST_AUTO_TEST_CASE(snapshot_is_a_small_json_text) {
    BOOST_TEST(write_snapshot({}) ==
               R"({"b24pull":1,"mid":"","tag":"","time":"","websocket_worked":false,"seen":[]})");
    BOOST_TEST(write_snapshot(full_record()) ==
               R"({"b24pull":1,"mid":"17604410270000000000000007","tag":"12",)"
               R"("time":"Tue, 14 Oct 2025 11:23:47 GMT","websocket_worked":true,"online_at":1760441027,)"
               R"("seen":["17604410270000000000000005","17604410270000000000000006",)"
               R"("17604410270000000000000007"]})");
}

BOOST_AUTO_TEST_CASE(what_was_written_is_read_back) {
    check_round_trip({});
    check_round_trip(full_record());
    check_round_trip({.place = {.mid = "0aff"}, .seen = {"a_b-c~1", "14"}});
    check_round_trip({.place = {.tag = "1", .time = "\"quoted\" \\ / \t\n\x7f Жé😀"}});
    check_round_trip({.online_at = std::chrono::sys_seconds(0s)});
}

BOOST_AUTO_TEST_CASE(longest_ids_are_read_back) {
    std::string const longest(b24pull::limits::message_id, '7');
    check_round_trip({.place = {.mid = longest, .tag = longest}, .seen = {longest, longest}});
    // A header of a poll's answer may bring such a one. In JSON it takes twice the room.
    std::string const odd(b24pull::limits::message_id, '"');
    check_round_trip({.place = {.mid = odd}, .seen = {odd}});
}

BOOST_AUTO_TEST_CASE(remembered_ids_cost_about_30_bytes_each) {
    record whole;
    for (std::size_t i = 0; i != 256; ++i) whole.seen.push_back(mid(i));
    auto const text = write_snapshot(whole);
    BOOST_TEST(text.size() < 256u * 30u);
    check_round_trip(whole);
}

BOOST_AUTO_TEST_CASE(members_may_come_in_any_order_and_with_blanks) {
    auto const read =
        read_snapshot(" {\n\"seen\" : [ \"2\" , 3 ],\t\"online_at\":5 , \"websocket_worked\": true,"
                      "\r\"time\":\"t\",\"tag\":9,\"mid\":12, \"b24pull\" : 1 } \n");
    BOOST_TEST_REQUIRE(read.has_value());
    check_equal(*read, {.place = {.mid = "12", .tag = "9", .time = "t"},
                        .websocket_worked = true,
                        .online_at = std::chrono::sys_seconds(5s),
                        .seen = {"2", "3"}});
}

BOOST_AUTO_TEST_CASE(missing_members_are_as_new) {
    for (
        auto const* text :
        {R"({"b24pull":1})",
         R"({"b24pull":1,"mid":null,"tag":null,"time":null,"websocket_worked":null,"online_at":null,"seen":null})",
         R"({"b24pull":1,"mid":"","tag":"","time":"","websocket_worked":false,"seen":[]})"}) {
        auto const read = read_snapshot(text);
        BOOST_TEST_REQUIRE(read.has_value(), text);
        check_equal(*read, {});
    }
}

BOOST_AUTO_TEST_CASE(members_that_are_unknown_do_no_harm) {
    auto const read =
        read_snapshot(R"({"new":{"mid":"1","b24pull":[]},"b24pull":1,"mid":"2","seen2":[true],"MID":"3"})");
    BOOST_TEST_REQUIRE(read.has_value());
    check_equal(*read, {.place = {.mid = "2"}});
}

BOOST_AUTO_TEST_CASE(escaped_texts_are_read_as_what_they_mean) {
    auto const read = read_snapshot(
        R"({"b24pull":1,"m\u0069d":"\u0031\u0032","time":"\u0416\ud83d\ude00\/","seen":["\u0033"]})");
    BOOST_TEST_REQUIRE(read.has_value());
    check_equal(*read, {.place = {.mid = "12", .time = "Ж😀/"}, .seen = {"3"}});
}

BOOST_AUTO_TEST_CASE(times_reach_from_1970_to_the_end_of_time) {
    for (auto const& [text, seconds] : {std::pair{"0", 0s}, {"1", 1s}, {"253402300798", 253402300798s}}) {
        auto const read = read_snapshot(R"({"b24pull":1,"online_at":)" + std::string(text) + '}');
        BOOST_TEST_REQUIRE(read.has_value(), text);
        BOOST_TEST((read->online_at == std::chrono::sys_seconds(seconds)));
    }
}

// Whoever adds a member has to think about what may be in other hands.
BOOST_AUTO_TEST_CASE(snapshot_has_these_members_and_no_others) {
    auto const value = boost::json::parse(write_snapshot(full_record()));
    std::vector<std::string> names;
    for (auto const& member : value.as_object()) names.emplace_back(member.key());
    BOOST_TEST(names == (std::vector<std::string>{"b24pull", "mid", "tag", "time", "websocket_worked",
                                                  "online_at", "seen"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
