#include <b24pull/realtime/rpc_replies.hpp>

#include <b24pull/realtime/decode.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(rpc_replies)

namespace {

namespace realtime = b24pull::realtime;

/// The replies to a payload, one on each line.
std::string replies(std::string_view payload) {
    std::string out;
    for (auto const& text : realtime::rpc_replies(realtime::decode_text(payload))) out += text + '\n';
    return out;
}

std::string incoming(std::string_view params, std::string_view behind = "") {
    return R"({"jsonrpc":"2.0","method":"incoming.message","params":)" + std::string(params) +
           std::string(behind) + '}';
}

} // namespace

BOOST_AUTO_TEST_CASE(ping_is_answered) { BOOST_TEST(replies("ping") == "pong\n"); }

BOOST_AUTO_TEST_CASE(messages_are_acknowledged_and_answered_if_they_are_calls) {
    BOOST_TEST(replies(incoming(R"({"mid":"17","body":{}})")) == "mack:17\n");
    BOOST_TEST(replies(incoming(R"({"body":{}})")).empty());
    BOOST_TEST(replies(incoming(R"({"mid":"17","body":{}})", R"(,"id":"a")")) ==
               "mack:17\n"
               "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":{}}\n");
    auto const twice =
        '[' + incoming(R"({"mid":"17","body":{}})") + ',' + incoming(R"({"mid":"17","body":{}})") + ']';
    BOOST_TEST(replies(twice) == "mack:17\nmack:17\n");
}

BOOST_AUTO_TEST_CASE(refused_messages_are_acknowledged_and_their_calls_refused) {
    BOOST_TEST(
        replies(incoming(R"({"mid":"18","body":null})", R"(,"id":78)")) ==
        "mack:18\n"
        "{\"jsonrpc\":\"2.0\",\"id\":78,\"error\":{\"code\":-32602,\"message\":\"Invalid params\"}}\n");
    BOOST_TEST(
        replies(R"({"jsonrpc":"2.0","method":5,"id":81})") ==
        "{\"jsonrpc\":\"2.0\",\"id\":81,\"error\":{\"code\":-32602,\"message\":\"Invalid params\"}}\n");
}

BOOST_AUTO_TEST_CASE(unknown_calls_are_refused_if_they_have_an_id) {
    BOOST_TEST(
        replies(R"([{"jsonrpc":"2.0","method":"new"},{"jsonrpc":"2.0","method":"new","id":9}])") ==
        "{\"jsonrpc\":\"2.0\",\"id\":9,\"error\":{\"code\":-32601,\"message\":\"Method not found\"}}\n");
}

BOOST_AUTO_TEST_CASE(answers_and_other_payloads_ask_for_nothing) {
    BOOST_TEST(replies(R"({"jsonrpc":"2.0","id":1,"result":true})").empty());
    BOOST_TEST(replies("").empty());
    BOOST_TEST(replies("<html>").empty());
}

BOOST_AUTO_TEST_SUITE_END()
