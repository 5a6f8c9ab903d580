#include <b24pull/result.hpp>

#include "../support/rest_support.hpp"

#include <b24pull/config_json.hpp>
#include <b24pull/rest/application_config_get.hpp>
#include <b24pull/rest/application_event_add.hpp>
#include <b24pull/rest/application_push_add.hpp>
#include <b24pull/rest/channel_public_get.hpp>
#include <b24pull/rest/channel_public_list.hpp>
#include <b24pull/rest/config_get.hpp>
#include <b24pull/rest/oauth_refresh.hpp>
#include <b24pull/rest/watch_extend.hpp>

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(secrets)

// Sentinels in every place of every input; no text that may be printed holds one.
namespace {

namespace json = boost::json;
namespace rest = b24pull::rest;
using b24pull::failure;
using b24pull::result;
using b24pull::secret;

/// A token, a JWT, a channel id, a webhook's path, something with quotes, and one of digits alone.
constexpr std::string_view sentinels[] = {
    "5e171e1a90b25c4d83f6e0a1b2c3d4e5f60718293a4b5c6d7e8f901223344556",
    "eyJ5e171e1hbGciOi.eyJpc3MiOi5e171e1.5e171e1Z-k-r42ccu9",
    "5e171e1a437d2336d4a88e4e9b3cd956:7cc478c89de71ec7.5e171e1742ca1e59",
    "577/5e171e1q7w8e9r0t/",
    "5e171e1 \"\\<&>'%0a",
    "5171517151715171517151715171",
};

std::string_view needle(std::string_view sentinel) {
    return sentinel.starts_with("517") ? sentinel.substr(0, 12) : "5e171e1";
}

void check_text(std::string_view text, std::string_view sentinel) {
    if (rest_support::holds(text, needle(sentinel))) BOOST_TEST(false, "a sentinel in: " << text);
}

void check(failure const& failed, std::string_view sentinel) {
    check_text(failed.what(), sentinel);
    check_text(failed.path(), sentinel);
    check_text(failed.code().message(), sentinel);
    check_text(failed.code().what(), sentinel);
    check_text(b24pull::failure_error(failed).what(), sentinel);
}

void check(std::vector<b24pull::warning> const& warnings, std::string_view sentinel) {
    for (auto const& warning : warnings) {
        check_text(warning.path, sentinel);
        check_text(warning.code.what(), sentinel);
    }
}
void check(b24pull::config const& config, std::string_view sentinel) { check(config.warnings, sentinel); }
void check(rest::portal_config const& whole, std::string_view sentinel) { check(whole.config, sentinel); }
void check(rest::public_channel_list const& list, std::string_view sentinel) {
    check(list.warnings, sentinel);
}
void check(auto const&, std::string_view) {} // nothing in it that is printed

/// Every method's own reading of one answer. Gives the number of failures, which all printed nothing.
int read_all(rest::http_response const& response, std::string_view sentinel) {
    int failures = 0;
    auto const read = [&](auto const& outcome) {
        if (outcome) return check(*outcome, sentinel);
        ++failures;
        check(outcome.error(), sentinel);
        try {
            static_cast<void>(outcome.value());
        } catch (std::exception const& e) {
            check_text(e.what(), sentinel);
        }
    };
    read(rest::application_config_get::parse_response(response));
    read(rest::config_get::parse_response(response));
    read(rest::application_event_add::parse_response(response));
    read(rest::channel_public_get::parse_response(response));
    read(rest::channel_public_list::parse_response(response));
    read(rest::watch_extend::parse_response(response));
    read(rest::oauth_refresh::parse_response(response));
    read(b24pull::parse_config(response.body));
    return failures;
}

/// Calls `use` with `whole`, in turn with each value replaced by each of `news` and each name by the sentinel.
void each_replacement(json::value& whole, json::value& at, std::vector<json::value> const& news,
                      std::string_view name, std::function<void()> const& use) {
    auto const old = at;
    for (auto const& value : news) {
        at = value;
        use();
    }
    at = old;
    if (at.is_array())
        for (auto& element : at.as_array()) each_replacement(whole, element, news, name, use);
    if (!at.is_object()) return;
    auto& object = at.as_object();
    std::vector<std::string> keys;
    for (auto const& member : object) keys.emplace_back(member.key());
    for (auto const& key : keys) {
        each_replacement(whole, object[key], news, name, use);
        auto const value = object[key];
        object.erase(key);
        object[name] = value;
        use();
        object.erase(name);
        object[key] = value;
    }
}

/// Answers of every kind, one of each shape.
std::vector<std::string> seeds() {
    auto const config = std::string(rest_support::config_result);
    return {
        R"({"result":)" + config +
            R"(,"time":{"start":1,"date_start":"2026-03-31T17:05:18+03:00","operating_reset_at":2}})",
        R"({"result":true})",
        R"({"result":{"user_id":577,"public_id":"a","signature":"b","start":"2026-03-31T10:06:39+03:00","end":"x"}})",
        R"({"result":{"1":{"user_id":1,"public_id":"a","signature":"b"},"x":{"public_id":null}}})",
        R"({"result":{"TAG":true,"OTHER":false}})",
        R"({"result":["TAG",true]})",
        R"({"error":"expired_token","error_description":"over","argument":"x"})",
        R"({"error":{"code":"X","message":"m","validation":[{"message":"m","field":"f"}]}})",
        R"({"access_token":"a","refresh_token":"b","expires":1,"client_endpoint":"https://a","user_id":7,"scope":"s"})",
    };
}

} // namespace

BOOST_AUTO_TEST_CASE(answers_with_sentinels_print_none) {
    std::size_t inputs = 0, failures = 0;
    for (auto const sentinel : sentinels) {
        json::value const text(sentinel);
        std::vector<json::value> const news{
            text, json::array{text}, json::object{{std::string(sentinel), text}},
            json::value("https://" + std::string(sentinel) + "/"), json::value(nullptr)};
        for (auto const& seed : seeds()) {
            auto whole = json::parse(seed);
            each_replacement(whole, whole, news, sentinel, [&] {
                auto const body = json::serialize(whole);
                for (unsigned const status : {200u, 401u}) {
                    ++inputs;
                    failures +=
                        static_cast<std::size_t>(read_all(rest_support::reply(status, body), sentinel));
                }
            });
        }
    }
    BOOST_TEST(inputs > 5000u);
    BOOST_TEST(failures > inputs); // most methods refuse most of these answers
}

BOOST_AUTO_TEST_CASE(broken_answers_with_sentinels_print_none) {
    for (auto const sentinel : sentinels) {
        std::string const s(sentinel);
        auto const quoted = json::serialize(json::value(s));
        for (auto const& body :
             {s, "<html>" + s + "</html>", quoted, "[" + quoted + "]", R"({"result":)" + s,
              R"({"result":)" + quoted, R"({"result":{"server":{"version":)" + quoted + ",",
              R"({"result":{)" + quoted + ":", R"({"result":{)" + quoted + ":x",
              R"({)" + quoted + R"(:{"a":x)", R"({"error":)" + quoted, R"({"error":)" + quoted + "," + s,
              R"({"error_description":)" + quoted + "}" + s, R"({"access_token":)" + quoted + "x",
              s + R"({"result":true})", R"({"result":true})" + s,
              R"({"result":{"channels":{)" + quoted + R"(:{"id":)" + quoted + ","})
            for (unsigned const status : {200u, 302u, 403u, 500u, 502u})
                BOOST_TEST(read_all(rest_support::reply(status, body), sentinel) > 0);
    }
}

BOOST_AUTO_TEST_CASE(headers_with_sentinels_print_none) {
    for (auto const sentinel : sentinels) {
        std::string const s(sentinel);
        for (auto const& location : {s, "/" + s, "https://new.example.com/rest/" + s, "https://" + s + "/",
                                     "http://new.example.com/" + s, "https://new.example.com/?auth=" + s,
                                     "https://user:" + s + "@new.example.com/", "ftp://" + s})
            for (unsigned const status : {301u, 302u, 307u, 308u, 200u})
                BOOST_TEST(read_all(rest_support::reply(status, s,
                                                        {{"Location", location}, {"Set-Cookie", s}, {s, s}}),
                                    sentinel) > 0);
        auto const moved = rest::application_config_get::parse_response(
            rest_support::reply(302, "", {{"Location", "https://new.example.com/rest/?auth=5e171e1"}}));
        BOOST_TEST(moved.error().reply()->moved_to ==
                   "https://new.example.com"); // the credential in it is dropped
    }
}

BOOST_AUTO_TEST_CASE(refused_requests_print_no_input) {
    auto const failing = [](auto const& outcome, std::string_view sentinel) {
        BOOST_TEST(outcome.has_error());
        if (outcome.has_error()) check(outcome.error(), sentinel);
    };
    auto const who = rest_support::application();
    for (auto const sentinel : sentinels) {
        std::string const s(sentinel);
        failing(rest::credentials::oauth("portal.example.com", s + "\n"), s);
        failing(rest::credentials::oauth("https://portal.example.com/#" + s, s), s);
        failing(rest::credentials::oauth("http://portal.example.com/", s), s);
        failing(rest::credentials::webhook("https://portal.example.com/rest/" + s + "/x y", {}), s);
        failing(rest::credentials::webhook("http://portal.example.com/rest/1/" + s, {}), s);
        failing(rest::credentials::webhook("https://portal.example.com/rest/1/" + s + "/profile", {}), s);
        failing(rest_support::webhook().at("https://" + s + "#"), s);
        failing(rest::application_event_add{.command = s + " "}.make_request(who), s);
        failing((rest::application_event_add{.command = "a", .module_id = s + "-"}.make_request(who)), s);
        failing((rest::application_event_add{.command = "a", .params = s}.make_request(who)), s);
        failing(
            (rest::application_event_add{.command = "a", .params = "{\"" + s + "\":x}"}.make_request(who)),
            s);
        failing((rest::application_push_add{.to = {{1}}, .text = s, .avatar = s}.make_request(who)), s);
        failing((rest::watch_extend{.tags = {s, ""}}.make_request(who)), s);
        failing(
            (rest::oauth_refresh{.client_id = s + " ", .client_secret = secret(s), .refresh_token = secret(s)}
                 .make_request()),
            s);
        failing((rest::oauth_refresh{
                    .client_id = s, .client_secret = secret(s), .refresh_token = secret(s), .server = s}
                     .make_request()),
                s);
    }
}

BOOST_AUTO_TEST_CASE(code_that_looks_like_a_credential_is_not_printed) {
    auto const what = [](std::string const& code) {
        return rest::application_config_get::parse_response(
                   rest_support::reply(400, R"({"error":")" + code + "\"}"))
            .error()
            .what();
    };
    for (auto const sentinel : {sentinels[0], sentinels[1], sentinels[2], sentinels[3], sentinels[5]})
        BOOST_TEST(!rest_support::holds(what(std::string(sentinel)), needle(sentinel)));
    for (auto const* code : {"SOME_NEW_CODE", "expired_token", "BITRIX_REST_V3_EXCEPTION_NEW", "100", "1021"})
        BOOST_TEST(rest_support::holds(what(code), std::string("server code ") + code), code);
    for (auto const* code : {"A CODE", "a.b", "a-b", "1234567", "a123", "\\u00e9", "A\\nB", "<b>"})
        BOOST_TEST(!rest_support::holds(what(code), "server code"), code);
    BOOST_TEST(!rest_support::holds(what(std::string(65, 'A')), "server code"));
}

BOOST_AUTO_TEST_SUITE_END()
