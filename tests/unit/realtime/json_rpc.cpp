#include <b24pull/realtime/json_rpc.hpp>

#include "../../support/check_condition.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(json_rpc)

namespace {

namespace realtime = b24pull::realtime;
using b24pull::server_errc;

} // namespace

BOOST_AUTO_TEST_CASE(bare_texts_are_those_of_the_protocol) {
    BOOST_TEST(realtime::rpc_ping == "ping");
    BOOST_TEST(realtime::rpc_pong == "pong");
    BOOST_TEST(realtime::rpc_acknowledgement("14526134350000000000000007") ==
               "mack:14526134350000000000000007");
}

BOOST_AUTO_TEST_CASE(method_names_are_those_of_the_protocol) {
    BOOST_TEST(realtime::rpc_method::incoming_message == "incoming.message");
    BOOST_TEST(realtime::rpc_method::publish == "publish");
    BOOST_TEST(realtime::rpc_method::users_last_seen == "getUsersLastSeen");
    BOOST_TEST(realtime::rpc_method::list_channels == "listChannels");
    BOOST_TEST(realtime::rpc_method::subscribe_status == "subscribeStatusChange");
    BOOST_TEST(realtime::rpc_method::unsubscribe_status == "unsubscribeStatusChange");
    BOOST_TEST(realtime::rpc_user_list == "userList");
}

BOOST_AUTO_TEST_CASE(calls_are_compact_with_members_in_the_order_of_the_official_client) {
    BOOST_TEST(realtime::rpc_call_text("getUsersLastSeen", R"({"userList":[1,2]})", 2) ==
               R"({"jsonrpc":"2.0","method":"getUsersLastSeen","params":{"userList":[1,2]},"id":2})");
    BOOST_TEST(realtime::rpc_call_text(realtime::rpc_ping, "{}", 4) ==
               R"({"jsonrpc":"2.0","method":"ping","params":{},"id":4})");
    BOOST_TEST(realtime::rpc_call_text("m", "[]", std::numeric_limits<std::uint64_t>::max()) ==
               R"({"jsonrpc":"2.0","method":"m","params":[],"id":18446744073709551615})");
}

BOOST_AUTO_TEST_CASE(method_name_cannot_break_the_packet) {
    auto const text = realtime::rpc_call_text("a\"\\\n\xc3\xa9/", "{}", 1);
    BOOST_TEST(boost::json::parse(text).at("method").as_string() == "a\"\\\n\xc3\xa9/");
    BOOST_TEST(text == "{\"jsonrpc\":\"2.0\",\"method\":\"a\\\"\\\\\\n\xc3\xa9/\",\"params\":{},\"id\":1}");
}

BOOST_AUTO_TEST_CASE(batches_are_lists_of_one_packet_too) {
    std::vector<std::string> const packets{R"({"a":1})", R"({"b":[2]})", "{}"};
    std::span const all(packets);
    BOOST_TEST(realtime::rpc_batch_text(all) == R"([{"a":1},{"b":[2]},{}])");
    BOOST_TEST(realtime::rpc_batch_text(all.first(1)) == R"([{"a":1}])");
    BOOST_TEST(realtime::rpc_batch_text(all.first(0)) == "[]");
}

BOOST_AUTO_TEST_CASE(answers_carry_the_id_as_it_came) {
    for (std::string const id : {"7", R"("a-1")", "0", "-1", "1.5", R"("\u0041")"}) {
        BOOST_TEST(realtime::rpc_result_text(id) == R"({"jsonrpc":"2.0","id":)" + id + R"(,"result":{}})");
        BOOST_TEST(realtime::rpc_method_not_found_text(id) ==
                   R"({"jsonrpc":"2.0","id":)" + id +
                       R"(,"error":{"code":-32601,"message":"Method not found"}})");
    }
}

BOOST_AUTO_TEST_CASE(object_is_written_member_by_member) {
    BOOST_TEST(realtime::detail::object_writer().text() == "{}");
    BOOST_TEST(realtime::detail::object_writer().member("a\"", "1").member("b", "[]").text() ==
               R"({"a\"":1,"b":[]})");
}

BOOST_AUTO_TEST_CASE(error_codes_are_those_of_the_standard) {
    BOOST_TEST(realtime::rpc_error_code::parse_error == -32700);
    BOOST_TEST(realtime::rpc_error_code::invalid_request == -32600);
    BOOST_TEST(realtime::rpc_error_code::method_not_found == -32601);
    BOOST_TEST(realtime::rpc_error_code::invalid_params == -32602);
    BOOST_TEST(realtime::rpc_error_code::internal_error == -32603);
}

BOOST_AUTO_TEST_CASE(refusals_become_failures_with_the_servers_words) {
    struct row {
        std::int64_t code;
        server_errc means;
    };
    constexpr row rows[] = {
        {-32603, server_errc::internal_server_error},
        {-32601, server_errc::method_not_found},
        {-32602, server_errc::invalid_argument},
        {-32700, server_errc::rejected},
        {-32600, server_errc::rejected},
        {-32604, server_errc::rejected},
        {-32000, server_errc::rejected},
        {0, server_errc::rejected},
        {42, server_errc::rejected},
        {32603, server_errc::rejected},
        {std::numeric_limits<std::int64_t>::min(), server_errc::rejected},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.code) {
            auto const failed = realtime::failure_of({row.code, "no\nsuch thing"});
            BOOST_TEST((failed.code() == row.means), failed.what());
            BOOST_TEST_REQUIRE(failed.reply() != nullptr);
            BOOST_TEST(failed.reply()->error == std::to_string(row.code));
            BOOST_TEST(failed.reply()->description == "no\nsuch thing");
            BOOST_TEST(failed.what().find("such") == std::string::npos); // the words are untrusted
        }
    }
}

BOOST_AUTO_TEST_CASE(internal_errors_alone_are_worth_a_retry) {
    check_condition(realtime::failure_of({-32603, ""}).code(), b24pull::condition::retry_later);
    for (std::int64_t const code : {-32700, -32600, -32601, -32602, 1})
        check_condition(realtime::failure_of({code, ""}).code(), b24pull::condition::give_up);
}

BOOST_AUTO_TEST_CASE(received_values_start_empty) {
    realtime::rpc_answer const answer;
    BOOST_TEST(!answer.id.has_value());
    BOOST_TEST(answer.result.empty());
    BOOST_TEST(!answer.error.has_value());
    realtime::rpc_request const request;
    BOOST_TEST((request.method + request.id).empty());
    realtime::rpc_error const error;
    BOOST_TEST(error.code == 0);
    BOOST_TEST(error.message.empty());
}

BOOST_AUTO_TEST_SUITE_END()
