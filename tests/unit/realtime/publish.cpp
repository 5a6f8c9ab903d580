#include <b24pull/realtime/publish.hpp>

#include "../../support/protobuf_bytes.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(publish)

// Version 4: what is sent. What is refused is in publish_refused.cpp.
namespace {

using b24pull::error_code;
using b24pull::public_channel;
using b24pull::secret;
using b24pull::usage_errc;
using b24pull::realtime::encode_publications;
using b24pull::realtime::publication;
using b24pull::realtime::receiver;
using support::block;
using support::bytes;
using support::hex;
using support::number;
using namespace std::chrono_literals;

constexpr std::string_view id = "5b3c0de1f2a9487796d0114c8e7ab3f5";
constexpr std::string_view signature = "0c4e19aa73b2d6650f81c7e2935d4ba867f01e2d";
constexpr std::chrono::sys_seconds now{1760441027s};

receiver to(std::string_view public_id, std::string_view proof) { return *receiver::make(public_id, proof); }

public_channel channel_of(std::int64_t user_id, std::string_view public_id, std::string_view proof,
                          std::chrono::seconds left) {
    public_channel out;
    out.user_id = user_id;
    out.public_id = public_id;
    out.signature = secret(proof);
    out.end.instant = now + left;
    return out;
}

std::vector<public_channel> const known{
    channel_of(1, "a1", "01", 0s),
    channel_of(1, "b1", "02", 1s),
    channel_of(2, "a2", "", 100s),
};

std::string encoded(std::vector<publication> const& messages) {
    auto const out = encode_publications(messages, known, now);
    return out ? std::string(support::as_text(*out)) : out.error().code().message();
}

/// The batch of one message.
std::string batch(std::string_view receivers, std::string_view body, std::uint64_t expiry) {
    return block(1, block(1, block(1, std::string(receivers) + block(3, body) + number(4, expiry))));
}

} // namespace

BOOST_AUTO_TEST_CASE(servers_of_version_4_that_allow_it_can_be_published_to) {
    struct row {
        std::int64_t version;
        bool enabled;
        bool allowed;
    };
    constexpr row rows[] = {{0, true, false},  {1, true, false},  {3, true, false},
                            {4, true, true},   {5, true, true},   {100, true, true},
                            {3, false, false}, {4, false, false}, {5, false, false}};
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.version << ' ' << row.enabled) {
            b24pull::server server;
            server.version = static_cast<decltype(server.version)>(row.version);
            server.publish_enabled = row.enabled;
            auto const checked = b24pull::realtime::check_publishing(server);
            BOOST_TEST(checked.has_value() == row.allowed);
            if (!checked) BOOST_TEST(checked.error().code() == error_code(usage_errc::publishing_disabled));
        }
}

BOOST_AUTO_TEST_CASE(publication_is_encoded_byte_by_byte) {
    publication const message{
        .channels = {to(id, signature)}, .module_id = "a", .command = "b", .expiry = 300s};
    BOOST_TEST(
        hex(encoded({message})) ==
        hex(bytes(
            "0a5e 0a5c 0a5a"
            "0a28 0a10 5b3c0de1f2a9487796d0114c8e7ab3f5 1a14 0c4e19aa73b2d6650f81c7e2935d4ba867f01e2d"
            "1a2b 7b226d6f64756c655f6964223a2261222c22636f6d6d616e64223a2262222c22706172616d73223a7b7d7d"
            "20ac02")));
}

BOOST_AUTO_TEST_CASE(users_come_before_channels_by_what_lives) {
    publication const message{.users = {2, 1, 2}, .channels = {to("cc", "dd"), to("ab", "")}};
    BOOST_TEST(hex(encoded({message})) ==
               hex(batch(bytes("0a05 0a01a2 1a00  0a06 0a01b1 1a0102  0a05 0a01a2 1a00"
                               "0a06 0a01cc 1a01dd  0a05 0a01ab 1a00"),
                         R"({"module_id":"","command":"","params":{}})", 0)));
}

BOOST_AUTO_TEST_CASE(messages_share_one_request_in_their_order) {
    auto const receivers = block(1, bytes("0a01cc 1a00"));
    auto const one = [&](std::string_view body, std::uint64_t expiry) {
        return block(1, receivers + block(3, body) + number(4, expiry));
    };
    publication first{.channels = {to("cc", "")}, .module_id = "m", .command = "x", .params = "[1]"};
    publication second{.channels = {to("cc", "")}, .command = "y", .params = R"({"a":null})", .expiry = 60s};
    BOOST_TEST(encoded({first, second}) ==
               block(1, block(1, one(R"({"module_id":"m","command":"x","params":[1]})", 0) +
                                     one(R"({"module_id":"","command":"y","params":{"a":null}})", 60))));
}

BOOST_AUTO_TEST_CASE(expiry_is_that_of_the_message_or_zero) {
    struct row {
        std::optional<std::chrono::seconds> given;
        std::uint64_t written;
    };
    constexpr row rows[] = {{{}, 0}, {0s, 0}, {1s, 1}, {60s, 60}, {86400s, 86400}, {4294967295s, 4294967295}};
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.written) {
            publication const message{.channels = {to("cc", "")}, .expiry = row.given};
            BOOST_TEST(hex(encoded({message})) ==
                       hex(batch(bytes("0a05 0a01cc 1a00"), R"({"module_id":"","command":"","params":{}})",
                                 row.written)));
        }
}

BOOST_AUTO_TEST_CASE(texts_are_escaped_as_little_as_can_be) {
    struct row {
        std::string_view what;
        std::string text;
        std::string_view written;
    };
    row const rows[] = {
        {"plain", "a.b_c-1", "a.b_c-1"},
        {"slash", "a/b", "a/b"},
        {"quote and backslash", R"("\)", R"(\"\\)"},
        {"named control characters", "\b\f\n\r\t", R"(\b\f\n\r\t)"},
        {"other control characters", std::string("\0\x01\x0b\x1f", 4), R"(\u0000\u0001\u000b\u001f)"},
        {"delete", "\x7f", "\x7f"},
        {"non-ASCII", "Жé\u2028😀", "Жé\u2028😀"},
        {"markup", "<&>'", "<&>'"},
    };
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.what) {
            auto const text = std::string(row.written);
            publication const message{.channels = {to("cc", "")}, .module_id = row.text, .command = row.text};
            BOOST_TEST(encoded({message}) ==
                       batch(bytes("0a05 0a01cc 1a00"),
                             R"({"module_id":")" + text + R"(","command":")" + text + R"(","params":{}})",
                             0));
        }
}

BOOST_AUTO_TEST_CASE(params_are_sent_as_they_are) {
    for (std::string const params :
         {"{}", "[]", " { \"a\" : 1.0 ,\n\"b\":\"\\u0416\\/Ж😀\" }\t", "[[],{}]", R"({"a":1,"a":2})"}) {
        publication const message{.channels = {to("cc", "")}, .params = params};
        BOOST_TEST(encoded({message}) == batch(bytes("0a05 0a01cc 1a00"),
                                               R"({"module_id":"","command":"","params":)" + params + '}',
                                               0));
    }
}

BOOST_AUTO_TEST_CASE(body_over_16_kib_has_lengths_of_three_bytes) {
    auto const params = R"({"text":")" + std::string(16400, 'x') + "\"}";
    publication const message{.channels = {to("cc", "")}, .params = params};
    auto const out = encoded({message});
    BOOST_TEST((out == batch(bytes("0a05 0a01cc 1a00"),
                             R"({"module_id":"","command":"","params":)" + params + '}', 0)));
    BOOST_TEST((out.substr(1, 3) == support::varint(out.size() - 4)));
}

BOOST_AUTO_TEST_CASE(statistics_are_asked_for_with_signatures) {
    std::vector<receiver> const channels{to(id, signature), to("c1a0ffee00112233445566778899aabb", "")};
    auto const out = b24pull::realtime::encode_channel_stats_request(channels);
    BOOST_TEST_REQUIRE(out.has_value());
    BOOST_TEST(
        hex(*out) ==
        hex(bytes("0a42 1240"
                  "0a28 0a10 5b3c0de1f2a9487796d0114c8e7ab3f5 1a14 0c4e19aa73b2d6650f81c7e2935d4ba867f01e2d"
                  "0a14 0a10 c1a0ffee00112233445566778899aabb 1a00")));
}

BOOST_AUTO_TEST_SUITE_END()
