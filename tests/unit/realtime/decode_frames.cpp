#include <b24pull/realtime/decode.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(decode_frames)

namespace {

using b24pull::protocol_errc;
using b24pull::realtime::decode_text;
using b24pull::realtime::decoded;

constexpr auto syntax = protocol_errc::json_syntax;
constexpr auto unfinished = protocol_errc::unfinished_frame;
constexpr auto wrong_type = protocol_errc::wrong_type;

/// Writes out a text in which `<` and `>` stand for the markers, `$1` for an envelope whose mid ends so.
std::string spelt(std::string_view pattern) {
    std::string out;
    for (std::size_t i = 0; i != pattern.size(); ++i) {
        char const c = pattern[i];
        if (c == '<') out += b24pull::realtime::frame_begin;
        else if (c == '>') out += b24pull::realtime::frame_end;
        else if (c != '$') out += c;
        else
            out += R"({"mid":")" + std::string(25, '0') + pattern[++i] +
                   R"(","text":{"module_id":"m","command":"c"}})";
    }
    return out;
}

/// The last digits of the mids.
std::string mids(decoded const& got) {
    std::string out;
    for (auto const& message : got.messages) out += message.mid.empty() ? '-' : message.mid.back();
    return out;
}

/// A piece of a payload; with a code it is one that has to be reported.
struct piece {
    std::string_view pattern;
    protocol_errc fault = {};
    std::string_view path = {};
    std::string_view mid = {};
};

/// Decodes the pieces put together, and looks for exactly these messages and refused parts.
void check(std::string_view name, std::vector<piece> const& pieces, std::string_view expected_mids) {
    BOOST_TEST_CONTEXT(name) {
        std::string payload;
        for (auto const& part : pieces) payload += spelt(part.pattern);
        auto const got = decode_text(payload);
        BOOST_TEST(mids(got) == expected_mids);
        std::size_t offset = 0, seen = 0;
        for (auto const& part : pieces) {
            auto const size = spelt(part.pattern).size();
            if (part.fault != protocol_errc{} && seen < got.refused.size()) {
                auto const& refused = got.refused[seen];
                BOOST_TEST((refused.code == part.fault), part.pattern << ": " << refused.code.message());
                BOOST_TEST(refused.offset == offset, part.pattern);
                BOOST_TEST(refused.size == size, part.pattern);
                BOOST_TEST(refused.path == part.path, part.pattern);
                BOOST_TEST(refused.mid == part.mid, part.pattern);
            }
            if (part.fault != protocol_errc{}) ++seen;
            offset += size;
        }
        BOOST_TEST(got.refused.size() == seen);
        BOOST_TEST(got.refused_count == seen);
        BOOST_TEST(
            (got.answers.empty() && got.requests.empty() && got.channel_statuses.empty() && !got.ping));
    }
}

} // namespace

BOOST_AUTO_TEST_CASE(whole_frames_are_delivered_whatever_stands_between) {
    check("one", {{"<$1>"}}, "1");
    check("back to back", {{"<$1><$2><$3>"}}, "123");
    check("line ends", {{"<$1>\r\n<$2>\r\n"}}, "12");
    check("blanks", {{" \t<$1>\n\n <$2> "}}, "12");
    check("noise", {{"noise<$1>---<$2>#!NGINX"}}, "12");
    check("surplus end markers", {{"><$1>><$2>>"}}, "12");
    check("object between", {{"<$1>{}<$2>[]"}}, "12");
    check("blanks within", {{"< $1 >"}, {"<\r\n$2\r\n>"}}, "12");
    check("one twice", {{"<$1><$1>"}}, "11");
    check("bytes that are not UTF-8 between", {{"\xff\xfe<$1>\x80<$2>"}}, "12");
}

BOOST_AUTO_TEST_CASE(empty_frames_are_nothing) {
    check("alone", {{"<>"}}, "");
    check("before", {{"<><$1>"}}, "1");
    check("several", {{"<$1><><><$2><>"}}, "12");
}

BOOST_AUTO_TEST_CASE(broken_frames_do_not_take_others_along) {
    check("between", {{"<$1>"}, {"<{\"id\":1,>", syntax}, {"<$2>"}}, "12");
    check("surplus brace", {{"<$1}>", syntax}, {"<$2>"}}, "2");
    check("two values", {{"<$1 1>", syntax}, {"<$2>"}}, "2");
    check("words", {{"<Channel deleted>", syntax}, {"<$2>"}}, "2");
    check("every one", {{"<x>", syntax}, {"<y>", syntax}, {" "}, {"<z>", syntax}}, "");
    check("blank", {{"< >", syntax}, {"<$2>"}}, "2");
    check("raw control character", {{"<{\"a\":\"\n\"}>", syntax}, {"<$2>"}}, "2");
    check("not UTF-8", {{"<{\"a\":\"\xff\"}>", syntax}, {"<$2>"}}, "2");
    // The marker that follows is no JSON: to the parser the text is broken, not cut.
    check("cut JSON in a whole frame", {{"<{\"a\":>", syntax}, {"<$2>"}}, "2");
}

BOOST_AUTO_TEST_CASE(cut_frames_do_not_swallow_the_next_one) {
    check("cut behind a member", {{"<{\"mid\":\"1\",\"cha", syntax}, {"<$2>"}}, "2");
    check("cut at once", {{"<", syntax}, {"<$2>"}}, "2");
    check("cut before its end marker", {{"<$1", syntax}, {"<$2>"}}, "2");
    check("cut in its end marker", {{"<$1#!NGINXNM", syntax}, {"<$2>"}}, "2");
    check("cut in a string", {{"<{\"a\":\"b", syntax}, {"<$2>"}}, "2");
    check("cut in an escape", {{"<{\"a\":\"b\\", syntax}, {"<$2>"}}, "2");
    check("several", {{"<$1>"}, {"<{\"a\":", syntax}, {"<{\"b", syntax}, {"<{", syntax}, {"<$2>"}, {"<$3>"}},
          "123");
    check("the next one quotes a marker",
          {{"<{\"a", syntax}, {R"(<{"mid":"5","text":{"command":"a<b"}}>)"}, {"<$2>"}}, "52");
    check("in the middle", {{"<$1>"}, {"<{\"a", syntax}, {"<$2>"}, {"<{", syntax}, {"<$3>"}}, "123");
}

BOOST_AUTO_TEST_CASE(unfinished_frames_are_reported_to_the_end_of_the_payload) {
    check("last", {{"<$1>"}, {"<{\"mid\":\"2", unfinished}}, "1");
    check("alone", {{"<{\"mid\":\"2", unfinished}}, "");
    check("whole JSON", {{"<$1", unfinished}}, "");
    check("begin marker alone", {{"<$1>"}, {"<", unfinished}}, "1");
    check("cut end marker", {{"<$1#!NGINXNME!", unfinished}}, "");
    check("line end behind", {{"<$1>"}, {"<$2\r\n", unfinished}}, "1");
    check("several cut ones", {{"<{\"a\":<{\"b<{", unfinished}}, "");
}

BOOST_AUTO_TEST_CASE(markers_within_strings_are_text) {
    check("end marker", {{R"(<{"mid":"5","text":{"command":"a>b"}}>)"}, {"<$2>"}}, "52");
    check("end markers only", {{R"(<{"mid":"5","text":{"command":">>>"}}>)"}, {"<$2>"}}, "52");
    check("begin marker", {{R"(<{"mid":"5","text":{"command":"a<b"}}>)"}, {"<$2>"}}, "52");
    check("whole frame", {{R"(<{"mid":"5","text":{"command":"<{}>"}}>)"}, {"<$2>"}}, "52");
    check("in a key", {{R"(<{"mid":"5","<>":1,"text":{}}>)"}, {"<$2>"}}, "52");
    auto const got = decode_text(spelt(R"(<{"text":{"command":"a>b<c"}}>)"));
    BOOST_TEST_REQUIRE(got.messages.size() == 1u);
    BOOST_TEST(got.messages[0].command == spelt("a>b<c"));
}

BOOST_AUTO_TEST_CASE(marker_within_the_string_of_a_broken_frame_costs_no_more_than_that_frame) {
    check("cut, then an end marker in a string",
          {{"<{\"a", syntax}, {R"(<{"mid":"5","text":{"command":">"}}>)"}}, "5");
    check("broken with an end marker in a string", {{R"(<{"a":">)", syntax}, {R"("!}>)"}, {"<$2>"}}, "2");
}

BOOST_AUTO_TEST_CASE(line_ends_within_the_json_text_do_no_harm) {
    check("line feeds", {{"<{\n\"mid\":\"5\",\r\n\"text\":\n{}\n}\n>"}, {"<$2>"}}, "52");
    check("U+2028 and U+2029", {{"<{\"mid\":\"5\",\"text\":{\"params\":\"\xe2\x80\xa8\xe2\x80\xa9\"}}>"}},
          "5");
}

BOOST_AUTO_TEST_CASE(frames_that_are_no_events_are_reported) {
    check("null", {{"<null>", wrong_type}, {"<$2>"}}, "2");
    check("number", {{"<0>", wrong_type}, {"<$2>"}}, "2");
    check("string", {{"<\"x\">", wrong_type}, {"<$2>"}}, "2");
    check("list", {{"<[]>", wrong_type}, {"<$2>"}}, "2");
    check("empty object", {{"<{}>", protocol_errc::missing_member, "text"}, {"<$2>"}}, "2");
    check("text null", {{R"(<{"text":null,"mid":"a"}>)", wrong_type, "text", "a"}, {"<$2>"}}, "2");
    check("text string", {{R"(<{"text":"x","mid":"a"}>)", wrong_type, "text", "a"}, {"<$2>"}}, "2");
    check("text number", {{R"(<{"text":0,"mid":"a"}>)", wrong_type, "text", "a"}, {"<$2>"}}, "2");
    check("text list", {{R"(<{"text":[],"mid":"a"}>)", wrong_type, "text", "a"}, {"<$2>"}}, "2");
    check("text missing", {{R"(<{"mid":"a"}>)", protocol_errc::missing_member, "text", "a"}, {"<$2>"}}, "2");
    check("text not JSON", {{R"(<{"mid":"a","text":Channel deleted}>)", syntax}, {"<$2>"}}, "2");
    check("module of another type",
          {{R"(<{"mid":"a","text":{"module_id":0}}>)", wrong_type, "module_id", "a"}, {"<$2>"}}, "2");
    check("command of another type",
          {{R"(<{"mid":"a","text":{"command":[]}}>)", wrong_type, "command", "a"}, {"<$2>"}}, "2");
    check("blank in the mid", {{R"(<{"mid":"a b","text":{}}>)", protocol_errc::invalid_id, "mid"}, {"<$2>"}},
          "2");
    check("mid of another type", {{R"(<{"mid":true,"text":{}}>)", wrong_type, "mid"}, {"<$2>"}}, "2");
}

BOOST_AUTO_TEST_CASE(outcome_is_cleared_before_it_is_filled) {
    decoded out;
    decode_text(spelt("<$1><x>"), out);
    decode_text(spelt("<$2>"), out);
    BOOST_TEST(mids(out) == "2");
    BOOST_TEST(out.refused.empty());
    BOOST_TEST(out.refused_count == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
