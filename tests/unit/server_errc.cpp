#include <b24pull/server_errc.hpp>

#include "../support/check_condition.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <map>
#include <string_view>

BOOST_AUTO_TEST_SUITE(server_errc)

namespace {

using b24pull::condition;
using b24pull::error_code;

struct server_row {
    std::string_view wire; // what the protocol calls it
    b24pull::server_errc code;
    condition meaning;
};

// From the protocol's tables of system errors, method errors and OAuth errors.
constexpr server_row server_table[] = {
    {"QUERY_LIMIT_EXCEEDED", b24pull::server_errc::query_limit_exceeded, condition::retry_later},
    {"OPERATION_TIME_LIMIT", b24pull::server_errc::operation_time_limit, condition::retry_later},
    {"INTERNAL_SERVER_ERROR", b24pull::server_errc::internal_server_error, condition::retry_later},
    {"ERROR_UNEXPECTED_ANSWER", b24pull::server_errc::unexpected_answer, condition::retry_later},
    {"CONNECTION_ERROR", b24pull::server_errc::connection_error, condition::retry_later},
    {"METHOD_CONFIRM_WAITING", b24pull::server_errc::confirmation_pending, condition::retry_later},
    {"502, 504", b24pull::server_errc::unavailable, condition::retry_later},
    {"expired_token", b24pull::server_errc::expired_token, condition::renew_authorization},
    {"invalid_token", b24pull::server_errc::invalid_token, condition::renew_authorization},
    {"WRONG_AUTH_TYPE", b24pull::server_errc::application_token_required, condition::give_up},
    {"WRONG_AUTH_TYPE of pull.config.get", b24pull::server_errc::application_token_refused,
     condition::give_up},
    {"SERVER_ERROR", b24pull::server_errc::not_configured, condition::give_up},
    {"OVERLOAD_LIMIT", b24pull::server_errc::overload_limit, condition::give_up},
    {"NO_AUTH_FOUND", b24pull::server_errc::no_auth_found, condition::give_up},
    {"INVALID_CREDENTIALS", b24pull::server_errc::invalid_credentials, condition::give_up},
    {"insufficient_scope", b24pull::server_errc::insufficient_scope, condition::give_up},
    {"user_access_error", b24pull::server_errc::user_access_error, condition::give_up},
    {"authorization_error", b24pull::server_errc::authorization_error, condition::give_up},
    {"APPLICATION_NOT_FOUND", b24pull::server_errc::application_not_found, condition::give_up},
    {"ACCESS_DENIED", b24pull::server_errc::access_denied, condition::give_up},
    {"session_failed", b24pull::server_errc::session_failed, condition::give_up},
    {"PAYMENT_REQUIRED", b24pull::server_errc::payment_required, condition::give_up},
    {"METHOD_CONFIRM_DENIED", b24pull::server_errc::confirmation_denied, condition::give_up},
    {"ERROR_OAUTH", b24pull::server_errc::oauth_error, condition::give_up},
    {"NOT_INSTALLED", b24pull::server_errc::not_installed, condition::give_up},
    {"INVALID_REQUEST", b24pull::server_errc::invalid_request, condition::give_up},
    {"PORTAL_DELETED", b24pull::server_errc::portal_deleted, condition::give_up},
    {"302", b24pull::server_errc::portal_moved, condition::give_up},
    {"ERROR_METHOD_NOT_FOUND", b24pull::server_errc::method_not_found, condition::give_up},
    {"ERROR_NOT_FOUND", b24pull::server_errc::not_found, condition::give_up},
    {"ERROR_BATCH_METHOD_NOT_ALLOWED", b24pull::server_errc::batch_method_not_allowed, condition::give_up},
    {"ERROR_BATCH_LENGTH_EXCEEDED", b24pull::server_errc::batch_length_exceeded, condition::give_up},
    {"ERROR_MANIFEST_IS_NOT_AVAILABLE", b24pull::server_errc::manifest_not_available, condition::give_up},
    {"allowed_only_intranet_user", b24pull::server_errc::intranet_users_only, condition::give_up},
    {"ERROR_ARGUMENT", b24pull::server_errc::invalid_argument, condition::give_up},
    {"INVALID_ARG_VALUE", b24pull::server_errc::invalid_argument_value, condition::give_up},
    {"INTERNAL_WRONG_TRANSPORT", b24pull::server_errc::wrong_transport, condition::give_up},
    {"INTERNAL_WRONG_HANDLER_CLASS", b24pull::server_errc::wrong_handler_class, condition::give_up},
    {"INTERNAL_WRONG_FILE_HANDLER", b24pull::server_errc::wrong_file_handler, condition::give_up},
    {"WRONG_ENCODING", b24pull::server_errc::wrong_encoding, condition::give_up},
    {"NOT_IMPLEMENTED", b24pull::server_errc::not_implemented, condition::give_up},
    {"ERROR_CORE", b24pull::server_errc::core_error, condition::give_up},
    {"AUTHORIZE_ERROR", b24pull::server_errc::authorize_error, condition::give_up},
    {"INVALID_FORMAT", b24pull::server_errc::invalid_format, condition::give_up},
    {"USER_ID_ACCESS_ERROR", b24pull::server_errc::user_id_access_error, condition::give_up},
    {"MODULE_ID_ERROR", b24pull::server_errc::module_id_error, condition::give_up},
    {"COMMAND_ERROR", b24pull::server_errc::command_error, condition::give_up},
    {"PARAMS_ERROR", b24pull::server_errc::params_error, condition::give_up},
    {"ACCESS_ERROR", b24pull::server_errc::push_access_error, condition::give_up},
    {"TEXT_ERROR", b24pull::server_errc::text_error, condition::give_up},
    {"EMPTY_APP_NAME", b24pull::server_errc::empty_app_name, condition::give_up},
    {"invalid_client", b24pull::server_errc::invalid_client, condition::give_up},
    {"invalid_grant", b24pull::server_errc::invalid_grant, condition::give_up},
    {"invalid_scope", b24pull::server_errc::invalid_scope, condition::give_up},
    {"any other", b24pull::server_errc::rejected, condition::give_up},
};
static_assert(std::size(server_table) == static_cast<std::size_t>(b24pull::server_errc::rejected),
              "one row for each enumerator");

} // namespace

BOOST_AUTO_TEST_CASE(every_server_error_has_the_condition_of_the_protocol) {
    for (auto const& row : server_table) BOOST_TEST_CONTEXT(row.wire) check_condition(row.code, row.meaning);
}

// A manual block by the vendor, sent with status 503: repeating only makes it worse.
BOOST_AUTO_TEST_CASE(overload_limit_is_not_retried) {
    BOOST_TEST((error_code(b24pull::server_errc::overload_limit) != condition::retry_later));
}

BOOST_AUTO_TEST_CASE(every_server_error_stands_once_in_the_table) {
    std::map<b24pull::server_errc, int> times;
    for (auto const& row : server_table) ++times[row.code];
    BOOST_TEST(times.size() == std::size(server_table));
}

BOOST_AUTO_TEST_SUITE_END()
