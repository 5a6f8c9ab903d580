#include <b24pull/realtime/decode.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(decode_json_rpc_packets)

// Answers, calls that we do not know, batches of everything, and what is no packet at all.
namespace {

namespace realtime = b24pull::realtime;
using b24pull::protocol_errc;

/// What came, in the order of the lists: messages by mid, answers by id, requests by method, refused parts.
std::string summary(realtime::decoded const& got) {
    std::string out;
    for (auto const& event : got.messages) out += "m" + event.mid + ' ';
    for (auto const& answer : got.answers)
        out += "a" + (answer.id ? std::to_string(*answer.id) : "?") + (answer.error ? "! " : " ");
    for (auto const& request : got.requests) out += "r" + request.method + request.id + ' ';
    for (auto const& part : got.refused)
        out += "x" + std::to_string(part.offset) + "+" + std::to_string(part.size) + ' ';
    return out + (got.ping ? "ping" : "");
}

realtime::rpc_answer only_answer(std::string_view payload) {
    auto const got = realtime::decode_text(payload);
    BOOST_TEST_REQUIRE(got.answers.size() == 1u, payload);
    BOOST_TEST((got.messages.empty() && got.requests.empty() && got.refused_count == 0 && !got.ping));
    return got.answers.front();
}

void check_refused(std::string_view payload, protocol_errc code, std::string_view path = {}) {
    auto const got = realtime::decode_text(payload);
    BOOST_TEST_CONTEXT(payload) {
        BOOST_TEST_REQUIRE(summary(got) == "x0+" + std::to_string(payload.size()) + ' ');
        BOOST_TEST((got.refused.front().code == code), got.refused.front().code.message());
        BOOST_TEST(got.refused.front().path == path);
    }
}

constexpr std::string_view event_14 =
    R"({"jsonrpc":"2.0","method":"incoming.message","params":{"mid":"14","body":{}}})";

} // namespace

BOOST_AUTO_TEST_CASE(results_are_any_json_value) {
    for (std::string const result : {"{}", "[]", "true", "null", "7", R"("x")", R"({ "a" : [1] })"}) {
        auto const answer = only_answer(R"({"jsonrpc":"2.0","id":7,"result":)" + result + "}");
        BOOST_TEST((answer.id == 7u));
        BOOST_TEST(answer.result == result);
        BOOST_TEST(!answer.error.has_value());
    }
    BOOST_TEST(only_answer(R"({"result":1,"id":7,"error":null,"jsonrpc":"2.0"})").result == "1");
}

BOOST_AUTO_TEST_CASE(errors_carry_code_and_words) {
    struct row {
        std::string_view error;
        std::int64_t code;
        std::string_view message;
    };
    constexpr row rows[] = {
        {R"({"code":-32601,"message":"Method not found"})", -32601, "Method not found"},
        {R"({"message":"a\u0041\n","data":{"code":1},"code":5})", 5, "aA\n"},
        {R"({"code":"-32602","message":"m"})", -32602, "m"},
        {R"({"code":1.5,"message":"m"})", 0, "m"},
        {R"({"code":null,"message":null})", 0, ""},
        {R"({"code":5,"message":{}})", 5, ""},
        {"{}", 0, ""},
        {"[]", 0, ""},
        {"true", 0, ""},
        {R"("words \u0041lone")", 0, "words Alone"},
    };
    for (auto const& row : rows) {
        auto const text = R"({"jsonrpc":"2.0","id":7,"error":)" + std::string(row.error);
        for (auto const* behind : {"}", R"(,"result":{"a":1}})"}) {
            auto const answer = only_answer(text + behind);
            BOOST_TEST_REQUIRE(answer.error.has_value(), row.error);
            BOOST_TEST(answer.error->code == row.code, row.error);
            BOOST_TEST(answer.error->message == row.message, row.error);
            BOOST_TEST((answer.id == 7u));
            BOOST_TEST(answer.result.empty()); // an error leaves no result
        }
    }
}

BOOST_AUTO_TEST_CASE(ids_of_answers_are_numbers_or_unknown) {
    struct row {
        std::string_view id;
        std::optional<std::uint64_t> number;
    };
    constexpr row rows[] = {
        {"1", 1u},
        {"0", 0u},
        {"999999999999999999", 999999999999999999u},
        {R"("7")", 7u},
        {R"("x")", {}},
        {R"("")", {}},
        {R"("-7")", {}},
        {"-7", {}},
        {"1.5", {}},
        {"1e3", {}},
        {"99999999999999999999", {}},
        {"null", {}},
        {"true", {}},
        {"[1]", {}},
        {R"({"a":1})", {}},
    };
    for (auto const& row : rows) {
        auto const id = R"({"jsonrpc":"2.0","id":)" + std::string(row.id);
        BOOST_TEST((only_answer(id + R"(,"result":1})").id == row.number), row.id);
        BOOST_TEST((only_answer(id + R"(,"error":{"code":1}})").id == row.number), row.id);
    }
}

BOOST_AUTO_TEST_CASE(unknown_methods_are_handed_on) {
    struct row {
        std::string_view packet, summary;
    };
    constexpr row rows[] = {
        {R"({"jsonrpc":"2.0","method":"updateUsersLastSeen","params":{"1":2},"id":5})",
         "rupdateUsersLastSeen5 "},
        {R"({"jsonrpc":"2.0","method":"ping","id":"a"})", "rping\"a\" "},
        {R"({"jsonrpc":"2.0","method":"n"})", "rn "},
        {R"({"jsonrpc":"2.0","method":"n","id":null})", "rn "},
        {R"({"jsonrpc":"2.0","method":"n","id":[1]})", "rn "},
        {R"({"jsonrpc":"1.0","method":"incoming\u002emessages"})", "rincoming.messages "},
        {R"({"jsonrpc":"2.0","method":"Incoming.Message","params":{"body":{}}})", "rIncoming.Message "},
        // A method makes it a call, whatever else it has.
        {R"({"jsonrpc":"2.0","id":1,"result":{},"method":"m"})", "rm1 "},
        {R"({"jsonrpc":"2.0","method":"incoming\u002emessage","params":{"mid":"14","body":{}}})", "m14 "},
    };
    for (auto const& row : rows)
        BOOST_TEST(summary(realtime::decode_text(row.packet)) == row.summary, row.packet);
}

BOOST_AUTO_TEST_CASE(packets_without_method_and_answer_are_refused) {
    for (auto const* text :
         {R"({"jsonrpc":"2.0"})", R"({"jsonrpc":"2.0","id":1})", R"({"jsonrpc":"2.0","result":{}})",
          R"({"jsonrpc":"2.0","error":{"code":1}})", R"({"jsonrpc":"2.0","method":""})",
          R"({"jsonrpc":"2.0","method":7,"params":{}})", R"({"jsonrpc":"2.0","id":1,"error":null})",
          R"({"jsonrpc":"2.0","module_id":"m","command":"c"})"})
        check_refused(text, protocol_errc::missing_member, "method");
}

BOOST_AUTO_TEST_CASE(objects_without_a_version_are_no_packets) {
    for (auto const* text :
         {R"({"method":"m","id":1})", R"({"jsonrpc":"","method":"m"})", R"({"jsonrpc":2.0,"method":"m"})",
          R"({"jsonrpc":null,"id":1,"result":1})", R"({"JSONRPC":"2.0","method":"m"})", "{}"})
        check_refused(text, protocol_errc::missing_member, "text");
    BOOST_TEST(summary(realtime::decode_text(R"({"jsonrpc":"","mid":"9","module_id":"m","command":"c"})")) ==
               "m9 "); // but may be events
}

BOOST_AUTO_TEST_CASE(batches_hold_everything_at_once) {
    auto const good = std::string(event_14);
    auto const got = realtime::decode_text(
        "[" + good + R"(,{"jsonrpc":"2.0","id":1,"result":{}},{"jsonrpc":"2.0","method":"n","id":2},)" +
        R"({"jsonrpc":"2.0","id":3,"error":{"code":1,"message":"m"}},)" +
        R"({"jsonrpc":"2.0","method":"incoming.message","params":{"mid":"15","body":{}},"id":4},)" +
        R"({"mid":"16","module_id":"m","command":"c"}])");
    BOOST_TEST(summary(got) == "m14 m15 m16 a1 a3! rn2 ");
    BOOST_TEST(summary(realtime::decode_text("[]")) == "");
    BOOST_TEST(summary(realtime::decode_text(" [ " + good + " ] ")) == "m14 ");
}

BOOST_AUTO_TEST_CASE(bad_elements_cost_nobody_else) {
    auto const good = std::string(event_14);
    for (std::string const bad :
         {"7", "null", R"("ping")", "[]", "{}", R"([{"jsonrpc":"2.0","id":1,"result":1}])",
          R"({"jsonrpc":"2.0"})",
          R"({"jsonrpc":"2.0","method":"incoming.message","params":{"mid":"a b","body":{}}})",
          R"({"jsonrpc":"2.0","method":"incoming.message","params":{}})"}) {
        auto const at = "x" + std::to_string(good.size() + 2) + "+" + std::to_string(bad.size()) + ' ';
        BOOST_TEST(summary(realtime::decode_text("[" + good + "," + bad + "," + good + "]")) ==
                   "m14 m14 " + at);
    }
}

BOOST_AUTO_TEST_CASE(elements_before_a_syntax_error_are_kept) {
    auto const good = std::string(event_14);
    auto const size = good.size();
    for (std::string const rest : {",{\"jsonrpc\":", ",{\"jsonrpc\":x}]", ",", "", "}", ",]", "] x", "]]"}) {
        auto const got = realtime::decode_text("[" + good + rest);
        BOOST_TEST_CONTEXT(rest) {
            BOOST_TEST(got.messages.size() == 1u);
            BOOST_TEST_REQUIRE(got.refused.size() == 1u);
            auto const& part = got.refused.front();
            BOOST_TEST(part.offset >= size + 1);
            BOOST_TEST(part.offset + part.size == size + 1 + rest.size());
            BOOST_TEST(
                (part.code == protocol_errc::json_syntax || part.code == protocol_errc::json_incomplete));
        }
    }
}

BOOST_AUTO_TEST_CASE(broken_packets_are_refused_whole) {
    auto const good = std::string(event_14);
    for (std::size_t length = 1; length != good.size(); ++length)
        check_refused(good.substr(0, length), protocol_errc::json_incomplete);
    check_refused(good + "x", protocol_errc::json_syntax);
    check_refused(good + good, protocol_errc::json_syntax);
    check_refused(R"({"jsonrpc":"2.0","method":'m'})", protocol_errc::json_syntax);
    check_refused("{\"jsonrpc\":\"2.0\",\"method\":\"\xff\"}", protocol_errc::json_syntax);
    check_refused(R"({"jsonrpc":"2.0","method":"m",})", protocol_errc::json_syntax);
}

BOOST_AUTO_TEST_CASE(answers_and_requests_count_against_the_limit_of_messages) {
    auto const got =
        realtime::decode_text(R"([{"jsonrpc":"2.0","id":1,"result":1},{"jsonrpc":"2.0","method":"n"},)" +
                                  std::string(event_14) + "]",
                              {.messages = 2});
    BOOST_TEST(summary(got).starts_with("a1 rn x"));
    BOOST_TEST_REQUIRE(got.refused.size() == 1u);
    BOOST_TEST((got.refused.front().code == protocol_errc::too_many_messages));
}

BOOST_AUTO_TEST_SUITE_END()
