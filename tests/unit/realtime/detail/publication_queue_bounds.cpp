#include <b24pull/realtime/detail/publication_queue.hpp>

#include "../../../support/publication_desk.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

BOOST_AUTO_TEST_SUITE(publication_queue_bounds)
namespace {

namespace realtime = b24pull::realtime;
using b24pull::error_code;
using b24pull::usage_errc;
using namespace std::chrono_literals;
using namespace support::publication_desk;

b24pull::error_code const timed_out = boost::system::errc::make_error_code(boost::system::errc::timed_out);

} // namespace

BOOST_AUTO_TEST_CASE(publications_are_bounded) {
    desk d(4, way::none, {.queued_publications = 3});
    for (std::uint64_t id = 1; id <= 3; ++id) BOOST_TEST(d.put() == id);
    auto const refused = d.add(ring());
    BOOST_TEST_REQUIRE(refused.has_error());
    BOOST_TEST(refused.error().code() == error_code(usage_errc::queue_full));
    BOOST_TEST(d.outcomes() == "");
    d.by = way::websocket;
    d.flush();
    BOOST_TEST(d.add(ring()).has_error()); // they wait for their outcome
    d.pass(2s);
    BOOST_TEST(d.put() == 4u); // the refused ones took no number
    desk none(4, way::websocket, {.queued_publications = 0});
    BOOST_TEST(none.add(ring()).has_error());
}

BOOST_AUTO_TEST_CASE(what_can_never_be_sent_is_refused_at_once) {
    struct row {
        std::string_view what;
        int version;
        realtime::publication content;
        usage_errc code;
    };
    row const rows[] = {
        {"old server", 3, ring(), usage_errc::publishing_disabled},
        {"nobody", 4, {.command = "x"}, usage_errc::no_receivers},
        {"unknown user", 4, {.users = {7}}, usage_errc::unknown_receiver},
        {"params", 4, {.channels = ring().channels, .params = "x"}, usage_errc::invalid_params},
        {"expiry", 4, ring(-1s), usage_errc::invalid_expiry},
        {"nobody, called", 5, {.command = "x"}, usage_errc::no_receivers},
        {"user, called", 5, {.users = {0}}, usage_errc::invalid_user_id},
        {"expiry, called", 5, ring(-1s), usage_errc::invalid_expiry},
    };
    for (auto const& row : rows)
        for (auto const by : {way::none, way::websocket, way::polling}) BOOST_TEST_CONTEXT(row.what) {
                desk d(row.version, by);
                auto const refused = d.add(row.content);
                BOOST_TEST_REQUIRE(refused.has_error());
                BOOST_TEST(refused.error().code() == error_code(row.code));
                BOOST_TEST(d.next_action() == "");
                BOOST_TEST(d.outcomes() == "");
                BOOST_TEST(!d.armed());
                BOOST_TEST(d.core.last_id == 0u);
                BOOST_TEST(!d.calls.poll_timeout().has_value());
            }
    desk off(4, way::websocket);
    off.config.server.publish_enabled = false;
    BOOST_TEST(off.add(ring()).error().code() == error_code(usage_errc::publishing_disabled));
}

BOOST_AUTO_TEST_CASE(users_are_found_among_the_known_channels) {
    auto const channel = [](std::int64_t user, std::string_view id, std::chrono::seconds left) {
        b24pull::public_channel out;
        out.user_id = user;
        out.public_id = id;
        out.end.instant = wall + left;
        return out;
    };
    desk d(4, way::websocket);
    d.queue.learn({channel(7, "a7", 100s), channel(8, "a8", 10s)});
    BOOST_TEST(d.add({.users = {7, 8}}).has_value());
    d.pass(10s);
    BOOST_TEST(d.add({.users = {8}}).error().code() == error_code(usage_errc::unknown_receiver)); // ended
    d.queue.learn({channel(8, "b8", 100s), channel(7, "b7", 5s)}); // the latest of each user counts
    BOOST_TEST(d.add({.users = {8}}).has_value());
    BOOST_TEST(d.add({.users = {7}}).error().code() == error_code(usage_errc::unknown_receiver));
    std::vector<b24pull::public_channel> many;
    for (std::int64_t user = 1; user <= 1000; ++user) many.push_back(channel(1000 + user, "aa", 100s));
    d.queue.learn(many); // as many as are kept
    BOOST_TEST(d.add({.users = {8}}).error().code() == error_code(usage_errc::unknown_receiver));
    for (std::int64_t const user : {1001, 2000}) BOOST_TEST(d.add({.users = {user}}).has_value());
    d.queue.learn({channel(9, "a9", 100s)});
    BOOST_TEST(d.add({.users = {1001}}).error().code() == error_code(usage_errc::unknown_receiver));
    for (std::int64_t const user : {1002, 2000, 9}) BOOST_TEST(d.add({.users = {user}}).has_value());
}

BOOST_AUTO_TEST_CASE(channels_of_a_configuration_stand_behind_the_learned_ones) {
    auto const channel = [](std::int64_t user, std::string_view id) {
        b24pull::public_channel out;
        out.user_id = user;
        out.public_id = id;
        out.end.instant = wall + 100s;
        return out;
    };
    desk d(4, way::websocket);
    auto const reached = [&d](std::int64_t user) {
        BOOST_TEST_REQUIRE(d.add({.users = {user}}).has_value());
        d.next_action();
        auto const bytes = support::hex(std::get<realtime::send_binary>(*d.last).bytes);
        return bytes.substr(bytes.find("0a01") + 4, 2); // the field of the id
    };
    auto const unknown = [&d](std::int64_t user) {
        return d.add({.users = {user}}).error().code() == error_code(usage_errc::unknown_receiver);
    };
    d.queue.configure({channel(7, "c7"), channel(8, "c8"), channel(8, "d8")});
    BOOST_TEST(reached(7) == "c7");
    BOOST_TEST(reached(8) == "c8");
    d.queue.learn({channel(7, "a7"), channel(9, "a9")});
    BOOST_TEST(reached(7) == "a7");
    d.queue.configure({channel(7, "e7"), channel(6, "e6")}); // instead of the former
    BOOST_TEST(reached(7) == "a7");
    BOOST_TEST(reached(6) == "e6");
    BOOST_TEST(unknown(8));
    d.queue.learn({channel(6, "a6"), channel(7, "b7")});
    BOOST_TEST(reached(6) == "a6");
    BOOST_TEST(reached(7) == "b7");
    BOOST_TEST(reached(9) == "a9");
    d.queue.configure({});
    for (std::int64_t const user : {6, 7, 9}) reached(user);
    std::vector<b24pull::public_channel> many;
    for (std::int64_t user = 1; user <= 1000; ++user) many.push_back(channel(1000 + user, "aa"));
    d.queue.configure({channel(5, "e5")});
    d.queue.learn(many);
    BOOST_TEST(reached(5) == "e5");
    BOOST_TEST(unknown(7));
    BOOST_TEST(reached(1001) == "aa");
}

BOOST_AUTO_TEST_CASE(post_without_an_answer_times_out) {
    desk d(4, way::polling);
    d.put(60s);
    d.pass(19999ms);
    BOOST_TEST(d.outcomes() == "");
    d.pass(1ms);
    BOOST_TEST(d.outcomes() == outcome_text(1, timed_out));
    d.queue.posted(d.core, 1, 200, "");
    BOOST_TEST(d.outcomes() == "");
}

BOOST_AUTO_TEST_CASE(publication_waits_for_its_expiry_or_the_usual_time) {
    struct row {
        std::optional<std::chrono::seconds> expiry;
        std::chrono::seconds wait;
    };
    constexpr row rows[] = {{{}, 30s}, {0s, 30s}, {31s, 31s}, {1h, 1h}, {86400s, 86400s}};
    for (auto const& row : rows)
        for (bool const configured : {false, true}) BOOST_TEST_CONTEXT(row.wait.count()) {
                desk d(4, way::none);
                d.has_config = configured;
                d.put(row.expiry);
                d.pass(row.wait - 1ms);
                BOOST_TEST(d.outcomes() == "");
                d.pass(1ms);
                BOOST_TEST(d.outcomes() == outcome_text(1, timed_out));
                BOOST_TEST(!d.armed());
                d.by = way::websocket;
                d.flush();
                BOOST_TEST(d.next_action() == "");
            }
}

BOOST_AUTO_TEST_CASE(earliest_end_is_the_one_to_wake_up_for) {
    desk d(4, way::none);
    d.put(100s);
    BOOST_TEST((d.core.timers.next() == d.core.now + 100s));
    d.put(); // 30 s
    BOOST_TEST((d.core.timers.next() == d.core.now + 30s));
    d.pass(30s);
    BOOST_TEST(d.outcomes() == outcome_text(2, timed_out));
    BOOST_TEST((d.core.timers.next() == d.core.now + 70s));
}

BOOST_AUTO_TEST_CASE(call_that_cannot_be_made_is_not_awaited) {
    desk d(5, way::none);
    d.has_config = false;
    auto wrong = ring({});
    wrong.params = "{";
    BOOST_TEST(d.add(wrong).has_value());
    d.has_config = true;
    d.by = way::websocket;
    d.flush();
    BOOST_TEST(d.outcomes() == outcome_text(1, usage_errc::invalid_params));
    BOOST_TEST(!d.calls.poll_timeout().has_value());
}

// Nothing is known of the server yet, but no server takes it; and any number of seconds may come.
BOOST_AUTO_TEST_CASE(expiry_beyond_all_time_is_refused_without_a_configuration) {
    desk d(4, way::none);
    d.has_config = false;
    for (auto const expiry :
         {std::chrono::seconds::max(), std::chrono::seconds::min(), std::chrono::seconds{-1}})
        BOOST_TEST((d.add(ring(expiry)).error().code() == usage_errc::invalid_expiry));
    BOOST_TEST(d.put(std::chrono::seconds{0xffffffff}) == 1u);
    d.pass(1s);
    BOOST_TEST(d.outcomes() == "");
}

BOOST_AUTO_TEST_SUITE_END()
