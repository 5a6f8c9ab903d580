#include <b24pull/detail/byte_block.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <tuple>

BOOST_AUTO_TEST_SUITE(byte_block)

namespace {

using blocks = std::tuple<b24pull::detail::portable_block
#ifdef B24PULL_DETAIL_SSE2
                          ,
                          b24pull::detail::sse2_block
#endif
                          >;

/// A text of one block: `c` at `place` among bytes that are another.
std::string block_with(char c, std::size_t place, char other) {
    std::string text(16, other);
    text[place] = c;
    return text;
}

constexpr bool below_space_or_not_ascii(int byte) { return byte < ' ' || byte > 0x7f; }

} // namespace

BOOST_AUTO_TEST_CASE_TEMPLATE(every_byte_at_every_place_equals_itself_alone, Block, blocks) {
    for (int c = 0; c != 256; ++c)
        for (int other = 0; other != 256; ++other)
            for (std::size_t place = 0; place != Block::size; ++place) {
                auto const text = block_with(static_cast<char>(c), place, static_cast<char>(other));
                auto const found = Block(text.data()).equal(static_cast<char>(c));
                BOOST_REQUIRE(!found.none());
                BOOST_REQUIRE_EQUAL(found.before(), c == other ? 0 : place);
            }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(byte_that_is_not_there_is_not_found, Block, blocks) {
    for (int c = 0; c != 256; ++c)
        for (int other = 0; other != 256; ++other) {
            std::string const text(Block::size, static_cast<char>(other));
            BOOST_REQUIRE_EQUAL(Block(text.data()).equal(static_cast<char>(c)).none(), c != other);
        }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(control_characters_and_others_than_ascii_are_found, Block, blocks) {
    for (int c = 0; c != 256; ++c)
        for (std::size_t place = 0; place != Block::size; ++place) {
            auto const text = block_with(static_cast<char>(c), place, ' ');
            auto const found = Block(text.data()).below_or_not_ascii(' ');
            BOOST_REQUIRE_EQUAL(!found.none(), below_space_or_not_ascii(c));
            if (!found.none()) BOOST_REQUIRE_EQUAL(found.before(), place);
        }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(of_all_that_is_found_the_first_counts, Block, blocks) {
    for (std::size_t first = 0; first != Block::size; ++first)
        for (std::size_t second = first; second != Block::size; ++second) {
            auto text = block_with('"', second, 'x');
            text[first] = '\\';
            Block const block(text.data());
            BOOST_REQUIRE_EQUAL((block.equal('"') | block.equal('\\')).before(), first);
            BOOST_REQUIRE_EQUAL((block.equal('\\') | block.below_or_not_ascii(' ')).before(), first);
        }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(places_are_those_of_all_that_is_found_in_order, Block, blocks) {
    for (unsigned bits = 0; bits != 0x10000; ++bits) {
        std::string text(Block::size, 'x');
        for (std::size_t i = 0; i != Block::size; ++i)
            if ((bits >> i & 1) != 0) text[i] = '"';
        auto left = bits;
        for (auto places = Block(text.data()).equal('"').places(); places.any(); places.remove_first()) {
            BOOST_REQUIRE((left & ((2u << places.first()) - 1)) ==
                          1u << places.first()); // the next, none left out
            left ^= 1u << places.first();
        }
        BOOST_REQUIRE_EQUAL(left, 0u);
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(copy_is_the_block_and_nothing_beyond, Block, blocks) {
    std::string const text = "0123456789abcdefgh";
    std::string copied(Block::size + 2, '.');
    Block(text.data() + 1).copy_to(copied.data() + 1);
    BOOST_TEST(copied == ".123456789abcdefg.");
}

BOOST_AUTO_TEST_SUITE_END()
