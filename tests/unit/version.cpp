#include <b24pull/version.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(version)

BOOST_AUTO_TEST_CASE(version_text_agrees_with_macros) {
    auto const expected = std::to_string(B24PULL_VERSION_MAJOR) + '.' +
                          std::to_string(B24PULL_VERSION_MINOR) + '.' + std::to_string(B24PULL_VERSION_PATCH);
    BOOST_TEST(std::string_view(b24pull::version) == expected);
}

// A User-Agent is made of it: nothing may stand in it that would end a header.
BOOST_AUTO_TEST_CASE(version_text_has_only_digits_and_two_dots) {
    std::string_view const text = b24pull::version;
    BOOST_TEST(std::count(text.begin(), text.end(), '.') == 2);
    BOOST_TEST(text.find_first_not_of("0123456789.") == text.npos);
}

BOOST_AUTO_TEST_CASE(version_macros_work_in_preprocessor) {
#if B24PULL_VERSION_MAJOR > 0 || B24PULL_VERSION_MINOR >= 1
    bool const at_least_0_1 = true;
#else
    bool const at_least_0_1 = false;
#endif
    BOOST_TEST(at_least_0_1);
}

BOOST_AUTO_TEST_CASE(helper_macros_do_not_leak) {
#if defined(B24PULL_DETAIL_TEXT) || defined(B24PULL_DETAIL_VERSION)
    bool const leaked = true;
#else
    bool const leaked = false;
#endif
    BOOST_TEST(!leaked);
}

BOOST_AUTO_TEST_SUITE_END()
