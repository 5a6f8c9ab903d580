// Every error that the server can answer with: one row each, the single place that knows its name on the wire,
// what the caller should do, the least delay before a repeat, and the words for people.
//
// Source: the REST system errors, the errors of the pull methods, the OAuth errors. Conditions follow the vendor's
// own recommendations; OVERLOAD_LIMIT is a manual block and is not retried in spite of its status 503.
#pragma once

#include <b24pull/condition.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <string_view>

namespace b24pull {

/// The server understood us and said no. The text that it sent stays in failure::reply().
enum class server_errc {
    // Limits and faults that pass.
    query_limit_exceeded = 1,
    operation_time_limit,
    internal_server_error,
    unexpected_answer,
    connection_error,
    confirmation_pending,
    unavailable,
    // The access token.
    expired_token,
    invalid_token,
    // Refusals that stay until a person acts.
    application_token_required,
    application_token_refused,
    not_configured,
    overload_limit,
    no_auth_found,
    invalid_credentials,
    insufficient_scope,
    user_access_error,
    authorization_error,
    application_not_found,
    access_denied,
    session_failed,
    payment_required,
    confirmation_denied,
    oauth_error,
    not_installed,
    invalid_request,
    portal_deleted,
    portal_moved,
    method_not_found,
    not_found,
    batch_method_not_allowed,
    batch_length_exceeded,
    manifest_not_available,
    intranet_users_only,
    invalid_argument,
    invalid_argument_value,
    wrong_transport,
    wrong_handler_class,
    wrong_file_handler,
    wrong_encoding,
    not_implemented,
    core_error,
    // Method errors of the pull family.
    authorize_error,
    invalid_format,
    user_id_access_error,
    module_id_error,
    command_error,
    params_error,
    push_access_error,
    text_error,
    empty_app_name,
    // OAuth.
    invalid_client,
    invalid_grant,
    invalid_scope,
    // Answers without a code that this table knows.
    rejected,
};

namespace detail {

struct server_error_row {
    server_errc code;
    std::string_view
        wire; // the "error" member, compared without case; empty: never sent under a name of its own
    b24pull::condition condition;
    std::chrono::seconds minimum_delay; // zero: the protocol names none
    char const* message;
};

inline constexpr auto server_errors = [] {
    using enum server_errc;
    using enum b24pull::condition;
    using namespace std::chrono_literals;
    return std::to_array<server_error_row>({
        {query_limit_exceeded, "QUERY_LIMIT_EXCEEDED", retry_later, 1s,
         "too many requests from this address; slow down"},
        {operation_time_limit, "OPERATION_TIME_LIMIT", retry_later, 10s,
         "the method has used up its share of server time; wait until operating_reset_at"},
        {internal_server_error, "INTERNAL_SERVER_ERROR", retry_later, 0s, "the portal had an internal fault"},
        {unexpected_answer, "ERROR_UNEXPECTED_ANSWER", retry_later, 0s,
         "the portal got an unusable answer from one of its own services"},
        {connection_error, "CONNECTION_ERROR", retry_later, 0s,
         "the portal could not reach the authorization server"},
        {confirmation_pending, "METHOD_CONFIRM_WAITING", retry_later, 0s,
         "an administrator of the portal must approve the call first; do not renew the token"},
        {unavailable, "", retry_later, 0s, "the portal is temporarily unavailable"},
        {expired_token, "expired_token", renew_authorization, 0s, "the access token has expired; renew it"},
        {invalid_token, "invalid_token", renew_authorization, 0s,
         "the access token is not known to the authorization server; renew it"},
        {application_token_required, "WRONG_AUTH_TYPE", give_up, 0s,
         "an application (OAuth) access token is needed; a webhook or a session is not accepted"},
        {application_token_refused, "", give_up, 0s,
         "an application (OAuth) access token is not accepted here; use a webhook"},
        {not_configured, "SERVER_ERROR", give_up, 0s, "the portal's Push & Pull server is not configured"},
        {overload_limit, "OVERLOAD_LIMIT", give_up, 0s, "the vendor has blocked the portal's REST by hand"},
        {no_auth_found, "NO_AUTH_FOUND", give_up, 0s, "the portal found no credentials in the request"},
        {invalid_credentials, "INVALID_CREDENTIALS", give_up, 0s, "the webhook is wrong, blocked or deleted"},
        {insufficient_scope, "insufficient_scope", give_up, 0s,
         "the token or webhook lacks the scope that the method needs"},
        {user_access_error, "user_access_error", give_up, 0s, "the application is closed to this user"},
        {authorization_error, "authorization_error", give_up, 0s, "the user cannot be authorised"},
        {application_not_found, "APPLICATION_NOT_FOUND", give_up, 0s,
         "the application is not installed on this portal, or switched off"},
        {access_denied, "ACCESS_DENIED", give_up, 0s,
         "access denied: REST may need a paid plan, or the user may not call this"},
        {session_failed, "session_failed", give_up, 0s, "the browser session is not valid"},
        {payment_required, "PAYMENT_REQUIRED", give_up, 0s, "the paid period is over"},
        {confirmation_denied, "METHOD_CONFIRM_DENIED", give_up, 0s,
         "an administrator of the portal refused the call"},
        {oauth_error, "ERROR_OAUTH", give_up, 0s, "authorisation failed"},
        {not_installed, "NOT_INSTALLED", give_up, 0s, "the application is not installed"},
        {invalid_request, "INVALID_REQUEST", give_up, 0s,
         "the request is not acceptable: webhooks need https, OAuth needs all parameters"},
        {portal_deleted, "PORTAL_DELETED", give_up, 0s, "the portal is closed"},
        {portal_moved, "", give_up, 0s,
         "the portal has a new address; repeat there once (reply()->moved_to)"},
        {method_not_found, "ERROR_METHOD_NOT_FOUND", give_up, 0s,
         "the portal does not know the method: its module is missing or too old"},
        {not_found, "ERROR_NOT_FOUND", give_up, 0s, "the object does not exist"},
        {batch_method_not_allowed, "ERROR_BATCH_METHOD_NOT_ALLOWED", give_up, 0s,
         "the method is not allowed in a batch"},
        {batch_length_exceeded, "ERROR_BATCH_LENGTH_EXCEEDED", give_up, 0s,
         "the batch has more than 50 commands"},
        {manifest_not_available, "ERROR_MANIFEST_IS_NOT_AVAILABLE", give_up, 0s,
         "the manifest is not available"},
        {intranet_users_only, "allowed_only_intranet_user", give_up, 0s,
         "the method is for the portal's own staff"},
        {invalid_argument, "ERROR_ARGUMENT", give_up, 0s, "an argument of the method is wrong"},
        {invalid_argument_value, "INVALID_ARG_VALUE", give_up, 0s,
         "an argument has a value that is not allowed"},
        {wrong_transport, "INTERNAL_WRONG_TRANSPORT", give_up, 0s, "the portal's installation is broken"},
        {wrong_handler_class, "INTERNAL_WRONG_HANDLER_CLASS", give_up, 0s,
         "the portal's installation is broken"},
        {wrong_file_handler, "INTERNAL_WRONG_FILE_HANDLER", give_up, 0s,
         "the portal's installation is broken"},
        {wrong_encoding, "WRONG_ENCODING", give_up, 0s, "the portal could not encode its answer"},
        {not_implemented, "NOT_IMPLEMENTED", give_up, 0s, "the portal has only a stub of the method"},
        {core_error, "ERROR_CORE", give_up, 0s, "the method failed inside the portal"},
        {authorize_error, "AUTHORIZE_ERROR", give_up, 0s, "the method is not available for a guest session"},
        {invalid_format, "INVALID_FORMAT", give_up, 0s, "the list of users has a wrong format"},
        {user_id_access_error, "USER_ID_ACCESS_ERROR", give_up, 0s,
         "only an administrator may send to other users' channels"},
        {module_id_error, "MODULE_ID_ERROR", give_up, 0s, "the module id has a wrong format"},
        {command_error, "COMMAND_ERROR", give_up, 0s, "the command has a wrong format"},
        {params_error, "PARAMS_ERROR", give_up, 0s, "the params are neither an object nor an array"},
        {push_access_error, "ACCESS_ERROR", give_up, 0s, "the user may not send push notifications"},
        {text_error, "TEXT_ERROR", give_up, 0s, "the notification has no text"},
        {empty_app_name, "EMPTY_APP_NAME", give_up, 0s, "the application has no name"},
        {invalid_client, "invalid_client", give_up, 0s, "the application's client id or secret is wrong"},
        {invalid_grant, "invalid_grant", give_up, 0s,
         "the refresh token is used up or expired; the user must authorise again"},
        {invalid_scope, "invalid_scope", give_up, 0s, "the scope asked for is not granted"},
        {rejected, "", give_up, 0s, "the portal refused the call without a code that is known"},
    });
}();

/// Other names under which the same errors arrive: synonyms, and REST 3.0 without its common prefix.
struct server_error_alias {
    std::string_view wire;
    server_errc code;
};

inline constexpr auto server_error_aliases = std::to_array<server_error_alias>({
    {"METHOD_NOT_FOUND", server_errc::method_not_found},
    {"NOT_FOUND", server_errc::not_found},
    {"wrong_client", server_errc::invalid_client},
    {"BITRIX_REST_V3_EXCEPTION_ACCESSDENIEDEXCEPTION", server_errc::access_denied},
    {"BITRIX_REST_V3_EXCEPTION_INSUFFICIENTSCOPEEXCEPTION", server_errc::insufficient_scope},
    {"BITRIX_REST_V3_EXCEPTION_METHODNOTFOUNDEXCEPTION", server_errc::method_not_found},
    {"BITRIX_REST_V3_EXCEPTION_ENTITYNOTFOUNDEXCEPTION", server_errc::not_found},
});

constexpr server_error_row const& row_of(server_errc code) noexcept {
    return server_errors[static_cast<std::size_t>(code) - 1];
}

constexpr bool known(server_errc code) noexcept {
    auto const value = static_cast<int>(code);
    return value >= 1 && value <= static_cast<int>(server_errors.size());
}

constexpr char const* message_of(server_errc code) noexcept {
    return known(code) ? row_of(code).message : "unknown server error";
}

constexpr condition condition_of(server_errc code) noexcept {
    return known(code) ? row_of(code).condition : condition::give_up;
}

static_assert(
    [] {
        for (std::size_t i = 0; i != server_errors.size(); ++i)
            if (static_cast<std::size_t>(server_errors[i].code) != i + 1) return false;
        return server_errors.size() == static_cast<std::size_t>(server_errc::rejected);
    }(),
    "the rows stand in the order of the enumerators, one for each");

} // namespace detail
} // namespace b24pull
