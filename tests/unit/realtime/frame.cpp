#include <b24pull/realtime/frame.hpp>

#include <b24pull/realtime/decode.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(frame)

namespace {

namespace realtime = b24pull::realtime;

} // namespace

BOOST_AUTO_TEST_CASE(markers_are_the_twelve_bytes_that_servers_write) {
    BOOST_TEST(realtime::frame_begin == "#!NGINXNMS!#");
    BOOST_TEST(realtime::frame_end == "#!NGINXNME!#");
}

BOOST_AUTO_TEST_CASE(markers_make_a_frame) {
    auto const text = std::string(realtime::frame_begin) + R"({"mid":"7","text":{"command":"c"}})" +
                      std::string(realtime::frame_end);
    auto const got = realtime::decode_text(text);
    BOOST_TEST_REQUIRE(got.messages.size() == 1u);
    BOOST_TEST(got.messages[0].mid == "7");
    BOOST_TEST(got.refused.empty());
}

BOOST_AUTO_TEST_SUITE_END()
