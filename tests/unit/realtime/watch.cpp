#include <b24pull/realtime/watch.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(watch)

namespace {

using b24pull::usage_errc;
using b24pull::realtime::watch_tags;
using std::chrono::seconds;
using tags = std::vector<std::string>;

/// Virtual time: so many seconds after some beginning.
watch_tags::time_point at(int s) { return watch_tags::time_point(seconds(1'000'000 + s)); }

constexpr std::chrono::nanoseconds instant{1};

} // namespace

BOOST_AUTO_TEST_CASE(intervals_are_those_of_the_official_clients) {
    static_assert(watch_tags::interval == seconds(1740));
    static_assert(watch_tags::soon == seconds(5));
    static_assert(watch_tags::interval < seconds(1860)); // when the portal forgets
}

BOOST_AUTO_TEST_CASE(nothing_is_due_without_tags) {
    watch_tags watch;
    BOOST_TEST(!watch.poll_timeout().has_value());
    BOOST_TEST(watch.take_due(at(100000)).empty());
    watch.handle_failure(at(0));
    BOOST_TEST(!watch.poll_timeout().has_value());
    watch.remove("x");
    BOOST_TEST(!watch.poll_timeout().has_value());
}

BOOST_AUTO_TEST_CASE(first_extension_is_due_soon_and_the_next_ones_at_intervals) {
    watch_tags watch;
    BOOST_TEST(watch.add("CRM_DEAL_1", at(0)).has_value());
    BOOST_TEST((watch.poll_timeout() == at(5)));
    BOOST_TEST(watch.take_due(at(5) - instant).empty());
    BOOST_TEST((watch.take_due(at(5)) == tags{"CRM_DEAL_1"}));
    BOOST_TEST((watch.poll_timeout() == at(1745)));
    BOOST_TEST(watch.take_due(at(5)).empty());
    BOOST_TEST(watch.take_due(at(1745) - instant).empty());
    BOOST_TEST((watch.take_due(at(1750)) == tags{"CRM_DEAL_1"})); // late: reckoned from now
    BOOST_TEST((watch.poll_timeout() == at(3490)));
}

BOOST_AUTO_TEST_CASE(new_tags_go_together_with_all_others_in_order) {
    watch_tags watch;
    for (auto const* tag : {"b", "c", "a"}) BOOST_TEST(watch.add(tag, at(0)).has_value());
    BOOST_TEST(watch.add("B", at(3)).has_value());
    BOOST_TEST((watch.poll_timeout() == at(5))); // a later one does not put it off
    BOOST_TEST((watch.take_due(at(5)) == tags{"B", "a", "b", "c"}));
    BOOST_TEST(watch.add("d", at(100)).has_value());
    BOOST_TEST((watch.poll_timeout() == at(105)));
    BOOST_TEST((watch.take_due(at(105)) == tags{"B", "a", "b", "c", "d"}));
    BOOST_TEST((watch.poll_timeout() == at(1845)));
}

BOOST_AUTO_TEST_CASE(new_tag_does_not_put_off_what_is_due_earlier) {
    watch_tags watch;
    BOOST_TEST(watch.add("a", at(0)).has_value());
    BOOST_TEST((watch.take_due(at(5)) == tags{"a"}));
    BOOST_TEST(watch.add("b", at(1743)).has_value());
    BOOST_TEST((watch.poll_timeout() == at(1745)));
}

BOOST_AUTO_TEST_CASE(tag_that_is_there_already_changes_nothing) {
    watch_tags watch;
    BOOST_TEST(watch.add("a", at(0)).has_value());
    BOOST_TEST((watch.take_due(at(5)) == tags{"a"}));
    BOOST_TEST(watch.add("a", at(10)).has_value());
    BOOST_TEST((watch.poll_timeout() == at(1745)));
}

BOOST_AUTO_TEST_CASE(removed_tags_are_extended_no_more) {
    watch_tags watch;
    BOOST_TEST(watch.add("a", at(0)).has_value());
    BOOST_TEST(watch.add("b", at(0)).has_value());
    watch.remove("a");
    watch.remove("unknown");
    BOOST_TEST((watch.take_due(at(5)) == tags{"b"}));
    watch.remove("b");
    BOOST_TEST(!watch.poll_timeout().has_value());
    BOOST_TEST(watch.take_due(at(5000)).empty());
    BOOST_TEST(watch.add("c", at(6000)).has_value()); // as at first, not by an old date
    BOOST_TEST((watch.poll_timeout() == at(6005)));
}

BOOST_AUTO_TEST_CASE(portal_says_which_tags_are_over) {
    watch_tags watch;
    for (auto const* tag : {"a", "b"}) BOOST_TEST(watch.add(tag, at(0)).has_value());
    BOOST_TEST(watch.take_due(at(5)).size() == 2u);
    watch.handle_answer("a", true);
    watch.handle_answer("b", false);
    watch.handle_answer("unknown", false);
    BOOST_TEST((watch.poll_timeout() == at(1745)));
    BOOST_TEST((watch.take_due(at(1745)) == tags{"a"}));
    watch.handle_answer("a", false);
    BOOST_TEST(!watch.poll_timeout().has_value());
}

BOOST_AUTO_TEST_CASE(failed_extension_is_due_again_soon) {
    watch_tags watch;
    BOOST_TEST(watch.add("a", at(0)).has_value());
    watch.handle_failure(at(3));
    BOOST_TEST((watch.poll_timeout() == at(5))); // never later than it was
    BOOST_TEST((watch.take_due(at(5)) == tags{"a"}));
    watch.handle_failure(at(6));
    BOOST_TEST((watch.poll_timeout() == at(11)));
    BOOST_TEST(watch.take_due(at(11) - instant).empty());
    BOOST_TEST((watch.take_due(at(11)) == tags{"a"}));
    BOOST_TEST((watch.poll_timeout() == at(1751)));
}

// The last tag may go while its extension is under way.
BOOST_AUTO_TEST_CASE(failure_without_tags_does_not_hasten_the_next_tag) {
    watch_tags watch;
    BOOST_TEST(watch.add("a", at(0)).has_value());
    BOOST_TEST((watch.take_due(at(5)) == tags{"a"}));
    watch.remove("a");
    watch.handle_failure(at(6));
    BOOST_TEST(!watch.poll_timeout().has_value());
    BOOST_TEST(watch.add("b", at(100)).has_value());
    BOOST_TEST((watch.poll_timeout() == at(105)));
}

BOOST_AUTO_TEST_CASE(unusable_tags_are_refused) {
    watch_tags watch;
    std::string const fits(b24pull::limits::short_text, 'x');
    for (auto const& tag : {std::string(), fits + 'x'}) {
        auto const refused = watch.add(tag, at(0));
        BOOST_TEST_REQUIRE(refused.has_error());
        BOOST_TEST((refused.error().code() == usage_errc::invalid_tag));
    }
    BOOST_TEST(watch.add("\xff", at(0)).has_error());
    BOOST_TEST(!watch.poll_timeout().has_value());
    BOOST_TEST(watch.add(fits, at(0)).has_value());
}

BOOST_AUTO_TEST_CASE(tags_are_bounded) {
    watch_tags watch;
    for (std::size_t i = 0; i != b24pull::limits::pending_calls; ++i)
        BOOST_TEST_REQUIRE(watch.add("t" + std::to_string(i), at(0)).has_value());
    auto const refused = watch.add("one more", at(0));
    BOOST_TEST_REQUIRE(refused.has_error());
    BOOST_TEST((refused.error().code() == usage_errc::too_many_calls));
    BOOST_TEST(watch.add("t7", at(0)).has_value()); // not a new one
    BOOST_TEST(watch.take_due(at(5)).size() == b24pull::limits::pending_calls);
    watch.remove("t7");
    BOOST_TEST(watch.add("one more", at(5)).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
