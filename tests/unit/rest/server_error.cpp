#include <b24pull/rest/server_error.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <set>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(server_error)

// The tables of the protocol's reference, sections 3.1, 3.2 and 6. "documented" is the status of the vendor's table,
// "source" the status that the server's source gives; 0 where there is none.
namespace {

namespace rest = b24pull::rest;
using b24pull::condition;
using b24pull::error_code;
using b24pull::server_errc;

struct row {
    std::string_view name;
    unsigned documented;
    unsigned source;
    server_errc code;
    condition what_to_do;
    int delay;
};

using enum b24pull::condition;

constexpr row system_errors[] = {
    {"QUERY_LIMIT_EXCEEDED", 503, 200, server_errc::query_limit_exceeded, retry_later, 1},
    {"OPERATION_TIME_LIMIT", 429, 429, server_errc::operation_time_limit, retry_later, 10},
    {"OVERLOAD_LIMIT", 503, 401, server_errc::overload_limit, give_up, 0},
    {"INTERNAL_SERVER_ERROR", 500, 0, server_errc::internal_server_error, retry_later, 0},
    {"ERROR_UNEXPECTED_ANSWER", 500, 0, server_errc::unexpected_answer, retry_later, 0},
    {"ERROR_CORE", 400, 400, server_errc::core_error, give_up, 0},
    {"ERROR_CORE", 500, 500, server_errc::internal_server_error, retry_later, 0},
    {"ERROR_ARGUMENT", 0, 400, server_errc::invalid_argument, give_up, 0},
    {"ERROR_METHOD_NOT_FOUND", 404, 404, server_errc::method_not_found, give_up, 0},
    {"METHOD_NOT_FOUND", 404, 404, server_errc::method_not_found, give_up, 0},
    {"ERROR_NOT_FOUND", 404, 0, server_errc::not_found, give_up, 0},
    {"NOT_FOUND", 404, 0, server_errc::not_found, give_up, 0},
    {"NO_AUTH_FOUND", 401, 401, server_errc::no_auth_found, give_up, 0},
    {"expired_token", 401, 401, server_errc::expired_token, renew_authorization, 0},
    {"invalid_token", 401, 401, server_errc::invalid_token, renew_authorization, 0},
    {"INVALID_CREDENTIALS", 403, 401, server_errc::invalid_credentials, give_up, 0},
    {"insufficient_scope", 403, 401, server_errc::insufficient_scope, give_up, 0},
    {"user_access_error", 403, 401, server_errc::user_access_error, give_up, 0},
    {"authorization_error", 401, 401, server_errc::authorization_error, give_up, 0},
    {"APPLICATION_NOT_FOUND", 401, 401, server_errc::application_not_found, give_up, 0},
    {"CONNECTION_ERROR", 0, 401, server_errc::connection_error, retry_later, 0},
    {"ACCESS_DENIED", 403, 401, server_errc::access_denied, give_up, 0},
    {"access_denied", 0, 401, server_errc::access_denied, give_up, 0},
    {"session_failed", 0, 401, server_errc::session_failed, give_up, 0},
    {"PAYMENT_REQUIRED", 401, 0, server_errc::payment_required, give_up, 0},
    {"METHOD_CONFIRM_WAITING", 0, 401, server_errc::confirmation_pending, retry_later, 0},
    {"METHOD_CONFIRM_DENIED", 0, 403, server_errc::confirmation_denied, give_up, 0},
    {"ERROR_OAUTH", 401, 0, server_errc::oauth_error, give_up, 0},
    {"NOT_INSTALLED", 401, 0, server_errc::not_installed, give_up, 0},
    {"INVALID_REQUEST", 400, 401, server_errc::invalid_request, give_up, 0},
    {"PORTAL_DELETED", 500, 403, server_errc::portal_deleted, give_up, 0},
    {"PORTAL_DELETED", 410, 403, server_errc::portal_deleted, give_up, 0},
    {"ERROR_BATCH_METHOD_NOT_ALLOWED", 405, 0, server_errc::batch_method_not_allowed, give_up, 0},
    {"ERROR_BATCH_LENGTH_EXCEEDED", 400, 0, server_errc::batch_length_exceeded, give_up, 0},
    {"ERROR_MANIFEST_IS_NOT_AVAILABLE", 404, 0, server_errc::manifest_not_available, give_up, 0},
    {"allowed_only_intranet_user", 403, 0, server_errc::intranet_users_only, give_up, 0},
    {"INVALID_ARG_VALUE", 400, 0, server_errc::invalid_argument_value, give_up, 0},
    {"INTERNAL_WRONG_TRANSPORT", 0, 500, server_errc::wrong_transport, give_up, 0},
    {"INTERNAL_WRONG_HANDLER_CLASS", 0, 500, server_errc::wrong_handler_class, give_up, 0},
    {"INTERNAL_WRONG_FILE_HANDLER", 0, 500, server_errc::wrong_file_handler, give_up, 0},
    {"WRONG_ENCODING", 0, 200, server_errc::wrong_encoding, give_up, 0},
    {"NOT_IMPLEMENTED", 0, 404, server_errc::not_implemented, give_up, 0},
};

constexpr row method_errors[] = {
    {"WRONG_AUTH_TYPE", 403, 400, server_errc::application_token_required, give_up, 0},
    {"SERVER_ERROR", 500, 200, server_errc::not_configured, give_up, 0},
    {"AUTHORIZE_ERROR", 403, 403, server_errc::authorize_error, give_up, 0},
    {"INVALID_FORMAT", 400, 400, server_errc::invalid_format, give_up, 0},
    {"USER_ID_ACCESS_ERROR", 400, 400, server_errc::user_id_access_error, give_up, 0},
    {"MODULE_ID_ERROR", 400, 400, server_errc::module_id_error, give_up, 0},
    {"COMMAND_ERROR", 400, 400, server_errc::command_error, give_up, 0},
    {"PARAMS_ERROR", 400, 400, server_errc::params_error, give_up, 0},
    {"ACCESS_ERROR", 400, 400, server_errc::push_access_error, give_up, 0},
    {"TEXT_ERROR", 400, 400, server_errc::text_error, give_up, 0},
    {"EMPTY_APP_NAME", 400, 400, server_errc::empty_app_name, give_up, 0},
};

constexpr row authorization_errors[] = {
    {"invalid_request", 400, 0, server_errc::invalid_request, give_up, 0},
    {"invalid_client", 400, 401, server_errc::invalid_client, give_up, 0},
    {"invalid_grant", 400, 0, server_errc::invalid_grant, give_up, 0},
    {"insufficient_scope", 403, 0, server_errc::insufficient_scope, give_up, 0},
    {"invalid_scope", 403, 0, server_errc::invalid_scope, give_up, 0},
    {"wrong_client", 200, 0, server_errc::invalid_client, give_up, 0},
    {"BITRIX_REST_V3_EXCEPTION_ACCESSDENIEDEXCEPTION", 403, 0, server_errc::access_denied, give_up, 0},
    {"BITRIX_REST_V3_EXCEPTION_INSUFFICIENTSCOPEEXCEPTION", 403, 0, server_errc::insufficient_scope, give_up,
     0},
    {"BITRIX_REST_V3_EXCEPTION_METHODNOTFOUNDEXCEPTION", 404, 0, server_errc::method_not_found, give_up, 0},
    {"BITRIX_REST_V3_EXCEPTION_ENTITYNOTFOUNDEXCEPTION", 400, 0, server_errc::not_found, give_up, 0},
};

std::string with_case(std::string_view text, bool upper) {
    std::string out(text);
    for (auto& c : out)
        if (upper ? c >= 'a' && c <= 'z' : c >= 'A' && c <= 'Z') c = static_cast<char>(c ^ 0x20);
    return out;
}

void check_rows(auto const& rows) {
    for (auto const& row : rows) {
        for (unsigned const status : {row.documented, row.source}) {
            if (status == 0) continue;
            BOOST_TEST_CONTEXT(row.name << " with " << status) {
                for (auto const& name :
                     {std::string(row.name), with_case(row.name, true), with_case(row.name, false)}) {
                    error_code const code = rest::server_error(name, status);
                    BOOST_TEST(code == error_code(row.code));
                    BOOST_TEST((code == row.what_to_do));
                    BOOST_TEST((b24pull::condition_of(code) == row.what_to_do));
                    BOOST_TEST(rest::minimum_delay(code).count() == row.delay);
                }
            }
        }
    }
}

} // namespace

BOOST_AUTO_TEST_CASE(system_errors_have_code_condition_and_delay) { check_rows(system_errors); }

BOOST_AUTO_TEST_CASE(method_errors_have_code_condition_and_delay) { check_rows(method_errors); }

BOOST_AUTO_TEST_CASE(authorization_errors_have_code_condition_and_delay) { check_rows(authorization_errors); }

BOOST_AUTO_TEST_CASE(status_does_not_change_what_a_name_says) {
    for (auto const* rows : {&system_errors[0], &method_errors[0]}) {
        auto const count = rows == system_errors ? std::size(system_errors) : std::size(method_errors);
        for (std::size_t i = 0; i != count; ++i) {
            if (rows[i].name == "ERROR_CORE") continue;
            for (unsigned const status : {0u, 200u, 400u, 401u, 403u, 404u, 429u, 500u, 502u, 503u, 599u})
                BOOST_TEST((rest::server_error(rows[i].name, status, "not found") == rows[i].code),
                           rows[i].name << " with " << status);
        }
    }
}

BOOST_AUTO_TEST_CASE(overload_is_not_retried_in_spite_of_503) {
    error_code const code = rest::server_error("OVERLOAD_LIMIT", 503);
    BOOST_TEST((code == condition::give_up));
    BOOST_TEST((code != condition::retry_later));
}

BOOST_AUTO_TEST_CASE(core_error_is_a_fault_from_500_on) {
    for (unsigned const status : {0u, 200u, 400u, 404u, 499u})
        BOOST_TEST((rest::server_error("ERROR_CORE", status) == server_errc::core_error), status);
    for (unsigned const status : {500u, 501u, 503u, 599u})
        BOOST_TEST((rest::server_error("error_core", status) == server_errc::internal_server_error), status);
}

BOOST_AUTO_TEST_CASE(unknown_names_follow_the_status) {
    for (std::string_view const name :
         {"", "0", "SOMETHING_NEW", "100", "422", "1021", "-1", "00", " ", "SERVER_ERROR ", "SERVER_ERRO",
          "SERVER_ERRORS", "BITRIX_REST_V3_EXCEPTION_UNKNOWNDTOPROPERTYEXCEPTION", "QUERY-LIMIT-EXCEEDED"}) {
        BOOST_TEST_CONTEXT("name '" << name << "'") {
            for (unsigned const status :
                 {0u, 200u, 299u, 400u, 401u, 403u, 404u, 407u, 409u, 410u, 422u, 428u, 499u})
                BOOST_TEST((rest::server_error(name, status) == server_errc::rejected), status);
            for (unsigned const status : {408u, 429u, 500u, 501u, 502u, 503u, 504u, 520u, 599u})
                BOOST_TEST((rest::server_error(name, status) == server_errc::unavailable), status);
        }
    }
    BOOST_TEST((error_code(server_errc::rejected) == condition::give_up));
    BOOST_TEST((error_code(server_errc::unavailable) == condition::retry_later));
}

BOOST_AUTO_TEST_CASE(status_alone_gives_a_code) {
    for (unsigned const status : {0u, 303u, 400u, 401u, 404u, 407u, 409u, 428u, 430u, 499u})
        BOOST_TEST((rest::server_error(status) == server_errc::rejected), status);
    for (unsigned const status : {408u, 429u, 500u, 502u, 503u, 504u, 599u})
        BOOST_TEST((rest::server_error(status) == server_errc::unavailable), status);
}

BOOST_AUTO_TEST_CASE(description_matters_only_under_an_empty_name) {
    for (std::string_view const text : {"not found", "User not found.", "NOT FOUND", "<br>Task Not Found"})
        for (std::string_view const name : {"", "0"})
            for (unsigned const status : {200u, 400u, 500u})
                BOOST_TEST((rest::server_error(name, status, text) == server_errc::not_found), text);
    for (std::string_view const text : {"", "not foun", "found", "notfound", "not  found"})
        BOOST_TEST((rest::server_error("", 400, text) == server_errc::rejected), text);
    BOOST_TEST((rest::server_error("100", 400, "not found") == server_errc::rejected));
    BOOST_TEST((rest::server_error("NEW_CODE", 400, "not found") == server_errc::rejected));
}

BOOST_AUTO_TEST_CASE(delay_of_foreign_codes_is_zero) {
    BOOST_TEST(rest::minimum_delay({}).count() == 0);
    // The values of query_limit_exceeded and operation_time_limit, in other categories.
    for (int const value : {1, 2}) {
        BOOST_TEST(rest::minimum_delay({value, b24pull::usage_category()}).count() == 0);
        BOOST_TEST(rest::minimum_delay({value, b24pull::protocol_category()}).count() == 0);
        BOOST_TEST(rest::minimum_delay({value, boost::system::generic_category()}).count() == 0);
    }
    for (int const value : {0, -1, 1000})
        BOOST_TEST(rest::minimum_delay({value, b24pull::server_category()}).count() == 0);
}

BOOST_AUTO_TEST_CASE(every_code_has_words_of_its_own_kind) {
    for (int value = 1; value <= static_cast<int>(server_errc::rejected); ++value) {
        error_code const code = static_cast<server_errc>(value);
        BOOST_TEST(code.message() != "unknown server error", value);
        BOOST_TEST(!code.message().empty(), value);
    }
    BOOST_TEST(error_code(server_errc::application_token_required).message().find("application") !=
               std::string::npos);
    BOOST_TEST(error_code(server_errc::application_token_required).message().find("token") !=
               std::string::npos);
    BOOST_TEST(error_code(static_cast<server_errc>(9999)).message() == "unknown server error");
}

BOOST_AUTO_TEST_SUITE_END()
