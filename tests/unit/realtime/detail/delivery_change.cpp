#include <b24pull/realtime/detail/delivery.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(delivery_change)

// Other channels: what was stored in a new one before we listened to it lies behind an earlier place.
namespace {

namespace realtime = b24pull::realtime;
using realtime::decoded;
using realtime::detail::session_core;

std::string mid(std::size_t number) {
    auto const digits = std::to_string(number);
    return "1760441027" + std::string(16 - digits.size(), '0') + digits;
}

/// A payload with these messages, of which one is the portal's command to change channels.
decoded payload(std::vector<std::size_t> const& numbers, std::size_t command) {
    decoded out;
    for (auto const number : numbers) {
        auto& one = out.messages.append();
        one.mid = mid(number);
        if (number == command) one.module_id = "pull", one.command = "config_expire";
    }
    return out;
}

struct desk {
    session_core core;
    realtime::detail::delivery inbox;

    explicit desk(std::size_t remembered = 256, std::chrono::milliseconds overlap = {})
        : core({.remembered_ids = remembered, .resume_overlap = overlap}, 1)
        , inbox(remembered) {
        core.now = session_core::time_point(std::chrono::hours(300));
    }
    realtime::detail::delivery::outcome take(std::vector<std::string> const& ids) {
        decoded got;
        for (auto const& id : ids) got.messages.append().mid = id;
        return inbox.take(core, got);
    }
    void take(std::size_t first, std::size_t last) {
        for (auto number = first; number <= last; ++number) take({mid(number)});
    }
    std::string from() const { return inbox.resume_from().mid; }
};

} // namespace

BOOST_AUTO_TEST_CASE(other_channels_are_resumed_from_before_they_may_have_changed) {
    desk d;
    d.take(1, 3);
    d.inbox.channels_may_change();
    BOOST_TEST(d.from() == mid(3));
    d.take(4, 6);
    BOOST_TEST(d.from() == mid(6)); // not yet
    d.inbox.resume_before_change();
    BOOST_TEST(d.from() == mid(3));
    BOOST_TEST(d.inbox.place().mid == mid(6));
    d.take({mid(4), mid(7)});
    BOOST_TEST(d.from() == mid(7));
}

BOOST_AUTO_TEST_CASE(earliest_moment_counts) {
    desk d;
    d.take(1, 3);
    d.inbox.channels_may_change();
    d.take(4, 6);
    d.inbox.channels_may_change();
    d.inbox.resume_before_change();
    BOOST_TEST(d.from() == mid(3));
}

BOOST_AUTO_TEST_CASE(channels_that_stay_are_resumed_from_the_last_message) {
    desk d;
    d.take(1, 3);
    d.inbox.channels_may_change();
    d.take(4, 6);
    d.inbox.channels_stay();
    d.inbox.resume_before_change();
    BOOST_TEST(d.from() == mid(6));
    d.inbox.channels_may_change(); // the next time
    d.take(7, 8);
    d.inbox.resume_before_change();
    BOOST_TEST(d.from() == mid(6));
}

BOOST_AUTO_TEST_CASE(change_is_over_when_it_was_resumed_from) {
    desk d;
    d.take(1, 3);
    d.inbox.channels_may_change();
    d.inbox.resume_before_change();
    d.take(4, 5);
    d.inbox.resume_before_change();
    BOOST_TEST(d.from() == mid(5));
}

// A replay goes as far back as the window remembers, and not a message further.
BOOST_AUTO_TEST_CASE(place_beyond_the_window_is_not_resumed_from) {
    for (std::size_t const count : {8u, 9u}) {
        desk d(8);
        d.take(1, 3);
        d.inbox.channels_may_change();
        d.take(4, 3 + count);
        d.inbox.resume_before_change();
        BOOST_TEST(d.from() == (count == 8 ? mid(3) : mid(3 + count)));
        std::vector<std::string> replay;
        for (std::size_t number = 1; number <= 3 + count; ++number)
            if (mid(number) > d.from()) replay.push_back(mid(number));
        BOOST_TEST(d.take(replay).fresh == 0u);
    }
}

BOOST_AUTO_TEST_CASE(message_without_an_id_ends_the_reach) {
    desk d;
    d.take(1, 3);
    d.inbox.channels_may_change();
    d.take({""}); // it would come again, and nobody could tell
    d.inbox.resume_before_change();
    BOOST_TEST(d.from() == mid(3));
    desk other;
    other.take(1, 3);
    other.inbox.channels_may_change();
    other.take({"", mid(4)});
    other.inbox.resume_before_change();
    BOOST_TEST(other.from() == mid(4));
}

BOOST_AUTO_TEST_CASE(command_tells_where_it_stood) {
    desk d;
    d.take(1, 3);
    auto got = payload({4u, 5u, 6u}, 5);
    auto const out = d.inbox.take(d.core, got);
    BOOST_TEST_REQUIRE(out.commands.size() == 1u);
    BOOST_TEST(out.commands[0].at.place.mid == mid(5));
    d.inbox.channels_change(out.commands[0].at);
    d.inbox.resume_before_change();
    BOOST_TEST(d.from() == mid(5));
}

BOOST_AUTO_TEST_CASE(command_behind_newer_messages_is_resumed_from_in_time) {
    desk d;
    d.take(1, 3);
    auto got = payload({4u, 8u, 6u}, 6);
    auto const out = d.inbox.take(d.core, got);
    BOOST_TEST_REQUIRE(out.commands.size() == 1u);
    BOOST_TEST(out.commands[0].at.place.mid == mid(6));
    BOOST_TEST(d.inbox.place().mid == mid(8));
}

// Of the two reasons to go back the one that leads further counts, whichever comes first.
BOOST_AUTO_TEST_CASE(change_and_overlap_together_resume_from_the_earlier_place) {
    for (bool const change_first : {false, true})
        for (std::size_t const changed_at : {5u, 48u}) BOOST_TEST_CONTEXT(change_first << changed_at) {
                desk d(256, std::chrono::seconds(10));
                std::string overlapped;
                for (std::size_t number = 1; number <= 50; ++number) {
                    d.core.now += std::chrono::seconds(1);
                    d.take(number, number);
                    if (number == changed_at) d.inbox.channels_may_change();
                }
                auto one = d.inbox;
                one.lost(d.core);
                overlapped = one.resume_from().mid;
                BOOST_TEST((overlapped > mid(5) && overlapped < mid(48)));
                if (change_first) d.inbox.resume_before_change();
                d.inbox.lost(d.core);
                if (!change_first) d.inbox.resume_before_change();
                BOOST_TEST(d.from() == (changed_at == 5 ? mid(5) : overlapped));
            }
}

// An empty place would mean: nothing of what was stored.
BOOST_AUTO_TEST_CASE(place_that_is_known_is_not_given_up_for_none) {
    desk d;
    d.inbox.channels_may_change();
    d.take(1, 3);
    d.inbox.resume_before_change();
    BOOST_TEST(d.from() != "");
}

BOOST_AUTO_TEST_CASE(forgotten_history_is_not_resumed_from) {
    desk d;
    d.take(1, 3);
    d.inbox.channels_may_change();
    d.inbox.forget(d.core);
    d.inbox.resume_before_change();
    BOOST_TEST(d.from() == "");
}

// The portal tells of a change in a message that newer ones of other channels have overtaken.
BOOST_AUTO_TEST_CASE(change_that_is_told_of_late_counts_from_where_it_was) {
    desk d;
    d.take(1, 3);
    auto got = payload({4u, 8u, 6u}, 6);
    auto const out = d.inbox.take(d.core, got);
    d.inbox.channels_may_change();
    d.inbox.channels_change(out.commands.at(0).at);
    d.inbox.channels_may_change();
    d.inbox.resume_before_change();
    BOOST_TEST(d.from() == mid(6));
}

BOOST_AUTO_TEST_CASE(events_that_are_no_messages_do_not_move_where_a_command_stood) {
    desk d;
    d.take(1, 3);
    while (d.core.pop_event()) {
    }
    auto got = payload({8u, 6u}, 6);
    auto& other = *got.messages.begin();
    other.module_id = "online";
    other.command = "userStatusChange";
    other.params = R"({"user_id":7,"online":true})";
    auto const out = d.inbox.take(d.core, got);
    BOOST_TEST_REQUIRE(out.commands.size() == 1u);
    BOOST_TEST(out.commands[0].at.place.mid == mid(6));
    BOOST_TEST(out.commands[0].at.count == 3u); // of those that were delivered before it
}

BOOST_AUTO_TEST_CASE(command_counts_from_before_the_overlap_however_short_it_is) {
    for (int const overlap : {0, 1}) {
        desk d(256, std::chrono::milliseconds(overlap));
        d.take(1, 8);
        while (d.core.pop_event()) {
        }
        auto got = payload({0u}, 0);
        auto const out = d.inbox.take(d.core, got);
        BOOST_TEST_REQUIRE(out.commands.size() == 1u);
        BOOST_TEST(out.commands[0].at.count == (overlap == 0 ? 8u : 1u));
    }
}

BOOST_AUTO_TEST_CASE(command_behind_what_was_heard_already_is_resumed_from) {
    desk d;
    d.take(1, 8);
    while (d.core.pop_event()) {
    }
    auto got = payload({0u}, 0);
    auto const out = d.inbox.take(d.core, got);
    BOOST_TEST_REQUIRE(out.commands.size() == 1u);
    BOOST_TEST(out.commands[0].at.place.mid == mid(0));
    d.inbox.channels_change(out.commands[0].at);
    d.inbox.resume_before_change();
    BOOST_TEST(d.from() == mid(0));
}

BOOST_AUTO_TEST_SUITE_END()
