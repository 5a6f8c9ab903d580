#include <b24pull/realtime/resume_point.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <utility>

BOOST_AUTO_TEST_SUITE(resume_point)

namespace {

namespace realtime = b24pull::realtime;

realtime::message with_place(std::string_view mid, std::string_view tag = {}, std::string_view time = {}) {
    realtime::message out;
    out.mid = mid;
    out.tag = tag;
    out.time = time;
    return out;
}

constexpr std::string_view older = "14526134350000000000000009";
constexpr std::string_view newer = "14526134350000000000000010";

} // namespace

BOOST_AUTO_TEST_CASE(delivered_message_is_where_to_continue) {
    realtime::resume_point place;
    place.advance(with_place("14", "672", "Thu, 29 Jun 2017 09:50:16 GMT"));
    BOOST_TEST((place == realtime::resume_point{"14", "672", "Thu, 29 Jun 2017 09:50:16 GMT"}));
}

BOOST_AUTO_TEST_CASE(what_a_message_lacks_stays_as_it_is) {
    realtime::resume_point const whole{"14", "672", "now"};
    auto place = whole;
    place.advance(with_place(""));
    BOOST_TEST((place == whole));
    place.advance_to("");
    BOOST_TEST((place == whole));
    place.advance(with_place("15"));
    BOOST_TEST((place == realtime::resume_point{"15", "672", "now"}));
    place.advance(with_place("", "3"));
    place.advance(with_place("", "", "later"));
    BOOST_TEST((place == realtime::resume_point{"15", "672", "now"}));
}

// Several channels are replayed one behind the other, so older messages follow newer ones.
BOOST_AUTO_TEST_CASE(mid_moves_forward_only) {
    realtime::resume_point place;
    place.advance(with_place(older));
    place.advance(with_place(newer));
    BOOST_TEST(place.mid == newer);
    place.advance(with_place(older));
    BOOST_TEST(place.mid == newer);
    place.advance_to(older);
    BOOST_TEST(place.mid == newer);
    place.advance_to("14526134350000000000000011");
    BOOST_TEST(place.mid == "14526134350000000000000011");
}

BOOST_AUTO_TEST_CASE(id_named_by_a_poll_moves_the_mid_alone) {
    realtime::resume_point place{"", "5", "a"};
    place.advance_to(newer);
    BOOST_TEST((place == realtime::resume_point{std::string(newer), "5", "a"}));
}

BOOST_AUTO_TEST_CASE(ids_compare_as_text_where_both_are_digits_of_one_length) {
    struct row {
        std::string_view next, held;
        bool later;
    };
    constexpr row rows[] = {
        {newer, older, true},
        {older, newer, false},
        {older, older, false},
        {"9", "8", true},
        {"", "", false},
        {"", "1", false},
        {"", "ab", false},
        {"1", "", true},
        {"ab", "", true},
        // No order: the one that came last counts.
        {"1", "20", true},
        {"20", "1", true},
        {"09", "9", true},
        {"1a", "2a", true},
        {"2a", "1a", true},
        {"1a", "20", true},
        {"20", "2a", true},
        {"ab", "ab", true},
        {"1.", "20", true},
        {"1452613435000000000032014f", "1452613435000000000032014a", true},
    };
    for (auto const& row : rows)
        BOOST_TEST(realtime::is_later(row.next, row.held) == row.later, row.next << " behind " << row.held);
    static_assert(realtime::is_later("2", "1") && !realtime::is_later("1", "2"));
}

BOOST_AUTO_TEST_CASE(resume_points_differ_by_each_member) {
    realtime::resume_point const place{"1", "2", "3"};
    BOOST_TEST((place == realtime::resume_point{"1", "2", "3"}));
    BOOST_TEST((place != realtime::resume_point{"0", "2", "3"}));
    BOOST_TEST((place != realtime::resume_point{"1", "0", "3"}));
    BOOST_TEST((place != realtime::resume_point{"1", "2", "0"}));
}

// nginx replays channel by channel, not in the order of time.
BOOST_AUTO_TEST_CASE(tag_and_time_move_forward_as_a_pair) {
    auto const at = [](std::string tag, std::string time) {
        b24pull::realtime::message out;
        out.tag = std::move(tag);
        out.time = std::move(time);
        return out;
    };
    b24pull::realtime::resume_point point;
    auto const place = [&point] { return point.tag + ' ' + point.time; };
    point.advance(at("5", "Thu, 29 Jun 2017 09:50:16 GMT"));
    point.advance(at("1", "Thu, 29 Jun 2017 09:50:15 GMT"));
    point.advance(at("4", "Thu, 29 Jun 2017 09:50:16 GMT"));
    point.advance(at("", "Thu, 29 Jun 2017 09:50:20 GMT"));
    point.advance(at("9", ""));
    BOOST_TEST(place() == "5 Thu, 29 Jun 2017 09:50:16 GMT");
    point.advance(at("10", "Thu, 29 Jun 2017 09:50:16 GMT"));
    BOOST_TEST(place() == "10 Thu, 29 Jun 2017 09:50:16 GMT");
    point.advance(at("1", "Sat, 01 Jul 2017 00:00:00 GMT"));
    BOOST_TEST(place() == "1 Sat, 01 Jul 2017 00:00:00 GMT");
    point.advance(at("2", "Sun, 31 Dec 2017 23:59:59 GMT"));
    point.advance(at("1", "Mon, 01 Jan 2018 00:00:00 GMT"));
    BOOST_TEST(place() == "1 Mon, 01 Jan 2018 00:00:00 GMT");
    point.advance(at("7", "some other form"));
    BOOST_TEST(place() == "7 some other form");
}

// Times that are not as HTTP writes them have no order: what came last counts.
BOOST_AUTO_TEST_CASE(unreadable_time_counts_as_the_latest) {
    for (std::string_view const time :
         {"Thu, 29 Ju  2017 09:50:15 GMT", "Thu, 29 Jun 2o17 09:50:15 GMT", "Thu, x9 Jun 2017 09:50:15 GMT",
          "Thu, 29 Jun 2017 0x:50:15 GMT", "Thu, 29 Jun 2017 09:-0:15 GMT", "Thu, 29 Jun 2017 09:50:1/ GMT",
          "Thu, 29 Jun 2017 09:50:15 GM"}) {
        realtime::resume_point point{"1", "5", "Thu, 29 Jun 2017 09:50:16 GMT"};
        point.advance(with_place("2", "3", time));
        BOOST_TEST((point == realtime::resume_point{"2", "3", std::string(time)}), time);
        point.advance(with_place("3", "1", "Thu, 29 Jun 2017 09:50:14 GMT"));
        BOOST_TEST((point == realtime::resume_point{"3", "1", "Thu, 29 Jun 2017 09:50:14 GMT"}), time);
    }
}

BOOST_AUTO_TEST_CASE(tags_of_one_time_have_an_order_if_both_are_digits) {
    constexpr std::string_view time = "Thu, 29 Jun 2017 09:50:16 GMT";
    for (auto const& [held, next] : {std::pair("5", "4a"), std::pair("5a", "4"), std::pair("b", "a")}) {
        realtime::resume_point point{"1", held, std::string(time)};
        point.advance(with_place("2", next, time));
        BOOST_TEST(point.tag == next);
    }
}

BOOST_AUTO_TEST_CASE(older_message_takes_nothing_back) {
    b24pull::realtime::resume_point point{"12", "2", "Thu, 29 Jun 2017 09:50:16 GMT"};
    b24pull::realtime::message before;
    before.mid = "11";
    before.tag = "3";
    before.time = "Thu, 29 Jun 2017 09:50:17 GMT";
    auto const kept = point;
    point.advance(before);
    BOOST_TEST((point == kept));
}

BOOST_AUTO_TEST_SUITE_END()
