#include "errors.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cstdint>

namespace portal {
namespace {

struct row {
    std::string_view code;
    unsigned documented; // 0: not documented
    unsigned source;     // 0: not in the source
    std::string_view text;
    std::string_view extra = {}; // further members, as a JSON object
};

// A code that is in neither column of the vendor (a status only the SDKs assume) has that status in the first one.
constexpr std::array rows{
    // the REST server
    row{"QUERY_LIMIT_EXCEEDED", 503, 0, "Too many requests"},
    row{"OPERATION_TIME_LIMIT", 429, 429, "Method is blocked due to operation time limit."},
    row{"OVERLOAD_LIMIT", 503, 401, "REST API is blocked due to overload."},
    row{"INTERNAL_SERVER_ERROR", 500, 0, "Internal server error"},
    row{"ERROR_UNEXPECTED_ANSWER", 500, 0, "Server returned an unexpected response"},
    row{"ERROR_CORE", 0, 500, "SQL query error!"},
    row{"ERROR_ARGUMENT", 0, 400, "Argument 'x' is null or empty", R"({"argument":"x"})"},
    row{"ERROR_METHOD_NOT_FOUND", 404, 404, "Method not found!"},
    row{"METHOD_NOT_FOUND", 404, 0, "Method not found!"},
    row{"ERROR_NOT_FOUND", 404, 0, "Not found"},
    row{"NOT_FOUND", 404, 0, "Not found"},
    row{"NO_AUTH_FOUND", 401, 401, "Wrong authorization data"},
    row{"expired_token", 401, 401, "The access token provided has expired"},
    row{"invalid_token", 401, 401, "Unable to get application by token"},
    row{"INVALID_CREDENTIALS", 403, 401, "Invalid request credentials"},
    row{"insufficient_scope", 403, 401,
        "The request requires higher privileges than provided by the access token"},
    row{"user_access_error", 403, 401, "The user does not have access to the application."},
    row{"authorization_error", 401, 401, "Unable to authorize user"},
    row{"APPLICATION_NOT_FOUND", 401, 401, "Application not found"},
    row{"CONNECTION_ERROR", 0, 401, "Error connecting to authorization server"},
    row{"ACCESS_DENIED", 403, 401, "REST is available only on commercial plans."},
    row{"access_denied", 0, 401, "User not authorized",
        R"({"sessid":"00000000000000000000000000000000","extended_error":"user_not_authorized"})"},
    row{"session_failed", 0, 401, "Sessid check failed",
        R"({"sessid":"00000000000000000000000000000000","extended_error":"session_failed"})"},
    row{"PAYMENT_REQUIRED", 401, 0, "Payment required"},
    row{"METHOD_CONFIRM_WAITING", 0, 401, "Waiting for confirmation"},
    row{"METHOD_CONFIRM_DENIED", 0, 403, "Method call denied"},
    row{"ERROR_OAUTH", 401, 0, "Authorization failed"},
    row{"NOT_INSTALLED", 401, 0, "Application not installed"},
    row{"INVALID_REQUEST", 400, 401, "Https required."},
    row{"PORTAL_DELETED", 500, 403, "Portal was deleted"},
    row{"ERROR_BATCH_METHOD_NOT_ALLOWED", 405, 0, "Method is not allowed for batch usage"},
    row{"ERROR_BATCH_LENGTH_EXCEEDED", 400, 0, "Max batch length exceeded"},
    row{"ERROR_MANIFEST_IS_NOT_AVAILABLE", 404, 0, "Manifest is not available"},
    row{"allowed_only_intranet_user", 403, 0, "Only intranet users may use this method"},
    row{"INVALID_ARG_VALUE", 400, 0, "Invalid argument value"},
    row{"INTERNAL_WRONG_TRANSPORT", 0, 500, "Wrong transport"},
    row{"INTERNAL_WRONG_HANDLER_CLASS", 0, 500, "Wrong handler class"},
    row{"INTERNAL_WRONG_FILE_HANDLER", 0, 500, "Wrong file handler"},
    row{"WRONG_ENCODING", 0, 200, "Wrong request encoding"},
    row{"NOT_IMPLEMENTED", 0, 404, "Not implemented"},
    // codes that are not words
    row{"", 400, 0, "The required parameter \"from\" for the method is not set."},
    row{"100", 400, 0, "Could not find value for parameter {id}"},
    row{"422", 400, 0, "Invalid date period"},
    // the pull methods
    row{"WRONG_AUTH_TYPE", 403, 403,
        "Get access to application config available only for application authorization."},
    row{"SERVER_ERROR", 500, 500, "Push & Pull server is not configured"},
    row{"AUTHORIZE_ERROR", 0, 403, "Method not available for guest session at the moment."},
    row{"INVALID_FORMAT", 400, 400, "A wrong format for the USERS field is passed"},
    row{"USER_ID_ACCESS_ERROR", 400, 400, "Only admin can send notifications to other channels"},
    row{"MODULE_ID_ERROR", 400, 400, "Module ID format error"},
    row{"COMMAND_ERROR", 400, 400, "Command format error"},
    row{"PARAMS_ERROR", 400, 400, "Params format error"},
    row{"ACCESS_ERROR", 400, 400, "You do not have access to send push notifications"},
    row{"TEXT_ERROR", 400, 400, "Text can't be empty"},
    row{"EMPTY_APP_NAME", 400, 400, "For send push-notification application name can't be empty"},
    // the authorization server
    row{"invalid_request", 400, 0, "Invalid request"},
    row{"invalid_client", 401, 0, "Invalid client"},
    row{"invalid_grant", 400, 0, "Invalid grant"},
    row{"invalid_scope", 403, 0, "Invalid scope"},
    row{"wrong_client", 200, 0, ""},
};

bool is_number(std::string_view code) {
    return !code.empty() && code.size() < 10 &&
           code.find_first_not_of("0123456789") == std::string_view::npos;
}

} // namespace

rest_error known_error(std::string_view code, status_source statuses) {
    auto const found =
        std::find_if(rows.begin(), rows.end(), [&](row const& each) { return each.code == code; });
    if (found == rows.end()) return {400, std::string(code), "Unknown error"};
    bool const source_first = statuses == status_source::server;
    unsigned const first = source_first ? found->source : found->documented;
    unsigned const second = source_first ? found->documented : found->source;
    rest_error error{first != 0 ? first : second, std::string(code), std::string(found->text)};
    if (!found->extra.empty()) error.extra = boost::json::parse(found->extra).as_object();
    return error;
}

rest_error fatal_error() {
    rest_error error{500, "fatal error"};
    error.fatal = true;
    return error;
}

boost::json::object error_body(rest_error const& error) {
    boost::json::object body;
    if (is_number(error.code)) body["error"] = std::stoll(error.code);
    else body["error"] = error.code;
    if (!error.description.empty()) body["error_description"] = error.description;
    for (auto const& member : error.extra) body[member.key()] = member.value();
    return body;
}

} // namespace portal
