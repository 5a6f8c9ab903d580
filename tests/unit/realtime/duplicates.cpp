#include <b24pull/realtime/duplicates.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <deque>
#include <random>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(duplicates)

namespace {

using b24pull::realtime::duplicate_window;

std::string mid(std::size_t number) {
    auto const digits = std::to_string(number);
    return "1452613435" + std::string(16 - digits.size(), '0') + digits;
}

} // namespace

BOOST_AUTO_TEST_CASE(message_is_delivered_once) {
    duplicate_window window;
    BOOST_TEST(window.admit("1"));
    BOOST_TEST(!window.admit("1"));
    BOOST_TEST(window.admit("2"));
    BOOST_TEST(!window.admit("1"));
    BOOST_TEST(!window.admit("2"));
    BOOST_TEST(window.suppressed() == 3u);
}

BOOST_AUTO_TEST_CASE(messages_without_an_id_are_always_delivered) {
    duplicate_window window(1);
    BOOST_TEST(window.admit("a"));
    for (int i = 0; i != 5; ++i) BOOST_TEST(window.admit(""));
    BOOST_TEST(!window.admit("a")); // they push nothing out
    BOOST_TEST(window.suppressed() == 1u);
}

BOOST_AUTO_TEST_CASE(ids_are_compared_whole) {
    duplicate_window window;
    for (auto const* id : {"14", "1", "4", "014", "14 ", "ab", "AB"}) BOOST_TEST(window.admit(id), id);
    BOOST_TEST(window.suppressed() == 0u);
}

BOOST_AUTO_TEST_CASE(window_holds_as_many_as_asked_for) {
    for (std::size_t const size : {std::size_t{1}, std::size_t{2}, std::size_t{10}, std::size_t{256}}) {
        BOOST_TEST_CONTEXT(size) {
            duplicate_window window(size);
            for (std::size_t i = 0; i != size; ++i) BOOST_TEST(window.admit(mid(i)));
            for (std::size_t i = 0; i != size; ++i) BOOST_TEST(!window.admit(mid(i)));
            BOOST_TEST(window.admit(mid(size))); // the oldest goes, and no other
            for (std::size_t i = 1; i <= size; ++i) BOOST_TEST(!window.admit(mid(i)));
            BOOST_TEST(window.admit(mid(0)));
        }
    }
}

BOOST_AUTO_TEST_CASE(default_window_holds_256) {
    static_assert(duplicate_window::default_size == 256);
    duplicate_window window;
    for (std::size_t i = 0; i != 256; ++i) BOOST_TEST(window.admit(mid(i)));
    BOOST_TEST(!window.admit(mid(0)));
    BOOST_TEST(window.admit(mid(256)));
    BOOST_TEST(window.admit(mid(0)));
}

BOOST_AUTO_TEST_CASE(window_of_nothing_counts_as_one) {
    duplicate_window window(0);
    BOOST_TEST(window.admit("1"));
    BOOST_TEST(!window.admit("1"));
    BOOST_TEST(window.admit("2"));
    BOOST_TEST(window.admit("1"));
}

// A duplicate does not make its id young again.
BOOST_AUTO_TEST_CASE(ids_leave_in_the_order_of_their_delivery) {
    duplicate_window window(2);
    BOOST_TEST(window.admit("1"));
    BOOST_TEST(window.admit("2"));
    BOOST_TEST(!window.admit("1"));
    BOOST_TEST(window.admit("3"));
    BOOST_TEST(window.admit("1"));
}

BOOST_AUTO_TEST_CASE(window_agrees_with_a_plain_queue) {
    std::mt19937 random(24);
    for (std::size_t const size : {std::size_t{1}, std::size_t{3}, std::size_t{16}}) {
        duplicate_window window(size);
        std::deque<std::string> queue;
        std::size_t suppressed = 0;
        for (int i = 0; i != 5000; ++i) {
            auto const id = mid(random() % (2 * size + 1));
            bool const known = std::find(queue.begin(), queue.end(), id) != queue.end();
            BOOST_TEST_REQUIRE(window.admit(id) == !known);
            if (known) {
                ++suppressed;
                continue;
            }
            queue.push_back(id);
            if (queue.size() > size) queue.pop_front();
        }
        BOOST_TEST(window.suppressed() == suppressed);
    }
}

BOOST_AUTO_TEST_CASE(remembered_ids_come_out_oldest_first) {
    duplicate_window window(3);
    BOOST_TEST(window.ids().empty());
    using ids = std::vector<std::string_view>;
    for (auto const* id : {"1", "2"}) window.admit(id);
    BOOST_TEST((window.ids() == ids{"1", "2"}));
    window.admit("3");
    BOOST_TEST((window.ids() == ids{"1", "2", "3"}));
    window.admit("4"); // the window is full from here on
    BOOST_TEST((window.ids() == ids{"2", "3", "4"}));
    window.admit("2");
    window.admit("");
    BOOST_TEST((window.ids() == ids{"2", "3", "4"})); // neither a duplicate nor nothing is an id more
    for (auto const* id : {"5", "6"}) window.admit(id);
    BOOST_TEST((window.ids() == ids{"4", "5", "6"}));
    window.admit("7");
    BOOST_TEST((window.ids() == ids{"5", "6", "7"}));
}

BOOST_AUTO_TEST_CASE(window_filled_from_the_ids_of_another_is_the_same) {
    std::mt19937 random(25);
    for (std::size_t const size : {std::size_t{1}, std::size_t{3}, std::size_t{16}}) {
        duplicate_window first(size);
        for (std::size_t i = 0; i != 2 * size + 1; ++i) {
            duplicate_window second(size);
            for (auto const id : first.ids()) BOOST_TEST(second.admit(id));
            BOOST_TEST((second.ids() == first.ids()));
            auto copy = first;
            for (int step = 0; step != 50; ++step) {
                auto const id = mid(random() % (2 * size + 1));
                BOOST_TEST_REQUIRE(second.admit(id) == copy.admit(id));
            }
            first.admit(mid(100 + i));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
