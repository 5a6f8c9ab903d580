#include <b24pull/rest/envelope.hpp>

#include "../../support/rest_support.hpp"

#include <b24pull/limits.hpp>
#include <b24pull/rest/detail/accepted_reader.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(envelope)

namespace {

namespace rest = b24pull::rest;
using b24pull::clear_text;
using b24pull::condition;
using b24pull::error_code;
using b24pull::protocol_errc;
using b24pull::server_errc;
using rest_support::check_failure;
using rest_support::reply;

/// Through the reader of the simplest value.
b24pull::result<rest::answer<rest::accepted>> read(rest::http_response const& response,
                                                   clear_text clear = clear_text::refused) {
    return rest::detail::read_answer<rest::detail::accepted_reader>(response, {.clear = clear});
}

struct refusal {
    std::string_view name;
    unsigned status;
    std::string_view body;
    server_errc code;
    std::string_view error;
    std::string_view description = {};
};

constexpr refusal refusals[] = {
    {"text", 401, R"({"error":"expired_token","error_description":"over"})", server_errc::expired_token,
     "expired_token", "over"},
    {"description first", 401, R"({"error_description":"over","error":"expired_token"})",
     server_errc::expired_token, "expired_token", "over"},
    {"other members around", 400,
     R"({"a":1,"error":"ERROR_ARGUMENT","argument":"x","b":[{}],"error_description":"d","z":null})",
     server_errc::invalid_argument, "ERROR_ARGUMENT", "d"},
    {"no description", 401, R"({"error":"invalid_token"})", server_errc::invalid_token, "invalid_token"},
    {"null description", 401, R"({"error":"invalid_token","error_description":null})",
     server_errc::invalid_token, "invalid_token"},
    {"description of another type", 401, R"({"error":"invalid_token","error_description":{"error":"X"}})",
     server_errc::invalid_token, "invalid_token"},
    {"html description", 400, R"({"error":"ERROR_CORE","error_description":"4\/TE\u003Cbr\u003E"})",
     server_errc::core_error, "ERROR_CORE", "4/TE<br>"},
    {"status 200", 200, R"({"error":"expired_token"})", server_errc::expired_token, "expired_token"},
    {"limit with 200", 200, R"({"error":"QUERY_LIMIT_EXCEEDED"})", server_errc::query_limit_exceeded,
     "QUERY_LIMIT_EXCEEDED"},
    {"beside a result", 200, R"({"result":true,"error":"expired_token"})", server_errc::expired_token,
     "expired_token"},
    {"before a result", 200, R"({"error":"expired_token","result":true,"time":{}})",
     server_errc::expired_token, "expired_token"},
    {"empty text", 400, R"({"error":"","error_description":"d"})", server_errc::rejected, "", "d"},
    {"empty text, 200", 200, R"({"error":"","result":true})", server_errc::rejected, ""},
    {"empty text, not found", 400, R"({"error_description":"Task not found","error":""})",
     server_errc::not_found, "", "Task not found"},
    {"zero in text", 500, R"({"error":"0"})", server_errc::unavailable, "0"},
    {"number", 400, R"({"error":100,"error_description":"d"})", server_errc::rejected, "100", "d"},
    {"number that looks like a status", 400, R"({"error":503})", server_errc::rejected, "503"},
    {"zero", 200, R"({"error":0})", server_errc::rejected, "0"},
    {"negative number", 500, R"({"error":-7})", server_errc::unavailable, "-7"},
    {"true", 400, R"({"error":true})", server_errc::rejected, ""},
    {"false", 200, R"({"error":false,"result":true})", server_errc::rejected, ""},
    {"array", 400, R"({"error":["expired_token"]})", server_errc::rejected, ""},
    {"empty array", 200, R"({"error":[],"result":true})", server_errc::rejected, ""},
    {"array of objects", 500, R"({"error":[{"code":"expired_token"}]})", server_errc::unavailable, ""},
    {"empty object", 200, R"({"error":{}})", server_errc::rejected, ""},
    {"object", 403, R"({"error":{"code":"BITRIX_REST_V3_EXCEPTION_ACCESSDENIEDEXCEPTION","message":"no"}})",
     server_errc::access_denied, "BITRIX_REST_V3_EXCEPTION_ACCESSDENIEDEXCEPTION", "no"},
    {"object, members in another order", 400,
     R"({"error":{"validation":[{"message":"m","code":"c","field":"f"}],"message":"no","x":{"code":"y"},"code":"BITRIX_REST_V3_EXCEPTION_NEW"}})",
     server_errc::rejected, "BITRIX_REST_V3_EXCEPTION_NEW", "no"},
    {"object with a number", 422, R"({"error":{"code":7}})", server_errc::rejected, "7"},
    {"object with odd members", 500, R"({"error":{"code":["A"],"message":7}})", server_errc::unavailable, ""},
    {"unknown name, 400", 400, R"({"error":"NEW"})", server_errc::rejected, "NEW"},
    {"unknown name, 503", 503, R"({"error":"NEW"})", server_errc::unavailable, "NEW"},
    {"repeated, last counts", 200, R"({"error":"expired_token","error":"invalid_token"})",
     server_errc::invalid_token, "invalid_token"},
    {"repeated, without a code", 400, R"({"error":"expired_token","error":{"message":"m"}})",
     server_errc::rejected, "", "m"},
    {"array of both", 400, R"({"error":[{"code":"x"},"expired_token"]})", server_errc::rejected, ""},
    {"repeated in other shapes", 400, R"({"error":{"code":"expired_token"},"error":["invalid_token"]})",
     server_errc::rejected, ""},
    {"html, 403", 403, "<html>Forbidden</html>", server_errc::rejected, ""},
    {"html, 404", 404, "<html>", server_errc::rejected, ""},
    {"html, 429", 429, "<html>", server_errc::unavailable, ""},
    {"html, 500", 500, "<html>", server_errc::unavailable, ""},
    {"html, 502", 502, "<html>", server_errc::unavailable, ""},
    {"html, 504", 504, "<html>", server_errc::unavailable, ""},
    {"empty, 500", 500, "", server_errc::unavailable, ""},
    {"empty, 401", 401, "", server_errc::rejected, ""},
    {"cut, 503", 503, R"({"error":"expired_tok)", server_errc::unavailable, ""},
    {"scalar, 500", 500, "7", server_errc::unavailable, ""},
    {"array, 400", 400, R"([{"error":"expired_token"}])", server_errc::rejected, ""},
    {"no result, 500", 500, R"({"message":"x"})", server_errc::unavailable, ""},
    {"null error without result, 404", 404, R"({"error":null})", server_errc::rejected, ""},
};

struct breakage {
    std::string_view name;
    std::string_view body;
    protocol_errc code;
    std::string_view path = {};
};

// All with status 200.
constexpr breakage breakages[] = {
    {"empty", "", protocol_errc::empty_body},
    {"blank", " \r\n\t", protocol_errc::empty_body},
    {"html", "<html>Maintenance</html>", protocol_errc::json_syntax},
    {"text after the value", R"({"result":true}x)", protocol_errc::json_syntax},
    {"byte-order mark", "\xEF\xBB\xBF{\"result\":true}", protocol_errc::json_syntax},
    {"comment", R"({"result":true/**/})", protocol_errc::json_syntax, "result"},
    {"trailing comma", R"({"result":true,})", protocol_errc::json_syntax, "result"},
    {"unfinished", R"({"result":true)", protocol_errc::json_incomplete, "result"},
    {"number", "7", protocol_errc::wrong_type},
    {"text", R"("error")", protocol_errc::wrong_type},
    {"null", "null", protocol_errc::wrong_type},
    {"true", "true", protocol_errc::wrong_type},
    {"empty array", "[]", protocol_errc::wrong_type},
    {"array", R"([{"result":true}])", protocol_errc::wrong_type},
    {"array with names", R"(["result",true,{"error":"X"}])", protocol_errc::wrong_type},
    {"empty object", "{}", protocol_errc::missing_member, "result"},
    {"null error only", R"({"error":null})", protocol_errc::missing_member, "result"},
    {"time only", R"({"time":{"start":1}})", protocol_errc::missing_member, "result"},
    {"result deeper", R"({"data":{"result":true}})", protocol_errc::missing_member, "result"},
    {"other case", R"({"Result":true})", protocol_errc::missing_member, "result"},
};

} // namespace

BOOST_AUTO_TEST_CASE(refusals_keep_what_the_server_said) {
    for (auto const& row : refusals) {
        BOOST_TEST_CONTEXT(row.name) {
            auto const outcome = read(reply(row.status, row.body));
            check_failure(outcome, row.code);
            BOOST_TEST_REQUIRE(outcome.has_error());
            auto const* const said = outcome.error().reply();
            BOOST_TEST_REQUIRE(said != nullptr);
            BOOST_TEST(said->status == row.status);
            BOOST_TEST(said->error == row.error);
            BOOST_TEST(said->description == row.description);
            BOOST_TEST(said->moved_to == "");
        }
    }
}

BOOST_AUTO_TEST_CASE(broken_success_is_a_protocol_failure) {
    for (auto const& row : breakages) {
        BOOST_TEST_CONTEXT(row.name) {
            for (unsigned const status : {200u, 201u, 299u}) {
                auto const outcome = read(reply(status, row.body));
                check_failure(outcome, row.code, row.path);
                BOOST_TEST((outcome.error().reply() == nullptr));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(null_error_is_none) {
    for (auto const* body :
         {R"({"error":"expired_token","error":null,"result":true})", R"({"error":null,"result":true})",
          R"({"result":true,"error":null,"error_description":"x"})"})
        BOOST_TEST(read(reply(200, body)).has_value());
}

BOOST_AUTO_TEST_CASE(result_with_an_error_status_is_still_a_result) {
    for (unsigned const status : {200u, 204u, 400u, 404u, 500u})
        BOOST_TEST(read(reply(status, R"({"result":true})")).has_value());
}

BOOST_AUTO_TEST_CASE(result_comes_in_any_company) {
    for (auto const* body :
         {R"({"result":true,"next":50,"total":100,"signature":"x","time":{"start":1}})",
          R"({"time":{"result":false,"error":"X"},"result":true})",
          R"({"a":{"error":"X","result":1},"result":true})", R"({"result":false,"result":true})",
          R"( { "result" : true } )", R"({"\u0072esult":true})"})
        BOOST_TEST(read(reply(200, body)).has_value(), body);
    check_failure(read(reply(200, R"({"result":true,"result":false})")), protocol_errc::wrong_type, "result");
}

BOOST_AUTO_TEST_CASE(long_texts_are_cut_at_the_limit) {
    auto const with = [](std::string_view member, std::size_t size) {
        auto const body = std::string(member) + std::string(size, 'd') + "\"}";
        return *read(reply(400, body)).error().reply();
    };
    constexpr auto description = R"({"error":"X","error_description":")";
    constexpr auto message = R"({"error":{"message":")";
    BOOST_TEST(with(description, 4096).description.size() == 4096u);
    BOOST_TEST(with(description, 4097).description.size() == 4096u);
    BOOST_TEST(with(description, 900'000).description.size() == 4096u);
    BOOST_TEST(with(R"({"error":")", 1024).error.size() == 1024u);
    BOOST_TEST(with(R"({"error":")", 900'000).error.size() == 1024u);
    auto const in_object = read(reply(400, std::string(message) + std::string(5000, 'd') + "\"}}"));
    BOOST_TEST(in_object.error().reply()->description.size() == 4096u);
}

BOOST_AUTO_TEST_CASE(body_at_the_limits_is_read_and_beyond_is_not) {
    auto const padded = [](std::size_t size) {
        std::string const body = R"({"result":true})";
        return body + std::string(size - body.size(), ' ');
    };
    BOOST_TEST(read(reply(200, padded(1024 * 1024))).has_value());
    check_failure(read(reply(200, padded(1024 * 1024 + 1))), protocol_errc::body_too_large);
    check_failure(read(reply(500, padded(1024 * 1024 + 1))), server_errc::unavailable);

    auto const nested = [](std::size_t depth) {
        return R"({"x":)" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + R"(,"result":true})";
    };
    BOOST_TEST(read(reply(200, nested(32))).has_value());
    auto const too_deep = read(reply(200, nested(33)));
    BOOST_TEST_REQUIRE(too_deep.has_error());
    BOOST_TEST(too_deep.error().code() == error_code(protocol_errc::json_too_deep));
}

BOOST_AUTO_TEST_CASE(syntax_failure_tells_where) {
    auto const outcome = read(reply(200, R"({"result":true,"time":{"start":x}})"));
    BOOST_TEST_REQUIRE(outcome.has_error());
    BOOST_TEST(outcome.error().code() == error_code(protocol_errc::json_syntax));
    BOOST_TEST(outcome.error().path() == "time.start");
    BOOST_TEST_REQUIRE(outcome.error().offset().has_value());
    BOOST_TEST(*outcome.error().offset() == 31u);
}

BOOST_AUTO_TEST_CASE(text_that_breaks_behind_a_name_is_told_by_that_name) {
    for (std::string const name : {"result", "error", "error_description", "time"}) {
        auto const body = "{\"" + name + "\" 5}";
        auto const with_time = read(reply(200, body));
        auto const alone = rest::detail::read_value<rest::detail::accepted_reader>(reply(200, body));
        BOOST_TEST_REQUIRE(with_time.has_error());
        BOOST_TEST_REQUIRE(alone.has_error());
        BOOST_TEST(with_time.error().path() == name);
        BOOST_TEST(alone.error().path() == name);
    }
}

BOOST_AUTO_TEST_CASE(refusal_that_breaks_off_is_a_protocol_failure) {
    for (auto const* body :
         {R"({"error_description":"It)", R"({"error":{"message":"It)", R"({"error":{"code":"X)",
          R"({"error":{"code":tru)", R"({"error_description":nul)"}) {
        auto const got = read(reply(200, body));
        BOOST_TEST_REQUIRE(got.has_error());
        BOOST_TEST((got.error().code() == b24pull::protocol_errc::json_incomplete), body);
    }
}

BOOST_AUTO_TEST_CASE(time_that_nobody_wants_is_checked_all_the_same) {
    auto const broken = reply(200, R"({"result":true,"time":{"start":x}})");
    auto const alone = rest::detail::read_value<rest::detail::accepted_reader>(broken);
    BOOST_TEST_REQUIRE(alone.has_error());
    BOOST_TEST(alone.error().code() == error_code(protocol_errc::json_syntax));
    BOOST_TEST(alone.error().path() == "time.*");
    BOOST_TEST(rest::detail::read_value<rest::detail::accepted_reader>(
                   reply(200, R"({"result":true,"time":{"start":1,"start":2}})"))
                   .has_value());
}

BOOST_AUTO_TEST_SUITE_END()
