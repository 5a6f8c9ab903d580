#include <b24pull/realtime/decode.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(decode_json_rpc)

// JSON-RPC 2.0 as servers of version 5 and later speak it: what packets mean, one by one and mixed.
namespace {

namespace realtime = b24pull::realtime;
using b24pull::protocol_errc;
using realtime::sender_type;

/// The call that brings an event with these params.
std::string incoming(std::string_view params, std::string_view behind = {}) {
    return R"({"jsonrpc":"2.0","method":"incoming.message","params":)" + std::string(params) +
           std::string(behind) + "}";
}

/// How much came of all that a payload may give: messages, answers, requests, refused parts, ping.
std::string counts(realtime::decoded const& got) {
    auto const number = [](std::size_t value) { return std::to_string(value) + ' '; };
    return number(got.messages.size()) + number(got.answers.size()) + number(got.requests.size()) +
           number(got.refused.size()) + (got.ping ? "ping" : "-");
}

/// The only message of a payload that holds nothing else.
realtime::message only_message(std::string_view payload) {
    auto got = realtime::decode_text(payload);
    BOOST_TEST_REQUIRE(counts(got) == "1 0 0 0 -", payload);
    return got.messages.front();
}

void check_refused(std::string_view payload, protocol_errc code, std::string_view path,
                   std::string_view mid = {}) {
    BOOST_TEST_CONTEXT(payload) {
        auto const got = realtime::decode_text(payload);
        BOOST_TEST_REQUIRE(counts(got) == "0 0 0 1 -");
        auto const& part = got.refused.front();
        BOOST_TEST((part.code == code), part.code.message());
        BOOST_TEST(part.path == path);
        BOOST_TEST(part.mid == mid);
        BOOST_TEST(part.offset == 0u);
        BOOST_TEST(part.size == payload.size());
        BOOST_TEST(got.refused_count == 1u);
    }
}

} // namespace

BOOST_AUTO_TEST_CASE(bare_ping_is_recognised) {
    for (auto const* text : {"ping", " ping", "ping\r\n", "\tping "})
        BOOST_TEST(counts(realtime::decode_text(text)) == "0 0 0 0 ping", text);
    for (auto const* text : {"pong", "Ping", "ping!", "pin", "pingping", "mack:1", "\"ping\""}) {
        auto const got = realtime::decode_text(text);
        BOOST_TEST(counts(got) == "0 0 0 1 -", text);
        BOOST_TEST((got.refused.front().code == protocol_errc::json_syntax));
    }
}

BOOST_AUTO_TEST_CASE(incoming_message_is_an_event) {
    auto const event = only_message(
        incoming(R"({"mid":"14","body":{"module_id":"CRM","command":"Changed","params":{"a": 1},)"
                 R"("extra":{"server_time_unix":5.5}},"sender":{"type":2,"id":""}})"));
    BOOST_TEST(event.mid == "14");
    BOOST_TEST(event.module_id == "crm");
    BOOST_TEST(event.command == "Changed");
    BOOST_TEST(event.params == R"({"a": 1})");
    BOOST_TEST(event.extra == R"({"server_time_unix":5.5})");
    BOOST_TEST((event.sender.type == sender_type::backend));
    BOOST_TEST((event.sender.id + event.tag + event.time + event.rpc_id).empty());
}

BOOST_AUTO_TEST_CASE(id_of_the_call_is_kept_as_json_text) {
    struct row {
        std::string_view behind, id;
    };
    std::string const fits(126, 'i');
    std::string const quoted = ",\"id\":\"" + fits + "\"", too_long = ",\"id\":\"i" + fits + "\"";
    row const rows[] = {
        {"", ""},
        {R"(,"id":7)", "7"},
        {R"(,"id": 0 )", "0"},
        {R"(,"id":-1)", "-1"},
        {R"(,"id":1.5)", "1.5"},
        {R"(,"id":"a\u0031")", R"("a\u0031")"},
        {R"(,"id":"")", R"("")"},
        {R"(,"id":null)", ""},
        {R"(,"id":{"a":1})", ""},
        {R"(,"id":[1])", ""},
        {quoted, std::string_view(quoted).substr(6)},
        {too_long, ""},
    };
    for (auto const& row : rows)
        BOOST_TEST(only_message(incoming(R"({"body":{}})", row.behind)).rpc_id == row.id, row.behind);
    BOOST_TEST(
        only_message(R"({"id":7,"params":{"body":{}},"method":"incoming.message","jsonrpc":"2.0"})").rpc_id ==
        "7"); // in any order
}

BOOST_AUTO_TEST_CASE(senders_of_every_kind_are_told_apart) {
    struct row {
        std::string_view sender;
        sender_type type;
        std::string_view id;
    };
    constexpr row rows[] = {
        {"", sender_type::unknown, ""},
        {R"(,"sender":null)", sender_type::unknown, ""},
        {R"(,"sender":{})", sender_type::unknown, ""},
        {R"(,"sender":[])", sender_type::unknown, ""},
        {R"(,"sender":1)", sender_type::unknown, ""},
        {R"(,"sender":{"type":0})", sender_type::unknown, ""},
        {R"(,"sender":{"type":1,"id":"7cc478"})", sender_type::client, "7cc478"},
        {R"(,"sender":{"id":"7cc478","type":"1"})", sender_type::client, "7cc478"},
        {R"(,"sender":{"name":[1],"type":1,"id":"a"})", sender_type::client, "a"}, // whatever else there is
        {R"(,"sender":{"type":2})", sender_type::backend, ""},
        {R"(,"sender":{"type":2,"id":null})", sender_type::backend, ""},
        {R"(,"sender":{"type":3,"id":"a"})", sender_type::unknown, "a"},
        {R"(,"sender":{"type":-1})", sender_type::unknown, ""},
        {R"(,"sender":{"type":true})", sender_type::unknown, ""},
        {R"(,"sender":{"type":1,"id":"a/b"})", sender_type::client, ""}, // unusable as an id
        {R"(,"sender":{"type":1,"id":{}})", sender_type::client, ""},
    };
    for (auto const& row : rows) {
        auto const event = only_message(incoming(R"({"body":{})" + std::string(row.sender) + "}"));
        BOOST_TEST((event.sender.type == row.type), row.sender);
        BOOST_TEST(event.sender.id == row.id, row.sender);
    }
}

// What a client writes into its message must not make it the backend's.
BOOST_AUTO_TEST_CASE(sender_inside_the_body_is_not_believed) {
    auto const event = only_message(
        incoming(R"({"body":{"module_id":"pull","sender":{"type":2},"extra":{"sender":{"type":2}}},)"
                 R"("sender":{"type":1}})"));
    BOOST_TEST((event.sender.type == sender_type::client));
}

BOOST_AUTO_TEST_CASE(mid_may_be_absent) {
    for (auto const* params : {R"({"body":{}})", R"({"mid":null,"body":{}})", R"({"mid":"","body":{}})"})
        BOOST_TEST(only_message(incoming(params)).mid.empty(), params);
    BOOST_TEST(only_message(incoming(R"({"mid":14,"body":{}})")).mid == "14");
    BOOST_TEST(only_message(incoming(R"({"mid":"0a\u0062","body":{}})")).mid == "0ab");
    std::string const longest(128, '1');
    BOOST_TEST(only_message(incoming(R"({"mid":")" + longest + R"(","body":{}})")).mid == longest);
}

BOOST_AUTO_TEST_CASE(unusable_messages_are_refused_with_the_place) {
    std::string const long_mid(129, '1');
    check_refused(incoming(R"({"mid":"a b","body":{}})"), protocol_errc::invalid_id, "params.mid");
    check_refused(incoming(R"({"mid":{},"body":{}})"), protocol_errc::wrong_type, "params.mid");
    check_refused(incoming(R"({"mid":-1,"body":{}})"), protocol_errc::wrong_type, "params.mid");
    check_refused(incoming(R"({"mid":)" + long_mid + R"(,"body":{}})"), protocol_errc::text_too_long,
                  "params.mid");
    check_refused(incoming(R"({"mid":")" + long_mid + R"(","body":{}})"), protocol_errc::text_too_long,
                  "params.mid");
    check_refused(incoming(R"({"mid":"14"})"), protocol_errc::missing_member, "params.body", "14");
    check_refused(incoming(R"({"mid":"14","body":null})"), protocol_errc::missing_member, "params.body",
                  "14");
    check_refused(incoming(R"({"mid":"14","body":[]})"), protocol_errc::wrong_type, "params.body", "14");
    check_refused(incoming(R"({"mid":"14","body":"{}"})"), protocol_errc::wrong_type, "params.body", "14");
    check_refused(incoming("[]"), protocol_errc::missing_member, "params.body");
    check_refused(incoming("null"), protocol_errc::missing_member, "params.body");
    check_refused(R"({"jsonrpc":"2.0","method":"incoming.message"})", protocol_errc::missing_member,
                  "params.body");
}

BOOST_AUTO_TEST_CASE(wrong_members_of_a_body_are_refused) {
    for (std::string const name : {"module_id", "command"}) {
        auto const got = realtime::decode_text(incoming(R"({"mid":"14","body":{")" + name + R"(":7}})"));
        BOOST_TEST_REQUIRE(counts(got) == "0 0 0 1 -");
        BOOST_TEST((got.refused.front().code == protocol_errc::wrong_type));
        BOOST_TEST(got.refused.front().path.ends_with(name));
        BOOST_TEST(got.refused.front().mid == "14");
    }
}

BOOST_AUTO_TEST_SUITE_END()
