#include <b24pull/realtime/detail/attempts.hpp>

#include <boost/test/unit_test.hpp>

#include <vector>

BOOST_AUTO_TEST_SUITE(attempts)

namespace {

using counter = b24pull::realtime::detail::attempts;
using policy = b24pull::realtime::backoff_policy;

std::vector<unsigned> rows(counter& of, int count) {
    std::vector<unsigned> out;
    for (int i = 0; i != count; ++i) out.push_back(of.next());
    return out;
}

using numbers = std::vector<unsigned>;

} // namespace

BOOST_AUTO_TEST_CASE(new_session_begins_with_the_second_row) {
    counter tries(policy::sdk);
    BOOST_TEST((rows(tries, 5) == numbers{1, 2, 3, 4, 5}));
    BOOST_TEST(!tries.prefers_polling());
    BOOST_TEST(!tries.websocket_worked());
}

BOOST_AUTO_TEST_CASE(good_connection_begins_anew_with_the_first_row) {
    counter tries(policy::sdk);
    rows(tries, 4);
    tries.settled(true);
    BOOST_TEST((rows(tries, 3) == numbers{0, 1, 2}));
    tries.settled(false);
    BOOST_TEST((rows(tries, 2) == numbers{0, 1}));
}

BOOST_AUTO_TEST_CASE(network_that_is_back_begins_with_the_second_row) {
    counter tries(policy::sdk);
    tries.settled(true);
    rows(tries, 7);
    tries.start_over();
    BOOST_TEST((rows(tries, 2) == numbers{1, 2}));
}

BOOST_AUTO_TEST_CASE(transport_gives_way_after_more_failures_than_the_limit) {
    for (unsigned const limit : {0u, 1u, 4u}) BOOST_TEST_CONTEXT(limit) {
            counter tries(policy::sdk);
            for (unsigned i = 0; i != limit; ++i) BOOST_TEST(!tries.give_way(limit));
            BOOST_TEST(tries.give_way(limit));
            BOOST_TEST(tries.give_way(limit)); // until something changes
        }
}

BOOST_AUTO_TEST_CASE(failures_in_a_row_are_counted_anew) {
    auto const failed_twice = [] {
        counter out(policy::sdk);
        out.give_way(2);
        out.give_way(2);
        return out;
    };
    auto good = failed_twice(), back = failed_twice(), changed = failed_twice(), opened = failed_twice();
    good.settled(true);
    back.start_over();
    changed.change(true);
    opened.opened(); // it may be dropped at once: that is one failure more
    BOOST_TEST(!good.give_way(2));
    BOOST_TEST(!back.give_way(2));
    BOOST_TEST(!changed.give_way(2));
    BOOST_TEST(opened.give_way(2));
}

BOOST_AUTO_TEST_CASE(first_change_begins_the_delays_anew) {
    counter tries(policy::sdk);
    rows(tries, 5);
    BOOST_TEST(tries.change(true));
    BOOST_TEST((rows(tries, 3) == numbers{1, 2, 3}));
}

BOOST_AUTO_TEST_CASE(later_changes_let_the_delays_grow) {
    counter tries(policy::sdk);
    BOOST_TEST(tries.change(true));
    rows(tries, 3);
    BOOST_TEST(!tries.change(false));
    BOOST_TEST((rows(tries, 2) == numbers{4, 5}));
    BOOST_TEST(!tries.change(true));
    BOOST_TEST((rows(tries, 1) == numbers{6}));
}

BOOST_AUTO_TEST_CASE(change_counts_as_the_first_again_after_a_good_connection) {
    counter good(policy::sdk), back(policy::sdk);
    for (auto* const tries : {&good, &back}) tries->change(true);
    good.settled(false);
    back.start_over();
    BOOST_TEST(good.change(false));
    BOOST_TEST(back.change(false));
}

BOOST_AUTO_TEST_CASE(transport_in_use_is_the_one_changed_to_or_opened) {
    counter tries(policy::sdk);
    tries.change(true);
    BOOST_TEST(tries.prefers_polling());
    tries.settled(false);
    tries.start_over();
    BOOST_TEST(tries.prefers_polling()); // good, and no reason to leave it
    tries.change(false);
    BOOST_TEST(!tries.prefers_polling());
    tries.change(true);
    tries.opened();
    BOOST_TEST(!tries.prefers_polling());
}

BOOST_AUTO_TEST_CASE(websocket_has_worked_once_it_was_good) {
    counter tries(policy::sdk);
    tries.opened();
    tries.settled(false);
    BOOST_TEST(!tries.websocket_worked());
    tries.settled(true);
    BOOST_TEST(tries.websocket_worked());
    tries.settled(false);
    tries.start_over();
    tries.change(true);
    BOOST_TEST(tries.websocket_worked()); // for good
}

BOOST_AUTO_TEST_CASE(knowledge_of_a_former_session_is_taken_over) {
    counter tries(policy::sdk);
    tries.websocket_worked(true);
    BOOST_TEST(tries.websocket_worked());
    tries.websocket_worked(false);
    BOOST_TEST(!tries.websocket_worked());
    BOOST_TEST((rows(tries, 1) == numbers{1}));
}

BOOST_AUTO_TEST_SUITE_END()
