#include <b24pull/realtime/decoded.hpp>

#include <boost/test/unit_test.hpp>

#include <type_traits>
#include <utility>

BOOST_AUTO_TEST_SUITE(decoded)

namespace {

namespace realtime = b24pull::realtime;

bool is_empty(realtime::decoded const& got) {
    return got.messages.empty() && got.refused.empty() && got.refused_count == 0 &&
           got.channel_statuses.empty() && got.answers.empty() && got.requests.empty() && !got.ping;
}

} // namespace

BOOST_AUTO_TEST_CASE(limits_start_from_defaults) {
    constexpr realtime::decode_limits defaults;
    BOOST_TEST(defaults.payload == b24pull::limits::payload);
    BOOST_TEST(defaults.messages == b24pull::limits::messages);
    BOOST_TEST(defaults.message == b24pull::limits::message);
    BOOST_TEST(defaults.depth == b24pull::limits::json_depth);
    BOOST_TEST(defaults.groups == b24pull::limits::groups);
    BOOST_TEST(defaults.refused == b24pull::limits::refused_parts);
}

BOOST_AUTO_TEST_CASE(outcome_starts_empty) { BOOST_TEST(is_empty(realtime::decoded())); }

BOOST_AUTO_TEST_CASE(cleared_outcome_holds_nothing) {
    auto const check_cleared = [](auto fill) {
        realtime::decoded got;
        fill(got);
        BOOST_TEST(!is_empty(got));
        got.clear();
        BOOST_TEST(is_empty(got));
    };
    check_cleared([](realtime::decoded& got) { got.messages.append(); });
    check_cleared([](realtime::decoded& got) { got.refused.emplace_back(); });
    check_cleared([](realtime::decoded& got) { got.refused_count = 3; });
    check_cleared([](realtime::decoded& got) { got.channel_statuses.emplace_back(); });
    check_cleared([](realtime::decoded& got) { got.answers.emplace_back(); });
    check_cleared([](realtime::decoded& got) { got.requests.emplace_back(); });
    check_cleared([](realtime::decoded& got) { got.ping = true; });
}

BOOST_AUTO_TEST_CASE(refused_part_starts_without_a_place) {
    realtime::refused_part const part;
    BOOST_TEST(!part.code.failed());
    BOOST_TEST(part.offset == 0u);
    BOOST_TEST(part.size == 0u);
    BOOST_TEST((part.path.empty() && part.mid.empty()));
}

// Queues between threads hand outcomes on.
BOOST_AUTO_TEST_CASE(outcome_moves_without_throwing) {
    static_assert(std::is_nothrow_move_constructible_v<realtime::decoded>);
    static_assert(std::is_nothrow_move_assignable_v<realtime::decoded>);
    realtime::decoded got;
    got.messages.append().mid = "14";
    auto const moved = std::move(got);
    BOOST_TEST(moved.messages.front().mid == "14");
}

BOOST_AUTO_TEST_SUITE_END()
