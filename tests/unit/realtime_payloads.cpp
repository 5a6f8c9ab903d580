#include <b24pull/realtime/decode.hpp>

#include "../support/config_bodies.hpp"

#include <b24pull/realtime/duplicates.hpp>
#include <b24pull/realtime/presence.hpp>
#include <b24pull/realtime/publish.hpp>
#include <b24pull/realtime/resume_point.hpp>
#include <b24pull/realtime/system_command.hpp>

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(realtime_payloads)

// Payloads of every kind as whole files, and what they say from end to end.
namespace {

namespace realtime = b24pull::realtime;
using support::fixture;

std::string unhexed(std::string_view hex) {
    std::string digits, out;
    for (char const c : hex)
        if (c != '\n') digits += c;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
        out += static_cast<char>(b24pull::detail::hex_digit(digits[i]) * 16 +
                                 b24pull::detail::hex_digit(digits[i + 1]));
    return out;
}

/// One line for each message.
std::string described(realtime::decoded const& got) {
    std::string out;
    for (auto const& message : got.messages)
        out += message.mid + ' ' + message.module_id + ' ' + message.command + ' ' +
               boost::json::serialize(message.params_value()) + '\n';
    return out;
}

/// One line for each refused part.
std::string refused(realtime::decoded const& got) {
    std::string out;
    for (auto const& part : got.refused)
        out += part.code.message() + " at '" + std::string(part.path) + "' of '" + part.mid + "'\n";
    return out;
}

constexpr auto kinds = {std::pair{"realtime_frames.txt", realtime::payload_kind::text},
                        {"realtime_frames_broken.txt", realtime::payload_kind::text},
                        {"realtime_array.json", realtime::payload_kind::text},
                        {"realtime_rpc_batch.json", realtime::payload_kind::text},
                        {"realtime_binary.hex", realtime::payload_kind::binary}};

} // namespace

BOOST_AUTO_TEST_CASE(frames_are_read) {
    auto const got = realtime::decode_text(fixture("realtime_frames.txt"));
    BOOST_TEST(described(got) ==
               "17100000010000000000000101 crm dealUpdated {\"ID\":5,\"TITLE\":\"Сделка 😀\"}\n"
               "17100000010000000000000102 application note {}\n"
               "17100000010000000000000103 application note {\"text\":\"ends with #!NGINXNME!#\"}\n");
    BOOST_TEST(refused(got) == "");
    BOOST_TEST(got.messages[0].server_time().value() == 1710000001.25);
    BOOST_TEST(!got.messages[1].server_time().has_value());
    realtime::resume_point at;
    for (auto const& message : got.messages) at.advance(message);
    BOOST_TEST(
        (at == realtime::resume_point{"17100000010000000000000103", "103", "Sat, 09 Mar 2024 16:00:02 GMT"}));
}

BOOST_AUTO_TEST_CASE(broken_frames_cost_themselves_alone) {
    auto const text = fixture("realtime_frames_broken.txt");
    auto const got = realtime::decode_text(text);
    BOOST_TEST(described(got) == "17100000010000000000000105 crm whole {}\n");
    BOOST_TEST(refused(got) == "the text is not JSON at '' of ''\n"
                               "the text is not JSON at '' of ''\n"
                               "a value is of the wrong type at 'text' of '17100000010000000000000107'\n"
                               "a frame has no end marker at '' of ''\n");
    for (auto const& part : got.refused)
        BOOST_TEST(std::string_view(text).substr(part.offset, part.size).starts_with("#!NGINXNMS!#"));
    BOOST_TEST(got.refused[3].offset + got.refused[3].size == text.size());
}

BOOST_AUTO_TEST_CASE(array_is_read) {
    auto const got = realtime::decode_text(fixture("realtime_array.json"));
    BOOST_TEST(described(got) == "17100000020000000000000201 tasks task_add {\"TASK_ID\":77}\n"
                                 " pull config_expire {}\n");
    BOOST_TEST(refused(got) == "a value is of the wrong type at 'text' of '17100000020000000000000203'\n");
    BOOST_TEST(got.messages[0].server_time().value() == 1710000061.0);
    auto const command = realtime::read_system_command(got.messages[1]);
    BOOST_TEST((command && std::holds_alternative<realtime::config_expire>(*command)));
}

BOOST_AUTO_TEST_CASE(batch_of_packets_is_read) {
    auto const got = realtime::decode_text(fixture("realtime_rpc_batch.json"));
    BOOST_TEST(described(got) ==
               "17100000030000000000000301 im messageChat {\"counter\":5,\"users\":{\"7\":\"A\"}}\n"
               "17100000030000000000000302 myapp ring {\"line\":1}\n");
    BOOST_TEST(refused(got) == "");
    BOOST_TEST((got.messages[0].sender.type == realtime::sender_type::backend));
    BOOST_TEST(got.messages[0].rpc_id == "");
    BOOST_TEST((got.messages[1].sender.type == realtime::sender_type::client));
    BOOST_TEST(got.messages[1].sender.id == "aaaa0003aaaa0003aaaa0003aaaa0003");
    BOOST_TEST(got.messages[1].rpc_id == "21");
    BOOST_TEST_REQUIRE(got.answers.size() == 2u);
    std::vector<realtime::last_seen> const seen{{7, std::chrono::seconds{0}}, {8, std::chrono::seconds{120}}};
    BOOST_TEST((realtime::read_users_last_seen(got.answers[0]).value() == seen));
    BOOST_TEST(got.answers[1].id.value() == 5u);
    BOOST_TEST(got.answers[1].error.value().code == -32602);
    BOOST_TEST_REQUIRE(got.requests.size() == 1u);
    BOOST_TEST(got.requests[0].method + ' ' + got.requests[0].id == "something.later 22");
}

BOOST_AUTO_TEST_CASE(binary_payload_is_read) {
    auto const bytes = unhexed(fixture("realtime_binary.hex"));
    auto const got = realtime::decode_binary(std::as_bytes(std::span(bytes)));
    BOOST_TEST(described(got) == "17100000040000000000000401 crm dealUpdated {\"ID\":5,\"NAME\":\"Сделка\"}\n"
                                 "17100000040000000000000402 myapp ring {\"line\":1}\n"
                                 "17100000040000000000000402 myapp ring {\"line\":1}\n");
    BOOST_TEST(refused(got) == "a value is of the wrong type at 'body' of '17100000040000000000000403'\n");
    BOOST_TEST((got.messages[0].sender.type == realtime::sender_type::backend));
    BOOST_TEST((got.messages[1].sender.type == realtime::sender_type::client));
    BOOST_TEST(got.messages[1].sender.id == "aaaa0003aaaa0003aaaa0003aaaa0003");
    BOOST_TEST_REQUIRE(got.channel_statuses.size() == 2u);
    BOOST_TEST((got.channel_statuses[0].is_online && !got.channel_statuses[1].is_online));
    realtime::duplicate_window window;
    std::size_t delivered = 0;
    for (auto const& message : got.messages) delivered += window.admit(message.mid) ? 1u : 0u;
    BOOST_TEST(delivered == 2u);
    BOOST_TEST(window.suppressed() == 1u);
}

BOOST_AUTO_TEST_CASE(publication_is_written) {
    b24pull::public_channel known;
    known.user_id = 7;
    known.public_id = "aaaa0003aaaa0003aaaa0003aaaa0003";
    known.signature = b24pull::secret("bbbb0003bbbb0003bbbb0003bbbb0003bbbb0003");
    known.end.instant = std::chrono::sys_seconds::max();
    realtime::publication ring{
        .users = {7}, .module_id = "myapp", .command = "ring", .params = R"({"line":1})"};
    ring.expiry = std::chrono::seconds{60};
    auto const bytes = realtime::encode_publications({&ring, 1}, {&known, 1}, {}).value();
    std::string_view const text(reinterpret_cast<char const*>(bytes.data()), bytes.size());
    BOOST_TEST((text == unhexed(fixture("realtime_publish.hex"))));
}

BOOST_AUTO_TEST_CASE(every_payload_read_in_two_pieces_gives_the_same) {
    for (auto const& [file, kind] : kinds) {
        auto const text = fixture(file);
        auto const payload = kind == realtime::payload_kind::binary ? unhexed(text) : text;
        realtime::payload_reader reader;
        reader.write(payload);
        auto const whole = reader.finish(kind);
        std::size_t different = 0;
        for (std::size_t cut = 0; cut <= payload.size(); ++cut) {
            reader.write(std::string_view(payload).substr(0, cut));
            reader.write(std::string_view(payload).substr(cut));
            auto const& got = reader.finish(kind);
            bool const same = described(got) == described(whole) && refused(got) == refused(whole);
            different += same ? 0u : 1u;
        }
        BOOST_TEST(different == 0u, file);
    }
}

BOOST_AUTO_TEST_SUITE_END()
