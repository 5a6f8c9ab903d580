#include <b24pull/rest/http.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(http)

namespace {

namespace rest = b24pull::rest;

std::string found(std::vector<rest::http_header> const& headers, std::string_view name) {
    auto const* const value = rest::find_header(headers, name);
    return value ? *value : "absent";
}

} // namespace

BOOST_AUTO_TEST_CASE(header_names_match_in_any_case) {
    std::vector<rest::http_header> const headers{{"lOcAtIoN", "here"}, {"X-Id", "7"}};
    for (auto const* name : {"Location", "location", "LOCATION", "LoCaTiOn"})
        BOOST_TEST(found(headers, name) == "here");
    BOOST_TEST(found(headers, "x-iD") == "7");
}

BOOST_AUTO_TEST_CASE(partial_names_do_not_match) {
    std::vector<rest::http_header> const headers{{"Location", "here"}, {"X-Location", "there"}};
    for (auto const* name : {"", "Locatio", "Locatiom", "Xocation", "Locations", "Location ",
                             "Location:", "X_Location", "ocation"})
        BOOST_TEST(found(headers, name) == "absent");
    BOOST_TEST(found({}, "Location") == "absent");
}

BOOST_AUTO_TEST_CASE(only_letters_have_two_cases) {
    // '@' and '`', '[' and '{' differ by the same bit as capital and small letters do.
    std::vector<rest::http_header> const headers{{"X-@[\\]^_", "odd"}};
    BOOST_TEST(found(headers, "x-@[\\]^_") == "odd");
    BOOST_TEST(found(headers, "X-`{|}~\x7f") == "absent");
}

BOOST_AUTO_TEST_CASE(first_of_several_counts) {
    std::vector<rest::http_header> const headers{{"A", "0"}, {"location", "first"}, {"Location", "second"}};
    BOOST_TEST(found(headers, "Location") == "first");
}

BOOST_AUTO_TEST_CASE(found_value_is_the_one_in_the_list) {
    std::vector<rest::http_header> const headers{{"Empty", ""}};
    BOOST_TEST(rest::find_header(headers, "empty") == &headers[0].value);
}

BOOST_AUTO_TEST_CASE(default_values_are_empty) {
    rest::http_response const response;
    BOOST_TEST(response.status == 0u);
    BOOST_TEST(response.body.empty());
    BOOST_TEST(response.headers.empty());
    rest::http_request const request;
    BOOST_TEST((request.method + request.url + request.body).empty());
    BOOST_TEST(request.headers.empty());
}

BOOST_AUTO_TEST_SUITE_END()
