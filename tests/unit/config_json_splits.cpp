#include <b24pull/config_json.hpp>

#include "../support/config_bodies.hpp"
#include "../support/same.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(config_json_splits)

namespace {

using b24pull::config_parser;
using b24pull::json_limits;
using b24pull::parse_config;
using support::same;

struct body {
    std::string name, text;
    json_limits limits = {};
};

/// Everything that can come out: a value with warnings, each kind of broken text, each kind of fatal value.
std::vector<body> small_bodies() {
    constexpr std::string_view sound =
        R"({"server":{"version":"4","websocket":"ws:\/\/h\u002ex"},"n":-1.25e2,"jwt":"\ud83d\ude00","exp":"17"})";
    auto const text = std::string(sound);
    return {
        {"sound", text.substr(0, text.find(R"("jwt")")) + R"("jwt":"a.b","exp":1.5})"},
        {"JWT that cannot be used", text},
        {"raw UTF-8", "{\"server\":{\"version\":4,\"websocket\":\"ws://"
                      "h\"},\"\xd0\xb6\":\"\xf0\x9f\x98\x80\",\"jwt\":\"a\",\"x\":[true,null,0.5]}"},
        {"blanks", "  " + text + " \r\n"},
        {"list", "[ ]"},
        {"top-level number", "-12.5e3 "},
        {"blank", " \n "},
        {"wrong word", R"({"x":falsy})"}, // where a cut in it would move the offset
        {"html", "<html>"},
        {"cut", text.substr(0, text.size() - 3)},
        {"cut in an escape", text.substr(0, text.find("ud83d") + 3)},
        {"comma", text.substr(0, text.size() - 1) + ",}"},
        {"text after", text + "x"},
        {"bad UTF-8", "{\"jwt\":\"abc\xd0\x7a\"}"},
        {"too deep", R"({"a":{"b":[1,{"c":2}]}})", {.depth = 3}},
        {"too large", text, {.body = text.size() - 1}},
        {"too large and broken", "{!" + text, {.body = text.size()}},
        {"no version", R"({"server":{},"jwt":"a"})"},
        {"no channel", R"({"server":{"version":4,"websocket":"ws://h"}})"},
    };
}

/// More than two blocks of the reader, with something of every kind on both sides of each border.
std::string large_sound() {
    auto const sound = support::fixture_result("config_d_personal.json");
    std::string text = "{";
    for (std::size_t const border : {4096u, 8192u}) {
        auto const filler = border - 400 - text.size(); // a long text is read quickest
        text += R"("filler":")" + std::string(filler, 'f') + "\",";
        while (text.size() < border + 100)
            text += R"("unknown \u0436\/ )"
                    "\xd0\xb6"
                    R"(":[{"a":"\ud83d\ude00"},-12.5e-3,true,null,"\\\""],)";
    }
    return text + sound.substr(1);
}

std::vector<body> large_bodies() {
    auto const sound = large_sound();
    auto const text = [&](std::size_t size, std::string_view tail) {
        return sound.substr(0, size) + std::string(tail);
    };
    return {
        {"sound", sound},
        {"cut after the first block", text(4500, "")},
        {"cut at the border", text(4096, "")},
        {"broken in the second block", text(4200, "\x01") + std::string(200, ' ')},
        {"broken at the border", text(4096, "\x01 ")},
        {"too large in the second block", text(4600, ""), {.body = 4500}},
        {"blank", std::string(4200, ' ')},
        {"blank, then broken", std::string(4200, ' ') + '!'},
        {"wrong word", R"({"filler":")" + std::string(2029, 'f') + R"(","x":falsy})"},
        {"long text over the border",
         R"({"server":{"version":4,"websocket":"ws://h"},"jwt":")" + std::string(4090, 'a') + "\"}"},
    };
}

bool same_in_pieces(body const& whole, b24pull::result<b24pull::config> const& expected,
                    std::vector<std::size_t> cuts) {
    config_parser parser(whole.limits);
    std::size_t from = 0;
    std::sort(cuts.begin(), cuts.end());
    for (auto const cut : cuts) {
        auto const piece =
            whole.text.substr(from, cut - from); // a copy of its own: reading beyond it would show
        parser.write(piece);
        from = cut;
    }
    return same(parser.finish(whole.text.substr(from)), expected);
}

} // namespace

BOOST_AUTO_TEST_CASE(every_pair_of_cuts_gives_the_same) {
    for (auto const& each : small_bodies()) {
        auto const expected = parse_config(each.text, each.limits);
        std::size_t different = 0;
        for (std::size_t first = 0; first <= each.text.size(); ++first)
            for (std::size_t second = first; second <= each.text.size(); ++second)
                if (!same_in_pieces(each, expected, {first, second})) ++different;
        BOOST_TEST(different == 0u, each.name << ": " << different << " pairs of cuts gave another outcome");
    }
}

BOOST_AUTO_TEST_CASE(every_cut_of_a_large_text_gives_the_same) {
    for (auto const& each : large_bodies()) {
        auto const expected = parse_config(each.text, each.limits);
        std::size_t different = 0;
        for (std::size_t cut = 0; cut <= each.text.size(); ++cut)
            if (!same_in_pieces(each, expected, {cut})) ++different;
        BOOST_TEST(different == 0u, each.name << ": " << different << " cuts gave another outcome");
    }
}

BOOST_AUTO_TEST_CASE(pieces_of_any_one_size_give_the_same) {
    auto bodies = large_bodies();
    for (auto& each : small_bodies()) bodies.push_back(std::move(each));
    for (auto const& each : bodies) {
        auto const expected = parse_config(each.text, each.limits);
        for (std::size_t const size : {1u, 2u, 3u, 7u, 64u, 1000u, 4095u, 4096u, 4097u, 5000u}) {
            config_parser parser(each.limits);
            for (std::size_t at = 0; at < each.text.size(); at += size)
                parser.write(each.text.substr(at, size));
            BOOST_TEST(same(parser.finish(), expected), each.name << " in pieces of " << size);
        }
    }
}

BOOST_AUTO_TEST_CASE(random_splits_with_empty_pieces_give_the_same) {
    std::mt19937 random(43205); // the same splits in every run
    for (auto const& each : large_bodies()) {
        auto const expected = parse_config(each.text, each.limits);
        for (int round = 0; round != 100; ++round) {
            std::vector<std::size_t> cuts(random() % 12);
            for (auto& cut : cuts) cut = random() % (each.text.size() + 1);
            if (!cuts.empty()) cuts.push_back(cuts.front());
            BOOST_TEST(same_in_pieces(each, expected, cuts), each.name << ", round " << round);
        }
    }
}

// Else the cases above would compare nothing with nothing.
BOOST_AUTO_TEST_CASE(bodies_have_the_outcomes_that_they_are_named_after) {
    using b24pull::protocol_errc;
    auto const large = large_bodies();
    BOOST_TEST(large[0].text.size() > 2 * 4096u);
    BOOST_TEST(parse_config(large[0].text).has_value());
    BOOST_TEST(
        same(parse_config(large[0].text), parse_config(support::fixture_result("config_d_personal.json"))));
    BOOST_TEST((parse_config(large[1].text).error().code() == protocol_errc::json_incomplete));
    BOOST_TEST((parse_config(large[1].text).error().offset() == 4500u));
    BOOST_TEST((parse_config(large[3].text).error().offset() == 4200u));
    BOOST_TEST(
        (parse_config(large[5].text, large[5].limits).error().code() == protocol_errc::body_too_large));
    BOOST_TEST((parse_config(large[6].text).error().code() == protocol_errc::empty_body));
    BOOST_TEST((parse_config(large[7].text).error().code() == protocol_errc::json_syntax));
    BOOST_TEST(parse_config(large[9].text)->jwt->size() == 4090u);
    auto const first = parse_config(small_bodies()[0].text);
    BOOST_TEST_REQUIRE(first.has_value());
    BOOST_TEST(first->warnings.size() == 1u);
    BOOST_TEST(first->server.websocket == "ws://h.x");
    BOOST_TEST((parse_config(small_bodies()[1].text).error().code() == protocol_errc::no_channel));
}

// What is wrong stays wrong, and what follows is ignored.
BOOST_AUTO_TEST_CASE(pieces_after_a_failure_change_nothing) {
    config_parser parser;
    parser.write("{!");
    parser.write(std::string(10000, ' '));
    parser.write(R"({"server":{}})");
    auto const value = parser.finish();
    BOOST_TEST((value.error().code() == b24pull::protocol_errc::json_syntax));
    BOOST_TEST((value.error().offset() == 1u));
}

BOOST_AUTO_TEST_SUITE_END()
