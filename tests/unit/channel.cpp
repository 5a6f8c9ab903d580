#include <b24pull/channel.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <type_traits>
#include <utility>

BOOST_AUTO_TEST_SUITE(channel)

namespace {

using b24pull::channel_kind;
using b24pull::secret;
using b24pull::timestamp;
using std::chrono::seconds;
using std::chrono::sys_seconds;

b24pull::channel ending_at(sys_seconds end, std::chrono::minutes offset = {}) {
    return {.kind = channel_kind::shared,
            .id = secret{"atom.signature"},
            .start = {end - b24pull::channel_lifetime, offset},
            .end = {end, offset}};
}

static_assert(std::is_aggregate_v<b24pull::channel> && std::is_aggregate_v<b24pull::public_channel>);
static_assert(std::is_nothrow_move_constructible_v<b24pull::channel>);
static_assert(b24pull::channel_lifetime == std::chrono::hours{12} + seconds{5});

} // namespace

// The server reissues an id from its end on: that very second is too late.
BOOST_AUTO_TEST_CASE(at_its_end_channel_is_over) {
    sys_seconds const end{seconds{1775009123}};
    auto const value = ending_at(end);
    BOOST_TEST(value.alive_at(end - seconds{1}));
    BOOST_TEST(!value.alive_at(end));
    BOOST_TEST(!value.alive_at(end + seconds{1}));
}

// The caller's clock may be behind the server's: a start in the future is no reason to refuse.
BOOST_AUTO_TEST_CASE(before_its_start_channel_is_alive) {
    auto const value = ending_at(sys_seconds{seconds{1775009123}});
    BOOST_TEST(value.alive_at(value.start.instant - seconds{1}));
    BOOST_TEST(value.alive_at(sys_seconds{}));
    BOOST_TEST(value.alive_at(sys_seconds::min()));
}

BOOST_AUTO_TEST_CASE(offset_does_not_shift_the_end) {
    sys_seconds const end{seconds{1775009123}};
    for (int const hours : {-12, 0, 3, 14}) {
        auto const value = ending_at(end, std::chrono::hours{hours});
        BOOST_TEST(value.alive_at(end - seconds{1}));
        BOOST_TEST(!value.alive_at(end));
    }
}

BOOST_AUTO_TEST_CASE(channel_without_dates_is_over) {
    b24pull::channel const value;
    BOOST_TEST((value.kind == channel_kind::shared));
    BOOST_TEST(value.id.empty());
    BOOST_TEST(value.public_id.empty());
    BOOST_TEST((value.start == timestamp{} && value.end == timestamp{}));
    BOOST_TEST(!value.alive_at(sys_seconds{}));
}

BOOST_AUTO_TEST_CASE(public_channel_starts_empty) {
    b24pull::public_channel const value;
    BOOST_TEST(value.user_id == 0);
    BOOST_TEST(value.public_id.empty());
    BOOST_TEST(value.signature.empty());
}

BOOST_AUTO_TEST_CASE(moved_channel_leaves_no_id) {
    auto from = ending_at(sys_seconds{seconds{1}});
    from.public_id = secret{"p.s"};
    auto const to = std::move(from);
    BOOST_TEST((to.id.reveal() == "atom.signature"));
    BOOST_TEST(from.id.empty());        // NOLINT: what is left behind is the subject
    BOOST_TEST(from.public_id.empty()); // NOLINT
}

BOOST_AUTO_TEST_SUITE_END()
