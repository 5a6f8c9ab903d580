#include <b24pull/detail/json_scanner.hpp>

#include "../../support/long_exponent.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(json_scanner_differential)

namespace {

namespace json = boost::json;
using b24pull::protocol_errc;
using b24pull::detail::json_scanner;
using b24pull::detail::json_string;

/// Random texts, most of them JSON or nearly so.
class text_maker {
public:
    explicit text_maker(std::mt19937::result_type seed)
        : random_(seed) {}

    std::size_t below(std::size_t limit) { return random_() % limit; }

    std::string value(int depth) {
        switch (below(depth > 0 ? 9 : 6)) {
        case 0: return "null";
        case 1: return below(2) ? "true" : "false";
        case 2:
        case 3: return number();
        case 4:
        case 5: return string();
        case 6: return list(depth, '[', ']');
        default: return list(depth, '{', '}');
        }
    }

    /// One to three changes: bytes written over, put in, taken out, a piece copied, a cut.
    std::string mutated(std::string text) {
        for (auto left = 1 + below(3); left != 0 && !text.empty(); --left) {
            auto const at = below(text.size());
            switch (below(6)) {
            case 0: text[at] = byte(); break;
            case 1: text.insert(at, 1, byte()); break;
            case 2: text.erase(at, 1 + below(3)); break;
            case 3: text.insert(below(text.size()), text.substr(at, 1 + below(8))); break;
            case 4: text[at] = static_cast<char>(text[at] ^ (1 << below(8))); break;
            default: text.resize(at);
            }
        }
        return text;
    }

private:
    template <std::size_t N>
    std::string one_of(std::string_view const (&choices)[N]) {
        return std::string(choices[below(N)]);
    }
    char byte() {
        constexpr std::string_view telling =
            "{}[]\",:\\/ \n\t0123456789-+.eEudDaAtfn\x01\x80\xc2\xed\xf0\xf4";
        return below(4) ? telling[below(telling.size())] : static_cast<char>(below(256));
    }
    std::string blanks() {
        constexpr std::string_view choices[] = {"", "", "", " ", "\n", "\t\r", "  "};
        return one_of(choices);
    }
    // Few digits: Boost.JSON rounds longer numbers by what stands behind them.
    std::string number() {
        constexpr std::string_view whole[] = {"0", "-0", "7", "-12", "1234567"};
        constexpr std::string_view fraction[] = {"", "", ".0", ".25", ".125"};
        constexpr std::string_view exponent[] = {
            "", "", "", "e5", "E-7", "e+0", "e300", "e0000000000003", "e-1000000000"};
        return one_of(whole) + one_of(fraction) + one_of(exponent);
    }
    std::string string() {
        constexpr std::string_view parts[] = {"a",
                                              "mid",
                                              " ",
                                              "\\n",
                                              "\\\"",
                                              "\\\\",
                                              "\\/",
                                              "\\u0000",
                                              "\\u00e9",
                                              "\\u20AC",
                                              "\\ud83d\\ude00",
                                              "\xd0\xb6",
                                              "\xe2\x82\xac",
                                              "\xf0\x9f\x98\x80",
                                              "\x7f",
                                              "{",
                                              "]",
                                              "#!NGINXNMS!#"};
        std::string out = "\"";
        for (auto left = below(5); left != 0; --left) out += one_of(parts);
        return out + '"';
    }
    std::string list(int depth, char open, char close) {
        auto out = std::string(1, open) + blanks();
        for (auto left = below(4); left != 0; --left) {
            if (open == '{') out += string() + blanks() + ':' + blanks();
            out += value(depth - 1) + blanks();
            if (left != 1) out += ',' + blanks();
        }
        return out + close;
    }

    std::mt19937 random_;
};

/// The tree that the scanner sees.
json::value rebuilt(json_scanner& in) {
    switch (in.peek()) {
    case '{': {
        json::object out;
        in.object([&out](json_string const& key, json_scanner& value) {
            out[key.unescaped()] = rebuilt(value);
            return true;
        });
        return out;
    }
    case '[': {
        json::array out;
        in.array([&out](json_scanner& element) {
            out.push_back(rebuilt(element));
            return true;
        });
        return out;
    }
    case '"': {
        auto again = in;
        json_string out;
        in.string(out);
        std::string_view text;
        b24pull::detail::text_room room;
        BOOST_TEST((again.text(text, room) && text == out.unescaped()));
        BOOST_TEST(again.offset() == in.offset());
        return json::value(out.unescaped());
    }
    default: {
        std::string_view span;
        in.value(span);
        return json::parse(span);
    }
    }
}

/// Boost.JSON reads `0e400` as no number at all, which does not equal itself.
bool same(json::value const& a, json::value const& b) {
    return a == b || json::serialize(a) == json::serialize(b);
}

/// Counts of what the comparison met: a comparison that never met one proves nothing.
struct tally {
    std::size_t sound = 0, incomplete = 0, too_deep = 0, broken = 0;
};

void compare(std::string_view text, std::size_t depth, tally& seen) {
    json::parse_options options;
    options.max_depth = depth;
    boost::system::error_code error;
    auto const tree = json::parse(text, error, {}, options);

    json_scanner scanner(text, depth);
    bool const sound = scanner.skip() && scanner.at_end();
    if (sound) {
        ++seen.sound;
        BOOST_TEST(!error, "only the scanner accepts " << text);
        json_scanner again(text, depth);
        BOOST_TEST(same(rebuilt(again), tree), "read differently: " << text);
        return;
    }
    if (support::has_long_exponent(text)) return;
    BOOST_TEST(!!error, "only Boost.JSON accepts " << text);
    auto const fault = scanner.fault().value_or(protocol_errc::json_syntax);
    bool const is_incomplete = fault == protocol_errc::json_incomplete;
    bool const is_too_deep = fault == protocol_errc::json_too_deep;
    // To Boost.JSON a number that ends with its point or sign is sometimes wrong, not unfinished, and
    // whatever begins like a character within the last bytes is unfinished.
    bool const within_number =
        is_incomplete && !text.empty() && std::string_view(".+-").find(text.back()) != text.npos;
    auto const last = text.substr(text.size() - (std::min)(text.size(), std::size_t{3}));
    bool const within_character =
        std::any_of(last.begin(), last.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xc2; });
    bool const same_end = is_incomplete == (error == json::error::incomplete);
    BOOST_TEST((same_end || within_number || within_character), error.message() << ": " << text);
    BOOST_TEST(is_too_deep == (error == json::error::too_deep), error.message() << ": " << text);
    ++(is_incomplete ? seen.incomplete : is_too_deep ? seen.too_deep : seen.broken);
}

} // namespace

BOOST_AUTO_TEST_CASE(scanner_and_parser_agree_on_generated_texts) {
    text_maker maker(20260331);
    tally seen;
    for (int i = 0; i != 30'000; ++i) compare(maker.value(5), 5 - maker.below(2), seen);
    BOOST_TEST(seen.sound > 20'000u);
    BOOST_TEST(seen.too_deep > 100u);
}

BOOST_AUTO_TEST_CASE(scanner_and_parser_agree_on_mutated_texts) {
    text_maker maker(43205);
    tally seen;
    for (int i = 0; i != 120'000; ++i) {
        auto const text = maker.value(6);
        compare(maker.mutated(text), 3 + maker.below(4), seen);
    }
    for (auto const count : {seen.sound, seen.incomplete, seen.too_deep, seen.broken})
        BOOST_TEST(count > 300u);
}

BOOST_AUTO_TEST_CASE(scanner_and_parser_agree_at_the_deepest_nesting) {
    tally seen;
    for (std::size_t depth = 510; depth != 515; ++depth)
        compare(std::string(depth, '[') + std::string(depth, ']'), json_scanner::deepest, seen);
    BOOST_TEST(seen.sound == 3u);
    BOOST_TEST(seen.too_deep == 2u);
}

BOOST_AUTO_TEST_CASE(every_prefix_of_an_object_is_incomplete_to_both) {
    text_maker maker(7);
    tally seen;
    for (int i = 0; i != 500; ++i) {
        auto const text = R"({"a":)" + maker.value(4) + '}';
        if (support::has_long_exponent(text)) continue;
        for (std::size_t size = 0; size != text.size(); ++size) {
            compare(text.substr(0, size), 32, seen);
        }
    }
    BOOST_TEST(seen.sound == 0u);
    BOOST_TEST(seen.broken == 0u);
    BOOST_TEST(seen.incomplete > 5'000u);
}

BOOST_AUTO_TEST_SUITE_END()
