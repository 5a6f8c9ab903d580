// Long polling by curl_host.
#include <b24pull/adapters/curl.hpp>

#include "host_cases.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(curl_host)

namespace {

struct stack {
    using host = b24pull::adapters::curl_host;
    using options = b24pull::adapters::curl_options;
};

} // namespace

BOOST_AUTO_TEST_CASE(polls_bring_each_message_once_over_kept_connections) {
    host_cases::polls_bring_each_message_once_over_kept_connections<stack>();
}

BOOST_AUTO_TEST_CASE(rare_events_are_told_as_well) { host_cases::rare_events_are_told_as_well<stack>(); }

BOOST_AUTO_TEST_CASE(refused_poll_waits_as_long_as_the_server_asks) {
    host_cases::refused_poll_waits_as_long_as_the_server_asks<stack>();
}

BOOST_AUTO_TEST_CASE(kept_connection_found_closed_is_tried_once_more) {
    host_cases::kept_connection_found_closed_is_tried_once_more<stack>();
}

BOOST_AUTO_TEST_CASE(kept_connection_cut_is_tried_once_more) {
    host_cases::kept_connection_cut_is_tried_once_more<stack>();
}

BOOST_AUTO_TEST_CASE(poll_that_fails_on_both_connections_is_told) {
    host_cases::poll_that_fails_on_both_connections_is_told<stack>();
}

BOOST_AUTO_TEST_CASE(body_beyond_the_limit_is_a_failed_poll) {
    host_cases::body_beyond_the_limit_is_a_failed_poll<stack>();
}

BOOST_AUTO_TEST_CASE(poll_may_be_larger_than_other_answers) {
    host_cases::poll_may_be_larger_than_other_answers<stack>();
}

BOOST_AUTO_TEST_CASE(stop_ends_an_open_poll) { host_cases::stop_ends_an_open_poll<stack>(); }

BOOST_AUTO_TEST_CASE(stop_ends_a_configuration_under_way) {
    host_cases::stop_ends_a_configuration_under_way<stack>();
}

BOOST_AUTO_TEST_CASE(posts_of_many_threads_run_in_the_one_that_listens) {
    host_cases::posts_of_many_threads_run_in_the_one_that_listens<stack>();
}

BOOST_AUTO_TEST_CASE(post_after_the_end_is_dropped) { host_cases::post_after_the_end_is_dropped<stack>(); }

BOOST_AUTO_TEST_CASE(configuration_refused_for_now_is_asked_for_again) {
    host_cases::configuration_refused_for_now_is_asked_for_again<stack>();
}

BOOST_AUTO_TEST_CASE(configuration_refused_for_good_ends_it_with_the_reason) {
    host_cases::configuration_refused_for_good_ends_it_with_the_reason<stack>();
}

BOOST_AUTO_TEST_CASE(configuration_that_cannot_be_asked_for_ends_it_with_the_reason) {
    host_cases::configuration_that_cannot_be_asked_for_ends_it_with_the_reason<stack>();
}

BOOST_AUTO_TEST_CASE(certificate_not_trusted_ends_it_with_the_reason) {
    host_cases::certificate_not_trusted_ends_it_with_the_reason<stack>();
}

BOOST_AUTO_TEST_CASE(publications_are_posted_beside_an_open_poll) {
    host_cases::publications_are_posted_beside_an_open_poll<stack>();
}

BOOST_AUTO_TEST_CASE(publication_goes_out_once_whatever_becomes_of_it) {
    host_cases::publication_goes_out_once_whatever_becomes_of_it<stack>();
}

BOOST_AUTO_TEST_CASE(server_with_websocket_is_polled_where_the_stack_has_none) {
    if (b24pull::adapters::curl_speaks_websocket()) return;
    host_cases::server_with_websocket_is_polled_where_the_stack_has_none<stack>();
}

BOOST_AUTO_TEST_CASE(waiting_takes_no_time_of_the_processor) {
    host_cases::waiting_takes_no_time_of_the_processor<stack>();
}

BOOST_AUTO_TEST_CASE(host_listens_to_one_session_after_another) {
    host_cases::host_listens_to_one_session_after_another<stack>();
}

BOOST_AUTO_TEST_SUITE_END()
