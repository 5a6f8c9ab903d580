#include <b24pull/detail/json_plain.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(json_plain)

namespace {

using b24pull::detail::copy_up_to_special;
using b24pull::detail::is_special;
using b24pull::detail::longest_copy;
using b24pull::detail::skip_plain;

std::string const letters = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz";

/// What the contract says, in its own words.
bool stands_for_itself(int byte) { return byte >= ' ' && byte <= 0x7f && byte != '"' && byte != '\\'; }

struct copied {
    std::string text;
    std::size_t read;
};

/// With as much room as is given, and a guard behind it.
copied copy(std::string_view from, std::size_t room) {
    std::string to(room + 1, '#');
    auto* at = to.data();
    auto const* const stopped =
        copy_up_to_special(from.data(), from.data() + from.size(), at, to.data() + room);
    BOOST_TEST_REQUIRE((to.back() == '#'));
    return {to.substr(0, static_cast<std::size_t>(at - to.data())),
            static_cast<std::size_t>(stopped - from.data())};
}

} // namespace

BOOST_AUTO_TEST_CASE(every_byte_is_special_or_stands_for_itself) {
    for (int c = 0; c != 256; ++c) BOOST_TEST(is_special(static_cast<char>(c)) == !stands_for_itself(c));
}

BOOST_AUTO_TEST_CASE(every_special_byte_ends_a_text_of_any_length_anywhere) {
    for (std::size_t size = 1; size != 50; ++size)
        for (std::size_t place = 0; place != size; ++place)
            for (int c = 0; c != 256; ++c) {
                auto text = letters.substr(0, size);
                text[place] = static_cast<char>(c);
                auto const expected = stands_for_itself(c) ? size : place;
                auto const* const stopped = skip_plain(text.data(), text.data() + size);
                BOOST_REQUIRE_EQUAL(static_cast<std::size_t>(stopped - text.data()), expected);
                auto const got = copy(text, size);
                BOOST_REQUIRE_EQUAL(got.read, expected);
                BOOST_REQUIRE(got.text == text.substr(0, expected));
            }
}

BOOST_AUTO_TEST_CASE(escaped_slash_anywhere_is_a_slash) {
    for (std::size_t size = 0; size != 70; ++size)
        for (std::size_t first = 0; first <= size; ++first)
            for (std::size_t second = first; second <= size; second += 3) {
                auto meant = letters.substr(0, size), written = meant;
                meant.insert(second, "/").insert(first, "/");
                written.insert(second, "\\/").insert(first, "\\/");
                auto const got = copy(written + "\\n", written.size() + 2);
                BOOST_REQUIRE_EQUAL(got.text, meant);
                BOOST_REQUIRE_EQUAL(got.read, written.size());
            }
}

BOOST_AUTO_TEST_CASE(backslash_before_an_escaped_one_is_not_left_out) {
    for (std::size_t size = 0; size != 40; ++size) {
        auto const got = copy(letters.substr(0, size) + R"(\\/)" + letters, 200);
        BOOST_REQUIRE_EQUAL(got.read, size);
        BOOST_REQUIRE_EQUAL(copy(letters.substr(0, size) + '\\', 200).read, size); // nothing behind it
    }
}

BOOST_AUTO_TEST_CASE(short_room_is_filled_and_no_more) {
    auto const text = letters.substr(0, 30) + "\\/" + letters.substr(0, 40);
    auto const meant = letters.substr(0, 30) + '/' + letters.substr(0, 40);
    for (std::size_t room = 0; room <= meant.size(); ++room) {
        auto const got = copy(text, room);
        BOOST_TEST(got.text == meant.substr(0, got.text.size()));
        BOOST_TEST(got.read == got.text.size() + (got.text.size() > 30 ? 1 : 0));
        BOOST_TEST((got.text.size() == room || room - got.text.size() < longest_copy));
    }
    BOOST_TEST(copy(text, longest_copy).read != 0u); // so that whoever gives that much gets on
}

BOOST_AUTO_TEST_SUITE_END()
