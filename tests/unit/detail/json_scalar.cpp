#include <b24pull/detail/json_scalar.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(json_scalar)

namespace {

using b24pull::detail::is_id;

/// What the contract says, in its own words.
bool may_stand_in_an_id(char c) {
    return c > ' ' && c <= '~' && std::string_view("/?#&").find(c) == std::string_view::npos;
}

} // namespace

BOOST_AUTO_TEST_CASE(id_of_any_length_is_refused_for_one_character_anywhere) {
    for (std::size_t size = 1; size != 50; ++size)
        for (std::size_t place = 0; place != size; ++place)
            for (int c = 0; c != 256; ++c) {
                std::string text(size, 'a');
                text[place] = static_cast<char>(c);
                BOOST_REQUIRE_EQUAL(is_id(text), may_stand_in_an_id(static_cast<char>(c)));
            }
}

BOOST_AUTO_TEST_CASE(empty_text_is_no_id) { BOOST_TEST(!is_id("")); }

BOOST_AUTO_TEST_SUITE_END()
