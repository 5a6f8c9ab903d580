#include "safe_text.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using namespace std::string_literals;
using tool::json_line;
using tool::json_quoted;
using tool::printable;
using tool::printable_word;

BOOST_AUTO_TEST_SUITE(safe_text)

BOOST_AUTO_TEST_CASE(plain_text_stays) {
    BOOST_TEST(printable("") == "");
    BOOST_TEST(printable("dealUpdated {\"id\":7} ~") == "dealUpdated {\"id\":7} ~");
    BOOST_TEST(printable("Grüße, Привет, 你好, 😀") == "Grüße, Привет, 你好, 😀");
}

BOOST_AUTO_TEST_CASE(what_a_terminal_obeys_is_shown_instead) {
    BOOST_TEST(printable("\x1b[2J") == "\\u001b[2J");
    BOOST_TEST(printable("a\r\nb\tc\x07\x7f") == "a\\u000d\\u000ab\\u0009c\\u0007\\u007f");
    BOOST_TEST(printable("a\0b"s) == "a\\u0000b");
    BOOST_TEST(printable("\xc2\x9b"
                         "31m") == "\\u009b31m"); // the other CSI
}

BOOST_AUTO_TEST_CASE(what_cannot_be_seen_is_shown) {
    BOOST_TEST(printable("a\u202eb") == "a\\u202eb"); // right to left from here
    BOOST_TEST(printable("a\u200bb") == "a\\u200bb");
    BOOST_TEST(printable("\u2028\ufeff") == "\\u2028\\ufeff");
    BOOST_TEST(printable("\U000e0041") == "\\udb40\\udc41"); // a tag
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_characters_are_shown) {
    BOOST_TEST(printable("a\xff") == "a\\xff");
    BOOST_TEST(printable("\x80") == "\\x80");
    BOOST_TEST(printable("\xc3") == "\\xc3");                            // cut
    BOOST_TEST(printable("\xc3(") == "\\xc3(");                          // no tail
    BOOST_TEST(printable("\xc0\x9b") == "\\xc0\\x9b");                   // longer than need be
    BOOST_TEST(printable("\xe0\x82\x9b") == "\\xe0\\x82\\x9b");          // likewise
    BOOST_TEST(printable("\xed\xa0\x80") == "\\xed\\xa0\\x80");          // a surrogate
    BOOST_TEST(printable("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80"); // beyond Unicode
}

BOOST_AUTO_TEST_CASE(nothing_that_is_printed_is_a_control) {
    std::string all;
    for (int lead = 0; lead != 256; ++lead)
        for (int next = 0; next != 256; ++next) {
            all += static_cast<char>(lead);
            all += static_cast<char>(next);
        }
    for (auto const& text : {printable(all), printable_word(all), json_quoted(all)}) {
        int controls = 0;
        for (std::size_t i = 0; i != text.size(); ++i) {
            auto const byte = static_cast<unsigned char>(text[i]);
            controls += byte < 0x20 || byte == 0x7f;
            controls +=
                byte == 0xc2 && i + 1 != text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0;
        }
        BOOST_TEST(text.size() > all.size());
        BOOST_TEST(controls == 0);
    }
}

BOOST_AUTO_TEST_CASE(text_is_cut_by_characters) {
    BOOST_TEST(printable("abc", 3) == "abc");
    BOOST_TEST(printable("abcd", 3) == "abc…");
    BOOST_TEST(printable("äöü", 2) == "äö…");
    BOOST_TEST(printable("\x1b\x1b", 1) == "\\u001b…");
    BOOST_TEST(printable("a", 0) == "…");
}

BOOST_AUTO_TEST_CASE(a_word_is_one_column) {
    BOOST_TEST(printable_word("crm") == "crm");
    BOOST_TEST(printable_word("") == "-");
    BOOST_TEST(printable_word("a b\n") == "a\\u0020b\\u000a");
}

BOOST_AUTO_TEST_CASE(json_comes_on_one_line) {
    BOOST_TEST(json_line("{ \"a\" :\n\t[ 1 , \"x y\" ] }\r\n") == R"({"a":[1,"x y"]})");
    BOOST_TEST(json_line(R"({"q":"\" ","b":"\\"} )") == R"({"q":"\" ","b":"\\"})");
    BOOST_TEST(json_line("12345678901234567890123.0e0") == "12345678901234567890123.0e0");
    BOOST_TEST(json_line("\"\xc2\x9b\x7f\u202e\U000e0041\"") == R"("\u009b\u007f\u202e\udb40\udc41")");
    BOOST_TEST(json_line("\"\xff\"") == R"("\ufffd")");
}

BOOST_AUTO_TEST_CASE(a_quoted_text_means_itself) {
    auto const text = "a\"\\\n\x1b\u009b\u202eü😀\0"s;
    BOOST_TEST(boost::json::parse(json_quoted(text)).as_string() == std::string_view(text));
}

BOOST_AUTO_TEST_SUITE_END()
