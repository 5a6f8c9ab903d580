#include <b24pull/rest/application_push_add.hpp>

#include "../../support/rest_support.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(application_push_add)

namespace {

namespace rest = b24pull::rest;
using b24pull::protocol_errc;
using b24pull::server_errc;
using b24pull::usage_errc;
using rest_support::check_failure;
using rest_support::check_parameters;
using rest_support::check_request;
using rest_support::reply;
using rest_support::success;

constexpr std::string_view method = "pull.application.push.add";

auto made(rest::application_push_add const& call) { return call.make_request(rest_support::application()); }

} // namespace

BOOST_AUTO_TEST_CASE(request_carries_what_the_server_reads) {
    struct row {
        rest::application_push_add call;
        std::string_view parameters;
    };
    row const rows[] = {
        {{.to = {{577}}, .text = "Hi"}, R"({"USER_ID":[577],"TEXT":"Hi"})"},
        {{.to = {{2, 1}}, .text = " "}, R"({"USER_ID":[2,1],"TEXT":" "})"},
        {{.to = {{1}}, .text = "00"}, R"({"USER_ID":[1],"TEXT":"00"})"},
        {{.to = {{1}}, .text = "a\"b\\\n\xC3\xA9"}, R"({"USER_ID":[1],"TEXT":"a\"b\\\né"})"},
        {{.to = {{1}}, .text = "Hi", .avatar = "https://example.com/a.png?x=1"},
         R"({"USER_ID":[1],"TEXT":"Hi","AVATAR":"https://example.com/a.png?x=1"})"},
        {{.to = {{1}}, .text = "Hi", .avatar = "http://example.com/a.png"},
         R"({"USER_ID":[1],"TEXT":"Hi","AVATAR":"http://example.com/a.png"})"},
    };
    for (auto const& row : rows) BOOST_TEST_CONTEXT(row.parameters) {
            check_parameters(check_request(made(row.call), method), row.parameters);
        }
}

BOOST_AUTO_TEST_CASE(nobody_is_no_receiver) {
    check_failure(made({.to = {}, .text = "Hi"}), usage_errc::no_users);
    for (std::int64_t const id : {0, -1, -577}) {
        check_failure(made({.to = {{id}}, .text = "Hi"}), usage_errc::invalid_user_id);
        check_failure(made({.to = {{1, id, 2}}, .text = "Hi"}), usage_errc::invalid_user_id);
    }
}

BOOST_AUTO_TEST_CASE(text_that_counts_as_empty_is_refused) {
    for (auto const* text : {"", "0"})
        check_failure(made({.to = {{1}}, .text = text}), usage_errc::empty_text);
}

BOOST_AUTO_TEST_CASE(text_that_is_not_utf8_is_refused) {
    // The server drops a body that is no JSON without a word, the credential included.
    for (auto const* text : {"\xFF", "caf\xE9", "\xC3", "\xED\xA0\x80", "\xC0\x80"})
        BOOST_TEST(!made({.to = {{1}}, .text = text}).has_value());
}

BOOST_AUTO_TEST_CASE(avatar_is_a_web_address) {
    for (auto const* url :
         {"example.com/a.png", "/a.png", "ftp://example.com/a.png", "data:image/png;base64,AA", "https://",
          "https://user@example.com/a.png", "https://example.com/a b.png", "javascript:alert(1)", "0"})
        BOOST_TEST_CONTEXT(url) {
            check_failure(made({.to = {{1}}, .text = "Hi", .avatar = url}), usage_errc::invalid_url);
        }
}

BOOST_AUTO_TEST_CASE(checks_come_in_the_documented_order) {
    check_failure(made({}), usage_errc::no_users);
    check_failure(made({.to = {{0}}, .text = "", .avatar = "x"}), usage_errc::invalid_user_id);
    check_failure(made({.to = {{1}}, .text = "", .avatar = "x"}), usage_errc::empty_text);
}

BOOST_AUTO_TEST_CASE(largest_request_is_one_mebibyte) {
    auto const empty = made({.to = {{1}}, .text = "x"})->body.size() - 1;
    auto const room = 1024u * 1024u - empty;
    BOOST_TEST(made({.to = {{1}}, .text = std::string(room, 'x')})->body.size() == 1024u * 1024u);
    check_failure(made({.to = {{1}}, .text = std::string(room + 1, 'x')}), usage_errc::request_too_large);
    // Escapes count as they stand on the wire.
    check_failure(made({.to = {{1}}, .text = std::string(room / 2 + 1, '"')}), usage_errc::request_too_large);
}

BOOST_AUTO_TEST_CASE(answer_is_true_or_a_refusal) {
    using call = rest::application_push_add;
    BOOST_TEST(call::parse_response(success("true")).has_value());
    for (auto const* text : {"false", "null", "[]", "{}", R"("no")"})
        check_failure(call::parse_response(success(text)), protocol_errc::wrong_type, "result");
    check_failure(call::parse_response(reply(403, R"({"error":"WRONG_AUTH_TYPE"})")),
                  server_errc::application_token_required);
    check_failure(call::parse_response(reply(400, R"({"error":"ACCESS_ERROR"})")),
                  server_errc::push_access_error);
    check_failure(call::parse_response(
                      reply(400, R"({"error":"TEXT_ERROR","error_description":"Text can\u0027t be empty"})")),
                  server_errc::text_error);
    check_failure(call::parse_response(reply(400, R"({"error":"EMPTY_APP_NAME"})")),
                  server_errc::empty_app_name);
    auto const timed = call::parse_answer(reply(200, R"({"result":true,"time":{"operating":0.25}})"));
    BOOST_TEST(timed.value().time.value().operating.value() == 0.25);
}

BOOST_AUTO_TEST_SUITE_END()
