#include <b24pull/realtime/session.hpp>

#include "../../support/session_host.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(session_receive)

namespace {

namespace realtime = b24pull::realtime;
using namespace std::chrono_literals;
using b24pull::protocol_errc;
using support::session_host;

/// What was sent back, one on each line.
std::string replies(session_host& host) {
    std::string out;
    while (host.has_actions()) out += host.expect<realtime::send_text>().text + '\n';
    return out;
}

std::string payload(unsigned number, std::string_view body) {
    return support::payload(4, std::vector<unsigned>{number}, body);
}

} // namespace

BOOST_AUTO_TEST_CASE(messages_come_in_the_order_of_the_server) {
    for (int const version : {1, 2, 3, 4, 5}) {
        session_host host(version);
        host.connect();
        host.receive({3, 1, 2});
        host.receive({5});
        BOOST_TEST(host.messages() == "3 1 2 5", version);
    }
}

BOOST_AUTO_TEST_CASE(messages_of_version_5_are_acknowledged_duplicates_included) {
    session_host host(5);
    host.connect();
    host.receive({1, 2});
    BOOST_TEST(replies(host) == "mack:" + support::mid(1) + "\nmack:" + support::mid(2) + '\n');
    host.receive({2});
    BOOST_TEST(replies(host) == "mack:" + support::mid(2) + '\n');
    BOOST_TEST(host.messages() == "1 2");
    BOOST_TEST(host.session.duplicates() == 1u);
}

BOOST_AUTO_TEST_CASE(calls_of_version_5_are_answered) {
    session_host host(5);
    host.connect();
    host.text("ping");
    host.text(R"({"jsonrpc":"2.0","method":"incoming.message",)"
              R"("params":{"mid":"7","body":{"module_id":"a"}},"id":5})");
    host.text(R"({"jsonrpc":"2.0","method":"new","params":{},"id":6})");
    BOOST_TEST(
        replies(host) ==
        "pong\n"
        "mack:7\n"
        "{\"jsonrpc\":\"2.0\",\"id\":5,\"result\":{}}\n"
        "{\"jsonrpc\":\"2.0\",\"id\":6,\"error\":{\"code\":-32601,\"message\":\"Method not found\"}}\n");
}

BOOST_AUTO_TEST_CASE(nothing_is_sent_back_below_version_5_or_while_polling) {
    for (int const version : {3, 4}) {
        session_host host(version);
        host.connect();
        host.text(support::payload(5, std::vector<unsigned>{1}, session_host::plain));
        host.text("ping");
        BOOST_TEST(!host.has_actions());
        BOOST_TEST(host.messages() == "1");
    }
    session_host host(5);
    host.start_polling();
    host.receive_polled({1});
    host.expect<realtime::start_poll>();
    BOOST_TEST(!host.has_actions());
}

BOOST_AUTO_TEST_CASE(payload_is_decoded_by_what_it_is) {
    session_host host(4);
    host.connect();
    host.text(support::payload(3, std::vector<unsigned>{1}, session_host::plain));
    host.binary(support::payload(4, std::vector<unsigned>{2}, session_host::plain));
    host.text("[" + session_host::plain + "]");
    BOOST_TEST(host.messages() == "1 2 "); // the last has no number
}

BOOST_AUTO_TEST_CASE(duplicates_are_suppressed_within_and_across_payloads_and_counted) {
    session_host host;
    host.connect();
    host.receive({1, 1, 2});
    host.receive({2, 1, 3});
    BOOST_TEST(host.messages() == "1 2 3");
    BOOST_TEST(host.session.duplicates() == 3u);
    host.close(1006);
    host.await<realtime::open_websocket>();
    host.open();
    host.receive({1, 2, 3, 4});
    BOOST_TEST(host.messages() == "4");
    BOOST_TEST(host.session.duplicates() == 6u);
}

BOOST_AUTO_TEST_CASE(window_is_an_option) {
    session_host host(4, {.remembered_ids = 2});
    host.connect();
    host.receive({1, 2, 3});
    host.receive({2, 3});
    BOOST_TEST(host.messages() == "1 2 3");
    host.receive({1});
    BOOST_TEST(host.messages() == "1");
    BOOST_TEST(host.session.resume().mid == support::mid(3)); // never back
}

BOOST_AUTO_TEST_CASE(duplicate_does_not_move_the_place_where_ids_have_no_order) {
    session_host host(5);
    host.connect();
    for (std::string const id : {"a1", "9", "a1"})
        host.text(R"({"jsonrpc":"2.0","method":"incoming.message","params":{"mid":")" + id + R"(","body":)" +
                  session_host::plain + "}}");
    BOOST_TEST(host.session.duplicates() == 1u);
    BOOST_TEST(host.session.resume().mid == "9");
}

BOOST_AUTO_TEST_CASE(messages_without_an_id_are_never_suppressed) {
    session_host host(5);
    host.connect();
    for (int i = 0; i != 2; ++i)
        host.text(R"({"jsonrpc":"2.0","method":"incoming.message","params":{"body":)" + session_host::plain +
                  "}}");
    BOOST_TEST(host.events<realtime::message>().size() == 2u);
    BOOST_TEST(replies(host) == "");
    BOOST_TEST(host.session.duplicates() == 0u);
}

BOOST_AUTO_TEST_CASE(bad_parts_are_told_and_the_good_ones_delivered) {
    session_host host;
    host.connect();
    host.binary(payload(1, session_host::plain) + payload(2, "not json") + payload(3, session_host::plain));
    BOOST_TEST(host.messages() == "1 3");
    auto const refused = host.event<realtime::part_refused>();
    BOOST_TEST((refused.part.code == protocol_errc::json_syntax));
    BOOST_TEST(refused.part.mid == support::mid(2));
    BOOST_TEST(host.session.resume().mid == support::mid(3));
    host.binary(payload(4, "not json"));
    BOOST_TEST(host.session.resume().mid == support::mid(4)); // sent again, it would be no better
    BOOST_TEST((host.session.state() == realtime::connection_state::open));
}

BOOST_AUTO_TEST_CASE(payload_that_means_nothing_keeps_the_place) {
    session_host host;
    host.connect();
    host.receive({5});
    host.forget_events();
    for (std::string_view const content : {"", "\x0a", "\xff\xff", "\x0a\x02\x0a\x00"}) host.binary(content);
    for (std::string_view const content : {"", "<html>", "#!NGINXNMS!#", "[]", "{\"x\":1}"})
        host.text(content);
    BOOST_TEST(host.session.resume().mid == support::mid(5));
    BOOST_TEST((host.session.state() == realtime::connection_state::open));
    BOOST_TEST(!host.has_actions());
}

BOOST_AUTO_TEST_CASE(limits_of_decoding_are_options) {
    realtime::session_options options;
    options.limits.messages = 2;
    session_host host(4, options);
    host.connect();
    host.receive({1, 2, 3});
    BOOST_TEST(host.messages() == "1 2");
    BOOST_TEST((host.event<realtime::part_refused>().part.code == protocol_errc::too_many_messages));
}

BOOST_AUTO_TEST_SUITE_END()
