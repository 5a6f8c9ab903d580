#include <b24pull/error.hpp>

#include <boost/system/errc.hpp>
#include <boost/system/generic_category.hpp>
#include <boost/system/system_category.hpp>
#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace {

using b24pull::condition;
using b24pull::error_code;
using b24pull::protocol_errc;
using b24pull::server_errc;
using b24pull::usage_errc;

constexpr condition all_conditions[] = {condition::retry_later, condition::renew_authorization,
                                        condition::refetch_config, condition::give_up};

/// The code means `expected` to a program, by every way of asking, and no other condition.
void check_condition(error_code const& code, condition expected) {
    BOOST_TEST_CONTEXT(code.category().name() << ' ' << code.value() << ": " << code.message()) {
        BOOST_TEST((b24pull::condition_of(code) == expected));
        for (auto const other : all_conditions) {
            BOOST_TEST((code == other) == (other == expected));
            BOOST_TEST((other != code) == (other != expected));
        }
    }
}

struct server_row {
    std::string_view wire; // what the protocol calls it
    server_errc code;
    condition meaning;
};

// From the protocol's tables of system errors, method errors and OAuth errors.
constexpr server_row server_table[] = {
    {"QUERY_LIMIT_EXCEEDED", server_errc::query_limit_exceeded, condition::retry_later},
    {"OPERATION_TIME_LIMIT", server_errc::operation_time_limit, condition::retry_later},
    {"INTERNAL_SERVER_ERROR", server_errc::internal_server_error, condition::retry_later},
    {"ERROR_UNEXPECTED_ANSWER", server_errc::unexpected_answer, condition::retry_later},
    {"CONNECTION_ERROR", server_errc::connection_error, condition::retry_later},
    {"METHOD_CONFIRM_WAITING", server_errc::confirmation_pending, condition::retry_later},
    {"502, 504", server_errc::unavailable, condition::retry_later},
    {"expired_token", server_errc::expired_token, condition::renew_authorization},
    {"invalid_token", server_errc::invalid_token, condition::renew_authorization},
    {"WRONG_AUTH_TYPE", server_errc::application_token_required, condition::give_up},
    {"WRONG_AUTH_TYPE of pull.config.get", server_errc::application_token_refused, condition::give_up},
    {"SERVER_ERROR", server_errc::not_configured, condition::give_up},
    {"OVERLOAD_LIMIT", server_errc::overload_limit, condition::give_up},
    {"NO_AUTH_FOUND", server_errc::no_auth_found, condition::give_up},
    {"INVALID_CREDENTIALS", server_errc::invalid_credentials, condition::give_up},
    {"insufficient_scope", server_errc::insufficient_scope, condition::give_up},
    {"user_access_error", server_errc::user_access_error, condition::give_up},
    {"authorization_error", server_errc::authorization_error, condition::give_up},
    {"APPLICATION_NOT_FOUND", server_errc::application_not_found, condition::give_up},
    {"ACCESS_DENIED", server_errc::access_denied, condition::give_up},
    {"session_failed", server_errc::session_failed, condition::give_up},
    {"PAYMENT_REQUIRED", server_errc::payment_required, condition::give_up},
    {"METHOD_CONFIRM_DENIED", server_errc::confirmation_denied, condition::give_up},
    {"ERROR_OAUTH", server_errc::oauth_error, condition::give_up},
    {"NOT_INSTALLED", server_errc::not_installed, condition::give_up},
    {"INVALID_REQUEST", server_errc::invalid_request, condition::give_up},
    {"PORTAL_DELETED", server_errc::portal_deleted, condition::give_up},
    {"302", server_errc::portal_moved, condition::give_up},
    {"ERROR_METHOD_NOT_FOUND", server_errc::method_not_found, condition::give_up},
    {"ERROR_NOT_FOUND", server_errc::not_found, condition::give_up},
    {"ERROR_BATCH_METHOD_NOT_ALLOWED", server_errc::batch_method_not_allowed, condition::give_up},
    {"ERROR_BATCH_LENGTH_EXCEEDED", server_errc::batch_length_exceeded, condition::give_up},
    {"ERROR_MANIFEST_IS_NOT_AVAILABLE", server_errc::manifest_not_available, condition::give_up},
    {"allowed_only_intranet_user", server_errc::intranet_users_only, condition::give_up},
    {"ERROR_ARGUMENT", server_errc::invalid_argument, condition::give_up},
    {"INVALID_ARG_VALUE", server_errc::invalid_argument_value, condition::give_up},
    {"INTERNAL_WRONG_TRANSPORT", server_errc::wrong_transport, condition::give_up},
    {"INTERNAL_WRONG_HANDLER_CLASS", server_errc::wrong_handler_class, condition::give_up},
    {"INTERNAL_WRONG_FILE_HANDLER", server_errc::wrong_file_handler, condition::give_up},
    {"WRONG_ENCODING", server_errc::wrong_encoding, condition::give_up},
    {"NOT_IMPLEMENTED", server_errc::not_implemented, condition::give_up},
    {"ERROR_CORE", server_errc::core_error, condition::give_up},
    {"AUTHORIZE_ERROR", server_errc::authorize_error, condition::give_up},
    {"INVALID_FORMAT", server_errc::invalid_format, condition::give_up},
    {"USER_ID_ACCESS_ERROR", server_errc::user_id_access_error, condition::give_up},
    {"MODULE_ID_ERROR", server_errc::module_id_error, condition::give_up},
    {"COMMAND_ERROR", server_errc::command_error, condition::give_up},
    {"PARAMS_ERROR", server_errc::params_error, condition::give_up},
    {"ACCESS_ERROR", server_errc::push_access_error, condition::give_up},
    {"TEXT_ERROR", server_errc::text_error, condition::give_up},
    {"EMPTY_APP_NAME", server_errc::empty_app_name, condition::give_up},
    {"invalid_client", server_errc::invalid_client, condition::give_up},
    {"invalid_grant", server_errc::invalid_grant, condition::give_up},
    {"invalid_scope", server_errc::invalid_scope, condition::give_up},
    {"any other", server_errc::rejected, condition::give_up},
};
constexpr int server_count = static_cast<int>(server_errc::rejected);
constexpr int protocol_count = static_cast<int>(protocol_errc::too_many_warnings);
constexpr int usage_count = static_cast<int>(usage_errc::invalid_text);
static_assert(std::size(server_table) == server_count, "one row for each enumerator");
static_assert(protocol_count == 23 && usage_count == 13, "new enumerators need rows below");

struct category_row {
    boost::system::error_category const& category;
    int count;
    std::string_view name, unknown;
};

std::vector<category_row> const& categories() {
    static std::vector<category_row> const rows{
        {b24pull::usage_category(), usage_count, "b24pull.usage", "unknown usage error"},
        {b24pull::protocol_category(), protocol_count, "b24pull.protocol", "unknown protocol error"},
        {b24pull::server_category(), server_count, "b24pull.server", "unknown server error"},
        {b24pull::condition_category(), 4, "b24pull.condition", "unknown condition"},
    };
    return rows;
}

} // namespace

BOOST_AUTO_TEST_SUITE(error)

BOOST_AUTO_TEST_CASE(every_server_error_has_the_condition_of_the_protocol) {
    for (auto const& row : server_table) BOOST_TEST_CONTEXT(row.wire) check_condition(row.code, row.meaning);
}

// A manual block by the vendor, sent with status 503: repeating only makes it worse.
BOOST_AUTO_TEST_CASE(overload_limit_is_not_retried) {
    BOOST_TEST((error_code(server_errc::overload_limit) != condition::retry_later));
}

BOOST_AUTO_TEST_CASE(every_server_error_stands_once_in_the_table) {
    std::map<server_errc, int> times;
    for (auto const& row : server_table) ++times[row.code];
    BOOST_TEST(times.size() == std::size(server_table));
}

// An empty body, HTML and a cut text come from proxies and restarts; JSON of the wrong shape does not change.
BOOST_AUTO_TEST_CASE(only_unreadable_texts_are_worth_a_retry_among_protocol_errors) {
    for (int value = 1; value <= protocol_count; ++value) {
        auto const code = static_cast<protocol_errc>(value);
        bool const passes = code == protocol_errc::empty_body || code == protocol_errc::json_syntax ||
                            code == protocol_errc::json_incomplete;
        check_condition(code, passes ? condition::retry_later : condition::give_up);
    }
}

BOOST_AUTO_TEST_CASE(usage_errors_are_never_worth_a_retry) {
    for (int value = 1; value <= usage_count; ++value)
        check_condition(static_cast<usage_errc>(value), condition::give_up);
}

BOOST_AUTO_TEST_CASE(messages_are_there_for_all_values_and_for_no_other) {
    for (auto const& row : categories()) {
        BOOST_TEST(row.category.name() == row.name);
        for (int value = 1; value <= row.count; ++value) {
            auto const text = row.category.message(value);
            BOOST_TEST_CONTEXT(row.name << ' ' << value << ": " << text) {
                BOOST_TEST(!text.empty());
                BOOST_TEST(text != row.unknown);
                BOOST_TEST(text.find_first_of("\r\n\t") == text.npos);
            }
        }
        constexpr int lowest = std::numeric_limits<int>::min(), highest = std::numeric_limits<int>::max();
        for (int const value : {0, -1, row.count + 1, row.count + 1000, lowest, highest})
            BOOST_TEST_CONTEXT(row.name << ' ' << value)
        BOOST_TEST(row.category.message(value) == row.unknown);
    }
}

// The three faults of a broken installation ask the same of the reader; everything else is told apart.
BOOST_AUTO_TEST_CASE(messages_are_distinct) {
    std::map<std::string, std::vector<int>> values;
    for (auto const& row : categories())
        for (int value = 1; value <= row.count; ++value) values[row.category.message(value)].push_back(value);
    std::vector<int> const broken_installation{static_cast<int>(server_errc::wrong_transport),
                                               static_cast<int>(server_errc::wrong_handler_class),
                                               static_cast<int>(server_errc::wrong_file_handler)};
    for (auto const& [text, same] : values)
        BOOST_TEST((same.size() == 1 || same == broken_installation),
                   text << " stands " << same.size() << " times");
}

BOOST_AUTO_TEST_CASE(unknown_values_give_up) {
    for (auto const& row : categories()) {
        if (row.category == b24pull::condition_category()) continue;
        for (int const value : {0, -1, row.count + 1, 100000, std::numeric_limits<int>::min()})
            BOOST_TEST((error_code(value, row.category) == condition::give_up), row.name << ' ' << value);
    }
}

BOOST_AUTO_TEST_CASE(categories_are_one_object_each_and_differ) {
    BOOST_TEST((b24pull::usage_category() == b24pull::usage_category()));
    for (auto const& a : categories())
        for (auto const& b : categories()) BOOST_TEST((a.category == b.category) == (&a == &b));
    for (auto const& row : categories()) {
        BOOST_TEST((row.category != boost::system::generic_category()));
        BOOST_TEST((row.category != boost::system::system_category()));
    }
}

BOOST_AUTO_TEST_CASE(enumerators_become_codes_of_their_category) {
    error_code const usage = usage_errc::no_users, protocol = protocol_errc::no_channel,
                     server = server_errc::expired_token;
    BOOST_TEST((usage.category() == b24pull::usage_category() && usage.value() == 9));
    BOOST_TEST((protocol.category() == b24pull::protocol_category() && protocol.value() == 10));
    BOOST_TEST((server.category() == b24pull::server_category() && server.value() == 8));
    BOOST_TEST((usage.failed() && protocol.failed() && server.failed()));
    BOOST_TEST((error_code(usage_errc::invalid_url) != error_code(protocol_errc::empty_body))); // both are 1
    boost::system::error_condition const wanted = condition::refetch_config;
    BOOST_TEST((wanted.category() == b24pull::condition_category() && wanted.value() == 3));
}

// What transports report in their own categories is understood through the generic conditions.
BOOST_AUTO_TEST_CASE(passing_faults_of_a_transport_are_retried) {
    namespace errc = boost::system::errc;
    for (auto const code :
         {errc::timed_out, errc::connection_refused, errc::connection_reset, errc::connection_aborted,
          errc::broken_pipe, errc::host_unreachable, errc::network_unreachable, errc::network_down,
          errc::network_reset, errc::resource_unavailable_try_again, errc::interrupted, errc::io_error}) {
        check_condition(errc::make_error_code(code), condition::retry_later);
        check_condition(error_code(code, boost::system::system_category()), condition::retry_later);
    }
    for (auto const code : {errc::permission_denied, errc::invalid_argument, errc::protocol_error,
                            errc::not_enough_memory, errc::function_not_supported, errc::bad_address})
        check_condition(errc::make_error_code(code), condition::give_up);
}

BOOST_AUTO_TEST_SUITE_END()
