#include <b24pull/detail/json_scanner.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(json_scanner_faults)

namespace {

using b24pull::protocol_errc;
using b24pull::detail::json_string;
using namespace std::string_view_literals;

using reader = b24pull::detail::json_scanner;

constexpr auto syntax = protocol_errc::json_syntax;
constexpr auto incomplete = protocol_errc::json_incomplete;
constexpr auto too_deep = protocol_errc::json_too_deep;
constexpr std::size_t some_depth = 32;

bool is_sound(std::string_view text, std::size_t depth = some_depth) {
    reader scanner(text, depth);
    return scanner.skip() && scanner.at_end() && scanner.offset() == text.size();
}

struct fault_row {
    std::string_view text;
    protocol_errc fault;
    std::size_t offset; // of the first byte that cannot stand there
};

void check_fault(fault_row const& row, std::size_t depth = some_depth) {
    BOOST_TEST_CONTEXT(row.text) {
        reader scanner(row.text, depth);
        BOOST_TEST(!scanner.skip());
        BOOST_TEST((scanner.fault() == row.fault));
        BOOST_TEST(scanner.offset() == row.offset);
        BOOST_TEST(!scanner.at_end());
    }
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

} // namespace

BOOST_AUTO_TEST_CASE(broken_texts_are_a_syntax_fault_where_they_break) {
    constexpr fault_row rows[] = {
        {"+1", syntax, 0},
        {".5", syntax, 0},
        {"-x", syntax, 1},
        {"1.x", syntax, 2},
        {"1ex", syntax, 2},
        {"1e+-1", syntax, 3},
        {"1e2147483648", syntax, 12},
        {"trux", syntax, 3},
        {"True", syntax, 0},
        {"'a'", syntax, 0},
        {"NaN", syntax, 0},
        {"<html>", syntax, 0},
        {"\xef\xbb\xbf{}", syntax, 0},
        {"\0"sv, syntax, 0},
        {"[\f1]", syntax, 1},
        {"/**/1", syntax, 0},
        {"]", syntax, 0},
        {"{]", syntax, 1},
        {"[}", syntax, 1},
        {"[,1]", syntax, 1},
        {"[1,]", syntax, 3},
        {"[1 2]", syntax, 3},
        {"[1:2]", syntax, 2},
        {"[01]", syntax, 2},
        {R"({"a"})", syntax, 4},
        {R"({"a" 1})", syntax, 5},
        {R"({"a":})", syntax, 5},
        {R"({"a":1,})", syntax, 7},
        {R"({"a":1"b":2})", syntax, 6},
        {"{a:1}", syntax, 1},
        {"{1:2}", syntax, 1},
        {R"({,"a":1})", syntax, 1},
    };
    for (auto const& row : rows) check_fault(row);
}

BOOST_AUTO_TEST_CASE(broken_strings_are_a_syntax_fault_where_they_break) {
    constexpr fault_row rows[] = {
        {R"("\x")", syntax, 2},
        {R"("\U0041")", syntax, 2},
        {R"("\u12")", syntax, 5},
        {R"("\u00g0")", syntax, 5},
        {R"("\u 041")", syntax, 3},
        {R"("\ud83d")", syntax, 7},
        {R"("\ud83dx")", syntax, 7},
        {R"("\ud83d\n")", syntax, 8},
        {R"("\ud83d\u0041")", syntax, 13},
        {R"("\ud83d\ud83d")", syntax, 13},
        {R"("\udbff\ue000")", syntax, 13},
        {R"("\ude00")", syntax, 7},
        {R"("\udc00\ud800")", syntax, 7},
        {"\"a\nb\"", syntax, 2},
        {"\"\t\"", syntax, 1},
        {"\"\x1f\"", syntax, 1},
        {"\"\0\""sv, syntax, 1},
        {"\"\x80\"", syntax, 1},
        {"\"\xc0\x80\"", syntax, 1},
        {"\"\xc1\xbf\"", syntax, 1},
        {"\"\xd0\"", syntax, 1},
        {"\"\xe0\x9f\xbf\"", syntax, 1},
        {"\"\xe2\x82\"", syntax, 1},
        {"\"\xed\xa0\x80\"", syntax, 1},
        {"\"\xf0\x8f\xbf\xbf\"", syntax, 1},
        {"\"\xf4\x90\x80\x80\"", syntax, 1},
        {"\"\xf5\x80\x80\x80\"", syntax, 1},
        {"\"\xff\"", syntax, 1},
        {"{\"\xff\":1}", syntax, 2},
    };
    for (auto const& row : rows) check_fault(row);
}

// Plain bytes may be passed by several at a time: each byte has to be seen wherever it stands.
BOOST_AUTO_TEST_CASE(every_byte_is_seen_at_every_place_of_a_string) {
    for (int value = 0; value != 256; ++value) {
        auto const byte = static_cast<char>(value);
        bool const plain = value >= 0x20 && value < 0x80 && byte != '"' && byte != '\\';
        for (std::size_t place = 0; place != 19; ++place) {
            for (std::size_t const behind : {0u, 7u, 8u, 17u}) {
                auto const text = '"' + std::string(place, 'a') + byte + std::string(behind, '!') + '"';
                BOOST_TEST_CONTEXT(value << " behind " << place << ", before " << behind) {
                    if (plain) BOOST_TEST(is_sound(text));
                    else if (byte == '"') BOOST_TEST(!is_sound(text));
                    else if (byte == '\\' && behind == 0) check_fault({text, incomplete, text.size()});
                    else check_fault({text, syntax, place + (byte == '\\' ? 2 : 1)});
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(every_proper_prefix_of_an_object_is_incomplete) {
    constexpr std::string_view whole =
        R"({"a\u00e9\ud83d\ude00\n":[-1.5e-3,true,false,null,{"b":""}, [] ],"c":"d","e":"\/"})";
    BOOST_TEST_REQUIRE(is_sound(whole));
    for (std::size_t size = 0; size != whole.size(); ++size)
        check_fault({whole.substr(0, size), incomplete, size});
}

BOOST_AUTO_TEST_CASE(text_cut_within_a_character_is_incomplete) {
    for (auto const text : {"\"\xd0\xb6"sv, "\"\xe2\x82\xac"sv, "\"\xf0\x9f\x98\x80"sv}) {
        for (std::size_t size = 1; size <= text.size(); ++size) {
            reader scanner(text.substr(0, size), 0);
            BOOST_TEST(!scanner.skip());
            BOOST_TEST((scanner.fault() == incomplete), text << " cut at " << size);
        }
    }
}

BOOST_AUTO_TEST_CASE(nesting_as_deep_as_the_limit_passes_and_one_level_more_does_not) {
    for (std::size_t const limit : {0u, 1u, 2u, 31u, 32u, 511u, 512u}) {
        BOOST_TEST_CONTEXT(limit) {
            if (limit != 0) BOOST_TEST(is_sound(nested(limit), limit));
            check_fault({nested(limit + 1), too_deep, limit + 1}, limit);
            // Objects count alike, and what has been closed does not count.
            std::string objects, ends;
            for (std::size_t i = 0; i != limit; ++i) {
                objects += R"({"a":[],"b":)";
                ends += '}';
            }
            bool const possible = limit + 1 <= reader::deepest;
            BOOST_TEST(is_sound(objects + "1" + ends, limit + 1) == possible);
            if (limit != 0) BOOST_TEST(!is_sound(objects + "1" + ends, limit));
        }
    }
}

BOOST_AUTO_TEST_CASE(nesting_of_more_than_512_is_refused_whatever_the_limit) {
    for (std::size_t const limit : {std::size_t{513}, std::size_t{100'000}, static_cast<std::size_t>(-1)}) {
        BOOST_TEST(is_sound(nested(512), limit));
        check_fault({nested(513), too_deep, 513}, limit);
    }
    check_fault({std::string(1'000'000, '['), too_deep, 513}, 1'000'000);
}

BOOST_AUTO_TEST_CASE(fault_within_a_callback_cannot_be_overlooked) {
    reader list("[x]", 1);
    BOOST_TEST(!list.array([](reader& in) { return in.skip(), true; }));
    reader object(R"({"a":[1 2]})", 2);
    BOOST_TEST(!object.object([](json_string const&, reader& in) { return in.skip(), true; }));
    BOOST_TEST((object.fault() == syntax));
}

BOOST_AUTO_TEST_CASE(value_of_another_type_is_a_syntax_fault) {
    json_string text;
    reader number("1", 1), list("[]", 1), object("{}", 1), end(" ", 1);
    BOOST_TEST(!number.string(text));
    BOOST_TEST((number.fault() == syntax));
    BOOST_TEST(!list.object([](json_string const&, reader&) { return true; }));
    BOOST_TEST((list.fault() == syntax));
    BOOST_TEST(!object.array([](reader&) { return true; }));
    BOOST_TEST((object.fault() == syntax));
    BOOST_TEST(!end.string(text));
    BOOST_TEST((end.fault() == incomplete));
}

BOOST_AUTO_TEST_CASE(nothing_is_read_after_a_fault) {
    for (auto const text : {"[1 2]"sv, "[1 \"2\"]"sv, "[1 [2]]"sv, "[1 {}]"sv, "[1 true]"sv, "1e2147483648"sv,
                            R"("\ude00" 1)"sv, "[[[]]]"sv}) {
        BOOST_TEST_CONTEXT(text) {
            auto const broken = [&] {
                reader scanner(text, 1);
                BOOST_TEST(!scanner.skip());
                return scanner;
            };
            json_string string;
            std::string_view span;
            auto const fault = broken().fault();
            BOOST_TEST_REQUIRE(fault.has_value());
            BOOST_TEST(!broken().skip());
            BOOST_TEST(!broken().value(span));
            BOOST_TEST(!broken().string(string));
            BOOST_TEST(!broken().object([](json_string const&, reader& in) { return in.skip(); }));
            BOOST_TEST(!broken().array([](reader& in) { return in.skip(); }));
            BOOST_TEST(!broken().at_end());
            auto scanner = broken();
            static_cast<void>(scanner.skip());
            BOOST_TEST((scanner.fault() == fault));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
