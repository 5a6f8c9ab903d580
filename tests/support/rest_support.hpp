// What the tests of rest/ share: made-up credentials, answers, a configuration as the wire has it, and checks.
#pragma once

#include <b24pull/rest/credentials.hpp>
#include <b24pull/rest/http.hpp>
#include <b24pull/result.hpp>

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rest_support {

namespace rest = b24pull::rest;

/// Shaped as access tokens are, and found in no text of the library.
inline constexpr std::string_view token = "1a7e90b25c4d83f6e0a1b2c3d4e5f60718293a4b5c6d7e8f9012233445566778";
inline constexpr std::string_view webhook_secret = "q7w8e9r0t1y2u3i4";

inline rest::credentials application() {
    return rest::credentials::oauth("https://portal.example.com/rest/", token).value();
}
inline rest::credentials webhook() {
    return rest::credentials::webhook("https://portal.example.com/rest/577/" + std::string(webhook_secret) +
                                      "/")
        .value();
}
inline rest::credentials clear_application() {
    return rest::credentials::oauth("http://127.0.0.1:8080/rest/", token, b24pull::clear_text::allowed)
        .value();
}

inline rest::http_response reply(unsigned status, std::string_view body,
                                 std::vector<rest::http_header> headers = {}) {
    return {status, std::move(headers), std::string(body)};
}

/// An answer with that `result`.
inline rest::http_response success(std::string_view result) {
    return reply(200, R"({"result":)" + std::string(result) + "}");
}

inline bool holds(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

/// The outcome is that failure, at that place.
template <class T>
void check_failure(b24pull::result<T> const& outcome, b24pull::error_code const& code,
                   std::string_view path = {}) {
    BOOST_TEST(!outcome.has_value());
    if (outcome.has_value()) return;
    BOOST_TEST(outcome.error().code() == code);
    BOOST_TEST(outcome.error().path() == path);
}

/// What every request of a REST method looks like; gives its parameters without the credential.
inline boost::json::object check_request(b24pull::result<rest::http_request> const& made,
                                         std::string_view method, bool with_token = true) {
    BOOST_TEST_REQUIRE(made.has_value());
    auto const& request = *made;
    BOOST_TEST(request.method == "POST");
    auto const secret_path = with_token ? std::string() : "577/" + std::string(webhook_secret) + "/";
    BOOST_TEST(request.url == "https://portal.example.com/rest/" + secret_path + std::string(method));
    BOOST_TEST(holds(request.url, token) == false);
    BOOST_TEST(holds(request.body, webhook_secret) == false);
    BOOST_TEST(holds(request.body, token) == with_token);

    BOOST_TEST_REQUIRE(request.headers.size() == 3u);
    auto const header = [&](std::string_view name) {
        auto const* const value = rest::find_header(request.headers, name);
        return value ? *value : "absent";
    };
    BOOST_TEST(header("Content-Type") == "application/json");
    BOOST_TEST(header("Accept") == "application/json");
    BOOST_TEST(header("User-Agent").starts_with("b24pull/"));
    BOOST_TEST(header("User-Agent").find_first_of(" \r\n") == std::string::npos);

    auto parameters = boost::json::parse(request.body).as_object();
    auto const* const auth = parameters.if_contains("auth");
    BOOST_TEST((auth != nullptr) == with_token);
    if (auth) BOOST_TEST(auth->as_string() == token);
    parameters.erase("auth");
    return parameters;
}

/// The parameters of a request compared with JSON text.
inline void check_parameters(boost::json::object const& got, std::string_view expected) {
    BOOST_TEST((got == boost::json::parse(expected).as_object()), boost::json::serialize(got)
                                                                      << " is not " << expected);
}

/// A configuration as version 4 sends it, its `result` alone.
inline constexpr std::string_view config_result =
    R"({"server":{"version":4,"server_enabled":true,"mode":"personal","hostname":"portal.example.com",)"
    R"("long_polling":"http:\/\/rt.example.com\/sub\/","long_pooling_secure":"https:\/\/rt.example.com\/sub\/",)"
    R"("websocket_enabled":true,"websocket":"ws:\/\/rt.example.com\/subws\/",)"
    R"("websocket_secure":"wss:\/\/rt.example.com\/subws\/","publish_enabled":true,)"
    R"("publish":"http:\/\/rt.example.com\/pub\/","publish_secure":"https:\/\/rt.example.com\/pub\/",)"
    R"("config_timestamp":1774886062},"api":{"revision_web":19,"revision_mobile":3},"channels":{)"
    R"("shared":{"id":"aaaa0001.bbbb0001","start":"2026-03-31T17:05:18+03:00",)"
    R"("end":"2026-04-01T05:05:23+03:00","type":"shared"},)"
    R"("private":{"id":"aaaa0002:aaaa0003.bbbb0002","public_id":"aaaa0003.bbbb0003",)"
    R"("start":"2026-03-31T18:05:18+03:00","end":"2026-04-01T06:05:23+03:00","type":"private"}},)"
    R"("exp":1775052318,"publicChannels":{"577":{"user_id":577,"public_id":"aaaa0004",)"
    R"("signature":"bbbb0004","start":"2026-03-31T10:06:39+03:00","end":"2026-03-31T22:06:44+03:00"}}})";

} // namespace rest_support
