#include <b24pull/realtime/decode.hpp>

#include "../../support/response_batch.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(decode_binary_refused)

// Messages that are refused one by one, and what that costs the others: nothing.
namespace {

using b24pull::error_code;
using b24pull::protocol_errc;
using b24pull::realtime::decode_limits;
using b24pull::realtime::decoded;
using b24pull::realtime::refused_part;
using namespace response_batch;

constexpr std::string_view good = R"({"command":"c"})";

std::string commands(decoded const& got) {
    std::string out;
    for (auto const& message : got.messages) out += message.command + '@' + message.mid + ' ';
    return out;
}

/// The bytes that a refused part speaks of.
std::string_view part_of(std::string_view payload, refused_part const& part) {
    return payload.substr(part.offset, part.size);
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

} // namespace

BOOST_AUTO_TEST_CASE(bad_message_is_reported_and_costs_no_other) {
    struct row {
        std::string_view what;
        std::string message;
        error_code code;
        std::string_view path;
        std::string_view mid = response_batch::mid;
    };
    auto const with = [](std::string_view body) { return outgoing(id, body); };
    row const rows[] = {
        {"body null", with("null"), protocol_errc::wrong_type, "body"},
        {"body true", with("true"), protocol_errc::wrong_type, "body"},
        {"body number", with("5"), protocol_errc::wrong_type, "body"},
        {"body string", with(R"("{}")"), protocol_errc::wrong_type, "body"},
        {"body array", with(R"([{"command":"x"}])"), protocol_errc::wrong_type, "body"},
        {"body empty", with(""), protocol_errc::json_incomplete, "body"},
        {"body blank", with(" \n"), protocol_errc::json_incomplete, "body"},
        {"body absent", block(1, id), protocol_errc::json_incomplete, "body"},
        {"body cut", with(R"({"command":"x")"), protocol_errc::json_incomplete, "body"},
        {"body not JSON", with("hello"), protocol_errc::json_syntax, "body"},
        {"body broken", with(R"({"command":x})"), protocol_errc::json_syntax, "body"},
        {"body with more behind", with("{} {}"), protocol_errc::json_syntax, "body"},
        {"body with a zero behind", with(std::string_view("{}\0", 3)), protocol_errc::json_syntax, "body"},
        {"broken UTF-8", with("{\"command\":\"\xc3\x28\"}"), protocol_errc::json_syntax, "body"},
        {"surrogate in UTF-8", with("{\"command\":\"\xed\xa0\x80\"}"), protocol_errc::json_syntax, "body"},
        {"too deep", with(R"({"params":)" + nested(32) + '}'), protocol_errc::json_too_deep, "body"},
        {"id beyond any", outgoing(std::string(65, 'x'), good), protocol_errc::text_too_long, "id", ""},
        {"broken body without an id", block(2, "x"), protocol_errc::json_syntax, "body", ""},
        {"empty message", "", protocol_errc::json_incomplete, "body", ""},
    };
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.what) {
            auto const payload =
                response({outgoing(bytes("aa"), good), row.message, outgoing(bytes("bb"), good)}) +
                response({outgoing(bytes("cc"), good)});
            auto const got = decode(payload);
            BOOST_TEST(commands(got) == "c@aa c@bb c@cc ");
            BOOST_TEST(got.refused_count == 1u);
            BOOST_TEST_REQUIRE(got.refused.size() == 1u);
            auto const& part = got.refused.front();
            BOOST_TEST(part.code == row.code);
            BOOST_TEST(part.path == row.path);
            BOOST_TEST(part.mid == row.mid);
            BOOST_TEST(support::hex(part_of(payload, part)) == support::hex(row.message));
        }
}

BOOST_AUTO_TEST_CASE(names_have_to_be_strings) {
    for (std::string_view const name : {"module_id", "command"})
        for (std::string_view const value : {"5", "true", "{}", "[]"}) {
            auto const body = "{\"" + std::string(name) + "\":" + std::string(value) + '}';
            auto const got = decode(response({outgoing(id, body), outgoing("", good)}));
            BOOST_TEST_CONTEXT(body) {
                BOOST_TEST(commands(got) == "c@ ");
                BOOST_TEST_REQUIRE(got.refused.size() == 1u);
                BOOST_TEST(got.refused[0].code == error_code(protocol_errc::wrong_type));
                BOOST_TEST(got.refused[0].path.ends_with(name));
                BOOST_TEST(got.refused[0].mid == mid);
            }
        }
}

BOOST_AUTO_TEST_CASE(depth_is_that_of_the_limits) {
    auto const payload = response({outgoing("", R"({"params":)" + nested(2) + '}')});
    BOOST_TEST(decode(payload, {.depth = 3}).messages.size() == 1u);
    BOOST_TEST(decode(payload, {.depth = 2}).messages.size() == 0u);
    auto const deepest = response({outgoing("", R"({"params":)" + nested(31) + '}')});
    BOOST_TEST(decode(deepest).messages.size() == 1u);
}

BOOST_AUTO_TEST_CASE(message_counts_with_its_envelope) {
    auto const message = outgoing(id, good, sender(number(1, 2)));
    auto const payload = response({message, outgoing("", good)});
    BOOST_TEST(decode(payload, {.message = message.size()}).messages.size() == 2u);
    auto const got = decode(payload, {.message = message.size() - 1});
    BOOST_TEST(commands(got) == "c@ ");
    BOOST_TEST_REQUIRE(got.refused.size() == 1u);
    BOOST_TEST(got.refused[0].code == error_code(protocol_errc::message_too_large));
    BOOST_TEST(got.refused[0].mid == mid);
    BOOST_TEST((part_of(payload, got.refused[0]) == message));
}

BOOST_AUTO_TEST_CASE(messages_beyond_the_limit_are_refused_as_one_part) {
    auto const payload = response({outgoing("", R"({"command":"1"})"), outgoing("", R"({"command":"2"})")}) +
                         response({outgoing("3", R"({"command":"3"})"), outgoing("4", "")}) +
                         statistics({block(1, channel)});
    auto const got = decode(payload, {.messages = 2});
    BOOST_TEST(commands(got) == "1@ 2@ ");
    BOOST_TEST(got.channel_statuses.empty());
    BOOST_TEST(got.refused_count == 1u);
    BOOST_TEST_REQUIRE(got.refused.size() == 1u);
    BOOST_TEST(got.refused[0].code == error_code(protocol_errc::too_many_messages));
    BOOST_TEST(got.refused[0].mid == "");
    BOOST_TEST((part_of(payload, got.refused[0]).starts_with(block(1, "3"))));
    BOOST_TEST(got.refused[0].offset + got.refused[0].size == payload.size());
}

BOOST_AUTO_TEST_CASE(exactly_as_many_messages_as_the_limit_are_delivered) {
    auto const payload = response({outgoing("", good)}) + statistics({block(1, channel)});
    auto const got = decode(payload, {.messages = 2});
    BOOST_TEST((got.messages.size() == 1u && got.channel_statuses.size() == 1u));
    BOOST_TEST(got.refused_count == 0u);
}

BOOST_AUTO_TEST_CASE(refused_messages_do_not_count_as_messages) {
    auto const payload = response({outgoing("", "x"), outgoing("", "y"), outgoing("", good)});
    auto const got = decode(payload, {.messages = 1});
    BOOST_TEST(commands(got) == "c@ ");
    BOOST_TEST(got.refused_count == 2u);
}

BOOST_AUTO_TEST_CASE(statistics_beyond_the_limit_are_refused) {
    auto const payload = statistics({block(1, "a"), block(1, "b"), block(1, "c")});
    auto const got = decode(payload, {.messages = 1});
    BOOST_TEST(got.channel_statuses.size() == 1u);
    BOOST_TEST_REQUIRE(got.refused.size() == 1u);
    BOOST_TEST(got.refused[0].code == error_code(protocol_errc::too_many_messages));
    BOOST_TEST((part_of(payload, got.refused[0]).starts_with(block(1, "b"))));
}

BOOST_AUTO_TEST_CASE(channel_with_an_id_beyond_any_is_refused) {
    auto const longest = block(1, std::string(256, '\x11')), beyond = block(1, std::string(257, '\x22'));
    auto const payload = statistics({beyond, longest, beyond});
    auto const got = decode(payload);
    BOOST_TEST_REQUIRE(got.channel_statuses.size() == 1u);
    BOOST_TEST(got.channel_statuses[0].public_id == std::string(512, '1'));
    BOOST_TEST_REQUIRE(got.refused.size() == 2u);
    BOOST_TEST(got.refused[0].code == error_code(protocol_errc::text_too_long));
    BOOST_TEST(got.refused[0].path == "id");
    BOOST_TEST((part_of(payload, got.refused[0]) == beyond));
}

BOOST_AUTO_TEST_CASE(refused_parts_are_listed_up_to_the_limit_and_counted_beyond) {
    auto const payload =
        response({outgoing("1", ""), outgoing("2", ""), outgoing("3", ""), outgoing("4", good)});
    auto const got = decode(payload, {.refused = 2});
    BOOST_TEST(got.messages.size() == 1u);
    BOOST_TEST(got.refused_count == 3u);
    BOOST_TEST_REQUIRE(got.refused.size() == 2u);
    BOOST_TEST(got.refused[0].mid == "31");
    BOOST_TEST(got.refused[1].mid == "32");
    auto const none = decode(payload, {.refused = 0});
    BOOST_TEST((none.refused.empty() && none.refused_count == 3u));
}

BOOST_AUTO_TEST_CASE(payload_beyond_the_limit_is_not_looked_at) {
    auto const payload = response({outgoing("", good)});
    BOOST_TEST(decode(payload, {.payload = payload.size()}).messages.size() == 1u);
    auto const got = decode(payload, {.payload = payload.size() - 1});
    BOOST_TEST(got.messages.empty());
    BOOST_TEST_REQUIRE(got.refused.size() == 1u);
    BOOST_TEST(got.refused[0].code == error_code(protocol_errc::payload_too_large));
    BOOST_TEST((got.refused[0].offset == 0u && got.refused[0].size == payload.size()));
}

BOOST_AUTO_TEST_SUITE_END()
