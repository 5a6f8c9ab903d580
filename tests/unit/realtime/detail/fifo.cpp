#include <b24pull/realtime/detail/fifo.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <deque>
#include <random>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(fifo)

namespace {

using queue_of_ints = b24pull::realtime::detail::fifo<int>;

std::vector<int> waiting(queue_of_ints const& queue) { return {queue.begin(), queue.end()}; }

/// Counts how many of them there are, and how often they are moved or copied.
class counted {
public:
    explicit counted(int value)
        : value_(value) {
        ++alive;
    }
    counted(counted const& other)
        : value_(other.value_) {
        ++alive;
        ++copies;
    }
    counted(counted&& other) noexcept
        : value_(other.value_) {
        ++alive;
        ++moves;
    }
    counted& operator=(counted const& other) {
        value_ = other.value_;
        ++copies;
        return *this;
    }
    counted& operator=(counted&& other) noexcept {
        value_ = other.value_;
        ++moves;
        return *this;
    }
    ~counted() { --alive; }

    int value() const { return value_; }

    static inline int alive = 0;
    static inline int moves = 0;
    static inline int copies = 0;

private:
    int value_;
};
using queue_of_counted = b24pull::realtime::detail::fifo<counted>;

/// How many moves it takes to put so many into the queue: those are the fewer the more memory it has kept.
int moves_of_pushing(queue_of_counted& queue, int count) {
    auto const before = counted::moves;
    for (int i = 0; i != count; ++i) queue.push(counted(i));
    return counted::moves - before;
}

void empty_out(queue_of_counted& queue) {
    while (queue.pop()) {
    }
}

} // namespace

BOOST_AUTO_TEST_CASE(new_queue_has_nothing) {
    queue_of_ints queue;
    BOOST_TEST(queue.empty());
    BOOST_TEST(queue.size() == 0u);
    BOOST_TEST(waiting(queue).empty());
    BOOST_TEST(!queue.pop().has_value());
    BOOST_TEST(!queue.pop().has_value());
}

BOOST_AUTO_TEST_CASE(first_in_is_first_out) {
    queue_of_ints queue;
    for (int i = 0; i != 5; ++i) queue.push(i);
    for (int i = 0; i != 5; ++i) {
        BOOST_TEST(queue.size() == static_cast<std::size_t>(5 - i));
        BOOST_TEST(!queue.empty());
        BOOST_TEST((queue.pop() == i));
    }
    BOOST_TEST(queue.empty());
    BOOST_TEST(!queue.pop().has_value());
}

BOOST_AUTO_TEST_CASE(what_waits_can_be_looked_through) {
    queue_of_ints queue;
    for (int i = 0; i != 4; ++i) queue.push(i);
    BOOST_TEST((waiting(queue) == std::vector<int>{0, 1, 2, 3}));
    queue.pop();
    BOOST_TEST((waiting(queue) == std::vector<int>{1, 2, 3}));
    queue.push(4);
    BOOST_TEST((waiting(queue) == std::vector<int>{1, 2, 3, 4}));
    for (int i = 0; i != 3; ++i) queue.pop();
    BOOST_TEST((waiting(queue) == std::vector<int>{4}));
}

BOOST_AUTO_TEST_CASE(items_are_never_copied) {
    queue_of_counted queue;
    auto const before = counted::copies;
    moves_of_pushing(queue, 100);
    empty_out(queue);
    moves_of_pushing(queue, 3);
    empty_out(queue);
    BOOST_TEST(counted::copies == before);
}

BOOST_AUTO_TEST_CASE(queue_agrees_with_a_plain_one) {
    std::mt19937 random(5);
    for (unsigned const pushes : {3u, 5u, 7u}) { // out of ten steps
        queue_of_ints queue;
        std::deque<int> plain;
        for (int i = 0; i != 3000; ++i) {
            if (random() % 10 < pushes) {
                queue.push(i);
                plain.push_back(i);
            } else {
                auto const got = queue.pop();
                BOOST_TEST_REQUIRE(got.has_value() == !plain.empty());
                if (!got) continue;
                BOOST_TEST_REQUIRE(*got == plain.front());
                plain.pop_front();
            }
            BOOST_TEST_REQUIRE(queue.size() == plain.size());
            BOOST_TEST_REQUIRE((waiting(queue) == std::vector<int>(plain.begin(), plain.end())));
        }
    }
}

BOOST_AUTO_TEST_CASE(taken_items_are_given_back_before_the_end) {
    queue_of_counted queue;
    auto const before = counted::alive;
    for (int i = 0; i != 100; ++i) queue.push(counted(i));
    for (int i = 0; i != 60; ++i) BOOST_TEST(queue.pop()->value() == i);
    BOOST_TEST(counted::alive - before < 100);
    empty_out(queue);
    BOOST_TEST(counted::alive == before);
}

// A queue that is never quite empty must neither grow without end nor move its items again and again.
BOOST_AUTO_TEST_CASE(steady_use_holds_little_and_moves_little) {
    queue_of_counted queue;
    auto const before = counted::alive;
    for (int i = 0; i != 10; ++i) queue.push(counted(i));
    auto const moves = counted::moves;
    int most = 0;
    for (int i = 0; i != 1000; ++i) {
        queue.push(counted(i));
        queue.pop();
        most = (std::max)(most, counted::alive - before);
    }
    BOOST_TEST(most < 30);
    // In, out, and once between; growing is over soon.
    BOOST_TEST(counted::moves - moves < 4 * 1000);
}

BOOST_AUTO_TEST_CASE(small_queue_keeps_its_memory) {
    queue_of_counted queue;
    moves_of_pushing(queue, 16);
    empty_out(queue);
    BOOST_TEST(moves_of_pushing(queue, 16) == 16); // nothing is moved for want of room
}

BOOST_AUTO_TEST_CASE(large_queue_gives_its_memory_back) {
    queue_of_counted queue;
    moves_of_pushing(queue, 1000);
    empty_out(queue);
    BOOST_TEST(moves_of_pushing(queue, 16) > 16); // it grows anew
    empty_out(queue);
    BOOST_TEST(moves_of_pushing(queue, 16) == 16);
}

BOOST_AUTO_TEST_SUITE_END()
