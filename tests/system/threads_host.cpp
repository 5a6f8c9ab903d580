// A host of threads over a transport that cannot be stopped: curl_transport.
#include <b24pull/adapters/curl_transport.hpp>
#include <b24pull/adapters/threads.hpp>

#include "host_cases.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>

BOOST_AUTO_TEST_SUITE(threads_host)

namespace {

using namespace std::chrono_literals;
using b24pull::adapters::curl_options;
using b24pull::adapters::curl_transport;

/// Whatever is under way when it ends is waited for: for a second.
struct host_over_curl : b24pull::adapters::threads_host<curl_transport> {
    explicit host_over_curl(curl_options const& options)
        : threads_host([options] { return make(options, options.max_body); },
                       [options] { return make(options, options.max_payload); }) {}

    static std::unique_ptr<curl_transport> make(curl_options options, std::size_t max_body) {
        options.timeout = 1s;
        options.max_body = max_body;
        return std::make_unique<curl_transport>(options);
    }
};

struct stack {
    using host = host_over_curl;
    using options = curl_options;
};

} // namespace

BOOST_AUTO_TEST_CASE(polls_bring_each_message_once_over_kept_connections) {
    host_cases::polls_bring_each_message_once_over_kept_connections<stack>();
}

BOOST_AUTO_TEST_CASE(kept_connection_found_closed_is_tried_once_more) {
    host_cases::kept_connection_found_closed_is_tried_once_more<stack>();
}

BOOST_AUTO_TEST_CASE(poll_that_fails_on_both_connections_is_told) {
    host_cases::poll_that_fails_on_both_connections_is_told<stack>();
}

BOOST_AUTO_TEST_CASE(body_beyond_the_limit_is_a_failed_poll) {
    host_cases::body_beyond_the_limit_is_a_failed_poll<stack>();
}

BOOST_AUTO_TEST_CASE(stop_waits_for_an_open_poll) { host_cases::stop_ends_an_open_poll<stack>(); }

BOOST_AUTO_TEST_CASE(stop_waits_for_a_configuration_under_way) {
    host_cases::stop_ends_a_configuration_under_way<stack>();
}

BOOST_AUTO_TEST_CASE(posts_of_many_threads_run_in_the_one_that_listens) {
    host_cases::posts_of_many_threads_run_in_the_one_that_listens<stack>();
}

BOOST_AUTO_TEST_CASE(post_after_the_end_is_dropped) { host_cases::post_after_the_end_is_dropped<stack>(); }

BOOST_AUTO_TEST_CASE(publication_goes_out_once_whatever_becomes_of_it) {
    host_cases::publication_goes_out_once_whatever_becomes_of_it<stack>();
}

BOOST_AUTO_TEST_CASE(server_with_websocket_is_polled_where_the_stack_has_none) {
    host_cases::server_with_websocket_is_polled_where_the_stack_has_none<stack>();
}

BOOST_AUTO_TEST_CASE(host_listens_to_one_session_after_another) {
    host_cases::host_listens_to_one_session_after_another<stack>();
}

BOOST_AUTO_TEST_SUITE_END()
