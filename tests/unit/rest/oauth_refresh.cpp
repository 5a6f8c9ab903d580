#include <b24pull/rest/oauth_refresh.hpp>

#include "../../support/rest_support.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(oauth_refresh)

namespace {

namespace rest = b24pull::rest;
using b24pull::clear_text;
using b24pull::condition;
using b24pull::error_code;
using b24pull::protocol_errc;
using b24pull::secret;
using b24pull::server_errc;
using b24pull::usage_errc;
using rest_support::check_failure;
using rest_support::holds;
using rest_support::reply;

rest::oauth_refresh usual() {
    return {.client_id = "local.5f0a1b2c3d4e57.00112233",
            .client_secret = secret("k3y5ecret9x8y7z"),
            .refresh_token = secret("r3fre5h70ken1234567890")};
}

auto read(std::string_view body, unsigned status = 200) {
    return rest::oauth_refresh::parse_response(reply(status, body));
}

/// The two tokens and what else is given.
auto tokens(std::string const& members) {
    return read(R"({"access_token":"aaaa0001",)" + members + R"("refresh_token":"bbbb0001"})").value();
}

} // namespace

BOOST_AUTO_TEST_CASE(request_is_a_form_with_the_secrets_in_the_body) {
    auto const request = usual().make_request();
    BOOST_TEST_REQUIRE(request.has_value());
    BOOST_TEST(request->method == "POST");
    BOOST_TEST(request->url == "https://oauth.bitrix.info/oauth/token/");
    BOOST_TEST(*rest::find_header(request->headers, "content-type") == "application/x-www-form-urlencoded");
    BOOST_TEST(*rest::find_header(request->headers, "accept") == "application/json");
    BOOST_TEST(request->body == "grant_type=refresh_token&client_id=local.5f0a1b2c3d4e57.00112233"
                                "&client_secret=k3y5ecret9x8y7z&refresh_token=r3fre5h70ken1234567890");
}

BOOST_AUTO_TEST_CASE(reserved_characters_are_escaped) {
    auto refresh = usual();
    refresh.client_id = "a&b=c";
    refresh.client_secret = secret("+%\"#/?:@;,$[]~");
    refresh.refresh_token = secret("x\\y|z^`{}<>");
    BOOST_TEST(
        refresh.make_request()->body ==
        "grant_type=refresh_token&client_id=a%26b%3Dc&client_secret=%2B%25%22%23%2F%3F%3A%40%3B%2C%24%5B%5D~"
        "&refresh_token=x%5Cy%7Cz%5E%60%7B%7D%3C%3E");
}

BOOST_AUTO_TEST_CASE(server_is_reduced_to_its_address) {
    struct row {
        std::string_view server;
        std::string_view url;
        clear_text clear = clear_text::refused;
    };
    for (row const& row :
         {row{"https://oauth.bitrix24.tech", "https://oauth.bitrix24.tech/oauth/token/"},
          row{"https://oauth.bitrix24.tech/", "https://oauth.bitrix24.tech/oauth/token/"},
          row{"https://oauth.bitrix24.tech/rest/", "https://oauth.bitrix24.tech/oauth/token/"},
          row{"HTTPS://auth.example.com:8443/x/y", "https://auth.example.com:8443/oauth/token/"},
          row{"http://127.0.0.1:8080", "http://127.0.0.1:8080/oauth/token/", clear_text::allowed}}) {
        auto refresh = usual();
        refresh.server = row.server;
        refresh.clear = row.clear;
        BOOST_TEST(refresh.make_request()->url == row.url);
    }
    auto const failing = [](std::string server, usage_errc code) {
        auto refresh = usual();
        refresh.server = std::move(server);
        BOOST_TEST_CONTEXT(refresh.server) { check_failure(refresh.make_request(), code); }
    };
    failing("http://oauth.bitrix.info", usage_errc::insecure_url);
    for (auto const* server :
         {"", "oauth.bitrix.info", "ftp://oauth.bitrix.info", "https://", "https://a:b@oauth.bitrix.info",
          "https://oauth.bitrix.info/#x", "https://oauth.bitrix.info\n"})
        failing(server, usage_errc::invalid_url);
}

BOOST_AUTO_TEST_CASE(unfit_credentials_are_refused) {
    for (auto const& text : {std::string(), std::string("a b"), std::string("a\nb"), std::string("a\0b", 3),
                             std::string("\xC3\xA9"), std::string("\x7f"), std::string(4097, 'a')}) {
        auto id = usual(), key = usual(), token = usual();
        id.client_id = text;
        key.client_secret = secret(text);
        token.refresh_token = secret(text);
        for (auto const* refresh : {&id, &key, &token})
            check_failure(refresh->make_request(), usage_errc::invalid_token);
    }
    check_failure(rest::oauth_refresh{}.make_request(), usage_errc::invalid_token);
}

BOOST_AUTO_TEST_CASE(full_answer_is_typed) {
    auto const outcome = read(
        R"({"access_token":"aaaa0001","expires":1780319382,"expires_in":1800,"scope":"crm,im","domain":"x",)"
        R"("server_endpoint":"https:\/\/oauth.bitrix.info\/rest\/","status":"F",)"
        R"("client_endpoint":"https:\/\/portal.example.com\/rest\/","member_id":"m1","user_id":67,)"
        R"("refresh_token":"bbbb0001","new":{"access_token":"x"}})");
    BOOST_TEST_REQUIRE(outcome.has_value());
    BOOST_TEST(outcome->access_token.reveal() == "aaaa0001");
    BOOST_TEST(outcome->refresh_token.reveal() == "bbbb0001");
    BOOST_TEST(outcome->expires_in.count() == 1800);
    BOOST_TEST(outcome->expires.value().time_since_epoch().count() == 1780319382);
    BOOST_TEST(outcome->client_endpoint == "https://portal.example.com/rest/");
    BOOST_TEST(outcome->server_endpoint == "https://oauth.bitrix.info/rest/");
    BOOST_TEST(outcome->member_id == "m1");
    BOOST_TEST(outcome->scope == "crm,im");
    BOOST_TEST(outcome->status == "F");
    BOOST_TEST(outcome->user_id.value() == 67);
    BOOST_TEST(
        rest::credentials::oauth(outcome->client_endpoint, outcome->access_token.reveal()).value().base() ==
        "https://portal.example.com/rest/");
}

BOOST_AUTO_TEST_CASE(everything_but_the_tokens_is_optional) {
    auto const least = tokens("");
    BOOST_TEST(least.expires_in.count() == 3600);
    BOOST_TEST(!least.expires.has_value());
    BOOST_TEST(!least.user_id.has_value());
    BOOST_TEST((least.client_endpoint + least.server_endpoint + least.member_id + least.scope + least.status)
                   .empty());
}

BOOST_AUTO_TEST_CASE(odd_members_are_left_out) {
    BOOST_TEST(tokens(R"("expires_in":"1800",)").expires_in.count() == 1800);
    BOOST_TEST(tokens(R"("expires":"1780319382",)").expires.value().time_since_epoch().count() == 1780319382);
    BOOST_TEST(tokens(R"("user_id":"67",)").user_id.value() == 67);
    BOOST_TEST(tokens(R"("status":"X",)").status == "X");
    BOOST_TEST(tokens(R"("client_endpoint":"http:\/\/portal.example.com\/rest\/",)").client_endpoint ==
               "http://portal.example.com/rest/");
    BOOST_TEST(tokens(R"("status":")" + std::string(b24pull::limits::short_text + 1, 'x') + "\",").status ==
               "");
    for (auto const* value : {"0", "-5", "null", "true", R"("soon")", "[]", "{}", "1e300", "99999999999"})
        BOOST_TEST(tokens(R"("expires_in":)" + std::string(value) + ",").expires_in.count() == 3600, value);
    for (auto const* value : {"null", "false", R"("x")", "[]", "-1"})
        BOOST_TEST(!tokens(R"("expires":)" + std::string(value) + ",").expires.has_value(), value);
    for (auto const* value : {"null", R"("x")", "1.5", "[67]"})
        BOOST_TEST(!tokens(R"("user_id":)" + std::string(value) + ",").user_id.has_value(), value);
    for (auto const* value : {"null", "7", R"("")", R"("portal.example.com")", R"("ftp:\/\/x")",
                              R"("https:\/\/a@b")", "[]", R"("javascript:1")"})
        BOOST_TEST(
            tokens(R"("client_endpoint":)" + std::string(value) + R"(,"server_endpoint":)" + value + ",")
                .client_endpoint.empty(),
            value);
}

BOOST_AUTO_TEST_CASE(missing_tokens_are_named) {
    struct row {
        std::string_view body;
        std::string_view path;
    };
    for (row const& row : {row{"{}", "access_token"}, row{R"({"refresh_token":"b"})", "access_token"},
                           row{R"({"access_token":"a"})", "refresh_token"},
                           row{R"({"access_token":null,"refresh_token":"b"})", "access_token"},
                           row{R"({"access_token":"","refresh_token":"b"})", "access_token"},
                           row{R"({"access_token":7,"refresh_token":"b"})", "access_token"},
                           row{R"({"access_token":"a b","refresh_token":"b"})", "access_token"},
                           row{R"({"access_token":"a","refresh_token":"b\u0000"})", "refresh_token"},
                           row{R"({"access_token":"a","refresh_token":["b"]})", "refresh_token"},
                           row{R"({"access_token":{"x":"a"},"refresh_token":"b"})", "access_token"},
                           row{R"({"result":{"access_token":"a","refresh_token":"b"}})", "access_token"}})
        BOOST_TEST_CONTEXT(row.body) {
            check_failure(read(row.body), protocol_errc::missing_member, row.path);
        }
}

BOOST_AUTO_TEST_CASE(refusals_are_the_authorization_server_s) {
    struct row {
        std::string_view body;
        unsigned status;
        server_errc code;
    };
    for (row const& row :
         {row{R"({"error":"wrong_client"})", 200, server_errc::invalid_client},
          row{R"({"error":"WRONG_CLIENT"})", 200, server_errc::invalid_client},
          row{R"({"error":"invalid_client"})", 401, server_errc::invalid_client},
          row{R"({"error":"invalid_grant","error_description":"used"})", 400, server_errc::invalid_grant},
          row{R"({"error_description":"p","error":"PAYMENT_REQUIRED"})", 200, server_errc::payment_required},
          row{R"({"error":"NOT_INSTALLED"})", 401, server_errc::not_installed},
          row{R"({"error":"invalid_request"})", 400, server_errc::invalid_request},
          row{R"({"error":"invalid_scope"})", 403, server_errc::invalid_scope},
          row{R"({"error":"insufficient_scope"})", 403, server_errc::insufficient_scope},
          row{R"({"access_token":"a","refresh_token":"b","error":"invalid_grant"})", 200,
              server_errc::invalid_grant},
          row{R"({"error":{"code":"invalid_grant","message":"m"}})", 400, server_errc::invalid_grant},
          row{R"({"error":""})", 400, server_errc::rejected},
          row{R"({"error":"invalid_grant","error":{}})", 400, server_errc::rejected},
          row{R"({"error":7})", 500, server_errc::unavailable},
          row{R"({"error":[]})", 400, server_errc::rejected},
          row{"<html>", 502, server_errc::unavailable},
          row{"", 503, server_errc::unavailable},
          row{"<html>", 403, server_errc::rejected},
          row{"[]", 500, server_errc::unavailable},
          row{"{}", 500, server_errc::unavailable},
          row{R"({"message":"down"})", 503, server_errc::unavailable},
          row{"{}", 400, server_errc::rejected}}) {
        BOOST_TEST_CONTEXT(row.body << " with " << row.status) {
            auto const outcome = read(row.body, row.status);
            check_failure(outcome, row.code);
            BOOST_TEST((outcome.error().reply() != nullptr));
            if (outcome.error().reply()) BOOST_TEST(outcome.error().reply()->status == row.status);
        }
    }
    BOOST_TEST(
        read(R"({"error":"invalid_grant","error_description":"used"})", 400).error().reply()->description ==
        "used");
    BOOST_TEST(read(R"({"access_token":"a","refresh_token":"b","error":null})").has_value());
}

BOOST_AUTO_TEST_CASE(description_is_the_text_itself_and_not_one_inside) {
    auto const outcome = read(R"({"error":"invalid_grant","error_description":{"hint":"inner"}})", 400);
    BOOST_TEST(outcome.error().reply()->description == "");
}

BOOST_AUTO_TEST_CASE(bodies_that_are_no_object_are_protocol_failures) {
    for (auto const* body : {"", " "}) check_failure(read(body), protocol_errc::empty_body);
    for (auto const* body :
         {"[]", "7", "null", R"("access_token")", R"([{"access_token":"a","refresh_token":"b"}])"})
        check_failure(read(body), protocol_errc::wrong_type);
    check_failure(read("<html>"), protocol_errc::json_syntax);
    check_failure(read(R"({"access_token":"a")"), protocol_errc::json_incomplete, "access_token");
}

BOOST_AUTO_TEST_SUITE_END()
