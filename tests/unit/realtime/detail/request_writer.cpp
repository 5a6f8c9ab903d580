#include <b24pull/realtime/detail/request_writer.hpp>

#include "../../../support/protobuf_bytes.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(request_writer)

namespace {

using b24pull::realtime::receiver;
using b24pull::realtime::detail::encode_channel_stats;
using b24pull::realtime::detail::encode_messages;
using b24pull::realtime::detail::wire_message;
using support::block;
using support::bytes;
using support::hex;
using support::number;

constexpr std::string_view id = "5b3c0de1f2a9487796d0114c8e7ab3f5";
constexpr std::string_view signature = "0c4e19aa73b2d6650f81c7e2935d4ba867f01e2d";
constexpr std::string_view other_id = "c1a0ffee00112233445566778899aabb";

receiver to(std::string_view public_id, std::string_view proof) { return *receiver::make(public_id, proof); }

/// The digits without blanks.
std::string packed(std::string_view digits) { return hex(bytes(digits)); }

std::string encoded(std::vector<wire_message> const& messages) {
    auto const out = encode_messages(messages);
    return std::string(support::as_text(out));
}

} // namespace

BOOST_AUTO_TEST_CASE(publication_is_written_byte_by_byte) {
    auto const out = encoded({{{to(id, signature)}, R"({"module_id":"a","command":"b","params":{}})", 300}});
    BOOST_TEST(out.size() == 96u);
    BOOST_TEST(
        hex(out) ==
        packed("0a5e 0a5c 0a5a"
               "0a28 0a10 5b3c0de1f2a9487796d0114c8e7ab3f5"
               "     1a14 0c4e19aa73b2d6650f81c7e2935d4ba867f01e2d"
               "1a2b 7b226d6f64756c655f6964223a2261222c22636f6d6d616e64223a2262222c22706172616d73223a7b7d7d"
               "20ac02"));
}

BOOST_AUTO_TEST_CASE(no_messages_are_an_empty_request) {
    BOOST_TEST(hex(encoded({})) == "0a020a00");
    BOOST_TEST(hex(encoded({wire_message()})) == packed("0a08 0a06 0a04 1a00 2000"));
}

BOOST_AUTO_TEST_CASE(receivers_and_messages_keep_their_order_in_one_request) {
    std::vector<wire_message> const messages{
        {{to("aa", "01"), to("bb", "02"), to("aa", "03")}, "x", 1},
        {{to("cc", "")}, "", 0},
        {{}, "z", 127},
    };
    BOOST_TEST(hex(encoded(messages)) ==
               packed("0a35 0a33"
                      "0a1d 0a06 0a01aa 1a0101 0a06 0a01bb 1a0102 0a06 0a01aa 1a0103 1a0178 2001"
                      "0a0b 0a05 0a01cc 1a00 1a00 2000"
                      "0a05 1a017a 207f"));
}

BOOST_AUTO_TEST_CASE(expiry_is_always_written) {
    struct row {
        std::uint32_t expiry;
        std::string_view digits;
    };
    constexpr row rows[] = {
        {0, "2000"},     {1, "2001"},     {60, "203c"},        {127, "207f"},
        {128, "208001"}, {300, "20ac02"}, {86400, "2080a305"}, {4294967295, "20ffffffff0f"},
    };
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.expiry) {
            auto const out = hex(encoded({{{to("aa", "")}, "{}", row.expiry}}));
            auto const message = "0a050a01aa1a00"
                                 "1a027b7d" +
                                 std::string(row.digits);
            BOOST_TEST(out == hex(block(1, block(1, block(1, bytes(message))))));
        }
}

BOOST_AUTO_TEST_CASE(digits_of_either_case_are_the_same_bytes) {
    auto const small = encoded({{{to("0123456789abcdef", "fedcba9876543210")}, "", 0}});
    auto const large = encoded({{{to("0123456789ABCDEF", "FEDCBA9876543210")}, "", 0}});
    BOOST_TEST(hex(small) ==
               packed("0a1e 0a1c 0a1a 0a14 0a08 0123456789abcdef 1a08 fedcba9876543210 1a00 2000"));
    BOOST_TEST(hex(large) == hex(small));
}

BOOST_AUTO_TEST_CASE(body_is_written_as_it_is) {
    for (std::string const& body :
         {std::string("Жé😀\"\\/\n"), std::string("\0\xff\x80", 3), std::string(127, 'x'),
          std::string(128, 'x'), std::string(16383, 'x'), std::string(16384, 'x'), std::string(100000, 'x'),
          std::string(2097152, 'x')}) {
        auto const expected = block(1, block(1, block(1, block(3, body) + number(4, 60))));
        auto const out = encode_messages(std::vector<wire_message>{{{}, body, 60}});
        BOOST_TEST((support::as_text(out) == expected));
        BOOST_TEST(out.capacity() == out.size()); // the size was known before
    }
}

BOOST_AUTO_TEST_CASE(many_long_receivers_have_lengths_of_several_bytes) {
    std::string const long_id(512, '1'), long_signature(512, 'e');
    wire_message message{{}, "{}", 0};
    std::string receivers;
    for (int i = 0; i != 100; ++i) {
        message.receivers.push_back(to(long_id, long_signature));
        receivers += block(1, block(1, std::string(256, '\x11')) + block(3, std::string(256, '\xee')));
    }
    auto const one = block(1, receivers + block(3, "{}") + number(4, 0));
    BOOST_TEST((encoded({message, message}) == block(1, block(1, one + one))));
}

BOOST_AUTO_TEST_CASE(statistics_are_asked_for_byte_by_byte) {
    std::vector<receiver> const channels{to(id, signature), to(other_id, "")};
    BOOST_TEST(
        hex(encode_channel_stats(channels)) ==
        packed("0a42 1240"
               "0a28 0a10 5b3c0de1f2a9487796d0114c8e7ab3f5 1a14 0c4e19aa73b2d6650f81c7e2935d4ba867f01e2d"
               "0a14 0a10 c1a0ffee00112233445566778899aabb 1a00"));
    BOOST_TEST(hex(encode_channel_stats({})) == "0a021200");
    std::vector<receiver> const many(100, to(id, signature));
    std::string inside;
    for (auto const& each : many)
        inside += block(1, block(1, bytes(each.public_id())) + block(3, bytes(signature)));
    BOOST_TEST((support::as_text(encode_channel_stats(many)) == block(1, block(2, inside))));
}

BOOST_AUTO_TEST_SUITE_END()
