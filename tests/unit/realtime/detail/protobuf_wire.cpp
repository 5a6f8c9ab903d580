#include <b24pull/realtime/detail/protobuf_wire.hpp>

#include "../../../support/protobuf_bytes.hpp"

#include <b24pull/error.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(protobuf_wire)

namespace {

using b24pull::protocol_errc;
using b24pull::realtime::detail::wire_field;
using b24pull::realtime::detail::wire_reader;
using b24pull::realtime::detail::wire_type;
using support::bytes;

using fault = std::optional<protocol_errc>;

constexpr auto truncated = protocol_errc::truncated_payload;
constexpr auto invalid = protocol_errc::invalid_protobuf;

std::string name(fault const& value) {
    return value ? make_error_code(*value).message() : std::string("no fault");
}

struct numbered {
    std::string_view digits;
    std::uint64_t value;
};

// The last five are written longer than need be.
constexpr numbered varints[] = {
    {"00", 0},
    {"01", 1},
    {"7f", 127},
    {"8001", 128},
    {"ac02", 300},
    {"ff7f", 16383},
    {"808001", 16384},
    {"ffffffff0f", 0xffffffff},
    {"8080808010", 0x100000000},
    {"ffffffffffffffff7f", 0x7fffffffffffffff},
    {"80808080808080808001", 0x8000000000000000},
    {"ffffffffffffffffff01", 0xffffffffffffffff},
    {"8000", 0},
    {"8100", 1},
    {"ffff00", 16383},
    {"80808080808080808000", 0},
    {"85808080808080808000", 5},
};

} // namespace

BOOST_AUTO_TEST_CASE(varint_of_any_length_is_read) {
    for (auto const& row : varints) BOOST_TEST_CONTEXT(row.digits) {
            auto const content = bytes(row.digits);
            wire_reader reader(content);
            std::uint64_t value = 99;
            BOOST_TEST(reader.varint(value));
            BOOST_TEST(value == row.value);
            BOOST_TEST(name(reader.fault()) == "no fault");
            wire_field field;
            BOOST_TEST(!reader.next(field));
        }
}

BOOST_AUTO_TEST_CASE(varint_beyond_64_bits_keeps_the_low_ones) {
    auto const content = bytes("ffffffffffffffffff7f");
    wire_reader reader(content);
    std::uint64_t value = 0;
    BOOST_TEST(reader.varint(value));
    BOOST_TEST(value == 0xffffffffffffffffu);
}

BOOST_AUTO_TEST_CASE(varint_of_more_than_ten_bytes_is_refused) {
    for (auto const* digits : {"8080808080808080808000", "8080808080808080808080", "ffffffffffffffffffff01",
                               "80808080808080808080"}) {
        auto const content = bytes(digits);
        wire_reader reader(content);
        std::uint64_t value = 0;
        BOOST_TEST(!reader.varint(value));
        BOOST_TEST(name(reader.fault()) == name(invalid));
    }
}

BOOST_AUTO_TEST_CASE(varint_cut_anywhere_is_truncated) {
    for (std::size_t size = 0; size != 10; ++size) {
        std::string const content(size, '\x80');
        wire_reader reader(content);
        std::uint64_t value = 0;
        BOOST_TEST(!reader.varint(value));
        BOOST_TEST(name(reader.fault()) == name(truncated));
    }
}

BOOST_AUTO_TEST_CASE(tag_gives_number_and_type) {
    struct row {
        std::string_view digits;
        std::uint32_t number;
        wire_type type;
    };
    constexpr row rows[] = {
        {"08", 1, wire_type::varint},
        {"09", 1, wire_type::fixed64},
        {"0a", 1, wire_type::length},
        {"0b", 1, wire_type::group_begin},
        {"0c", 1, wire_type::group_end},
        {"0d", 1, wire_type::fixed32},
        {"8a00", 1, wire_type::length},
        {"7a", 15, wire_type::length},
        {"8201", 16, wire_type::length},
        {"f8ffffff0f", 536870911, wire_type::varint}, // the greatest number that there is
    };
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.digits) {
            auto const content = bytes(row.digits);
            wire_reader reader(content);
            wire_field field;
            BOOST_TEST(reader.next(field));
            BOOST_TEST(field.number == row.number);
            BOOST_TEST((field.type == row.type));
            BOOST_TEST(field.is(row.number, row.type));
            BOOST_TEST(!field.is(row.number + 1, row.type));
            BOOST_TEST(
                !field.is(row.number, row.type == wire_type::length ? wire_type::varint : wire_type::length));
        }
}

BOOST_AUTO_TEST_CASE(tag_that_cannot_be_is_refused) {
    for (auto const* digits :
         {"00", "02", "05", "07", "8000", "0e", "0f", "7e", "7f", "feffffff0f", "ffffffff0f", "8880808010",
          "ffffffff1f", "88808080808080808001", "80808080808080808080"}) {
        auto const content = bytes(digits);
        wire_reader reader(content);
        wire_field field;
        BOOST_TEST_CONTEXT(digits) {
            BOOST_TEST(!reader.next(field));
            BOOST_TEST(name(reader.fault()) == name(invalid));
        }
    }
}

BOOST_AUTO_TEST_CASE(nothing_has_no_fields_and_no_fault) {
    wire_reader reader("");
    wire_field field;
    BOOST_TEST(!reader.next(field));
    BOOST_TEST(name(reader.fault()) == "no fault");
}

BOOST_AUTO_TEST_CASE(length_gives_that_many_bytes) {
    for (std::size_t const size : {0u, 1u, 127u, 128u, 16383u, 16384u}) {
        std::string const inside(size, 'x');
        auto const content = support::block(1, inside) + support::number(2, 7);
        wire_reader reader(content);
        wire_field field;
        std::string_view value;
        BOOST_TEST(reader.next(field));
        BOOST_TEST(reader.bytes(value));
        BOOST_TEST((value == inside));
        BOOST_TEST(reader.next(field));
        BOOST_TEST(field.is(2, wire_type::varint));
    }
}

BOOST_AUTO_TEST_CASE(length_beyond_the_rest_is_truncated) {
    for (auto const* digits : {"01", "02 61", "8001 61", "ffffffff0f 61", "ffffffffffffffff7f 61",
                               "ffffffffffffffffff01 61", "80", ""}) {
        auto const content = bytes(digits);
        wire_reader reader(content);
        std::string_view value;
        BOOST_TEST_CONTEXT(digits) {
            BOOST_TEST(!reader.bytes(value));
            BOOST_TEST(name(reader.fault()) == name(truncated));
        }
    }
}

BOOST_AUTO_TEST_CASE(broken_reader_stays_broken) {
    struct row {
        std::string_view what;
        std::string_view digits;
    };
    // Each breaks at its first field, before bytes that would read well by themselves.
    constexpr row rows[] = {
        {"tag", "06 0801 0801 0801 0801 0801 0801"},
        {"length", "0a7f 0801 0801 0801 0801 0801 0801"},
        {"number", "08 80808080808080808080 0801 0801 0801 0801 0801"},
        {"group", "0c 0801 0801 0801 0801 0801 0801"},
    };
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.what) {
            auto const content = bytes(row.digits);
            wire_reader reader(content);
            wire_field field;
            BOOST_TEST(!(reader.next(field) && reader.skip(field, 3)));
            auto const first = reader.fault();
            BOOST_TEST(first.has_value());
            std::uint64_t number = 0;
            std::string_view text;
            BOOST_TEST(!reader.varint(number));
            BOOST_TEST(!reader.bytes(text));
            BOOST_TEST(!reader.skip({1, wire_type::fixed32}, 3));
            BOOST_TEST(!reader.skip({1, wire_type::varint}, 3));
            BOOST_TEST(!reader.next(field));
            BOOST_TEST(name(reader.fault()) == name(first));
        }
}

BOOST_AUTO_TEST_SUITE_END()
