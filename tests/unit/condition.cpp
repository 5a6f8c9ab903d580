#include <b24pull/condition.hpp>

#include "../support/check_condition.hpp"

#include <boost/system/errc.hpp>
#include <boost/system/system_category.hpp>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(condition)

using b24pull::error_code;

// What transports report in their own categories is understood through the generic conditions.
BOOST_AUTO_TEST_CASE(passing_faults_of_a_transport_are_retried) {
    namespace errc = boost::system::errc;
    for (auto const code :
         {errc::timed_out, errc::connection_refused, errc::connection_reset, errc::connection_aborted,
          errc::broken_pipe, errc::host_unreachable, errc::network_unreachable, errc::network_down,
          errc::network_reset, errc::resource_unavailable_try_again, errc::interrupted, errc::io_error}) {
        check_condition(errc::make_error_code(code), b24pull::condition::retry_later);
        check_condition(error_code(code, boost::system::system_category()), b24pull::condition::retry_later);
    }
    for (auto const code : {errc::permission_denied, errc::invalid_argument, errc::protocol_error,
                            errc::not_enough_memory, errc::function_not_supported, errc::bad_address})
        check_condition(errc::make_error_code(code), b24pull::condition::give_up);
}

BOOST_AUTO_TEST_CASE(success_is_no_condition) {
    for (auto const none : {b24pull::condition::retry_later, b24pull::condition::renew_authorization,
                            b24pull::condition::refetch_config, b24pull::condition::give_up})
        BOOST_TEST((error_code() != none));
}

BOOST_AUTO_TEST_SUITE_END()
