#include <b24pull/realtime/decode.hpp>

#include "../../support/response_batch.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(decode_binary_wire)

// What the wire format allows and the server does not do, and what is broken in it.
namespace {

using b24pull::error_code;
using b24pull::protocol_errc;
using b24pull::realtime::decode_limits;
using b24pull::realtime::decoded;
using b24pull::realtime::sender_type;
using namespace response_batch;

constexpr std::string_view body = R"({"command":"c"})";
constexpr auto truncated = protocol_errc::truncated_payload;
constexpr auto invalid = protocol_errc::invalid_protobuf;

/// One line for all that was found.
std::string summary(decoded const& got) {
    std::string out;
    for (auto const& message : got.messages)
        out += message.command + '@' + message.mid + " from " +
               std::to_string(static_cast<int>(message.sender.type)) + ' ' + message.sender.id + "; ";
    for (auto const& status : got.channel_statuses)
        out += status.public_id + (status.is_private ? " private" : "") +
               (status.is_online ? " online; " : "; ");
    if (got.refused_count != 0) out += "refused " + std::to_string(got.refused_count);
    return out;
}

void check_refused_whole(std::string_view payload, error_code const& code, decode_limits const& limits = {}) {
    auto const got = decode(payload, limits);
    BOOST_TEST(got.messages.empty());
    BOOST_TEST(got.channel_statuses.empty());
    BOOST_TEST(got.refused_count == 1u);
    BOOST_TEST_REQUIRE(got.refused.size() == 1u);
    BOOST_TEST(got.refused[0].code == code);
    BOOST_TEST((got.refused[0].offset == 0u && got.refused[0].size == payload.size()));
    BOOST_TEST((got.refused[0].path.empty() && got.refused[0].mid.empty()));
}

/// Fields 100 to 104 in every wire type, with a group inside a group.
std::string const unknown = bytes("a006 8101"
                                  "a906 0102030405060708"
                                  "b206 03 0a0110"
                                  "bb06 0a01 2a 0b 10 01 0c bc06"
                                  "c506 0a0b0c0d");

/// A message in a Response in a batch, `more` before, between and after the fields at each level.
std::string strewn(std::string const& more) {
    auto const from = more + number(1, 1) + more + block(2, bytes(channel)) + more;
    auto const message = more + block(1, id) + more + block(2, body) + more + sender(from) + more;
    auto const status = more + block(1, bytes(channel)) + more + number(2, 1) + more + number(3, 1) + more;
    return more + block(1, more + block(1, more + block(1, message) + more) + more) + more +
           block(1, more + block(2, more + block(1, status) + more) + more) + more;
}

std::string const strewn_summary = "c@" + std::string(mid) + " from 1 " + std::string(channel) + "; " +
                                   std::string(channel) + " private online; ";

} // namespace

BOOST_AUTO_TEST_CASE(unknown_fields_are_skipped_at_every_level) {
    BOOST_TEST(summary(decode(strewn(""))) == strewn_summary);
    BOOST_TEST(summary(decode(strewn(unknown))) == strewn_summary);
}

BOOST_AUTO_TEST_CASE(known_fields_in_another_wire_type_are_skipped) {
    // Numbers 1 to 5 as fixed64, fixed32 and groups: no level of the schema reads these.
    std::string odd;
    for (unsigned field = 1; field != 6; ++field) {
        odd += support::varint(field * 8 + 1) + "\x0a\x01\x78\x0a\x01\x78\x0a\x01";
        odd += support::varint(field * 8 + 3) + block(1, "x") + support::varint(field * 8 + 4);
        odd += support::varint(field * 8 + 5) + "\x0a\x01\x78\x0a";
    }
    BOOST_TEST(summary(decode(strewn(odd))) == strewn_summary);

    struct row {
        std::string_view what;
        std::string payload;
        std::string_view expected;
    };
    row const rows[] = {
        {"responses as a number", number(1, 5), ""},
        {"messages of a response as a number", block(1, number(1, 5) + number(2, 5)), ""},
        {"message as a number", block(1, block(1, number(1, 5))), ""},
        {"channel as a number", block(1, block(2, number(1, 5))), ""},
        {"id as a number", response({block(1, "a") + number(1, 5) + block(2, body)}), "c@61 from 0 ; "},
        {"body as a number", response({block(2, body) + number(2, 5)}), "c@ from 0 ; "},
        {"sender as a number", response({outgoing("", body, number(5, 1))}), "c@ from 0 ; "},
        {"type as a text", response({outgoing("", body, sender(number(1, 1) + block(1, "b")))}),
         "c@ from 1 ; "},
        {"sender's id as a number", response({outgoing("", body, sender(block(2, "b") + number(2, 1)))}),
         "c@ from 0 62; "},
        {"channel's id as a number", statistics({block(1, "a") + number(1, 5)}), "61; "},
        {"flags as texts", statistics({block(2, "\x01") + block(3, "\x01")}), "; "},
        {"expiry and created as texts", response({outgoing("", body, block(3, "x") + block(4, "y"))}),
         "c@ from 0 ; "},
    };
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.what) {
            BOOST_TEST(summary(decode(row.payload)) == row.expected);
        }
}

BOOST_AUTO_TEST_CASE(fields_come_in_any_order_and_the_last_counts) {
    auto const client = sender(block(2, "b") + number(1, 1));
    struct row {
        std::string_view what;
        std::string message;
        std::string_view expected;
    };
    row const rows[] = {
        {"backwards", client + block(2, body) + block(1, "a"), "c@61 from 1 62; "},
        {"sender first", client + block(1, "a") + block(2, body), "c@61 from 1 62; "},
        {"last id", outgoing("x", body, block(1, "a")), "c@61 from 0 ; "},
        {"last id is empty", outgoing("x", body, block(1, "")), "c@ from 0 ; "},
        {"last body", outgoing("a", R"({"command":"x"})", block(2, body)), "c@61 from 0 ; "},
        {"broken body before", outgoing("a", "{", block(2, body)), "c@61 from 0 ; "},
        {"broken body last", outgoing("a", body, block(2, "{")), "refused 1"},
        {"overlong id before", outgoing(std::string(65, 'x'), body, block(1, "a")), "c@61 from 0 ; "},
        {"last type", outgoing("", body, sender(number(1, 2) + number(1, 1))), "c@ from 1 ; "},
        {"last sender's id", outgoing("", body, sender(block(2, "x") + block(2, "b"))), "c@ from 0 62; "},
        {"sender merged", outgoing("", body, sender(number(1, 1)) + sender(block(2, "b"))), "c@ from 1 62; "},
        {"sender's last type merged", outgoing("", body, client + sender(number(1, 2))), "c@ from 2 62; "},
        {"empty sender merged", outgoing("", body, client + sender("")), "c@ from 1 62; "},
    };
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.what) {
            BOOST_TEST(summary(decode(response({row.message}))) == row.expected);
        }
}

BOOST_AUTO_TEST_CASE(embedded_messages_that_come_twice_are_merged) {
    auto const first = block(1, outgoing("1", body)), second = block(1, outgoing("2", body));
    BOOST_TEST(summary(decode(block(1, block(1, first) + block(1, second)))) ==
               "c@31 from 0 ; c@32 from 0 ; ");
    auto const one = block(1, block(1, "1")), two = block(1, block(1, "2"));
    BOOST_TEST(summary(decode(block(1, block(2, one) + block(2, two)))) == "31; 32; ");
}

BOOST_AUTO_TEST_CASE(last_of_two_commands_in_a_response_counts_at_least) {
    auto const messages = block(1, block(1, outgoing("1", body))),
               channels = block(2, block(1, block(1, "2")));
    auto const statistics_last = decode(block(1, messages + channels));
    BOOST_TEST(statistics_last.channel_statuses.size() == 1u);
    BOOST_TEST(statistics_last.refused_count == 0u);
    auto const messages_last = decode(block(1, channels + messages));
    BOOST_TEST(messages_last.messages.size() == 1u);
    BOOST_TEST(messages_last.refused_count == 0u);
}

BOOST_AUTO_TEST_CASE(every_prefix_delivers_whole_responses_or_nothing) {
    auto const unknown_at_the_end = block(9, "x");
    std::vector<std::string> const pieces{
        response({outgoing(id, body, sender(number(1, 1) + block(2, bytes(channel)))), outgoing("2", body)}),
        statistics({block(1, bytes(channel)) + number(3, 1)}),
        response({outgoing("3", R"({"params":")" + std::string(200, 'x') + "\"}", unknown)}),
        unknown,
        response({}),
        response({outgoing("4", body)}),
        unknown_at_the_end,
    };
    std::string payload;
    std::map<std::size_t, std::string> whole{{0, ""}}; // what the prefixes mean that end where a field ends
    for (auto const& piece : pieces) {
        payload += piece;
        whole[payload.size()] = summary(decode(payload));
    }
    // The fields of `unknown` are fields of the batch, too.
    auto const strewn_at = pieces[0].size() + pieces[1].size() + pieces[2].size();
    for (std::size_t const end : {4u, 14u, 20u, 31u}) whole[strewn_at + end] = whole[strewn_at];
    BOOST_TEST(whole[payload.size()] != "");
    for (std::size_t size = 0; size <= payload.size(); ++size) BOOST_TEST_CONTEXT(size) {
            auto const prefix = payload.substr(0, size);
            if (auto const at = whole.find(size); at != whole.end())
                BOOST_TEST(summary(decode(prefix)) == at->second);
            else check_refused_whole(prefix, truncated);
        }
}

BOOST_AUTO_TEST_CASE(broken_bytes_at_any_level_refuse_the_payload_whole) {
    struct row {
        std::string_view what;
        std::string bytes;
        error_code code;
    };
    row const rows[] = {
        {"field number zero", bytes("00"), invalid},
        {"wire type six", bytes("0e"), invalid},
        {"wire type seven", bytes("0f"), invalid},
        {"end of a group that has not begun", bytes("0c"), invalid},
        {"group that ends as another", bytes("bb06 c406"), invalid},
        {"tag beyond 32 bits", bytes("8880808010 00"), invalid},
        {"varint of eleven bytes", bytes("f806 8080808080808080808000"), invalid},
        {"group without an end", bytes("bb06 0801"), truncated},
        {"groups too deep", std::string(17, '\x7b') + std::string(17, '\x7c'),
         protocol_errc::nested_too_deep},
        {"tag without a value", bytes("a006"), truncated},
        {"length beyond the rest", bytes("b206 05 61"), truncated},
        {"greatest length", bytes("b206 ffffffffffffffffff01 61"), truncated},
        {"fixed32 cut", bytes("c506 010203"), truncated},
        {"fixed64 cut", bytes("a906 01020304050607"), truncated},
    };
    auto const before = response({outgoing("1", body)});
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.what) {
            auto const& broken = row.bytes;
            BOOST_TEST_CONTEXT("batch") check_refused_whole(before + broken, row.code);
            BOOST_TEST_CONTEXT("response") check_refused_whole(before + block(1, broken) + before, row.code);
            for (unsigned command : {1u, 2u}) BOOST_TEST_CONTEXT("command " << command) {
                    check_refused_whole(before + block(1, block(command, broken)) + before, row.code);
                    check_refused_whole(before + block(1, block(command, block(1, broken))) + before,
                                        row.code);
                }
            BOOST_TEST_CONTEXT("sender")
            check_refused_whole(before + response({outgoing("2", body, sender(broken))}) + before, row.code);
        }
}

BOOST_AUTO_TEST_CASE(message_refused_before_does_not_outlive_broken_bytes) {
    check_refused_whole(response({outgoing("1", "x"), outgoing("2", body)}) + bytes("0a"), truncated);
    check_refused_whole(response({outgoing("1", body), outgoing("2", body)}) + bytes("0a"), truncated,
                        {.messages = 1});
}

BOOST_AUTO_TEST_CASE(groups_nest_as_deep_as_the_limits_say) {
    auto const groups = [](std::size_t depth) {
        return std::string(depth, '\x7b') + std::string(depth, '\x7c') + response({outgoing("1", body)});
    };
    BOOST_TEST(summary(decode(groups(16))) == "c@31 from 0 ; ");
    BOOST_TEST(summary(decode(groups(3), {.groups = 3})) == "c@31 from 0 ; ");
    check_refused_whole(groups(4), protocol_errc::nested_too_deep, {.groups = 3});
    check_refused_whole(groups(1), protocol_errc::nested_too_deep, {.groups = 0});
}

BOOST_AUTO_TEST_CASE(damaged_payloads_are_delivered_in_part_or_refused_whole) {
    auto const sound = strewn(unknown);
    std::mt19937 random(1860);
    for (int i = 0; i != 20000; ++i) {
        auto damaged = sound;
        for (auto changes = random() % 3 + 1; changes != 0; --changes)
            damaged[random() % damaged.size()] = static_cast<char>(random());
        auto const got = decode(damaged);
        bool const counted = got.refused_count == got.refused.size();
        bool inside = true;
        for (auto const& part : got.refused)
            inside = inside && part.code && part.offset <= damaged.size() &&
                     part.size <= damaged.size() - part.offset;
        BOOST_REQUIRE((counted && inside && got.messages.size() <= 2));
    }
}

BOOST_AUTO_TEST_SUITE_END()
