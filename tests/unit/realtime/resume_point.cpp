#include <b24pull/realtime/resume_point.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

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

BOOST_AUTO_TEST_SUITE(resume_point)

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
    BOOST_TEST((place == realtime::resume_point{"15", "3", "now"}));
    place.advance(with_place("", "", "later"));
    BOOST_TEST((place == realtime::resume_point{"15", "3", "later"}));
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

// Tags and times have no order, and a replay of versions 1 and 2 does not come in theirs.
BOOST_AUTO_TEST_CASE(tag_and_time_are_those_of_the_last_message) {
    realtime::resume_point place;
    place.advance(with_place(newer, "9", "b"));
    place.advance(with_place(older, "5", "a"));
    BOOST_TEST((place == realtime::resume_point{std::string(newer), "5", "a"}));
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

BOOST_AUTO_TEST_SUITE_END()
