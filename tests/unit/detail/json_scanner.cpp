#include <b24pull/detail/json_scanner.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(json_scanner)

namespace {

using b24pull::detail::json_string;
using namespace std::string_view_literals;

// The suite has the name of the class.
using reader = b24pull::detail::json_scanner;

constexpr std::size_t some_depth = 32;

bool is_sound(std::string_view text, std::size_t depth = some_depth) {
    reader scanner(text, depth);
    return scanner.skip() && scanner.at_end() && scanner.offset() == text.size();
}

/// The JSON string `text`, unescaped.
std::string meant(std::string_view text) {
    reader scanner(text, 0);
    json_string out;
    BOOST_TEST_REQUIRE(scanner.string(out));
    BOOST_TEST(scanner.at_end());
    return out.unescaped();
}

} // namespace

BOOST_AUTO_TEST_CASE(values_of_every_type_are_accepted) {
    for (auto const text : {"0"sv,
                            "-0"sv,
                            "7"sv,
                            "-120"sv,
                            "0.5"sv,
                            "-0.0e-0"sv,
                            "1E5"sv,
                            "1e+05"sv,
                            "1e999999999"sv,
                            "1e-00000000000999999999"sv,
                            "1e2147483647"sv,
                            "12345678901234567890123456789012345678901234567890"sv,
                            "true"sv,
                            "false"sv,
                            "null"sv,
                            "\"\""sv,
                            "\"\x7f \xd0\xb6 \xe2\x82\xac \xf0\x9f\x98\x80\""sv,
                            R"("\"\\\/\b\f\n\r\t\u0000\uFFFF\uabCD\ud83d\ude00")"sv,
                            "{}"sv,
                            "[]"sv,
                            "[[],{}]"sv,
                            R"({"":{"a":[1,"2",null]},"":0})"sv,
                            " \t\r\n{ \"a\"\t:\r[\n1 , 2 ] } \t\r\n"sv})
        BOOST_TEST(is_sound(text), text);
}

BOOST_AUTO_TEST_CASE(number_ends_behind_its_first_zero) {
    for (auto const text : {"01"sv, "00"sv, "0123456789012345678901"sv, "-09223372036854775808"sv}) {
        reader scanner(text, 0);
        b24pull::detail::json_number out;
        BOOST_TEST_REQUIRE(scanner.number(out));
        BOOST_TEST(out.raw == (text.starts_with('-') ? "-0" : "0"));
        BOOST_TEST_REQUIRE(out.integer.has_value());
        BOOST_TEST(*out.integer == 0);
        BOOST_TEST(!scanner.at_end());
    }
}

BOOST_AUTO_TEST_CASE(exponent_that_nobody_counts_with_is_refused) {
    for (auto const text : {"1e2147483648"sv, "1E+9999999999"sv, "1e-10000000000"sv, "1e0002147483648"sv})
        BOOST_TEST(!is_sound(text), text);
}

BOOST_AUTO_TEST_CASE(text_after_a_value_is_no_fault_of_the_value) {
    for (auto const text : {"01"sv, "-01"sv, "1 2"sv, "{}{}"sv, "[]]"sv, "\"\"\""sv, "truetrue"sv, "1a"sv,
                            "1,"sv, "1\0"sv, "0x10"sv, "{},"sv}) {
        reader scanner(text, some_depth);
        BOOST_TEST(scanner.skip(), text);
        BOOST_TEST(!scanner.at_end(), text);
        BOOST_TEST(!scanner.fault().has_value(), text);
    }
}

BOOST_AUTO_TEST_CASE(values_are_spans_of_the_text_without_the_blanks_around) {
    constexpr std::string_view text =
        " { \"a\" : [ 1 , 2 ] ,\t\"b\":\" x \"\n,\"c\"\r: -1.5E+2 ,\"d\": {\"e\":null} ,\"f\":true} ";
    reader scanner(text, 2);
    std::vector<std::string_view> spans;
    BOOST_TEST(scanner.object([&](json_string const&, reader& in) {
        auto& span = spans.emplace_back();
        bool const read = in.value(span);
        BOOST_TEST((span.data() >= text.data() && span.data() < text.data() + text.size()));
        BOOST_TEST(in.offset() == static_cast<std::size_t>(span.data() + span.size() - text.data()));
        return read;
    }));
    std::vector<std::string_view> const expected = {"[ 1 , 2 ]", "\" x \"", "-1.5E+2", "{\"e\":null}",
                                                    "true"};
    BOOST_TEST(spans == expected, boost::test_tools::per_element());
    BOOST_TEST(scanner.offset() == text.size() - 1);
    BOOST_TEST(scanner.at_end());
}

BOOST_AUTO_TEST_CASE(keys_are_compared_by_what_they_mean) {
    reader scanner(R"({"mid":1,"m\u0069d":2,"\u006did":3,"mid ":4,"MID":5,"":6,"mi\u0064\u0000":7})", 1);
    std::string same;
    BOOST_TEST(scanner.object([&](json_string const& key, reader& in) {
        same += key.is("mid") ? '1' : '0';
        return in.skip();
    }));
    BOOST_TEST(same == "1110000");
}

BOOST_AUTO_TEST_CASE(elements_are_read_one_by_one) {
    reader scanner("[ [1,2] ,\"x\", 3]", 2);
    std::string types;
    BOOST_TEST(scanner.array([&types](reader& in) {
        types += in.peek();
        return in.skip();
    }));
    BOOST_TEST(types == "[\"3");
    BOOST_TEST((scanner.peek() == '\0'));
}

BOOST_AUTO_TEST_CASE(callback_that_gives_false_stops_without_a_fault) {
    reader list("[1,2,3]", 1);
    int seen = 0;
    BOOST_TEST(!list.array([&seen](reader& in) { return in.skip() && ++seen != 2; }));
    BOOST_TEST(seen == 2);
    BOOST_TEST(list.offset() == 4u);
    BOOST_TEST(!list.fault().has_value());

    reader object(R"({"a":1,"b":2})", 1);
    BOOST_TEST(!object.object([](json_string const&, reader&) { return false; }));
    BOOST_TEST(object.offset() == 5u);
    BOOST_TEST(!object.fault().has_value());
}

BOOST_AUTO_TEST_CASE(strings_are_unescaped) {
    BOOST_TEST(meant(R"("")") == "");
    BOOST_TEST(meant(R"("plain ж")") == "plain \xd0\xb6");
    BOOST_TEST(meant(R"("\"\\\/\b\f\n\r\t")") == "\"\\/\b\f\n\r\t");
    BOOST_TEST(meant(R"("\u0000x")") == "\0x"sv);
    BOOST_TEST(meant(R"("\u007f\u0080\u07ff\u0800\uFFFF")") ==
               "\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf");
    BOOST_TEST(meant(R"("\ud7ff\ue000")") == "\xed\x9f\xbf\xee\x80\x80");
    BOOST_TEST(meant(R"("\ud800\udc00\uDBFF\uDFFF\ud83d\ude00")") ==
               "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\xf0\x9f\x98\x80");
    BOOST_TEST(meant(R"("\\u0041\\\\n\\")") == "\\u0041\\\\n\\");
}

BOOST_AUTO_TEST_CASE(assigned_text_replaces_what_was_there_and_keeps_its_memory) {
    std::string out(100, 'x');
    auto const* const memory = out.data();
    for (auto const& [text, expected] :
         {std::pair{"plain"sv, "plain"sv}, {R"(\u0061\n)"sv, "a\n"sv}, {""sv, ""sv}}) {
        json_string{text, text.find('\\') != text.npos}.assign_to(out);
        BOOST_TEST(out == expected);
        BOOST_TEST((out.data() == memory));
    }
}

BOOST_AUTO_TEST_CASE(text_is_read_as_the_string_is_however_it_breaks_off) {
    b24pull::detail::text_room room; // one for all
    std::string const sound = R"("https:\/\/push.example.com\/sub \"\u0416\ud83d\ude00\\\/ Ж€😀 \n end")";
    for (std::size_t size = 0; size <= sound.size(); ++size)
        for (int c = -1; c != 256; ++c) {
            auto text = sound.substr(0, size);
            if (c >= 0) text += static_cast<char>(c);
            reader first(text, 0), second(text, 0);
            json_string string;
            std::string_view meaning;
            bool const is_sound = first.string(string);
            BOOST_REQUIRE_EQUAL(second.text(meaning, room), is_sound);
            BOOST_REQUIRE_EQUAL(second.offset(), first.offset());
            BOOST_REQUIRE((second.fault() == first.fault()));
            if (is_sound) BOOST_REQUIRE(meaning == string.unescaped());
        }
}

BOOST_AUTO_TEST_CASE(long_texts_of_any_kind_find_room) {
    for (std::string_view const part : {"x"sv, R"(\/)"sv, R"(\u0416)"sv, "\xd0\x96"sv, R"(\n)"sv}) {
        std::string text = "\"";
        for (int i = 0; i != 3000; ++i) text += part;
        text += '"';
        reader first(text, 0), second(text, 0);
        json_string string;
        std::string_view meaning;
        b24pull::detail::text_room room;
        BOOST_TEST_REQUIRE((first.string(string) && second.text(meaning, room)));
        BOOST_TEST((meaning == string.unescaped()));
    }
}

BOOST_AUTO_TEST_CASE(plain_text_leaves_any_other_value_where_it_is) {
    for (auto const value : {R"("a\/b")"sv, "\"\xd0\x96\""sv, "\"a"sv, "17"sv, "[\"a\"]"sv, "null"sv, ""sv}) {
        std::string const text = " " + std::string(value);
        reader scanner(text, 1);
        std::string_view out;
        BOOST_TEST(!scanner.plain_text(out));
        BOOST_TEST(!scanner.fault().has_value());
        BOOST_TEST(scanner.peek() == (value.empty() ? '\0' : value.front()));
    }
    reader scanner(" \"a text\" ", 1);
    std::string_view out;
    BOOST_TEST(scanner.plain_text(out));
    BOOST_TEST(out == "a text");
    BOOST_TEST(scanner.at_end());
}

// It is compared with more than its own bytes, as long as there are any.
BOOST_AUTO_TEST_CASE(known_name_is_passed_by_wherever_the_text_ends) {
    using b24pull::detail::member_name;
    for (member_name const& known :
         {member_name("a"), member_name("revision_mobile"), member_name("websocket_enabled_xyz")})
        for (std::size_t more = 0; more != 30; ++more)
            for (std::size_t missing = 0; missing <= known.written_size(); ++missing) {
                if (missing != 0 && more != 0) continue;
                auto const whole = '"' + std::string(known.name()) + "\":" + std::string(more, '1');
                std::vector<char> const text(whole.begin(),
                                             whole.end() - static_cast<std::ptrdiff_t>(missing));
                reader scanner({text.data(), text.size()}, 4);
                BOOST_REQUIRE_EQUAL(scanner.is_key(known), missing == 0);
                BOOST_REQUIRE_EQUAL(scanner.offset(), missing == 0 ? known.written_size() : 0u);
                BOOST_REQUIRE(scanner.good());
            }
}

BOOST_AUTO_TEST_SUITE_END()
