#include <b24pull/realtime/decode.hpp>

#include "../../support/response_batch.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(decode_binary)

namespace {

using b24pull::realtime::sender_type;
using namespace response_batch;

constexpr std::string_view body = R"({"module_id":"a","command":"b","params":{}})";

/// A message that has to come alone.
b24pull::realtime::message only(std::string_view payload) {
    auto const got = decode(payload);
    BOOST_TEST_REQUIRE(got.messages.size() == 1u);
    BOOST_TEST(got.refused_count == 0u);
    return got.messages.front();
}

void check_nothing(std::string_view payload) {
    auto const got = decode(payload);
    BOOST_TEST(got.messages.empty());
    BOOST_TEST(got.channel_statuses.empty());
    BOOST_TEST(got.refused_count == 0u);
    BOOST_TEST(got.refused.empty());
    BOOST_TEST((got.answers.empty() && got.requests.empty() && !got.ping));
}

} // namespace

BOOST_AUTO_TEST_CASE(incoming_message_is_read_byte_by_byte) {
    auto const message = only(bytes("0a4b 0a49 0a47"
                                    "0a0d 17604410270000000000000352"
                                    "122b 7b226d6f64756c655f6964223a2261222c22636f6d6d616e64223a2262222c2270"
                                    "6172616d73223a7b7d7d"
                                    "183c 25 58cd5459 2a02 0802"));
    BOOST_TEST(message.mid == mid);
    BOOST_TEST(message.module_id == "a");
    BOOST_TEST(message.command == "b");
    BOOST_TEST(message.params == "{}");
    BOOST_TEST(message.extra == "{}");
    BOOST_TEST((message.sender.type == sender_type::backend));
    BOOST_TEST(message.sender.id == "");
    BOOST_TEST((message.tag + message.time + message.rpc_id).empty());
}

BOOST_AUTO_TEST_CASE(statistics_are_read_byte_by_byte) {
    auto const got = decode(bytes("0a32 1230 0a16 0a10 5b3c0de1f2a9487796d0114c8e7ab3f5 1000 1801"
                                  "          0a16 0a10 c1a0ffee00112233445566778899aabb 1000 1800"));
    BOOST_TEST(got.messages.empty());
    BOOST_TEST(got.refused_count == 0u);
    BOOST_TEST_REQUIRE(got.channel_statuses.size() == 2u);
    BOOST_TEST(got.channel_statuses[0].public_id == channel);
    BOOST_TEST((!got.channel_statuses[0].is_private && got.channel_statuses[0].is_online));
    BOOST_TEST(got.channel_statuses[1].public_id == "c1a0ffee00112233445566778899aabb");
    BOOST_TEST((!got.channel_statuses[1].is_private && !got.channel_statuses[1].is_online));
}

BOOST_AUTO_TEST_CASE(what_holds_no_event_gives_none) {
    struct row {
        std::string_view what;
        std::string_view digits;
    };
    constexpr row rows[] = {
        {"no bytes", ""},
        {"response without a command", "0a00"},
        {"empty messages", "0a02 0a00"},
        {"overlong varints", "8a00 828000 0a00"},
        {"empty statistics", "0a02 1200"},
        {"server statistics", "0a0f 1a0d 0a0b 5b7b22706964223a317d5d"},
        {"later field 4", "0a0e 220c 7b226f6b223a747275657d20"},
        {"server statistics that are no message", "0a05 1a03 ffffff"},
        {"several responses", "0a00 0a02 0a00 0a00 0a02 1200"},
    };
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.what) check_nothing(bytes(row.digits));
}

BOOST_AUTO_TEST_CASE(messages_come_in_the_order_of_the_payload) {
    auto const event = [](char name) {
        return outgoing(bytes("0" + std::string(1, name)), std::string(R"({"command":")") + name + "\"}");
    };
    auto const payload = response({event('1'), event('2')}) + statistics({block(1, bytes("aa"))}) +
                         response({event('3')}) + response({}) + response({event('1')});
    auto const got = decode(payload);
    std::string order;
    for (auto const& message : got.messages) order += message.command + '=' + message.mid + ' ';
    BOOST_TEST(order == "1=01 2=02 3=03 1=01 "); // duplicates included
    BOOST_TEST(got.channel_statuses.size() == 1u);
    BOOST_TEST(got.refused_count == 0u);
}

BOOST_AUTO_TEST_CASE(sender_is_read_where_there_is_one) {
    struct row {
        std::string_view what;
        std::string content;
        sender_type type;
        std::string_view id;
    };
    auto const client = block(2, bytes(channel));
    row const rows[] = {
        {"absent", "", sender_type::unknown, ""},
        {"empty", sender(""), sender_type::unknown, ""},
        {"client", sender(number(1, 1) + client), sender_type::client, channel},
        {"client, the id first", sender(client + number(1, 1)), sender_type::client, channel},
        {"client without an id", sender(number(1, 1)), sender_type::client, ""},
        {"backend", sender(number(1, 2)), sender_type::backend, ""},
        {"backend with an empty id", sender(number(1, 2) + block(2, "")), sender_type::backend, ""},
        {"id alone", sender(client), sender_type::unknown, channel},
        {"explicit unknown", sender(number(1, 0)), sender_type::unknown, ""},
        {"later type", sender(number(1, 3)), sender_type::unknown, ""},
        {"negative type", sender(number(1, 0xffffffffffffffff)), sender_type::unknown, ""},
        {"longest id", sender(block(2, std::string(64, '\x7f'))), sender_type::unknown,
         "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f"
         "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f"},
        {"id beyond any", sender(number(1, 1) + block(2, std::string(65, 'x'))), sender_type::client, ""},
    };
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.what) {
            auto const message = only(response({outgoing(id, body, row.content)}));
            BOOST_TEST((message.sender.type == row.type));
            BOOST_TEST(message.sender.id == row.id);
        }
}

BOOST_AUTO_TEST_CASE(sender_of_the_body_is_not_believed) {
    constexpr std::string_view claim = R"({"extra":{"sender":{"type":2,"id":"ff"}}})";
    auto const client = only(response({outgoing(id, claim, sender(number(1, 1)))}));
    BOOST_TEST((client.sender.type == sender_type::client));
    BOOST_TEST(client.sender.id == "");
    BOOST_TEST(client.extra == R"({"sender":{"type":2,"id":"ff"}})");
    BOOST_TEST((only(response({outgoing(id, claim)})).sender.type == sender_type::unknown));
}

BOOST_AUTO_TEST_CASE(id_of_any_length_becomes_digits) {
    struct row {
        std::string_view what;
        std::string digits;
    };
    row const rows[] = {
        {"empty", ""},
        {"one byte", "0a"},
        {"all digits", "0123456789abcdef"},
        {"13 bytes", std::string(mid)},
        {"16 bytes", "fedcba98765432100123456789abcdef"},
        {"highest bytes", "80ff7f00"},
        {"longest", std::string(128, '9')},
    };
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.what) {
            BOOST_TEST(only(response({outgoing(bytes(row.digits), body)})).mid == row.digits);
        }
    BOOST_TEST(only(response({block(2, body)})).mid == "");
}

BOOST_AUTO_TEST_CASE(body_gives_its_texts_exactly) {
    struct row {
        std::string_view body;
        std::string_view module_id, command, params, extra;
    };
    constexpr row rows[] = {
        {R"({"module_id":"CRM","command":"dealUpdated","params":{"ID":7},"extra":{"server_time_unix":1.5}})",
         "crm", "dealUpdated", R"({"ID":7})", R"({"server_time_unix":1.5})"},
        {" {\r\n\t\"params\" : { \"a\" : 1.0 ,\n\"b\":\"\\u0416\\/\" } , \"extra\":[ 1 ] } ", "", "",
         "{ \"a\" : 1.0 ,\n\"b\":\"\\u0416\\/\" }", "[ 1 ]"},
        {R"({"params":[],"extra":[]})", "", "", "[]", "[]"},
        {R"({"params":null,"extra":null,"module_id":null,"command":null})", "", "", "null", "{}"},
        {R"({"params":"Жé😀","command":"ё\u0451\n\"\\"})", "", "ёё\n\"\\", R"("Жé😀")", "{}"},
        {R"({"params":-1.5e-3,"extra":7})", "", "", "-1.5e-3", "{}"},
        {R"({})", "", "", "{}", "{}"},
        {R"({"other":{"module_id":"x"},"MODULE_ID":"y","text":[{}]})", "", "", "{}", "{}"},
        {R"({"m\u006fdule_id":"\u004dY.App_2","Command":"c"})", "my.app_2", "", "{}", "{}"},
        {R"({"command":"a","command":"b","params":1,"params":{"z":2}})", "", "b", R"({"z":2})", "{}"},
    };
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.body) {
            auto const message = only(response({outgoing(id, row.body)}));
            BOOST_TEST(message.module_id == row.module_id);
            BOOST_TEST(message.command == row.command);
            BOOST_TEST(message.params == row.params);
            BOOST_TEST(message.extra == row.extra);
        }
}

BOOST_AUTO_TEST_CASE(body_over_16_kib_is_delivered) {
    auto const text = '"' + std::string(16400, 'x') + '"';
    auto const payload = response({outgoing(id, R"({"params":{"text":)" + text + "}}")});
    BOOST_TEST((payload.substr(1, 3) == support::varint(payload.size() - 4))); // lengths of three bytes
    BOOST_TEST((only(payload).params == R"({"text":)" + text + '}'));
}

BOOST_AUTO_TEST_CASE(only_ascii_letters_of_a_module_change) {
    constexpr std::string_view odd = R"({"module_id":"AZaz@[`{ÀЖ_09"})";
    BOOST_TEST(only(response({outgoing(id, odd)})).module_id == "azaz@[`{ÀЖ_09");
}

BOOST_AUTO_TEST_CASE(flags_of_channels_default_to_false) {
    struct row {
        std::string_view what;
        std::string content;
        std::string_view id;
        bool is_private, is_online;
    };
    auto const name = block(1, bytes(channel));
    row const rows[] = {
        {"absent", name, channel, false, false},
        {"empty", "", "", false, false},
        {"zeros", name + number(2, 0) + number(3, 0), channel, false, false},
        {"online", name + number(3, 1), channel, false, true},
        {"private", number(2, 1) + name, channel, true, false},
        {"both", number(3, 1) + number(2, 1) + name, channel, true, true},
        {"any number is true", name + number(2, 256) + number(3, 0x100000000), channel, true, true},
        {"last wins", name + number(2, 1) + number(3, 1) + number(2, 0) + number(3, 0), channel, false,
         false},
        {"last id", block(1, "zz") + name, channel, false, false},
    };
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.what) {
            auto const got = decode(statistics({row.content}));
            BOOST_TEST_REQUIRE(got.channel_statuses.size() == 1u);
            auto const& status = got.channel_statuses.front();
            BOOST_TEST(status.public_id == row.id);
            BOOST_TEST(status.is_private == row.is_private);
            BOOST_TEST(status.is_online == row.is_online);
        }
}

BOOST_AUTO_TEST_CASE(outcome_by_value_is_the_same) {
    auto const payload = response({outgoing(id, body), outgoing(id, "")});
    b24pull::realtime::decoded into;
    b24pull::realtime::decode_binary(payload, into);
    auto const value = b24pull::realtime::decode_binary(payload);
    BOOST_TEST_REQUIRE((value.messages.size() == 1u && into.messages.size() == 1u));
    BOOST_TEST(value.messages.front().params == into.messages.front().params);
    BOOST_TEST((value.refused_count == 1u && into.refused_count == 1u));
}

BOOST_AUTO_TEST_CASE(outcome_that_was_used_before_holds_the_new_payload_alone) {
    b24pull::realtime::decoded out;
    auto const into = [&out](std::string_view payload) {
        b24pull::realtime::decode_binary(std::as_bytes(std::span(payload)), out);
    };
    out.ping = true;
    into(response({outgoing(id, R"({"module_id":"m","command":"c","params":[1],"extra":[2]})",
                            sender(number(1, 2))),
                   outgoing(id, "")}) +
         statistics({""}));
    BOOST_TEST(!out.ping);
    BOOST_TEST((out.messages.size() == 1u && out.refused.size() == 1u && out.channel_statuses.size() == 1u));
    into(response({outgoing("", "{}")}));
    BOOST_TEST((out.refused.empty() && out.refused_count == 0u && out.channel_statuses.empty()));
    BOOST_TEST_REQUIRE(out.messages.size() == 1u);
    auto const& message = out.messages.front();
    BOOST_TEST((message.mid + message.module_id + message.command + message.sender.id).empty());
    BOOST_TEST(message.params + message.extra == "{}{}");
    BOOST_TEST((message.sender.type == sender_type::unknown));
}

BOOST_AUTO_TEST_SUITE_END()
