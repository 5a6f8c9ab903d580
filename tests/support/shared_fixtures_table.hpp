// What each recorded answer of the shared collection must be read as: status, reader, code, and text in the form of
// fixture_text.hpp. Written down from the bodies and the reference of the protocol, not from the readers.
#pragma once

#include <b24pull/error.hpp>

#include <string_view>

namespace fixture {

using b24pull::protocol_errc;
using b24pull::server_errc;

enum class reader { any, config, portal, event, push, one, list, watch, oauth };

struct expectation {
    std::string_view file;
    unsigned status;
    fixture::reader reader;
    b24pull::error_code code; // none: success
    std::string_view text;
};

using enum reader;

inline b24pull::error_code const ok;

inline expectation const expectations[] = {
    {"batch-docs-errors-halt0.json", 200, any, ok, "object of 5; at 2024-08-29T10:30:38+03:00"},
    {"batch-docs-ok.json", 200, any, ok, "object of 5; at 2024-08-29T10:34:19+03:00"},
    {"batch-recorded-OPERATION_TIME_LIMIT.json", 200, any, ok, "object of 5; at 2023-04-15T17:37:47+03:00"},
    {"command-channel_expire-docs.json", 200, any, protocol_errc::missing_member, "result"},
    {"command-config_expire-docs.json", 200, any, protocol_errc::missing_member, "result"},
    {"command-envelope-docs.broken.json", 200, any, protocol_errc::json_syntax, "at 292"},
    {"config-get-docs-en-2024-09-error-SERVER_ERROR.json", 500, config, server_errc::not_configured,
     "SERVER_ERROR: Push & Pull server is not configured"},
    {"config-get-docs-en-2024-09-ok.json", 200, config, ok,
     "v4 other -; 6 urls wss://rt.bitrix24.com/sub/ https://rt.bitrix24.com/sub/; ws on, "
     "publish on, 0; rev 0/0; shared 644a - 2017-06-28T12:04:00+02:00 to "
     "2017-06-29T00:04:00+02:00; private 3a94 29d0 2017-06-28T09:57:48+02:00 to "
     "2017-06-28T21:57:48+02:00; warnings result.channels.shared result.channels.private"},
    {"config-get-docs-en-2026-04-error-WRONG_AUTH_TYPE.json", 403, config,
     server_errc::application_token_required,
     "WRONG_AUTH_TYPE: Get access to application config available only for application "
     "authorization."},
    {"config-get-docs-en-2026-04-ok.json", 200, config, ok,
     "v4 personal your-account.bitrix24.com; 6 urls wss://rtc-**.bitrix24.com/subws2/ "
     "https://rtc-**.bitrix24.com/sub2/; ws on, publish on, 1774886062; rev 19/3; shared d*** "
     "- 2026-03-31T17:05:18+02:00 to 2026-04-01T05:05:23+02:00; private d*** d*** "
     "2026-03-31T17:05:18+02:00 to 2026-04-01T05:05:23+02:00; public 577 d*** d*** to "
     "2026-03-31T22:06:44+02:00; exp 1775052318; at 2026-03-31T17:05:18+02:00"},
    {"config-get-docs-en-newest-ok.json", 200, config, ok,
     "v4 personal your-account.bitrix24.com; 6 urls wss://rtc-**.bitrix24.com/subws2/ "
     "https://rtc-**.bitrix24.com/sub2/; ws on, publish on, 1774886062; rev 19/3; shared d*** "
     "- 2026-03-31T17:05:18+02:00 to 2026-04-01T05:05:23+02:00; private d*** d*** "
     "2026-03-31T17:05:18+02:00 to 2026-04-01T05:05:23+02:00; public 577 d*** d*** to "
     "2026-03-31T22:06:44+02:00; exp 1775052318; at 2026-03-31T17:05:18+02:00"},
    {"config-get-docs-newest-error-SERVER_ERROR.json", 500, config, server_errc::not_configured,
     "SERVER_ERROR: Push & Pull server is not configured"},
    {"config-get-docs-newest-shared-mode-fragment.json", 200, config, protocol_errc::no_endpoint,
     "result.server"},
    {"config-get-docs-ru-2024-08-error-SERVER_ERROR.json", 500, config, server_errc::not_configured,
     "SERVER_ERROR: Push & Pull server is not configured"},
    {"config-get-docs-ru-2024-08-ok.json", 200, config, ok,
     "v4 other -; 6 urls wss://rt.bitrix24.com/sub/ https://rt.bitrix24.com/sub/; ws on, "
     "publish on, 0; rev 0/0; shared 644a - 2017-06-28T12:04:00+02:00 to "
     "2017-06-29T00:04:00+02:00; private 3a94 29d0 2017-06-28T09:57:48+02:00 to "
     "2017-06-28T21:57:48+02:00; warnings result.channels.shared result.channels.private"},
    {"config-get-docs-ru-2026-04-error-WRONG_AUTH_TYPE.json", 403, config,
     server_errc::application_token_required,
     "WRONG_AUTH_TYPE: Get access to application config available only for application "
     "authorization."},
    {"config-get-docs-ru-2026-04-ok.json", 200, config, ok,
     "v4 personal your-portal.bitrix24.ru; 6 urls wss://rtc-**.bitrix24.com/subws2/ "
     "https://rtc-**.bitrix24.com/sub2/; ws on, publish on, 1774886062; rev 19/3; shared d*** "
     "- 2026-03-31T17:05:18+03:00 to 2026-04-01T05:05:23+03:00; private d*** d*** "
     "2026-03-31T17:05:18+03:00 to 2026-04-01T05:05:23+03:00; public 577 d*** d*** to "
     "2026-03-31T22:06:44+03:00; exp 1775052318; at 2026-03-31T17:05:18+03:00"},
    {"config-get-docs-ru-newest-ok.json", 200, config, ok,
     "v4 personal your-portal.bitrix24.ru; 6 urls wss://rtc-**.bitrix24.com/subws2/ "
     "https://rtc-**.bitrix24.com/sub2/; ws on, publish on, 1774886062; rev 19/3; shared d*** "
     "- 2026-03-31T17:05:18+03:00 to 2026-04-01T05:05:23+03:00; private d*** d*** "
     "2026-03-31T17:05:18+03:00 to 2026-04-01T05:05:23+03:00; public 577 d*** d*** to "
     "2026-03-31T22:06:44+03:00; exp 1775052318; at 2026-03-31T17:05:18+03:00"},
    {"config-get-print-view-as-printed.broken.json", 200, any, protocol_errc::json_syntax, "at 12"},
    {"config-get-print-view-repaired.json", 200, config, protocol_errc::no_endpoint, "result.server"},
    {"config-get-training-2017-as-printed.broken.json", 200, any, protocol_errc::json_syntax, "at 392"},
    {"derived-channel-public-get-ok.json", 200, one, ok,
     "public 577 627b 29d0 to 2026-03-31T22:06:44+03:00; at 2026-03-31T17:05:18+03:00"},
    {"derived-channel-public-list-inactive-user.json", 200, list, ok,
     "nobody 42; at 2026-03-31T17:05:18+03:00"},
    {"derived-channel-public-list-ok.json", 200, list, ok,
     "public 1 4a3e ba91 to 2026-03-31T22:06:44+03:00; public 577 627b 29d0 to "
     "2026-03-31T22:06:44+03:00; at 2026-03-31T17:05:18+03:00"},
    {"derived-command-channel_expire-app-private.json", 200, any, protocol_errc::missing_member, "result"},
    {"derived-command-channel_expire-app-shared.json", 200, any, protocol_errc::missing_member, "result"},
    {"derived-command-channel_expire-int-start.json", 200, any, protocol_errc::missing_member, "result"},
    {"derived-command-config_expire-empty-params.json", 200, any, protocol_errc::missing_member, "result"},
    {"derived-config-get-2017-module.json", 200, config, ok,
     "v2 other -; 4 urls wss://portal.example.com/bitrix/subws/?CHANNEL_ID= "
     "https://portal.example.com:8894/bitrix/sub/?CHANNEL_ID=; ws on, publish off, 0; rev "
     "16/1; shared cf45 - 2017-06-28T12:04:00+02:00 to 2017-06-29T00:04:05+02:00; private "
     "332e - 2017-06-28T09:57:48+02:00 to 2017-06-28T21:57:53+02:00"},
    {"derived-config-get-2018-module.json", 200, config, ok,
     "v3 other -; 4 urls wss://portal.example.com/bitrix/subws/ "
     "https://portal.example.com/bitrix/sub/; ws on, publish off, 0; rev 17/2; shared 644a - "
     "2018-01-10T12:04:00+03:00 to 2018-01-11T00:04:05+03:00; private ba91 - "
     "2018-01-10T09:57:48+03:00 to 2018-01-10T21:57:53+03:00"},
    {"derived-config-get-no-channels.json", 200, config, protocol_errc::no_channel, "result.channels"},
    {"derived-config-get-private-only-shared-missing.json", 200, config, ok,
     "v4 personal portal.example.com; 6 urls wss://portal.example.com/bitrix/subws/ "
     "https://portal.example.com/bitrix/sub/; ws on, publish on, 1774886062; rev 19/3; "
     "private ba91 29d0 2026-03-31T17:05:18+03:00 to 2026-04-01T05:05:23+03:00; public 577 "
     "627b 29d0 to 2026-03-31T22:06:44+03:00; at 2026-03-31T17:05:18+03:00"},
    {"derived-config-get-shared-mode.json", 200, config, ok,
     "v4 shared portal.example.com; 6 urls wss://rtc-cloud-ms1.bitrix.info/subws/ "
     "https://rtc-cloud-ms1.bitrix.info/subws/; ws on, publish on, 1774886062; rev 19/3; "
     "shared 644a - 2026-03-31T17:05:18+03:00 to 2026-04-01T05:05:23+03:00; private ba91 29d0 "
     "2026-03-31T17:05:18+03:00 to 2026-04-01T05:05:23+03:00; public 577 627b 29d0 to "
     "2026-03-31T22:06:44+03:00; client ded1; at 2026-03-31T17:05:18+03:00"},
    {"derived-config-get-unsigned.json", 200, config, ok,
     "v4 personal -; 6 urls wss://portal.example.com/bitrix/subws/ "
     "https://portal.example.com/bitrix/sub/; ws on, publish on, 1774886062; rev 19/3; shared "
     "cf45 - 2026-03-31T17:05:18+03:00 to 2026-04-01T05:05:23+03:00; private 4a3e - "
     "2026-03-31T17:05:18+03:00 to 2026-04-01T05:05:23+03:00; public 577 4a3e 2815 to "
     "2026-03-31T22:06:44+03:00; at 2026-03-31T17:05:18+03:00"},
    {"derived-config-get-v2-websocket-off.json", 200, config, ok,
     "v2 personal -; 6 urls wss://portal.example.com/bitrix/subws/ "
     "https://portal.example.com/bitrix/sub/; ws off, publish off, 1774886062; rev 19/3; "
     "shared cf45 - 2026-03-31T17:05:18+03:00 to 2026-04-01T05:05:23+03:00; private 332e - "
     "2026-03-31T17:05:18+03:00 to 2026-04-01T05:05:23+03:00; at 2026-03-31T17:05:18+03:00"},
    {"derived-config-get-v3-no-public.json", 200, config, ok,
     "v3 personal -; 6 urls wss://portal.example.com/bitrix/subws/ "
     "https://portal.example.com/bitrix/sub/; ws on, publish off, 1774886062; rev 19/3; "
     "shared 644a - 2026-03-31T17:05:18+03:00 to 2026-04-01T05:05:23+03:00; private ba91 - "
     "2026-03-31T17:05:18+03:00 to 2026-04-01T05:05:23+03:00; at 2026-03-31T17:05:18+03:00"},
    {"derived-config-get-v5-jwt-22.300.json", 200, config, ok,
     "v5 personal -; 6 urls wss://portal.example.com/bitrix/subws/ "
     "https://portal.example.com/bitrix/sub/; ws on, publish on, 1774886062; rev 19/3; shared "
     "644a - 2026-03-31T17:05:18+03:00 to 2026-04-01T05:05:23+03:00; public 577 627b 29d0 to "
     "2026-03-31T22:06:44+03:00; jwt DDjw; at 2026-03-31T17:05:18+03:00"},
    {"derived-config-get-v5-jwt-exp.json", 200, config, ok,
     "v5 personal portal.example.com; 6 urls wss://portal.example.com/bitrix/subws/ "
     "https://portal.example.com/bitrix/sub/; ws on, publish on, 1774886062; rev 19/3; shared "
     "644a - 2026-03-31T17:05:18+03:00 to 2026-04-01T05:05:23+03:00; private ba91 29d0 "
     "2026-03-31T17:05:18+03:00 to 2026-04-01T05:05:23+03:00; public 577 627b 29d0 to "
     "2026-03-31T22:06:44+03:00; exp 1775052318; jwt SBXk; at 2026-03-31T17:05:18+03:00"},
    {"derived-error-ACCESS_DENIED.json", 401, any, server_errc::access_denied,
     "ACCESS_DENIED: REST is available only on commercial plans."},
    {"derived-error-ACCESS_ERROR.json", 400, push, server_errc::push_access_error,
     "ACCESS_ERROR: You do not have access to send push notifications"},
    {"derived-error-APPLICATION_NOT_FOUND.json", 401, any, server_errc::application_not_found,
     "APPLICATION_NOT_FOUND: Application not found"},
    {"derived-error-AUTHORIZE_ERROR.json", 403, portal, server_errc::authorize_error,
     "AUTHORIZE_ERROR: Method not available for guest session at the moment."},
    {"derived-error-COMMAND_ERROR.json", 400, event, server_errc::command_error,
     "COMMAND_ERROR: Command format error"},
    {"derived-error-CONNECTION_ERROR.json", 401, any, server_errc::connection_error,
     "CONNECTION_ERROR: Error connecting to authorization server"},
    {"derived-error-EMPTY_APP_NAME.json", 400, push, server_errc::empty_app_name,
     "EMPTY_APP_NAME: For send push-notification application name can't be empty"},
    {"derived-error-ERROR_ARGUMENT.json", 400, any, server_errc::invalid_argument,
     "ERROR_ARGUMENT: Argument 'x' is null or empty"},
    {"derived-error-ERROR_CORE.json", 500, any, server_errc::internal_server_error,
     "ERROR_CORE: SQL query error!"},
    {"derived-error-INVALID_CREDENTIALS.json", 401, any, server_errc::invalid_credentials,
     "INVALID_CREDENTIALS: Invalid request credentials"},
    {"derived-error-INVALID_FORMAT.json", 400, list, server_errc::invalid_format,
     "INVALID_FORMAT: A wrong format for the USERS field is passed"},
    {"derived-error-INVALID_REQUEST.json", 401, any, server_errc::invalid_request,
     "INVALID_REQUEST: Https required."},
    {"derived-error-METHOD_CONFIRM_WAITING.json", 401, any, server_errc::confirmation_pending,
     "METHOD_CONFIRM_WAITING: Waiting for confirmation"},
    {"derived-error-MODULE_ID_ERROR.json", 400, event, server_errc::module_id_error,
     "MODULE_ID_ERROR: Module ID format error"},
    {"derived-error-OPERATION_TIME_LIMIT.json", 429, any, server_errc::operation_time_limit,
     "OPERATION_TIME_LIMIT: Method is blocked due to operation time limit."},
    {"derived-error-OVERLOAD_LIMIT.json", 401, any, server_errc::overload_limit,
     "OVERLOAD_LIMIT: REST API is blocked due to overload."},
    {"derived-error-PARAMS_ERROR.json", 400, event, server_errc::params_error,
     "PARAMS_ERROR: Params format error"},
    {"derived-error-PORTAL_DELETED.json", 403, any, server_errc::portal_deleted,
     "PORTAL_DELETED: Portal was deleted"},
    {"derived-error-SERVER_ERROR.json", 500, config, server_errc::not_configured,
     "SERVER_ERROR: Push & Pull server is not configured"},
    {"derived-error-TEXT_ERROR.json", 400, push, server_errc::text_error, "TEXT_ERROR: Text can't be empty"},
    {"derived-error-USER_ID_ACCESS_ERROR.json", 400, event, server_errc::user_id_access_error,
     "USER_ID_ACCESS_ERROR: Only admin can send notifications to other channels"},
    {"derived-error-WRONG_AUTH_TYPE-public-channel.json", 400, list, server_errc::application_token_required,
     "WRONG_AUTH_TYPE: Get application public channel available only for application "
     "authorization."},
    {"derived-error-WRONG_AUTH_TYPE-pull-config-get.json", 403, portal,
     server_errc::application_token_refused,
     "WRONG_AUTH_TYPE: Method not available for OAuth authorization."},
    {"derived-error-WRONG_AUTH_TYPE-push-add.json", 403, push, server_errc::application_token_required,
     "WRONG_AUTH_TYPE: Send push notifications available only for application authorization."},
    {"derived-error-WRONG_AUTH_TYPE.json", 403, config, server_errc::application_token_required,
     "WRONG_AUTH_TYPE: Get access to application config available only for application "
     "authorization."},
    {"derived-error-WRONG_ENCODING.json", 200, any, server_errc::wrong_encoding,
     "WRONG_ENCODING: Wrong request encoding"},
    {"derived-error-access_denied-session.json", 401, any, server_errc::access_denied,
     "access_denied: User not authorized"},
    {"derived-error-authorization_error.json", 401, any, server_errc::authorization_error,
     "authorization_error: Unable to authorize user"},
    {"derived-error-expired_token.json", 401, any, server_errc::expired_token,
     "expired_token: The access token provided has expired"},
    {"derived-error-insufficient_scope.json", 401, any, server_errc::insufficient_scope,
     "insufficient_scope: The request requires higher privileges than provided by the access "
     "token"},
    {"derived-error-user_access_error.json", 401, any, server_errc::user_access_error,
     "user_access_error: The user does not have access to the application."},
    {"derived-event-add-ok.json", 200, event, ok, "accepted; at 2026-03-31T17:05:18+03:00"},
    {"derived-pull-config-get-ok.json", 200, portal, ok,
     "v4 personal portal.example.com; 6 urls wss://portal.example.com/bitrix/subws/ "
     "https://portal.example.com/bitrix/sub/; ws on, publish on, 1774886062; rev 19/3; shared "
     "644a - 2026-03-31T17:05:18+03:00 to 2026-04-01T05:05:23+03:00; private ba91 29d0 "
     "2026-03-31T17:05:18+03:00 to 2026-04-01T05:05:23+03:00; public 577 627b 29d0 to "
     "2026-03-31T22:06:44+03:00; server time 2026-03-31T17:05:18+03:00; at "
     "2026-03-31T17:05:18+03:00"},
    {"derived-watch-extend-false.json", 200, watch, ok, "; at 2026-03-31T17:05:18+03:00"},
    {"derived-watch-extend-mixed.json", 200, watch, ok,
     "CRM_DEAL_1+ TASK_VIEW_9-; at 2026-03-31T17:05:18+03:00"},
    {"derived-watch-extend-numeric-tags.json", 200, watch, ok, "0- 1+; at 2026-03-31T17:05:18+03:00"},
    {"error-docs-INVALID_CREDENTIALS-401.json", 401, any, server_errc::invalid_credentials,
     "INVALID_CREDENTIALS: Invalid request credentials"},
    {"error-docs-empty-code.json", 400, any, server_errc::rejected,
     ": The required parameter \"from\" for the method \"calendar.accessibility.get\" is not "
     "set."},
    {"error-docs-generic.json", 400, any, server_errc::rejected,
     "ERROR_HANDLER_ALREADY_EXIST: Handler already exists!"},
    {"error-docs-numeric-100.json", 400, any, server_errc::rejected,
     "100: Could not find value for parameter {id}"},
    {"error-docs-numeric-422.json", 400, any, server_errc::rejected, "422: Invalid date period"},
    {"error-index-ERROR_CORE-escaped.json", 400, any, server_errc::core_error,
     "ERROR_CORE: TASKS_ERROR_EXCEPTION_#4; No access to edit the task; "
     "4/TE/ACTION_NOT_ALLOWED<br>"},
    {"error-index-ERROR_METHOD_NOT_FOUND.json", 404, any, server_errc::method_not_found,
     "ERROR_METHOD_NOT_FOUND: Method not found!"},
    {"error-index-NO_AUTH_FOUND.json", 401, any, server_errc::no_auth_found,
     "NO_AUTH_FOUND: Wrong authorization data"},
    {"error-issue193-QUERY_LIMIT_EXCEEDED.json", 503, any, server_errc::query_limit_exceeded,
     "QUERY_LIMIT_EXCEEDED: Too many requests"},
    {"error-phpsdk-PAYMENT_REQUIRED.json", 401, any, server_errc::payment_required,
     "PAYMENT_REQUIRED: Subscription has been ended"},
    {"error-phpsdk-wrong_client-no-description.json", 200, oauth, server_errc::invalid_client,
     "wrong_client: "},
    {"event-add-docs-en-2024-09-error-WRONG_AUTH_TYPE.json", 403, event,
     server_errc::application_token_required,
     "WRONG_AUTH_TYPE: Get access to application config available only for application "
     "authorization."},
    {"event-add-docs-en-2024-09-ok.json", 200, event, ok, "accepted"},
    {"event-add-docs-en-2026-04-ok.json", 200, event, ok, "accepted; at 2025-04-01T11:52:25+02:00"},
    {"event-add-docs-newest-error-COMMAND_ERROR.json", 400, event, server_errc::command_error,
     "COMMAND_ERROR: Command format error"},
    {"event-add-docs-ru-2024-08-error-WRONG_AUTH_TYPE.json", 403, event,
     server_errc::application_token_required,
     "WRONG_AUTH_TYPE: Get access to application config available only for application "
     "authorization."},
    {"event-add-docs-ru-2024-08-ok.json", 200, event, ok, "accepted"},
    {"event-add-docs-ru-2026-04-ok.json", 200, event, ok, "accepted; at 2025-04-01T11:52:25+03:00"},
    {"oauth-docs-error-PAYMENT_REQUIRED.json", 401, oauth, server_errc::payment_required,
     "PAYMENT_REQUIRED: Payment required"},
    {"oauth-docs-ru-token-refresh.json", 200, oauth, ok,
     "7sch bwxb for 3600, expires 1780319382, https://portal.bitrix24.ru/rest/ "
     "https://oauth.bitrix24.tech/rest/, 7553, crm,entity,im,task, F, user 67"},
    {"oauth-docs-token-first.json", 200, oauth, ok,
     "4p8u q6rl for 3600, expires -, https://portal.bitrix24.com/rest/ "
     "https://oauth.bitrix.info/rest/, 7553, crm,entity,im,task, F, user -"},
    {"oauth-docs-token-refresh.json", 200, oauth, ok,
     "7sch bwxb for 3600, expires 1780319382, https://portal.bitrix24.com/rest/ "
     "https://oauth.bitrix.info/rest/, 7553, crm,entity,im,task, F, user 67"},
    {"oauth-issue215-recorded-refresh-escaped.json", 200, oauth, ok,
     "2371 de48 for 3600, expires 1620796627, https://portal.bitrix24.ru/rest/ "
     "https://oauth.bitrix.info/rest/, R_ID, app, L, user 992"},
    {"oauth-issue285-old-docs-refresh.json", 200, oauth, ok,
     "7sch bwxb for 3600, expires -, http://portal.bitrix24.com/rest/ "
     "http://oauth.bitrix24.tech/rest/, 7553, app, T, user -"},
    {"oauth-issue285-recorded-refresh.json", 200, oauth, ok,
     "x0e3 xc0b for 3600, expires 1780319382, https://portal.example/rest/ "
     "https://oauth.bitrix24.tech/rest/, x727, app, L, user 67"},
    {"push-add-docs-en-2024-09-error-WRONG_AUTH_TYPE.json", 403, push,
     server_errc::application_token_required,
     "WRONG_AUTH_TYPE: Send push notifications available only for application authorization."},
    {"push-add-docs-en-2024-09-ok.json", 200, push, ok, "accepted"},
    {"push-add-docs-en-2026-04-ok.json", 200, push, ok, "accepted; at 2025-04-01T11:52:25+03:00"},
    {"push-add-docs-ru-2024-08-error-WRONG_AUTH_TYPE.json", 403, push,
     server_errc::application_token_required,
     "WRONG_AUTH_TYPE: Send push notifications available only for application authorization."},
    {"push-add-docs-ru-2024-08-ok.json", 200, push, ok, "accepted"},
    {"push-add-docs-ru-2026-04-ok.json", 200, push, ok, "accepted; at 2025-04-01T11:52:25+03:00"},
    {"time-docs-full.json", 200, any, protocol_errc::missing_member, "result"},
    {"time-docs-limits.broken.json", 200, any, protocol_errc::json_syntax, "at 6"},
    {"time-docs-server-time-no-reset.json", 200, any, ok,
     "2024-08-05T09:02:13+00:00; at 2024-08-05T09:02:13+00:00"},
    {"time-phpsdk-integer-result.json", 200, any, ok, "3465; at 2024-01-20T18:35:37+03:00"},
    {"v3-docs-bool-result.json", 200, any, ok, "object of 1"},
    {"v3-docs-error-unknown-property.json", 400, any, server_errc::rejected,
     "BITRIX_REST_V3_EXCEPTION_UNKNOWNDTOPROPERTYEXCEPTION: Неизвестное поле `stageId` для "
     "сущности `UserDto`"},
    {"v3-docs-error-validation.json", 400, any, server_errc::rejected,
     "BITRIX_REST_V3_EXCEPTION_VALIDATION_REQUESTVALIDATIONEXCEPTION: Ошибка при валидации "
     "объекта запроса"},
    {"v3-docs-ok.json", 200, any, ok, "object of 1; at 2026-08-20T12:52:22+03:00"},
};

} // namespace fixture
