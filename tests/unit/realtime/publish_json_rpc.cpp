#include <b24pull/realtime/publish.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(publish_json_rpc)

// Version 5 and later: what is sent.
namespace {

using b24pull::realtime::publication;
using b24pull::realtime::publish_batch;
using b24pull::realtime::publish_call;
using b24pull::realtime::receiver;
using namespace std::chrono_literals;

constexpr auto largest_user = (std::numeric_limits<std::int64_t>::max)();
constexpr auto largest_id = (std::numeric_limits<std::uint64_t>::max)();

receiver to(std::string_view public_id, std::string_view signature) {
    return *receiver::make(public_id, signature);
}

std::string text_of(b24pull::result<std::string> const& made) {
    return made ? *made : made.error().code().message();
}

} // namespace

BOOST_AUTO_TEST_CASE(call_is_written_character_by_character) {
    struct row {
        publication message;
        std::uint64_t id;
        std::string_view text;
    };
    auto const channel = to("5b3c0de1f2a9487796d0114c8e7ab3f5", "0c4e19aa73b2d6650f81c7e2935d4ba867f01e2d");
    row const rows[] = {
        {{.users = {1, 2}, .module_id = "m", .command = "c", .expiry = 60s},
         1,
         R"({"jsonrpc":"2.0","method":"publish","params":{"userList":[1,2],)"
         R"("body":{"module_id":"m","command":"c","params":{}},"expiry":60},"id":1})"},
        {{.channels = {channel}, .module_id = "m", .command = "c", .params = R"({"a":[1,2]})"},
         2,
         R"({"jsonrpc":"2.0","method":"publish","params":)"
         R"({"channelList":["5b3c0de1f2a9487796d0114c8e7ab3f5.0c4e19aa73b2d6650f81c7e2935d4ba867f01e2d"],)"
         R"("body":{"module_id":"m","command":"c","params":{"a":[1,2]}}},"id":2})"},
        {{.users = {7}, .channels = {to("aa", "bb"), to("cc", "dd")}, .params = "[]", .expiry = 0s},
         3,
         R"({"jsonrpc":"2.0","method":"publish","params":{"userList":[7],"channelList":["aa.bb","cc.dd"],)"
         R"("body":{"module_id":"","command":"","params":[]},"expiry":0},"id":3})"},
        {{.users = {largest_user}, .module_id = "Ж\"\\/", .command = "\n😀\x01", .expiry = 4294967295s},
         largest_id,
         R"({"jsonrpc":"2.0","method":"publish","params":{"userList":[9223372036854775807],)"
         R"("body":{"module_id":"Ж\"\\/","command":"\n😀\u0001","params":{}},"expiry":4294967295},)"
         R"("id":18446744073709551615})"},
        {{.users = {5, 5, 4}, .params = " { \"a\" : 1.0 } "},
         10,
         R"({"jsonrpc":"2.0","method":"publish","params":{"userList":[5,5,4],)"
         R"("body":{"module_id":"","command":"","params": { "a" : 1.0 } }},"id":10})"},
    };
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.id)
    BOOST_TEST(text_of(publish_call(row.message, row.id)) == row.text);
}

BOOST_AUTO_TEST_CASE(channel_without_a_signature_has_no_dot) {
    BOOST_TEST(text_of(publish_call({.channels = {to("aa", ""), to("bb", "cc")}}, 1)) ==
               R"({"jsonrpc":"2.0","method":"publish","params":{"channelList":["aa","bb.cc"],)"
               R"("body":{"module_id":"","command":"","params":{}}},"id":1})");
}

BOOST_AUTO_TEST_CASE(batch_is_always_an_array) {
    std::vector<publication> const messages{{.users = {1}, .command = "x"},
                                            {.users = {2}, .command = "y"},
                                            {.channels = {to("aa", "bb")}, .command = "z", .expiry = 1s}};
    std::string const x = R"({"jsonrpc":"2.0","method":"publish","params":)"
                          R"({"userList":[1],"body":{"module_id":"","command":"x","params":{}}},"id":)";
    std::string const y = R"({"jsonrpc":"2.0","method":"publish","params":)"
                          R"({"userList":[2],"body":{"module_id":"","command":"y","params":{}}},"id":)";
    std::string const z =
        R"({"jsonrpc":"2.0","method":"publish","params":)"
        R"({"channelList":["aa.bb"],"body":{"module_id":"","command":"z","params":{}},"expiry":1},"id":)";
    BOOST_TEST(text_of(publish_batch({messages.data(), 1}, 9)) == "[" + x + "9}]");
    BOOST_TEST(text_of(publish_batch(messages, 9)) == "[" + x + "9}," + y + "10}," + z + "11}]");
}

BOOST_AUTO_TEST_SUITE_END()
