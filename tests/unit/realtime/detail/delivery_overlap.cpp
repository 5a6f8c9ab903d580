#include <b24pull/realtime/detail/delivery.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <random>
#include <set>
#include <string>
#include <variant>
#include <vector>

BOOST_AUTO_TEST_SUITE(delivery_overlap)

namespace {

namespace realtime = b24pull::realtime;
using realtime::decoded;
using realtime::detail::session_core;
using namespace std::chrono_literals;

std::string mid(std::size_t number) {
    auto const digits = std::to_string(number);
    return "1760441027" + std::string(16 - digits.size(), '0') + digits;
}

struct desk {
    session_core core;
    realtime::detail::delivery inbox;

    desk(std::chrono::milliseconds overlap, std::size_t remembered)
        : core({.remembered_ids = remembered, .resume_overlap = overlap}, 1)
        , inbox(remembered) {
        core.now = session_core::time_point(1'000'000s);
    }
    /// Takes messages one by one, and gives their numbers as far as they were delivered.
    std::vector<std::size_t> take(std::vector<std::size_t> const& numbers) {
        std::vector<std::size_t> out;
        for (auto const number : numbers) {
            decoded got;
            got.messages.append().mid = mid(number);
            if (inbox.take(core, got).fresh != 0) out.push_back(number);
        }
        while (core.pop_event()) {
        }
        return out;
    }
    /// The connection was alive to the last.
    void lost() {
        inbox.alive(core);
        inbox.lost(core);
    }
    /// A message each second, the last one just now.
    void take_each_second(std::size_t first, std::size_t last) {
        for (auto number = first; number <= last; ++number) {
            core.now += 1s;
            take({number});
        }
    }
};

} // namespace

BOOST_AUTO_TEST_CASE(without_an_overlap_the_last_message_is_the_place) {
    desk d(0s, 256);
    for (std::size_t number = 1; number != 50; ++number) {
        d.take_each_second(number, number);
        d.lost();
        BOOST_TEST(d.inbox.resume_from().mid == mid(number));
    }
}

BOOST_AUTO_TEST_CASE(next_connection_resumes_from_before_the_overlap) {
    for (auto const last : {40u, 41u, 45u, 49u, 50u, 57u}) BOOST_TEST_CONTEXT(last) {
            desk d(10s, 256);
            d.take_each_second(1, last);
            BOOST_TEST(d.inbox.resume_from().mid == mid(last)); // connected, it is the place itself
            d.lost();
            BOOST_TEST(d.inbox.place().mid == mid(last));
            BOOST_TEST(d.inbox.resume_from().mid <= mid(last - 10));
            BOOST_TEST(d.inbox.resume_from().mid >= mid(last - 21)); // and not much before
        }
}

// Noted once an overlap: the one before the last counts.
BOOST_AUTO_TEST_CASE(place_is_noted_when_an_overlap_is_over) {
    struct row {
        std::size_t last, from;
    };
    for (auto const [last, from] : {row{1, 1}, row{11, 1}, row{20, 1}, row{21, 10}, row{30, 10}, row{31, 20}})
        BOOST_TEST_CONTEXT(last) {
            desk d(10s, 256);
            d.take_each_second(1, last);
            d.lost();
            BOOST_TEST(d.inbox.resume_from().mid == mid(from));
        }
}

BOOST_AUTO_TEST_CASE(connection_that_brought_nothing_lately_overlaps_nothing) {
    desk d(10s, 256);
    d.take_each_second(1, 50);
    d.core.now += 10s;
    d.lost();
    BOOST_TEST(d.inbox.resume_from().mid == mid(50));
    desk quick(10s, 256);
    quick.take_each_second(1, 50);
    quick.core.now += 9999ms;
    quick.lost();
    BOOST_TEST(quick.inbox.resume_from().mid < mid(50));
}

// A dead link is found late: what counts is how long it lived after the last message.
BOOST_AUTO_TEST_CASE(time_that_a_dead_connection_was_silent_does_not_count) {
    for (auto const alive : {0ms, 9999ms, 10000ms}) BOOST_TEST_CONTEXT(alive.count()) {
            desk d(10s, 256);
            d.take_each_second(1, 50);
            d.core.now += alive;
            if (alive != 0ms) d.inbox.alive(d.core); // the message itself was a sign of life
            d.core.now += 270s;
            d.inbox.lost(d.core);
            BOOST_TEST((d.inbox.resume_from().mid < mid(50)) == (alive < 10s));
        }
}

BOOST_AUTO_TEST_CASE(overlap_lasts_until_something_arrives) {
    for (int const way : {0, 1, 2}) BOOST_TEST_CONTEXT(way) {
            desk d(10s, 256);
            d.take_each_second(1, 50);
            d.lost();
            d.core.now += 1h; // attempts have failed since
            BOOST_TEST(d.inbox.resume_from().mid < mid(50));
            decoded nothing;
            if (way == 0) d.take({45});
            else if (way == 1) d.inbox.unchanged("");
            else d.inbox.take(d.core, nothing);
            BOOST_TEST(d.inbox.resume_from().mid == mid(50));
        }
}

// What it is for: of two channels' messages the one came, and the other, older one was still on its way.
BOOST_AUTO_TEST_CASE(overtaken_message_is_brought_by_the_replay) {
    desk d(10s, 256);
    d.take_each_second(1, 49);
    d.take({51}); // and 50 never came
    d.lost();
    auto const from = d.inbox.resume_from().mid;
    std::vector<std::size_t> replay;
    for (std::size_t number = 1; number <= 52; ++number)
        if (mid(number) > from) replay.push_back(number);
    BOOST_TEST(d.take(replay) == (std::vector<std::size_t>{50, 52}), boost::test_tools::per_element());
}

// Without a place the server replays nothing at all.
BOOST_AUTO_TEST_CASE(there_is_a_place_from_the_first_message_on) {
    for (auto const start : {0s, 1s, 1'000'000s}) BOOST_TEST_CONTEXT(start.count()) {
            desk d(10s, 256);
            d.core.now = session_core::time_point(start);
            for (std::size_t number = 1; number != 40; ++number) {
                d.take_each_second(number, number);
                d.lost();
                BOOST_TEST(d.inbox.resume_from().mid != "", number);
            }
        }
}

BOOST_AUTO_TEST_CASE(there_is_a_place_after_history_was_forgotten) {
    desk d(10s, 256);
    d.take_each_second(1, 50);
    d.lost();
    d.inbox.forget(d.core);
    BOOST_TEST((d.inbox.resume_from() == realtime::resume_point()));
    for (std::size_t number = 51; number != 90; ++number) {
        d.take_each_second(number, number);
        d.lost();
        BOOST_TEST(d.inbox.resume_from().mid != "", number);
    }
}

BOOST_AUTO_TEST_CASE(restored_place_is_the_oldest_one) {
    desk d(10s, 256);
    d.inbox.restore({.mid = mid(20)}, {});
    d.take_each_second(21, 25);
    d.lost();
    BOOST_TEST(d.inbox.resume_from().mid == mid(20));
}

// The window decides how far back a replay may reach: a message behind its end would be delivered twice.
BOOST_AUTO_TEST_CASE(replay_never_delivers_twice) {
    std::mt19937 random(26);
    for (std::size_t const remembered : {2u, 3u, 4u, 7u, 16u}) BOOST_TEST_CONTEXT(remembered) {
            for (int run = 0; run != 200; ++run) {
                desk d(10s, remembered);
                std::set<std::size_t> delivered;
                std::size_t stored = 0;
                auto const deliver = [&](std::vector<std::size_t> const& numbers) {
                    for (auto const number : d.take(numbers))
                        BOOST_TEST_REQUIRE(delivered.insert(number).second);
                };
                deliver({++stored});
                d.inbox.restore({.mid = mid(1)}, {}); // a place to begin with
                for (int connection = 0; connection != 10; ++connection) {
                    for (auto count = random() % 40; count != 0; --count) {
                        d.core.now += std::chrono::milliseconds(random() % 3 == 0 ? random() % 8000 : 0);
                        deliver({++stored});
                    }
                    if (random() % 4 == 0) stored += 2, deliver({stored, stored - 1});
                    d.lost();
                    stored += random() % 3; // while there is no connection
                    auto const from = d.inbox.resume_from().mid;
                    std::vector<std::size_t> replay;
                    for (std::size_t number = 1; number <= stored; ++number)
                        if (mid(number) > from) replay.push_back(number);
                    deliver(replay);
                    BOOST_TEST_REQUIRE(delivered.size() == stored);
                }
            }
        }
}

BOOST_AUTO_TEST_CASE(busy_connection_reaches_back_by_half_a_window_at_least) {
    for (std::size_t const remembered : {4u, 16u, 256u}) BOOST_TEST_CONTEXT(remembered) {
            desk d(1h, remembered);
            std::size_t number = 0;
            for (; number != 4 * remembered;) d.take({++number});
            for (std::size_t more = 0; more != remembered; ++more) {
                d.take({++number});
                d.lost();
                BOOST_TEST(d.inbox.resume_from().mid <= mid(number - remembered / 2));
                BOOST_TEST(d.inbox.resume_from().mid >= mid(number - remembered));
            }
        }
}

BOOST_AUTO_TEST_SUITE_END()
