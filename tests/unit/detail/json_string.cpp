#include <b24pull/detail/json_string.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(json_string)

namespace {

std::string meaning_of(std::string_view raw) {
    return b24pull::detail::json_string{.raw = raw, .escaped = true}.unescaped();
}

std::string const letters = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz";

} // namespace

BOOST_AUTO_TEST_CASE(escape_at_any_place_of_any_length_is_one_character) {
    for (std::size_t size = 0; size != 40; ++size)
        for (std::size_t place = 0; place <= size; ++place) {
            auto text = letters.substr(0, size);
            auto raw = text;
            text.insert(place, "/");
            raw.insert(place, "\\/");
            BOOST_REQUIRE_EQUAL(meaning_of(raw), text);
        }
}

BOOST_AUTO_TEST_CASE(escapes_at_two_places_are_two_characters) {
    for (std::size_t first = 0; first != 36; ++first)
        for (std::size_t second = first; second != 36; ++second) {
            auto text = letters.substr(0, 36);
            auto raw = text;
            text.insert(second, "\n").insert(first, "\"");
            raw.insert(second, "\\n").insert(first, "\\\"");
            BOOST_REQUIRE_EQUAL(meaning_of(raw), text);
        }
}

BOOST_AUTO_TEST_CASE(every_escape_has_its_meaning) {
    BOOST_TEST(meaning_of(R"(\"\\\/\b\f\n\r\t)") == "\"\\/\b\f\n\r\t");
    BOOST_TEST(meaning_of(R"(\u0041\u00e9\u20ac\ud83d\ude00)") == "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
}

BOOST_AUTO_TEST_CASE(texts_of_any_length_differ_by_one_character_anywhere) {
    for (std::size_t size = 0; size != 40; ++size) {
        auto const text = letters.substr(0, size);
        b24pull::detail::json_string const same{.raw = text};
        BOOST_REQUIRE(same.is(letters.substr(0, size)));
        for (std::size_t place = 0; place != size; ++place) {
            auto other = text;
            other[place] = 'A';
            BOOST_REQUIRE(!same.is(other));
        }
    }
}

BOOST_AUTO_TEST_CASE(text_is_compared_by_its_meaning) {
    b24pull::detail::json_string const plain{.raw = "type"};
    b24pull::detail::json_string const escaped{.raw = "t\\u0079pe", .escaped = true};
    BOOST_TEST(plain.is("type"));
    BOOST_TEST(escaped.is("type"));
    BOOST_TEST(!plain.is("typ"));
    BOOST_TEST(!escaped.is("t\\u0079pe"));
}

BOOST_AUTO_TEST_SUITE_END()
