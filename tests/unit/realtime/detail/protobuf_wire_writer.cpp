#include <b24pull/realtime/detail/protobuf_wire.hpp>

#include "../../../support/protobuf_bytes.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(protobuf_wire_writer)

namespace {

using b24pull::realtime::detail::length_field_size;
using b24pull::realtime::detail::varint_field_size;
using b24pull::realtime::detail::varint_size;
using b24pull::realtime::detail::wire_field;
using b24pull::realtime::detail::wire_reader;
using b24pull::realtime::detail::wire_type;
using b24pull::realtime::detail::wire_writer;
using support::hex;

struct row {
    std::uint64_t value;
    std::string_view digits;
};

constexpr row rows[] = {
    {0, "00"},
    {1, "01"},
    {127, "7f"},
    {128, "8001"},
    {300, "ac02"},
    {16383, "ff7f"},
    {16384, "808001"},
    {2097151, "ffff7f"},
    {2097152, "80808001"},
    {268435455, "ffffff7f"},
    {268435456, "8080808001"},
    {4294967295, "ffffffff0f"},
    {0x7fffffffffffffff, "ffffffffffffffff7f"},
    {0x8000000000000000, "80808080808080808001"},
    {0xffffffffffffffff, "ffffffffffffffffff01"},
};

} // namespace

BOOST_AUTO_TEST_CASE(numbers_are_written_as_short_as_can_be) {
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.value) {
            std::vector<std::byte> out;
            wire_writer(out).varint_field(1, row.value);
            BOOST_TEST(hex(out) == "08" + std::string(row.digits));
        }
}

BOOST_AUTO_TEST_CASE(size_is_told_before_it_is_written) {
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.value) {
            BOOST_TEST(varint_size(row.value) == row.digits.size() / 2);
            BOOST_TEST(varint_field_size(row.value) == 1 + row.digits.size() / 2);
        }
    for (std::size_t const size : {0u, 1u, 127u, 128u, 16383u, 16384u, 2097151u, 2097152u}) {
        std::vector<std::byte> out;
        wire_writer(out).bytes_field(15, std::string(size, 'x'));
        BOOST_TEST(length_field_size(size) == out.size());
    }
}

BOOST_AUTO_TEST_CASE(fields_follow_what_is_there) {
    std::vector<std::byte> out{std::byte{0xff}};
    wire_writer writer(out);
    writer.length_field(1, 5);
    writer.append("ab");
    writer.append("");
    writer.bytes_field(3, "\x80");
    writer.varint_field(4, 0);
    writer.bytes_field(15, "");
    writer.bytes_field(16, "z");
    BOOST_TEST(hex(out) == "ff0a0561621a018020007a008201017a");
}

BOOST_AUTO_TEST_CASE(what_is_written_can_be_read) {
    std::mt19937_64 random(2604);
    for (int i = 0; i != 10000; ++i) {
        auto const number = static_cast<std::uint32_t>(random() % 536870911 + 1);
        auto const value = random() >> (random() % 64);
        std::string text(random() % 300, '\0');
        for (auto& c : text) c = static_cast<char>(random());

        std::vector<std::byte> out;
        wire_writer writer(out);
        writer.varint_field(number, value);
        writer.bytes_field(number, text);

        wire_reader reader(support::as_text(out));
        wire_field field;
        std::uint64_t read_value = 0;
        std::string_view read_text;
        BOOST_REQUIRE((reader.next(field) && field.is(number, wire_type::varint)));
        BOOST_REQUIRE((reader.varint(read_value) && read_value == value));
        BOOST_REQUIRE((reader.next(field) && field.is(number, wire_type::length)));
        BOOST_REQUIRE((reader.bytes(read_text) && read_text == text));
        BOOST_REQUIRE((!reader.next(field) && !reader.fault()));
    }
}

BOOST_AUTO_TEST_SUITE_END()
