#include <b24pull/realtime/decode.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(decode_limits_pathological)

namespace {

namespace realtime = b24pull::realtime;
using b24pull::protocol_errc;
using realtime::decoded;

constexpr std::size_t mebibyte = 1024 * 1024;

/// `unit` again and again, up to a mebibyte; `<` and `>` stand for the markers.
std::string filled(std::string_view unit) {
    std::string part;
    for (char const c : unit) {
        if (c == '<') part += realtime::frame_begin;
        else if (c == '>') part += realtime::frame_end;
        else part += c;
    }
    std::string out;
    while (out.size() + part.size() <= mebibyte) out += part;
    return out;
}

/// The payload means nothing, and is refused from `begin` to its end.
void check_refused(decoded const& got, std::string_view payload, protocol_errc code, std::size_t begin) {
    BOOST_TEST(got.messages.empty());
    BOOST_TEST(got.refused_count == 1u);
    BOOST_TEST_REQUIRE(got.refused.size() == 1u);
    BOOST_TEST((got.refused[0].code == code), got.refused[0].code.message());
    BOOST_TEST(got.refused[0].offset == begin);
    BOOST_TEST(got.refused[0].size == payload.size() - begin);
}

} // namespace

// What would take hours if it took time by the square; that these end at all is the test.

BOOST_AUTO_TEST_CASE(text_without_an_end_is_one_refused_part) {
    struct row {
        std::string_view name, unit;
        protocol_errc code;
        std::size_t begin = 0;
    };
    constexpr row rows[] = {
        {"begin markers", "<", protocol_errc::unfinished_frame},
        {"open objects", "<{", protocol_errc::unfinished_frame},
        {"open strings", "<{\"a\":\"", protocol_errc::unfinished_frame},
        {"open lists", "<[", protocol_errc::unfinished_frame},
        {"end markers", ">", protocol_errc::json_syntax},
        {"words", "Channel deleted ", protocol_errc::json_syntax},
        {"quotes", "\"", protocol_errc::json_syntax},
        {"deep lists", "[", protocol_errc::json_too_deep, 1},
        {"deep objects", "{\"a\":", protocol_errc::json_too_deep},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            auto const payload = filled(row.unit);
            check_refused(realtime::decode_text(payload), payload, row.code, row.begin);
        }
    }
}

BOOST_AUTO_TEST_CASE(cut_frames_before_a_single_end_marker_are_counted) {
    for (std::string_view const unit : {"<", "<{", "<{\"a\":\"", "<[[[", "<\"\\"}) {
        BOOST_TEST_CONTEXT(unit) {
            auto const cut = filled(unit);
            auto const whole = std::string(realtime::frame_begin) + R"({"mid":"7","text":{}})" +
                               std::string(realtime::frame_end);
            auto const payload = cut + whole;
            auto const got = realtime::decode_text(payload);
            BOOST_TEST(got.messages.size() == 1u);
            auto const part = unit.size() - 1 + realtime::frame_begin.size();
            BOOST_TEST(got.refused_count == cut.size() / part);
            BOOST_TEST_REQUIRE(!got.refused.empty());
            BOOST_TEST(got.refused[0].offset == 0u);
            BOOST_TEST(got.refused[0].size == part);
        }
    }
}

BOOST_AUTO_TEST_CASE(each_of_many_broken_frames_is_counted) {
    for (std::string_view const unit :
         {"<x>", "<{>", "<[>", "<{\"a\":\"\n>", "<[\"\\x>", "<[[[[1 1>", "<{}>"}) {
        BOOST_TEST_CONTEXT(unit) {
            auto const payload = filled(unit);
            auto const frames = payload.size() / (unit.size() - 2 + 24);
            auto const got = realtime::decode_text(payload);
            BOOST_TEST(got.messages.empty());
            BOOST_TEST(got.refused_count == frames);
            BOOST_TEST(got.refused.size() == b24pull::limits::refused_parts);
            BOOST_TEST(got.refused[1].offset == got.refused[0].size);
        }
    }
    auto const empty = realtime::decode_text(filled("<>"));
    BOOST_TEST((empty.messages.empty() && empty.refused_count == 0));
}

// Each string of one frame is ended by the next frame's: the text after a broken frame is read a second time.
BOOST_AUTO_TEST_CASE(strings_open_over_frames_are_read_to_their_end) {
    for (std::string_view const unit : {"<\">", "<[\">", "<{\"a\":\">", "<[\"\",\">", "<[\"<\">"}) {
        BOOST_TEST_CONTEXT(unit) {
            auto const payload = filled(unit);
            auto const got = realtime::decode_text(payload);
            BOOST_TEST(got.messages.empty());
            BOOST_TEST(got.refused_count != 0u);
            BOOST_TEST(got.refused_count <= payload.size() / 12);
            BOOST_TEST(got.refused[0].offset == 0u);
        }
    }
    // One open string before many whole frames costs nothing but itself.
    auto const whole = filled("<{\"text\":{}}>");
    auto const got = realtime::decode_text(std::string(realtime::frame_begin) + "{\"a\":\"" + whole);
    BOOST_TEST(got.messages.size() == whole.size() / 35);
    BOOST_TEST(got.refused_count == 1u);
}

BOOST_AUTO_TEST_CASE(long_numbers_blanks_and_strings_are_passed_by) {
    for (std::string_view const unit : {"1", " ", "\\\\", "a", "\xd0\xb6", "\\ud83d\\ude00"}) {
        auto const text = filled(unit);
        bool const is_string = unit != "1" && unit != " ";
        auto const value = is_string ? '"' + text + '"' : unit == " " ? text + '1' : text;
        auto const got = realtime::decode_text(R"({"text":{"params":)" + value + "}}");
        BOOST_TEST_REQUIRE(got.messages.size() == 1u, unit);
        BOOST_TEST((got.messages[0].params == (unit == " " ? "1" : value)), unit);
    }
}

BOOST_AUTO_TEST_CASE(elements_beyond_the_limit_on_messages_are_one_part) {
    auto payload = '[' + filled("{\"text\":{}},") + "0]";
    auto const got = realtime::decode_text(payload);
    BOOST_TEST(got.messages.size() == b24pull::limits::messages);
    BOOST_TEST(got.refused_count == 1u);
    BOOST_TEST((got.refused[0].code == protocol_errc::too_many_messages));
}

BOOST_AUTO_TEST_CASE(binary_payloads_of_one_byte_repeated_are_read_to_an_end) {
    for (int byte = 0; byte != 256; ++byte) {
        auto const payload = std::string(64 * 1024, static_cast<char>(byte));
        auto const got = realtime::decode_binary(std::as_bytes(std::span(payload)));
        BOOST_TEST(got.messages.empty(), byte);
        BOOST_TEST(got.channel_statuses.empty(), byte);
        BOOST_TEST(got.refused_count <= 1u, byte);
        for (auto const& part : got.refused) BOOST_TEST(part.size == payload.size(), byte);
    }
}

// A client could publish one to silence what shares its payload.
BOOST_AUTO_TEST_CASE(elements_too_deep_cost_themselves_alone) {
    std::string const deep =
        R"({"mid":"2","command":"x","params":)" + std::string(40, '[') + std::string(40, ']') + '}';
    auto const payload = R"([{"mid":"1","command":"a"}, )" + deep + R"( ,{"mid":"3","command":"b"}])";
    auto const got = b24pull::realtime::decode_text(payload);
    BOOST_TEST_REQUIRE(got.messages.size() == 2u);
    BOOST_TEST(got.messages[0].mid == "1");
    BOOST_TEST(got.messages[1].mid == "3");
    BOOST_TEST_REQUIRE(got.refused.size() == 1u);
    BOOST_TEST((got.refused[0].code == b24pull::protocol_errc::json_too_deep));
    BOOST_TEST(got.refused[0].offset == payload.find(deep));
    BOOST_TEST(got.refused[0].size == deep.size());
    BOOST_TEST(got.refused[0].mid == "2");
}

BOOST_AUTO_TEST_CASE(depth_is_that_of_an_element_not_of_its_batch) {
    std::string const params = std::string(28, '[') + std::string(28, ']');
    auto const packet =
        R"({"jsonrpc":"2.0","method":"incoming.message","params":{"mid":"1","body":{"params":)" + params +
        R"(}}})";
    BOOST_TEST(b24pull::realtime::decode_text(packet).messages.size() == 1u);
    BOOST_TEST(b24pull::realtime::decode_text('[' + packet + ']').messages.size() == 1u);
}

BOOST_AUTO_TEST_CASE(merged_params_obey_the_limit_on_messages) {
    std::string list = "[0";
    for (int i = 0; i != 1000; ++i) list += ",0";
    auto const payload =
        R"({"jsonrpc":"2.0","method":"incoming.message","params":{"mid":"1","body":{"params":)" + list +
        R"(]},"dictionary":{"x":1}}})";
    auto const got = b24pull::realtime::decode_text(payload, {.message = payload.size()});
    BOOST_TEST(got.messages.empty());
    BOOST_TEST_REQUIRE(got.refused.size() == 1u);
    BOOST_TEST((got.refused[0].code == b24pull::protocol_errc::message_too_large));
    BOOST_TEST(got.refused[0].mid == "1");
}

BOOST_AUTO_TEST_SUITE_END()
