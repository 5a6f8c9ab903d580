#include <b24pull/config.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <type_traits>

BOOST_AUTO_TEST_SUITE(config)

namespace {

using b24pull::channel_kind;
using std::chrono::seconds;
using std::chrono::sys_seconds;

static_assert(std::is_aggregate_v<b24pull::config> && std::is_aggregate_v<b24pull::warning>);
static_assert(std::is_move_constructible_v<b24pull::config> && std::is_copy_constructible_v<b24pull::config>);

sys_seconds at(int unix_time) { return sys_seconds{seconds{unix_time}}; }

b24pull::channel ending(channel_kind kind, int unix_time) {
    return {.kind = kind, .end = {at(unix_time), {}}};
}

} // namespace

BOOST_AUTO_TEST_CASE(deadline_is_earliest_of_what_is_there) {
    constexpr int orders[][3] = {{10, 20, 30}, {10, 30, 20}, {20, 10, 30}, {20, 30, 10},
                                 {30, 10, 20}, {30, 20, 10}, {10, 10, 10}, {10, 10, 20},
                                 {20, 10, 10}, {10, 20, 10}, {-5, 0, 5},   {0, -5, 5}};
    for (auto const& [shared, private_, expiry] : orders) {
        for (unsigned present = 0; present != 8; ++present) {
            b24pull::config value;
            auto expected = sys_seconds::max();
            if (present & 1) {
                value.shared_channel = ending(channel_kind::shared, shared);
                expected = std::min(expected, at(shared));
            }
            if (present & 2) {
                value.private_channel = ending(channel_kind::private_, private_);
                expected = std::min(expected, at(private_));
            }
            if (present & 4) {
                value.expires_at = at(expiry);
                expected = std::min(expected, at(expiry));
            }
            BOOST_TEST_CONTEXT("shared " << shared << ", private " << private_ << ", expiry " << expiry
                                         << ", present " << present)
            BOOST_TEST((value.deadline() == expected));
        }
    }
}

// Others' channels have a third window, which says nothing about ours.
BOOST_AUTO_TEST_CASE(public_channels_do_not_count_for_deadline) {
    b24pull::config value;
    value.public_channels.push_back({.user_id = 577, .end = {at(1), {}}});
    BOOST_TEST((value.deadline() == sys_seconds::max()));
    value.expires_at = at(50);
    BOOST_TEST((value.deadline() == at(50)));
}

// The offset is how the end was written, not when it is.
BOOST_AUTO_TEST_CASE(offsets_do_not_count_for_deadline) {
    b24pull::config value;
    value.shared_channel = ending(channel_kind::shared, 100);
    value.shared_channel->end.offset = std::chrono::hours{-12};
    value.private_channel = ending(channel_kind::private_, 101);
    value.private_channel->end.offset = std::chrono::hours{14};
    BOOST_TEST((value.deadline() == at(100)));
}

BOOST_AUTO_TEST_CASE(starts_do_not_count_for_deadline) {
    b24pull::config value;
    value.shared_channel = ending(channel_kind::shared, 100);
    value.shared_channel->start = {at(1), {}};
    BOOST_TEST((value.deadline() == at(100)));
}

BOOST_AUTO_TEST_CASE(extremes_pass_through_deadline) {
    b24pull::config value;
    value.expires_at = sys_seconds::min();
    value.shared_channel = ending(channel_kind::shared, 0);
    BOOST_TEST((value.deadline() == sys_seconds::min()));
    value.expires_at = sys_seconds::max();
    BOOST_TEST((value.deadline() == at(0)));
}

BOOST_AUTO_TEST_CASE(default_config_names_nothing) {
    b24pull::config const value;
    BOOST_TEST(value.revision_web == 0);
    BOOST_TEST(value.revision_mobile == 0);
    BOOST_TEST(!value.shared_channel.has_value());
    BOOST_TEST(!value.private_channel.has_value());
    BOOST_TEST(value.public_channels.empty());
    BOOST_TEST(!value.expires_at.has_value());
    BOOST_TEST(!value.jwt.has_value());
    BOOST_TEST(!value.client_id.has_value());
    BOOST_TEST(value.warnings.empty());
}

BOOST_AUTO_TEST_SUITE_END()
