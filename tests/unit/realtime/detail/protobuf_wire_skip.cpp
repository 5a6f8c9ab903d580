#include <b24pull/realtime/detail/protobuf_wire.hpp>

#include "../../../support/protobuf_bytes.hpp"

#include <b24pull/error.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(protobuf_wire_skip)

namespace {

using b24pull::protocol_errc;
using b24pull::realtime::detail::wire_field;
using b24pull::realtime::detail::wire_reader;
using b24pull::realtime::detail::wire_type;
using support::bytes;

using fault = std::optional<protocol_errc>;

constexpr auto truncated = protocol_errc::truncated_payload;
constexpr auto invalid = protocol_errc::invalid_protobuf;
constexpr auto too_deep = protocol_errc::nested_too_deep;

std::string name(fault const& value) {
    return value ? make_error_code(*value).message() : std::string("no fault");
}

/// Passes all fields by; what was wrong.
fault skim(std::string_view content, std::size_t groups) {
    wire_reader reader(content);
    wire_field field;
    while (reader.next(field))
        if (!reader.skip(field, groups)) break;
    return reader.fault();
}

std::string nested(std::size_t depth) { return std::string(depth, '\x0b') + std::string(depth, '\x0c'); }

} // namespace

BOOST_AUTO_TEST_CASE(fields_are_skipped_by_their_type) {
    struct row {
        std::string_view digits;
        fault expected;
    };
    row const rows[] = {
        {"08 00 10 8001 18 ffffffffffffffffff01", {}},
        {"09 0102030405060708 11 ffffffffffffffff", {}},
        {"0a 00 12 03 616263", {}},
        {"0d 01020304 15 ffffffff", {}},
        {"0b 0c", {}},
        {"0b 0801 1202 6162 1d 01020304 21 0102030405060708 0c 0801", {}},
        {"8301 8401", {}}, // number 16: two bytes of tag
        {"08", truncated},
        {"08 80", truncated},
        {"08 8080808080808080808000", invalid},
        {"09 01020304050607", truncated},
        {"09", truncated},
        {"0a", truncated},
        {"0a 02 61", truncated},
        {"0d 010203", truncated},
        {"0d", truncated},
    };
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.digits) {
            BOOST_TEST(name(skim(bytes(row.digits), 3)) == name(row.expected));
        }
}

BOOST_AUTO_TEST_CASE(skipped_field_leaves_the_reader_at_the_next) {
    for (auto const* digits : {"0801", "09 0102030405060708", "0a 03 616263", "0b 0801 0c",
                               "0b 13 0a 01 61 14 0c", "0d 01020304"}) {
        auto const content = bytes(digits) + bytes("78 2a");
        wire_reader reader(content);
        wire_field field;
        std::uint64_t value = 0;
        BOOST_TEST_CONTEXT(digits) {
            BOOST_TEST((reader.next(field) && reader.skip(field, 2)));
            BOOST_TEST((reader.next(field) && field.is(15, wire_type::varint)));
            BOOST_TEST(reader.varint(value));
            BOOST_TEST(value == 42u);
            BOOST_TEST(!reader.next(field));
            BOOST_TEST(name(reader.fault()) == "no fault");
        }
    }
}

BOOST_AUTO_TEST_CASE(whole_groups_are_passed_by) {
    for (auto const* digits :
         {"0b 0c", "0b 0c 13 14", "0b 13 14 1b 1c 0c", "0b 13 1b 1c 14 0c", "0b 0b 0c 0c", "0b 08 0c 0c",
          "0b 0a 01 0c 0c", "0b 0d 0c0c0c0c 0c", "0b 09 0c0c0c0c0c0c0c0c 0c", "f3ffffff0f f4ffffff0f"})
        BOOST_TEST_CONTEXT(digits) { BOOST_TEST(name(skim(bytes(digits), 3)) == "no fault"); }
}

BOOST_AUTO_TEST_CASE(groups_nest_as_deep_as_the_limit) {
    for (std::size_t const limit : {1u, 2u, 16u, 100u}) BOOST_TEST_CONTEXT(limit) {
            BOOST_TEST(name(skim(nested(limit), limit)) == "no fault");
            BOOST_TEST(name(skim(nested(limit) + nested(limit), limit)) == "no fault");
            BOOST_TEST(name(skim(nested(limit + 1), limit)) == name(too_deep));
            BOOST_TEST(name(skim(nested(1) + nested(limit + 1), limit)) == name(too_deep));
        }
    BOOST_TEST(name(skim(nested(1), 0)) == name(too_deep));
    BOOST_TEST(name(skim(bytes("0801"), 0)) == "no fault");
}

BOOST_AUTO_TEST_CASE(endless_nesting_stops_at_the_limit) {
    BOOST_TEST(name(skim(std::string(1024 * 1024, '\x0b'), 16)) == name(too_deep));
}

BOOST_AUTO_TEST_CASE(broken_groups_are_refused) {
    struct row {
        std::string_view what;
        std::string_view digits;
        protocol_errc expected;
    };
    constexpr row rows[] = {
        {"end of nothing", "0c", invalid},
        {"end of nothing after a field", "0801 0c", invalid},
        {"end of nothing after a group", "0b 0c 0c", invalid},
        {"end of another", "0b 14", invalid},
        {"end of the outer one inside", "0b 13 0c 14", invalid},
        {"end of another whose tag has the same low bits", "0b 8c01", invalid},
        {"no end", "0b", truncated},
        {"no end after a field", "0b 0801", truncated},
        {"no end of the outer one", "0b 13 14", truncated},
        {"cut inside a field", "0b 0a 05 61", truncated},
        {"cut inside a tag", "0b 80", truncated},
        {"field zero inside", "0b 00 0c", invalid},
        {"wire type six inside", "0b 0e 0c", invalid},
        {"eleven bytes inside", "0b 08 8080808080808080808000 0c", invalid},
    };
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.what) {
            BOOST_TEST(name(skim(bytes(row.digits), 3)) == name(row.expected));
        }
}

BOOST_AUTO_TEST_SUITE_END()
