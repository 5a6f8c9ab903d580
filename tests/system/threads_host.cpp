// A host of threads over a transport that cannot be stopped: curl_transport.
#include <b24pull/adapters/curl_transport.hpp>
#include <b24pull/adapters/threads.hpp>

#include "host_cases.hpp"

#include <boost/system/system_error.hpp>
#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <chrono>
#include <functional>
#include <memory>
#include <new>
#include <stdexcept>
#include <system_error>
#include <variant>

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

BOOST_AUTO_TEST_CASE(what_a_transport_throws_is_its_failure) {
    namespace errc = boost::system::errc;
    struct row {
        std::function<void()> throwing;
        b24pull::error_code code;
    };
    row const rows[] = {
        {[] { throw boost::system::system_error(make_error_code(errc::timed_out)); },
         make_error_code(errc::timed_out)},
        {[] { throw std::system_error(ECONNREFUSED, std::system_category()); },
         {ECONNREFUSED, boost::system::system_category()}},
        {[] { throw std::system_error(std::error_code()); }, make_error_code(errc::io_error)},
        {[] { throw std::runtime_error("the connection timed out"); }, make_error_code(errc::io_error)},
        {[] { throw 1; }, make_error_code(errc::io_error)},
        {[] { throw std::bad_alloc(); }, make_error_code(errc::not_enough_memory)},
        {[] { b24pull::result<int>(b24pull::protocol_errc::body_too_large).value(); },
         b24pull::protocol_errc::body_too_large},
    };
    for (auto const& row : rows) {
        struct transport {
            std::function<void()> throwing;
            b24pull::result<b24pull::rest::http_response>
            operator()(b24pull::rest::http_request const&) const {
                throwing();
                return b24pull::rest::http_response{};
            }
        };
        auto const make = [&row] { return std::make_unique<transport>(transport{row.throwing}); };
        b24pull::adapters::threads_host<transport> host(make, make);
        b24pull::realtime::session session({}, 1);
        b24pull::error_code told;
        auto const who = b24pull::rest::credentials::oauth("https://example.com", "token").value();
        host.listen(session, who, [&](b24pull::realtime::session_event const& event) {
            if (auto const* const failed = std::get_if<b24pull::realtime::config_failed>(&event)) {
                told = failed->why.code();
                host.stop();
            }
        });
        BOOST_TEST(told == row.code);
    }
}

BOOST_AUTO_TEST_SUITE_END()
