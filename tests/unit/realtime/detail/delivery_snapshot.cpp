#include <b24pull/realtime/detail/delivery.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(delivery_snapshot)

// What a snapshot sees: events that wait have not been delivered yet.
namespace {

namespace realtime = b24pull::realtime;
using realtime::decoded;
using realtime::detail::session_core;

std::string mid(std::size_t number) {
    auto const digits = std::to_string(number);
    return "1760441027" + std::string(16 - digits.size(), '0') + digits;
}

struct desk {
    session_core core;
    realtime::detail::delivery inbox;

    explicit desk(std::size_t remembered = 256)
        : core({.remembered_ids = remembered}, 1)
        , inbox(remembered) {}

    void take(std::size_t first, std::size_t last) {
        decoded got;
        for (auto number = first; number <= last; ++number) got.messages.append().mid = mid(number);
        inbox.take(core, got);
    }
    void hear(std::size_t count) {
        while (count-- != 0) BOOST_TEST_REQUIRE(core.pop_event().has_value());
    }
    void hear_all() { hear(core.events.size()); }
    std::string place() const { return inbox.to_continue_from(core).mid; }
    std::vector<std::string> ids() const {
        std::vector<std::string> out;
        for (auto const id : inbox.delivered_ids(core)) out.emplace_back(id);
        return out;
    }
    /// How many of the messages 1 to `stored` another session delivers that goes on from here.
    std::size_t delivered_by_next(std::size_t stored) const {
        desk next(core.options.remembered_ids);
        next.inbox.restore(inbox.to_continue_from(core), ids());
        decoded replay;
        for (std::size_t number = 1; number <= stored; ++number)
            if (!place().empty() && mid(number) > place()) replay.messages.append().mid = mid(number);
        return next.inbox.take(next.core, replay).fresh;
    }
};

using texts = std::vector<std::string>;

} // namespace

BOOST_AUTO_TEST_CASE(what_was_heard_has_been_delivered) {
    desk d;
    d.take(1, 3);
    d.hear_all();
    BOOST_TEST(d.place() == mid(3));
    BOOST_TEST(d.ids() == (texts{mid(1), mid(2), mid(3)}), boost::test_tools::per_element());
    BOOST_TEST(d.delivered_by_next(5) == 2u);
}

BOOST_AUTO_TEST_CASE(what_waits_has_not_been_delivered) {
    desk d;
    d.take(1, 2);
    d.hear_all();
    d.take(3, 5);
    BOOST_TEST(d.place() == mid(2));
    BOOST_TEST(d.inbox.place().mid == mid(5));
    BOOST_TEST(d.ids() == (texts{mid(1), mid(2)}), boost::test_tools::per_element());
    BOOST_TEST(d.delivered_by_next(6) == 4u);
}

BOOST_AUTO_TEST_CASE(what_was_heard_of_a_payload_is_told_by_its_ids) {
    desk d;
    d.take(1, 2);
    d.hear_all();
    d.take(3, 5);
    d.hear(1);
    BOOST_TEST(d.ids() == (texts{mid(1), mid(2), mid(3)}), boost::test_tools::per_element());
    BOOST_TEST(d.delivered_by_next(6) == 3u);
    d.hear(2);
    BOOST_TEST(d.place() == mid(5));
    BOOST_TEST(d.delivered_by_next(6) == 1u);
}

BOOST_AUTO_TEST_CASE(several_payloads_may_wait) {
    desk d;
    d.take(1, 2);
    d.hear_all();
    d.take(3, 4);
    d.take(5, 6);
    BOOST_TEST(d.place() == mid(2));
    d.hear(3);
    BOOST_TEST(d.delivered_by_next(6) == 1u);
    d.take(7, 7);
    BOOST_TEST(d.delivered_by_next(7) == 2u);
}

BOOST_AUTO_TEST_CASE(control_commands_leave_with_the_payload) {
    desk d;
    d.take(1, 1);
    d.hear_all();
    decoded got;
    auto& command = got.messages.append();
    command.mid = mid(2);
    command.module_id = "pull";
    command.command = "config_expire";
    d.inbox.take(d.core, got);
    BOOST_TEST(d.place() == mid(2));
}

// Whatever else waits, such as that the connection was lost, does not undo what was heard before.
BOOST_AUTO_TEST_CASE(other_events_that_wait_leave_the_place) {
    desk d;
    d.take(1, 3);
    d.hear_all();
    d.core.events.push(realtime::connection_lost{});
    BOOST_TEST(d.place() == mid(3));
    BOOST_TEST(d.delivered_by_next(5) == 2u);
}

BOOST_AUTO_TEST_CASE(message_behind_another_event_leaves_the_place_before_it) {
    desk d;
    d.take(1, 3);
    d.hear_all();
    d.core.events.push(realtime::status_changed{realtime::status::online});
    d.take(4, 5);
    BOOST_TEST(d.place() == mid(3));
    BOOST_TEST(d.delivered_by_next(5) == 2u);
}

BOOST_AUTO_TEST_CASE(restored_place_is_not_lost_while_events_wait) {
    desk d;
    d.inbox.restore({.mid = mid(3)}, {mid(2), mid(3)});
    d.core.events.push(realtime::status_changed{realtime::status::connecting});
    BOOST_TEST(d.place() == mid(3));
    d.take(4, 5);
    BOOST_TEST(d.place() == mid(3));
    BOOST_TEST(d.delivered_by_next(5) == 2u);
}

BOOST_AUTO_TEST_CASE(place_that_a_poll_named_is_not_lost_while_events_wait) {
    desk d;
    d.inbox.unchanged(mid(3));
    d.core.events.push(realtime::status_changed{realtime::status::online});
    BOOST_TEST(d.place() == mid(3));
}

// A replay of a day does not fit into the window, and still nothing comes twice.
BOOST_AUTO_TEST_CASE(payload_larger_than_the_window_is_not_delivered_again) {
    desk d(4);
    d.take(1, 1);
    d.hear_all();
    d.take(2, 21);
    d.hear_all();
    BOOST_TEST(d.delivered_by_next(21) == 0u);
    d.core.events.push(realtime::connection_lost{});
    BOOST_TEST(d.delivered_by_next(21) == 0u);
}

BOOST_AUTO_TEST_CASE(part_heard_of_a_payload_larger_than_the_window_is_not_delivered_again) {
    desk d(4);
    d.take(1, 1);
    d.hear_all();
    d.take(2, 21);
    for (std::size_t heard = 1; heard != 20; ++heard) {
        d.hear(1);
        BOOST_TEST(d.delivered_by_next(21) == 20 - heard);
    }
}

BOOST_AUTO_TEST_CASE(oldest_message_that_waits_counts_in_whatever_order_they_came) {
    desk d;
    d.take(1, 3);
    d.hear_all();
    decoded got;
    for (std::size_t const number : {5u, 6u, 4u}) got.messages.append().mid = mid(number);
    d.inbox.take(d.core, got);
    d.hear(1);
    BOOST_TEST(d.place() == mid(3)); // behind 5 the 4 would be lost
    BOOST_TEST(d.delivered_by_next(6) == 2u);
    d.hear_all();
    BOOST_TEST(d.place() == mid(6));
}

BOOST_AUTO_TEST_CASE(ids_without_an_order_leave_the_place_before_the_payload) {
    desk d;
    d.take(1, 1);
    d.hear_all();
    decoded got;
    for (auto const* const id : {"a", "b", "c"}) got.messages.append().mid = id;
    d.inbox.take(d.core, got);
    d.hear(1);
    BOOST_TEST(d.place() == mid(1));
    BOOST_TEST(d.ids() == (texts{mid(1), "a"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(with_an_overlap_the_place_stays_until_all_was_heard) {
    desk d;
    d.core.options.resume_overlap = std::chrono::seconds(10);
    d.take(1, 3);
    d.hear_all();
    d.core.now += std::chrono::minutes(1);
    d.take(4, 6);
    d.hear(2);
    auto const before = d.place();
    BOOST_TEST((before >= mid(1) && before <= mid(3)));
    BOOST_TEST(d.delivered_by_next(6) == 1u);
}

BOOST_AUTO_TEST_CASE(place_before_a_change_is_continued_from) {
    desk d;
    d.core.options.resume_overlap = std::chrono::seconds(10);
    for (std::size_t number = 1; number <= 50; ++number) {
        d.core.now += std::chrono::seconds(1);
        d.take(number, number);
        if (number == 5) d.inbox.channels_may_change();
    }
    d.hear_all();
    d.inbox.lost(d.core); // resumes from the overlap, some 20 messages ago
    BOOST_TEST(d.place() == mid(5));
}

BOOST_AUTO_TEST_SUITE_END()
