#include <b24pull/realtime/channel_status.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(channel_status)

namespace {

namespace realtime = b24pull::realtime;

} // namespace

BOOST_AUTO_TEST_CASE(default_status_is_a_public_channel_without_a_listener) {
    realtime::channel_status const status;
    BOOST_TEST(status.public_id.empty());
    BOOST_TEST(!status.is_private);
    BOOST_TEST(!status.is_online);
}

BOOST_AUTO_TEST_SUITE_END()
