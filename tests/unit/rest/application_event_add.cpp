#include <b24pull/rest/application_event_add.hpp>

#include "../../support/rest_support.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(application_event_add)

namespace {

namespace rest = b24pull::rest;
using b24pull::server_errc;
using b24pull::usage_errc;
using rest_support::check_failure;
using rest_support::check_parameters;
using rest_support::check_request;
using rest_support::reply;
using rest_support::success;

constexpr std::string_view method = "pull.application.event.add";
constexpr auto largest = std::numeric_limits<std::int64_t>::max();

auto made(rest::application_event_add const& call) { return call.make_request(rest_support::application()); }

rest::application_event_add with_command(std::string command) { return {.command = std::move(command)}; }
rest::application_event_add with_module(std::string module_id) {
    return {.command = "ring", .module_id = std::move(module_id)};
}
rest::application_event_add with_params(std::string params) {
    return {.command = "ring", .params = std::move(params)};
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

} // namespace

BOOST_AUTO_TEST_CASE(request_carries_what_the_server_reads) {
    struct row {
        rest::application_event_add call;
        std::string_view parameters;
    };
    row const rows[] = {
        {{.command = "ring"}, R"({"COMMAND":"ring","MODULE_ID":"application"})"},
        {{.command = "ring", .module_id = ""}, R"({"COMMAND":"ring","MODULE_ID":""})"},
        {{.command = "a", .module_id = "my.module_2"}, R"({"COMMAND":"a","MODULE_ID":"my.module_2"})"},
        {{.command = "ring", .params = "{}"}, R"({"COMMAND":"ring","MODULE_ID":"application","PARAMS":{}})"},
        {{.command = "ring", .params = "[]"}, R"({"COMMAND":"ring","MODULE_ID":"application","PARAMS":[]})"},
        {{.command = "ring", .params = R"( {"a":[1,{"b":"\u00e9\/"}],"c":null} )"},
         R"({"COMMAND":"ring","MODULE_ID":"application","PARAMS":{"a":[1,{"b":"é/"}],"c":null}})"},
        {{.command = "ring", .to = rest::oneself{577}},
         R"({"COMMAND":"ring","MODULE_ID":"application","USER_ID":"577"})"},
        {{.command = "ring", .to = rest::oneself{largest}},
         R"({"COMMAND":"ring","MODULE_ID":"application","USER_ID":"9223372036854775807"})"},
        {{.command = "ring", .to = rest::users{{577}}},
         R"({"COMMAND":"ring","MODULE_ID":"application","USER_ID":[577]})"},
        {{.command = "ring", .to = rest::users{{3, 1, 3}}},
         R"({"COMMAND":"ring","MODULE_ID":"application","USER_ID":[3,1,3]})"},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.parameters) {
            check_parameters(check_request(made(row.call), method), row.parameters);
            check_parameters(check_request(row.call.make_request(rest_support::webhook()), method, false),
                             row.parameters);
        }
    }
}

BOOST_AUTO_TEST_CASE(params_cannot_replace_the_credential) {
    auto const request = made(with_params(R"({"auth":"other","USER_ID":1})"));
    auto const parameters = check_request(request, method);
    BOOST_TEST(parameters.at("PARAMS").at("auth").as_string() == "other");
    BOOST_TEST(!parameters.contains("USER_ID"));
}

BOOST_AUTO_TEST_CASE(command_of_the_server_s_characters_only) {
    for (int byte = 0; byte != 256; ++byte) {
        char const c = static_cast<char>(byte);
        bool const fit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                         (c != '\0' && std::string_view("_:|.-").find(c) != std::string_view::npos);
        for (auto const& text : {std::string("a") + c, c + std::string("a")}) {
            auto const outcome = made(with_command(text));
            BOOST_TEST(outcome.has_value() == fit, byte);
            if (!fit) check_failure(outcome, usage_errc::invalid_command);
        }
    }
    for (auto const* text : {"", "0", "ring\n", "\n", "ring ", "ri\xC3\xA9"})
        check_failure(made(with_command(text)), usage_errc::invalid_command);
    for (auto const* text : {"00", "1", "-", ".", "|", ":", "_", "0a", "A|b:c.d-e_9"})
        BOOST_TEST(made(with_command(text)).has_value(), text);
}

BOOST_AUTO_TEST_CASE(module_of_the_server_s_characters_only) {
    for (int byte = 0; byte != 256; ++byte) {
        char const c = static_cast<char>(byte);
        bool const fit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
        auto const outcome = made(with_module(std::string("m") + c));
        BOOST_TEST(outcome.has_value() == fit, byte);
        if (!fit) check_failure(outcome, usage_errc::invalid_module_id);
    }
    for (auto const* text : {"", "0", "...", "im.call"})
        BOOST_TEST(made(with_module(text)).has_value(), text);
    for (auto const* text : {"Application", "a-b", "a:b", "a\n"})
        check_failure(made(with_module(text)), usage_errc::invalid_module_id);
}

BOOST_AUTO_TEST_CASE(params_are_one_object_or_array) {
    BOOST_TEST(!check_request(made(with_params("")), method).contains("PARAMS"));
    for (auto const& text :
         {std::string(" "), std::string("null"), std::string("0"), std::string("true"), std::string(R"("")"),
          std::string(R"("{}")"), std::string("{"), std::string("[1,]"), std::string("{}{}"),
          std::string("{a:1}"), std::string("{'a':1}"), std::string("[1] x"), std::string("{\"a\":\"\xFF\"}"),
          std::string("[\"\x01\"]"), std::string("[NaN]"), std::string("[\0]", 3), nested(33)})
        check_failure(made(with_params(text)), usage_errc::invalid_params);
    for (auto const& text :
         {std::string("[]"), std::string(" [ ] \n"), std::string(R"({"a":1})"), nested(32)})
        BOOST_TEST(made(with_params(text)).has_value(), text);
}

BOOST_AUTO_TEST_CASE(numbers_in_params_keep_their_value) {
    auto const parameters =
        check_request(made(with_params(R"([9223372036854775807,18446744073709551615,-1,0.1,1e3])")), method);
    check_parameters(
        parameters,
        R"({"COMMAND":"ring","MODULE_ID":"application","PARAMS":[9223372036854775807,18446744073709551615,-1,0.1,1e3]})");
}

BOOST_AUTO_TEST_CASE(receivers_that_would_become_everybody_are_refused) {
    for (std::int64_t const id : {std::int64_t{0}, std::int64_t{-1}, -largest}) {
        check_failure(made({.command = "ring", .to = rest::oneself{id}}), usage_errc::invalid_user_id);
        check_failure(made({.command = "ring", .to = rest::users{{id}}}), usage_errc::invalid_user_id);
        check_failure(made({.command = "ring", .to = rest::users{{1, 2, id}}}), usage_errc::invalid_user_id);
        check_failure(made({.command = "ring", .to = rest::users{{id, 2}}}), usage_errc::invalid_user_id);
    }
    check_failure(made({.command = "ring", .to = rest::oneself{}}), usage_errc::invalid_user_id);
    check_failure(made({.command = "ring", .to = rest::users{}}), usage_errc::no_users);
    BOOST_TEST(!check_request(made({.command = "ring", .to = rest::everyone{}}), method).contains("USER_ID"));
}

BOOST_AUTO_TEST_CASE(checks_come_in_the_server_s_order) {
    check_failure(made({.command = "", .params = "x", .to = rest::oneself{}, .module_id = "A"}),
                  usage_errc::invalid_user_id);
    check_failure(made({.command = "", .params = "x", .to = rest::users{}, .module_id = "A"}),
                  usage_errc::no_users);
    check_failure(made({.command = "", .params = "x", .module_id = "A"}), usage_errc::invalid_module_id);
    check_failure(made({.command = "", .params = "x"}), usage_errc::invalid_command);
    check_failure(made({.command = "ring", .params = "x"}), usage_errc::invalid_params);
}

BOOST_AUTO_TEST_CASE(largest_request_is_one_mebibyte) {
    auto const empty = made(with_params(R"([""])"))->body.size();
    auto const with = [](std::size_t size) { return with_params("[\"" + std::string(size, 'x') + "\"]"); };
    auto const room = 1024u * 1024u - empty;
    auto const request = made(with(room));
    BOOST_TEST_REQUIRE(request.has_value());
    BOOST_TEST(request->body.size() == 1024u * 1024u);
    check_failure(made(with(room + 1)), usage_errc::request_too_large);
    check_failure(made(with_command(std::string(1024 * 1024, 'a'))), usage_errc::request_too_large);
}

BOOST_AUTO_TEST_CASE(only_true_is_acceptance) {
    for (auto const* text : {"true", "1", R"("1")", R"("Y")"})
        BOOST_TEST(rest::application_event_add::parse_response(success(text)).has_value(), text);
    for (auto const* text : {"false", "null", "0", "2", R"("")", R"("N")", R"("true")", "[]", "{}", "[true]",
                             R"({"a":true})", "1.5"})
        check_failure(rest::application_event_add::parse_response(success(text)),
                      b24pull::protocol_errc::wrong_type, "result");
}

BOOST_AUTO_TEST_CASE(refusals_have_codes_of_their_own) {
    auto const code = [](unsigned status, std::string const& name) {
        return rest::application_event_add::parse_response(reply(status, R"({"error":")" + name + "\"}"))
            .error()
            .code();
    };
    BOOST_TEST((code(403, "WRONG_AUTH_TYPE") == server_errc::application_token_required));
    BOOST_TEST((code(400, "USER_ID_ACCESS_ERROR") == server_errc::user_id_access_error));
    BOOST_TEST((code(400, "MODULE_ID_ERROR") == server_errc::module_id_error));
    BOOST_TEST((code(400, "COMMAND_ERROR") == server_errc::command_error));
    BOOST_TEST((code(400, "PARAMS_ERROR") == server_errc::params_error));
}

BOOST_AUTO_TEST_SUITE_END()
