#include <b24pull/realtime/detail/publication_queue.hpp>

#include "../../../support/protobuf_bytes.hpp"
#include "../../../support/publication_desk.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

BOOST_AUTO_TEST_SUITE(publication_queue)
// How publications go out. What is not taken over is in publication_queue_bounds.cpp, what becomes of the others in
// publication_queue_outcomes.cpp.
namespace {

namespace realtime = b24pull::realtime;
using namespace std::chrono_literals;
using namespace support::publication_desk;

/// The bytes of ring() by hand.
std::string ring_bytes(std::uint64_t expiry) {
    using namespace support;
    auto const receiver = block(1, block(1, "\xaa") + block(3, "\x01"));
    auto const body = block(3, R"({"module_id":"m","command":"ring","params":{}})");
    return block(1, block(1, block(1, receiver + body + number(4, expiry))));
}

/// The bytes that were sent or posted by the last action.
std::string sent_bytes(desk const& d) {
    if (auto const* const sent = std::get_if<realtime::send_binary>(&*d.last))
        return std::string(support::as_text(sent->bytes));
    return std::string(support::as_text(std::get<realtime::post_publication>(*d.last).body));
}

realtime::session_options text_format() {
    realtime::session_options out;
    out.endpoint.format = realtime::payload_format::text;
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(version_4_sends_bytes_over_the_websocket) {
    desk d(4, way::websocket);
    BOOST_TEST(d.put(60s) == 1u);
    BOOST_TEST(d.next_action() ==
               "send binary on websocket 77, " + std::to_string(ring_bytes(60).size()) + " bytes");
    BOOST_TEST(support::hex(sent_bytes(d)) == support::hex(ring_bytes(60)));
    BOOST_TEST(d.next_action() == "");
    BOOST_TEST(d.outcomes() == ""); // not known yet
}

// A server does not listen on a WebSocket that was opened for text.
BOOST_AUTO_TEST_CASE(version_4_posts_where_the_websocket_is_no_way) {
    for (bool const polls : {false, true}) BOOST_TEST_CONTEXT(polls) {
            desk d(4, polls ? way::polling : way::websocket,
                   polls ? realtime::session_options() : text_format());
            BOOST_TEST(d.put(60s) == 1u);
            BOOST_TEST(d.next_action() == "post publication 1, " + std::to_string(ring_bytes(60).size()) +
                                              " bytes https://rt.example.com/pub/?CHANNEL_ID=***");
            BOOST_TEST(support::hex(sent_bytes(d)) == support::hex(ring_bytes(60)));
            auto const& url = std::get<realtime::post_publication>(*d.last).url;
            BOOST_TEST(url.reveal() == "https://rt.example.com/pub/?CHANNEL_ID=a%3Ab.c%2Fd.e");
        }
}

BOOST_AUTO_TEST_CASE(version_5_calls) {
    for (int const version : {5, 6}) {
        desk d(version, way::websocket);
        BOOST_TEST(d.put(60s) == 1u);
        d.next_action();
        auto const* const sent = std::get_if<realtime::send_text>(&*d.last);
        BOOST_TEST_REQUIRE(sent);
        BOOST_TEST(sent->id == socket);
        BOOST_TEST(
            sent->text ==
            R"({"jsonrpc":"2.0","method":"publish","params":{"channelList":["aa.01"],"body":{"module_id":"m",)"
            R"("command":"ring","params":{}},"expiry":60},"id":1})");
        BOOST_TEST(!d.armed()); // the call has its own limit
        BOOST_TEST((d.calls.poll_timeout() == d.core.now + 5s));
    }
}

BOOST_AUTO_TEST_CASE(version_5_waits_while_it_polls) {
    desk d(5, way::polling);
    d.put();
    BOOST_TEST(d.next_action() == "");
    d.by = way::websocket;
    d.flush();
    BOOST_TEST(d.next_action().starts_with("send text on websocket 77"));
    d.flush();
    BOOST_TEST(d.next_action() == ""); // once
}

BOOST_AUTO_TEST_CASE(what_waits_goes_out_in_the_order_of_publishing) {
    desk d(4, way::none);
    for (auto const expiry : {100s, 200s, 300s}) d.put(expiry);
    BOOST_TEST(d.next_action() == "");
    d.by = way::websocket;
    d.flush();
    for (auto const expiry : {100u, 200u, 300u}) {
        d.next_action();
        BOOST_TEST(support::hex(sent_bytes(d)) == support::hex(ring_bytes(expiry)));
    }
    d.flush();
    BOOST_TEST(d.next_action() == "");
}

BOOST_AUTO_TEST_CASE(what_waits_for_a_configuration_goes_out_with_it) {
    desk d(4, way::websocket);
    d.has_config = false;
    d.put();
    d.flush();
    BOOST_TEST(d.next_action() == "");
    d.has_config = true;
    d.flush();
    BOOST_TEST(d.next_action().starts_with("send binary"));
}

BOOST_AUTO_TEST_CASE(time_that_was_waited_is_taken_off_the_expiry) {
    struct row {
        std::chrono::milliseconds waited;
        std::chrono::seconds expiry;
        std::uint64_t written;
    };
    constexpr row rows[] = {{0ms, 60s, 60},    {999ms, 60s, 60},       {1s, 60s, 59},
                            {7500ms, 60s, 53}, {59s, 60s, 1},          {59999ms, 60s, 1},
                            {999ms, 1s, 1},    {3600s, 86400s, 82800}, {25s, 0s, 0}};
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.waited.count() << ' ' << row.expiry.count()) {
            desk d(4, way::none);
            d.put(row.expiry);
            d.pass(row.waited);
            d.by = way::websocket;
            d.flush();
            d.next_action();
            BOOST_TEST_REQUIRE(d.last.has_value());
            BOOST_TEST(support::hex(sent_bytes(d)) == support::hex(ring_bytes(row.written)));
        }
}

// Zero would mean: not stored at all.
BOOST_AUTO_TEST_CASE(expiry_does_not_come_down_to_zero) {
    desk d(4, way::none);
    d.put(10s);
    d.core.now += 10s; // and nobody has told the time yet
    d.by = way::websocket;
    d.flush();
    d.next_action();
    BOOST_TEST(support::hex(sent_bytes(d)) == support::hex(ring_bytes(1)));
}

BOOST_AUTO_TEST_CASE(call_waits_where_too_many_are_open) {
    desk d(5, way::websocket);
    for (std::size_t i = 0; i != b24pull::limits::pending_calls; ++i)
        BOOST_TEST_REQUIRE(d.calls.start(d.core.now).has_value());
    BOOST_TEST(d.put() == 1u);
    BOOST_TEST(d.next_action() == "");
    d.calls.finish(1);
    d.flush();
    BOOST_TEST(d.next_action().starts_with("send text"));
}

BOOST_AUTO_TEST_SUITE_END()
