#include <b24pull/detail/json_scalar.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <limits>
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

BOOST_AUTO_TEST_CASE(every_kind_keeps_its_value) {
    using scalar = b24pull::detail::json_scalar;
    BOOST_TEST(scalar(true).boolean());
    BOOST_TEST(!scalar(false).boolean());
    BOOST_TEST(scalar((std::numeric_limits<std::int64_t>::min)()).integer() ==
               (std::numeric_limits<std::int64_t>::min)());
    BOOST_TEST(scalar(-0.5).real() == -0.5);
    BOOST_TEST(scalar(std::string_view("a\0b", 3)).text() == std::string_view("a\0b", 3));
    BOOST_TEST(scalar(std::string_view()).is_text());
    BOOST_TEST((scalar(std::int64_t{1}).type() == scalar::kind::integer));
    BOOST_TEST((scalar(1.0).type() == scalar::kind::real));
}

BOOST_AUTO_TEST_CASE(other_than_text_has_an_empty_one) {
    using scalar = b24pull::detail::json_scalar;
    for (auto const& one : {scalar(scalar::kind::null), scalar(scalar::kind::container), scalar(true),
                            scalar(1.5), scalar(std::int64_t{7})})
        BOOST_TEST(one.text().empty());
}

BOOST_AUTO_TEST_CASE(null_and_false_are_absent) {
    using scalar = b24pull::detail::json_scalar;
    BOOST_TEST(scalar(scalar::kind::null).is_absent());
    BOOST_TEST(scalar(false).is_absent());
    for (auto const& one : {scalar(true), scalar(std::int64_t{0}), scalar(0.0), scalar(std::string_view("")),
                            scalar(scalar::kind::container), scalar(scalar::kind::broken)})
        BOOST_TEST(!one.is_absent());
}

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

BOOST_AUTO_TEST_CASE(whole_numbers_are_integers_in_any_form) {
    using b24pull::detail::as_flag;
    using b24pull::detail::as_integer;
    using scalar = b24pull::detail::json_scalar;
    constexpr double exact = 9007199254740992.0;
    for (double const whole : {0.0, -0.0, 1.0, -7.0, exact, -exact})
        BOOST_TEST((as_integer(scalar(whole)) == static_cast<std::int64_t>(whole)), whole);
    for (double const other : {0.5, -0.5, 1e-300, -1e-300, 7.25, -7.25, exact + 2, -exact - 2,
                               std::numeric_limits<double>::infinity()})
        BOOST_TEST(!as_integer(scalar(other)), other);
    BOOST_TEST(!as_integer(scalar(scalar::kind::broken)));
    BOOST_TEST(!as_flag(scalar(scalar::kind::broken)));
}

BOOST_AUTO_TEST_SUITE_END()
