#include <b24pull/realtime/rpc_calls.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

BOOST_AUTO_TEST_SUITE(rpc_calls)

namespace {

namespace realtime = b24pull::realtime;
using std::chrono::milliseconds;
using ids = std::vector<std::uint64_t>;

/// Virtual time: so many milliseconds after some beginning.
realtime::rpc_calls::time_point at(int ms) {
    return realtime::rpc_calls::time_point(milliseconds(1'000'000 + ms));
}

} // namespace

BOOST_AUTO_TEST_CASE(ids_count_up_from_one) {
    realtime::rpc_calls calls;
    for (std::uint64_t expected = 1; expected != 5; ++expected) BOOST_TEST(*calls.start(at(0)) == expected);
}

// A late answer from before a reconnection must not meet another call.
BOOST_AUTO_TEST_CASE(ids_are_never_used_again) {
    realtime::rpc_calls calls;
    BOOST_TEST(*calls.start(at(0)) == 1u);
    BOOST_TEST(calls.finish(1));
    BOOST_TEST(*calls.start(at(0)) == 2u);
    BOOST_TEST((calls.take_all() == ids{2}));
    BOOST_TEST(*calls.start(at(0)) == 3u);
    BOOST_TEST((calls.take_expired(at(5000)) == ids{3}));
    BOOST_TEST(*calls.start(at(5000)) == 4u);
}

BOOST_AUTO_TEST_CASE(reserved_ids_are_not_awaited) {
    realtime::rpc_calls calls;
    BOOST_TEST(calls.reserve(3) == 1u);
    BOOST_TEST(calls.reserve(0) == 4u);
    BOOST_TEST(*calls.start(at(0)) == 4u);
    BOOST_TEST(calls.reserve(1) == 5u);
    BOOST_TEST(!calls.finish(2));
    BOOST_TEST((calls.take_all() == ids{4}));
}

BOOST_AUTO_TEST_CASE(call_is_finished_once) {
    realtime::rpc_calls calls;
    BOOST_TEST(!calls.finish(1));
    BOOST_TEST(*calls.start(at(0)) == 1u);
    BOOST_TEST(*calls.start(at(0)) == 2u);
    BOOST_TEST(!calls.finish(0));
    BOOST_TEST(!calls.finish(3));
    BOOST_TEST(calls.finish(2)); // in any order
    BOOST_TEST(!calls.finish(2));
    BOOST_TEST(calls.finish(1));
    BOOST_TEST(calls.take_all().empty());
}

BOOST_AUTO_TEST_CASE(calls_expire_after_five_seconds_unless_told_otherwise) {
    realtime::rpc_calls usual, hasty(milliseconds(20));
    BOOST_TEST(usual.start(at(0)).has_value());
    BOOST_TEST(hasty.start(at(0)).has_value());
    BOOST_TEST((usual.poll_timeout() == at(5000)));
    BOOST_TEST((hasty.poll_timeout() == at(20)));
    BOOST_TEST(hasty.take_expired(at(19)).empty());
    BOOST_TEST((hasty.take_expired(at(20)) == ids{1}));
    BOOST_TEST(usual.take_expired(at(4999)).empty());
    BOOST_TEST((usual.take_expired(at(5000)) == ids{1}));
}

BOOST_AUTO_TEST_CASE(expired_calls_come_out_oldest_first_and_once) {
    realtime::rpc_calls calls;
    for (int const begin : {0, 0, 10, 30}) BOOST_TEST(calls.start(at(begin)).has_value());
    BOOST_TEST(calls.take_expired(at(4999)).empty());
    BOOST_TEST((calls.take_expired(at(5010)) == ids{1, 2, 3}));
    BOOST_TEST(calls.take_expired(at(5010)).empty());
    BOOST_TEST(!calls.finish(2)); // too late
    BOOST_TEST((calls.take_expired(at(60000)) == ids{4}));
}

BOOST_AUTO_TEST_CASE(next_deadline_is_that_of_the_oldest_call) {
    realtime::rpc_calls calls;
    BOOST_TEST(!calls.poll_timeout().has_value());
    for (int const begin : {0, 7, 9}) BOOST_TEST(calls.start(at(begin)).has_value());
    BOOST_TEST((calls.poll_timeout() == at(5000)));
    BOOST_TEST(calls.finish(2));
    BOOST_TEST((calls.poll_timeout() == at(5000)));
    BOOST_TEST(calls.finish(1));
    BOOST_TEST((calls.poll_timeout() == at(5009)));
    BOOST_TEST((calls.take_expired(*calls.poll_timeout()) == ids{3}));
    BOOST_TEST(!calls.poll_timeout().has_value());
}

BOOST_AUTO_TEST_CASE(end_of_the_connection_takes_all_out) {
    realtime::rpc_calls calls;
    BOOST_TEST(calls.take_all().empty());
    for (int const begin : {0, 7, 9}) BOOST_TEST(calls.start(at(begin)).has_value());
    BOOST_TEST(calls.finish(2));
    BOOST_TEST((calls.take_all() == ids{1, 3}));
    BOOST_TEST(calls.take_all().empty());
    BOOST_TEST(!calls.poll_timeout().has_value());
    BOOST_TEST(!calls.finish(1));
}

BOOST_AUTO_TEST_CASE(waiting_calls_are_bounded) {
    realtime::rpc_calls calls;
    for (std::size_t i = 0; i != b24pull::limits::pending_calls; ++i)
        BOOST_TEST_REQUIRE(calls.start(at(0)).has_value());
    auto const refused = calls.start(at(0));
    BOOST_TEST_REQUIRE(refused.has_error());
    BOOST_TEST((refused.error().code() == b24pull::usage_errc::too_many_calls));
    BOOST_TEST(calls.finish(500));
    BOOST_TEST(*calls.start(at(0)) == 1001u); // the refused one took no id
    BOOST_TEST(calls.start(at(0)).has_error());
}

BOOST_AUTO_TEST_SUITE_END()
