#include <b24pull/realtime/decode.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(decode_text)

namespace {

using b24pull::protocol_errc;
using b24pull::realtime::decoded;
using b24pull::realtime::message;
using b24pull::realtime::sender_type;

constexpr auto syntax = protocol_errc::json_syntax;
constexpr auto incomplete = protocol_errc::json_incomplete;
constexpr auto wrong_type = protocol_errc::wrong_type;
constexpr auto missing = protocol_errc::missing_member;

// The suite has the name of the function.
decoded outcome(std::string_view payload) { return b24pull::realtime::decode_text(payload); }

/// The payload holds one message and nothing else.
message only_message(std::string_view payload) {
    auto const got = outcome(payload);
    BOOST_TEST(got.refused_count == 0u, payload);
    BOOST_TEST((got.answers.empty() && got.requests.empty() && got.channel_statuses.empty() && !got.ping));
    BOOST_TEST_REQUIRE(got.messages.size() == 1u, payload);
    return got.messages[0];
}

/// A part that is refused: why, and its text, which does not stand behind it once more.
struct refusal {
    protocol_errc code;
    std::string_view part;
    std::string_view path = {};
    std::string_view mid = {};
};

void check(std::string_view payload, std::string_view expected_mids, std::vector<refusal> const& refused) {
    BOOST_TEST_CONTEXT(payload) {
        auto const got = outcome(payload);
        std::string mids;
        for (auto const& message : got.messages) mids += message.mid;
        BOOST_TEST(mids == expected_mids);
        BOOST_TEST(got.refused_count == refused.size());
        BOOST_TEST_REQUIRE(got.refused.size() == refused.size());
        for (std::size_t i = 0; i != refused.size(); ++i) {
            BOOST_TEST((got.refused[i].code == refused[i].code), got.refused[i].code.message());
            BOOST_TEST(got.refused[i].offset == payload.rfind(refused[i].part));
            BOOST_TEST(got.refused[i].size == refused[i].part.size());
            BOOST_TEST(got.refused[i].path == refused[i].path);
            BOOST_TEST(got.refused[i].mid == refused[i].mid);
        }
    }
}

} // namespace

BOOST_AUTO_TEST_CASE(every_member_of_an_envelope_is_taken_over) {
    auto const got = only_message(
        R"({"id":7,"mid":"17000000000000000000000007","channel":"-","tag":"146","time":"Tue, 31 Mar 2026 14:05:18 GMT",)"
        R"("text":{"module_id":"CRM","command":"dealAdd","params":{"ID":[1, 2]},"extra":{"server_time_unix":1.5}}})");
    BOOST_TEST(got.mid == "17000000000000000000000007");
    BOOST_TEST(got.tag == "146");
    BOOST_TEST(got.time == "Tue, 31 Mar 2026 14:05:18 GMT");
    BOOST_TEST(got.module_id == "crm");
    BOOST_TEST(got.command == "dealAdd");
    BOOST_TEST(got.params == R"({"ID":[1, 2]})");
    BOOST_TEST(got.extra == R"({"server_time_unix":1.5})");
    BOOST_TEST((got.sender.type == sender_type::unknown));
    BOOST_TEST((got.sender.id + got.rpc_id).empty());
}

BOOST_AUTO_TEST_CASE(template_of_old_servers_has_no_mid) {
    auto const got = only_message(
        R"({"id":9,"channel":"ab","tag":"3","time":"Tue, 31 Mar 2026 14:05:18 GMT","eventid":"e","text":{"module_id":"im","command":"c","params":[]}})");
    BOOST_TEST(got.mid == "");
    BOOST_TEST(got.tag == "3");
    BOOST_TEST(got.time == "Tue, 31 Mar 2026 14:05:18 GMT");
    BOOST_TEST(got.params == "[]");
    BOOST_TEST(got.extra == "{}");
}

BOOST_AUTO_TEST_CASE(members_may_come_in_any_order) {
    for (
        auto const* payload :
        {R"({"mid":"5","tag":"t","text":{"module_id":"m","command":"c","params":1}})",
         R"({"text":{"command":"c","params":1,"module_id":"m"},"tag":"t","mid":"5"})",
         R"({"x":{"mid":"9"},"tag":"t","text":{"params":1,"x":{"command":"d"},"module_id":"m","command":"c"},"mid":"5"})",
         R"({"t\u0061g":"\u0074","t\u0065xt":{"module\u005fid":"\u006d","command":"c","params":1},"mid":"\u0035"})"}) {
        auto const got = only_message(payload);
        BOOST_TEST((got.mid == "5" && got.tag == "t" && got.module_id == "m"), payload);
        BOOST_TEST((got.command == "c" && got.params == "1"), payload);
    }
}

BOOST_AUTO_TEST_CASE(last_of_doubled_members_counts) {
    auto const got = only_message(
        R"({"mid":"1","tag":"1","text":{"command":"no"},"mid":"2","ta\u0067":"2","text":{"command":"1","command":"2","params":1,"params":2}})");
    BOOST_TEST(got.mid == "2");
    BOOST_TEST(got.tag == "2");
    BOOST_TEST(got.command == "2");
    BOOST_TEST(got.params == "2");
    check(R"({"text":{"command":"a"},"text":0})", "",
          {{wrong_type, R"({"text":{"command":"a"},"text":0})", "text"}});
    only_message(R"({"text":0,"text":{}})");
}

BOOST_AUTO_TEST_CASE(extra_within_the_text_goes_before_the_one_beside_it) {
    BOOST_TEST(only_message(R"({"text":{"extra":{"a":1}}})").extra == R"({"a":1})");
    BOOST_TEST(only_message(R"({"text":{},"extra":{"b":1}})").extra == R"({"b":1})");
    BOOST_TEST(only_message(R"({"extra":{"b":1},"text":{"extra":{"a":1}}})").extra == R"({"a":1})");
    BOOST_TEST(only_message(R"({"extra":{"b":1},"text":{"extra":[]}})").extra == "[]");
    BOOST_TEST(only_message(R"({"extra":7,"text":{}})").extra == "{}");
}

BOOST_AUTO_TEST_CASE(ids_are_taken_as_strings_and_as_numbers) {
    BOOST_TEST(only_message(R"({"mid":12,"tag":3,"text":{}})").mid == "12");
    BOOST_TEST(only_message(R"({"mid":12,"tag":3,"text":{}})").tag == "3");
    BOOST_TEST(only_message(R"({"mid":null,"tag":null,"time":null,"text":{}})").mid == "");
    BOOST_TEST(only_message(R"({"mid":"","text":{}})").mid == "");
    auto const longest = std::string(128, '7');
    BOOST_TEST(only_message(R"({"mid":")" + longest + R"(","text":{}})").mid == longest);
    BOOST_TEST(only_message(R"({"mid":)" + longest + R"(,"text":{}})").mid == longest);
    auto const payload = R"({"mid":")" + longest + R"(7","text":{}})";
    check(payload, "", {{protocol_errc::text_too_long, payload, "mid"}});
    for (auto const* mid : {"true", "1.5", "-1", "[]", "{}"}) {
        auto const text = std::string(R"({"text":{},"mid":)") + mid + '}';
        check(text, "", {{wrong_type, text, "mid"}});
    }
    for (auto const* mid : {"a b", "a/b", "a&b", "a?b", "a#b", "\\n", "\xd0\xb6"}) {
        auto const text = std::string(R"({"text":{},"mid":")") + mid + "\"}";
        check(text, "", {{protocol_errc::invalid_id, text, "mid"}});
    }
}

BOOST_AUTO_TEST_CASE(unusable_tag_or_time_costs_only_itself) {
    for (auto const* value : {"true", "{}", "[1]", "1.5"}) {
        auto const got = only_message(R"({"mid":"1","tag":)" + std::string(value) + R"(,"time":)" + value +
                                      R"(,"text":{}})");
        BOOST_TEST((got.tag + got.time).empty());
    }
    auto const endless = '"' + std::string(1000, '1') + '"';
    auto const got =
        only_message(R"({"mid":"1","tag":)" + endless + R"(,"time":)" + endless + R"(,"text":{}})");
    BOOST_TEST((got.tag + got.time).empty());
}

BOOST_AUTO_TEST_CASE(bare_events_are_messages) {
    auto const got = only_message(R"({"module_id":"Im","command":"c","params":{"a":1},"extra":{"b":2}})");
    BOOST_TEST((got.module_id + got.command + got.params + got.extra) == R"(imc{"a":1}{"b":2})");
    BOOST_TEST(only_message(R"({"mid":"5","module_id":"m"})").mid == "5");
    BOOST_TEST(only_message(R"({"command":"c"})").params == "{}");
}

BOOST_AUTO_TEST_CASE(body_without_module_and_command_is_a_message) {
    auto const got = only_message(R"({"mid":"1","text":{"module_id":null,"other":1}})");
    BOOST_TEST((got.module_id + got.command).empty());
    BOOST_TEST(got.params == "{}");
}

BOOST_AUTO_TEST_CASE(sender_that_a_body_claims_is_believed_only_if_it_is_a_client) {
    auto const claimed = [](std::string_view sender) {
        return only_message(R"({"text":{"extra":{"sender":)" + std::string(sender) + "}}}").sender;
    };
    BOOST_TEST((claimed(R"({"type":1,"id":"ab"})").type == sender_type::client));
    BOOST_TEST(claimed(R"({"type":1,"id":"ab"})").id == "ab");
    for (auto const* sender :
         {R"({"type":2,"id":"ab"})", R"({"type":0,"id":"ab"})", R"({"id":"ab"})", "1", "null"}) {
        BOOST_TEST((claimed(sender).type == sender_type::unknown), sender);
        BOOST_TEST(claimed(sender).id == "", sender);
    }
}

BOOST_AUTO_TEST_CASE(elements_of_an_array_stand_each_by_itself) {
    check("[]", "", {});
    check(" [ ]\r\n", "", {});
    check(R"([{"mid":"1","text":{}}, {"mid":"2","text":{}},{"mid":"3","command":"c"}])", "123", {});
    check(
        R"(  [ {"mid":"1","text":{}} , null, 7 ,"x",[{"mid":"4","text":{}}],{ },{"mid":"2","text":1}, {"mid":"3","text":{}} ] )",
        "13",
        {{wrong_type, "null"},
         {wrong_type, "7"},
         {wrong_type, "\"x\""},
         {wrong_type, R"([{"mid":"4","text":{}}])"},
         {missing, "{ }", "text"},
         {wrong_type, R"({"mid":"2","text":1})", "text", "2"}});
}

BOOST_AUTO_TEST_CASE(broken_array_gives_what_came_before) {
    check(R"([{"mid":"1","text":{}},{"mid":"2",!}])", "1", {{syntax, R"({"mid":"2",!}])"}});
    check(R"([{"mid":"1","text":{}},{"mid":"2")", "1", {{incomplete, R"({"mid":"2")"}});
    check(R"([{"mid":"1","text":{}} {"mid":"2","text":{}}])", "1", {{syntax, R"({"mid":"2","text":{}}])"}});
    check(R"([{"mid":"1","text":{}},])", "1", {{syntax, "]"}});
    check(R"([{"mid":"1","text":{}}] x )", "1", {{syntax, "x"}});
    check("[!]", "", {{syntax, "!]"}});
}

BOOST_AUTO_TEST_CASE(payload_that_means_nothing_is_refused_whole) {
    for (auto const* text :
         {"not json at all", "Channel deleted", "<html><body>502 Bad Gateway</body></html>", "\xff\xfe",
          "ping pong", "pong", "PING", "pingping", "#!NGINXNMS!", "#!NGINXNME!#", "{} {}", "{]"})
        check(text, "", {{syntax, text}});
    for (auto const* text : {"{", R"({"mid":"1","text":{})", R"({"mid":"1)"})
        check(text, "", {{incomplete, text}});
    check("{}", "", {{missing, "{}", "text"}});
    check(R"( {"mid":"1"} )", "", {{missing, R"({"mid":"1"})", "text", "1"}});
}

BOOST_AUTO_TEST_CASE(blank_payloads_are_nothing) {
    for (auto const* text : {"", " ", "\n", "\r\n \t"}) check(text, "", {});
}

BOOST_AUTO_TEST_CASE(bare_ping_asks_for_a_sign_of_life) {
    for (auto const* text : {"ping", "ping\n", " ping "}) {
        auto const got = outcome(text);
        BOOST_TEST(got.ping, text);
        BOOST_TEST((got.messages.empty() && got.refused_count == 0), text);
    }
}

BOOST_AUTO_TEST_CASE(json_that_speaks_of_markers_is_no_frame) {
    constexpr std::string_view text = "a#!NGINXNMS!#{}#!NGINXNME!#b";
    auto const event = R"({"mid":"5","text":{"command":")" + std::string(text) + "\"}}";
    BOOST_TEST(only_message(event).command == text);
    BOOST_TEST(only_message('[' + event + ']').command == text);
}

BOOST_AUTO_TEST_SUITE_END()
