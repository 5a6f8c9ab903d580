#include <b24pull/realtime/frame.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace {

namespace realtime = b24pull::realtime;
using realtime::detail::find_end_of_broken;

/// Writes out a text in which `<` and `>` stand for the markers.
std::string spelt(std::string_view pattern) {
    std::string out;
    for (char const c : pattern) {
        if (c == '<') out += realtime::frame_begin;
        else if (c == '>') out += realtime::frame_end;
        else out += c;
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(frame)

BOOST_AUTO_TEST_CASE(markers_are_those_of_the_servers) {
    BOOST_TEST(realtime::frame_begin == "#!NGINXNMS!#");
    BOOST_TEST(realtime::frame_end == "#!NGINXNME!#");
    BOOST_TEST(realtime::frame_begin.size() == 12u);
    BOOST_TEST(realtime::frame_end.size() == 12u);
}

BOOST_AUTO_TEST_CASE(broken_frame_ends_at_a_marker) {
    struct row {
        std::string_view name;
        std::string_view before, broken, after; // of the text, with < and > for the markers
        bool unfinished = false;
    };
    constexpr row rows[] = {
        {"frame by itself", "", "<{x>", ""},
        {"noise around", "noise", "<{x>", "noise"},
        {"empty frame", "", "<>", "<{}>"},
        {"another frame behind", "", "<{x>", "<{}>"},
        {"surplus end marker behind", "", "<{x>", ">"},
        {"whole frame before", "<{}>", "<{x>", ""},
        {"end marker before", ">", "<{x>", ""},
        {"cut frame, then a whole one", "", "<{x", "<{}>"},
        {"several cut ones, then a whole one", "", "<{x<{y<", "<{}>"},
        {"cut frame, then two whole ones", "", "<{x", "<{}><{}>"},
        {"begin marker at once", "", "<", "<{}>"},
        {"no end marker", "", "<{x", "", true},
        {"nothing behind", "<{}>", "<", "", true},
        {"end marker only before", "<{}>", "<{x", "", true},
        {"begin markers without an end marker", "", "<{x<{y<", "", true},
        {"cut end marker", "", "<{x}#!NGINXNME!", "", true},
        {"markers that share a byte", "", "<!NGINXNME!#", "", true},
        {"end marker in other case", "", "<{x}#!nginxnme!#", "", true},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            auto const before = spelt(row.before), broken = spelt(row.broken);
            auto const text = before + broken + spelt(row.after);
            auto const found = find_end_of_broken(text, before.size());
            BOOST_TEST(found.end == before.size() + broken.size());
            BOOST_TEST(found.unfinished == row.unfinished);
        }
    }
}

BOOST_AUTO_TEST_CASE(search_always_gets_ahead) {
    // All texts of six parts: a step that stayed where it is would never end.
    constexpr std::string_view parts = "<>x";
    std::size_t const count = 3 * 3 * 3 * 3 * 3 * 3;
    for (std::size_t number = 0; number != count; ++number) {
        std::string pattern = "<";
        for (auto left = number, i = std::size_t{0}; i != 6; ++i, left /= 3) pattern += parts[left % 3];
        auto const text = spelt(pattern);
        auto const found = find_end_of_broken(text, 0);
        BOOST_TEST(found.end >= realtime::frame_begin.size(), pattern);
        BOOST_TEST(found.end <= text.size(), pattern);
        BOOST_TEST(found.unfinished == (pattern.find('>') == pattern.npos), pattern);
        // What lies behind begins with a begin marker, or the frame ended with an end marker.
        auto const ends_whole = std::string_view(text).substr(0, found.end).ends_with(realtime::frame_end);
        auto const begins_anew = std::string_view(text).substr(found.end).starts_with(realtime::frame_begin);
        BOOST_TEST((found.unfinished || ends_whole || begins_anew), pattern);
    }
}

BOOST_AUTO_TEST_CASE(search_can_be_done_by_the_compiler) {
    constexpr auto found = find_end_of_broken("#!NGINXNMS!#{#!NGINXNME!# ", 0);
    static_assert(found.end == 25 && !found.unfinished);
    BOOST_TEST(found.end == 25u);
}

BOOST_AUTO_TEST_SUITE_END()
