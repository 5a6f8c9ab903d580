#include <b24pull/detail/text_room.hpp>

#include "../../support/freed_arrays.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <new>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(text_room)

namespace {

using room = b24pull::detail::text_room;

/// Writes a text in pieces of `step`.
void write(room& to, std::string_view text, std::size_t step) {
    auto* at = to.begin();
    for (; !text.empty(); text.remove_prefix((std::min)(step, text.size()))) {
        auto const piece = text.substr(0, step);
        at = to.with_room(at, piece.size());
        BOOST_TEST_REQUIRE(static_cast<std::size_t>(to.end() - at) >= piece.size());
        at = std::copy(piece.begin(), piece.end(), at);
    }
    to.written_to(at);
}

std::string const long_text(5000, 'x');

} // namespace

BOOST_AUTO_TEST_CASE(text_of_any_length_stays_whole_while_its_room_grows) {
    for (std::size_t const size : {0u, 1u, 255u, 256u, 257u, 1000u, 100'000u})
        for (std::size_t const step : {1u, 7u, 300u, 100'000u}) {
            std::string text(size, ' ');
            for (std::size_t i = 0; i != size; ++i) text[i] = static_cast<char>('a' + i % 26);
            room to;
            write(to, text, step);
            BOOST_TEST((std::string_view(to.begin(), size) == text));
            write(to, "next", 1);
            BOOST_TEST((std::string_view(to.begin(), 4) == "next"));
        }
}

BOOST_AUTO_TEST_CASE(room_that_is_left_is_wiped) {
    freed_arrays const freed;
    {
        room to;
        write(to, long_text, 1);
        write(to, "short", 5); // the rest of the longer one is still there
    }
    BOOST_TEST_REQUIRE(freed.count() > 1u);
    BOOST_TEST((freed.bytes().find("xxxx") == std::string::npos));
}

BOOST_AUTO_TEST_CASE(own_room_is_wiped) {
    alignas(room) std::array<unsigned char, sizeof(room)> memory{};
    auto const holds_text = [&memory] {
        std::string_view const text = "a text of some length";
        return std::search(memory.begin(), memory.end(), text.begin(), text.end()) != memory.end();
    };
    for (bool const grows : {false, true}) {
        auto* const to = new (memory.data()) room;
        write(*to, "a text of some length", 4);
        BOOST_TEST(holds_text());
        if (grows) {
            static_cast<void>(to->with_room(to->begin() + 21, 1000));
            BOOST_TEST(!holds_text());
        }
        std::destroy_at(to);
        BOOST_TEST(!holds_text());
    }
}

BOOST_AUTO_TEST_SUITE_END()
