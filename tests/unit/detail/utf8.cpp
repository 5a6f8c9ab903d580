#include <b24pull/detail/utf8.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(utf8)

namespace {

using b24pull::detail::first_bytes;
using b24pull::detail::is_utf8;
using b24pull::detail::utf8_is_cut;
using b24pull::detail::utf8_length;

std::size_t length(std::string_view text) { return utf8_length(text.data(), text.size()); }

/// How many texts of `bytes` bytes are one character, if each byte behind the second is one of `borders`.
std::size_t characters(std::size_t bytes, std::string_view borders) {
    std::size_t out = 0;
    std::string text(bytes, '\0');
    for (int lead = 0x80; lead != 0x100; ++lead)
        for (int second = 0; second != 0x100; ++second)
            for (char const third : bytes > 2 ? borders : borders.substr(0, 1))
                for (char const fourth : bytes > 3 ? borders : borders.substr(0, 1)) {
                    text[0] = static_cast<char>(lead);
                    text[1] = static_cast<char>(second);
                    if (bytes > 2) text[2] = third;
                    if (bytes > 3) text[3] = fourth;
                    if (length(text) == bytes) ++out;
                }
    return out;
}

} // namespace

// Each character has one form: the numbers of forms tell that none is missing, and none is too much.
BOOST_AUTO_TEST_CASE(every_character_has_one_form) {
    BOOST_TEST(characters(2, "x") == 0x800u - 0x80u);
    BOOST_TEST(characters(3, "\x7f\x80\xbf\xc0") == 2 * (0x10000u - 0x800u - 0x800u) / 64);
    BOOST_TEST(characters(4, "\x7f\x80\xbf\xc0") == 4 * (0x110000u - 0x10000u) / 64 / 64);
}

BOOST_AUTO_TEST_CASE(borders_are_those_of_unicode) {
    for (auto const* const sound :
         {"\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xe0\xbf\xbf", "\xed\x9f\xbf", "\xee\x80\x80",
          "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf0\xbf\xbf\xbf", "\xf4\x8f\xbf\xbf"})
        BOOST_TEST(is_utf8(sound), sound);
    for (auto const* const unsound :
         {"\x80", "\xbf", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x8f\xbf\xbf",
          "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xc2", "\xe0\xa0", "\xf0\x90\x80", "a\xc3("})
        BOOST_TEST(!is_utf8(unsound), unsound);
    BOOST_TEST(is_utf8(""));
    BOOST_TEST(is_utf8(std::string_view("a\0\x7f\xd0\xb0z", 6)));
}

BOOST_AUTO_TEST_CASE(beginnings_of_characters_are_cut) {
    for (std::string_view const whole :
         {"\xc2\x80", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"}) {
        for (std::size_t size = 1; size != whole.size(); ++size)
            BOOST_TEST(utf8_is_cut(whole.data(), size), whole.substr(0, size));
        BOOST_TEST(!utf8_is_cut(whole.data(), whole.size()));
    }
    for (std::string_view const other : {"", "a", "\x80", "\xc1", "\xe0\x9f", "\xed\xa0", "\xf0\x8f",
                                         "\xf4\x90", "\xf5", "\xe0\xa0(", "\xf0\x90("})
        BOOST_TEST(!utf8_is_cut(other.data(), other.size()), other);
}

BOOST_AUTO_TEST_CASE(first_bytes_break_no_character) {
    constexpr std::string_view text = "a\xd0\xb0\xe2\x82\xac\xf0\x9f\x98\x80";
    std::size_t const kept[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10};
    for (std::size_t most = 0; most != 12; ++most)
        BOOST_TEST(first_bytes(text, most).size() == kept[most], most);
}

BOOST_AUTO_TEST_SUITE_END()
