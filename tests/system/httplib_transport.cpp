#include <b24pull/adapters/httplib.hpp>

#include "answers.hpp"
#include "loopback_server.hpp"
#include "transport_cases.hpp"
#include "transport_fixture.hpp"

#include <boost/system/errc.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace {

using b24pull::condition;
using b24pull::error_code;
using b24pull::adapters::httplib_category;
using b24pull::adapters::httplib_options;
using support::answer;
using support::ending;
using support::failure_of;
using support::loopback_server;
using support::request_to;
using support::tls_if;

error_code httplib_error(httplib::Error code) { return {static_cast<int>(code), httplib_category()}; }

struct stack {
    using transport = b24pull::adapters::httplib_transport;
    using options = httplib_options;

    static bool adds(std::string_view name) { return name == "Accept" || name == "User-Agent"; }
    /// With TLS some versions take any end of the connection for a cut.
    static bool reads_to_the_end([[maybe_unused]] bool tls) {
#ifdef CPPHTTPLIB_VERSION_NUM
        return !tls;
#else
        return true;
#endif
    }
    /// The host's name may have an error of its own.
    static bool is_not_trusted(error_code const& code) {
        return code == httplib_error(httplib::Error::SSLServerVerification) ||
               (code.category() == httplib_category() && code.message().find("ostname") != std::string::npos);
    }
    static error_code ca_unreadable() { return httplib_error(httplib::Error::SSLLoadingCerts); }
    static error_code timed_out() { return make_error_code(boost::system::errc::timed_out); }
    static error_code not_connected_in_time() { return httplib_error(httplib::Error::SSLConnection); }
    static error_code not_connected() { return httplib_error(httplib::Error::Connection); }
    static error_code other_protocol() { return make_error_code(boost::system::errc::invalid_argument); }
};

auto const without_and_with_tls = boost::unit_test::data::make({false, true});

} // namespace

BOOST_AUTO_TEST_SUITE(httplib_transport)

BOOST_DATA_TEST_CASE(sound_answer_arrives_whole, without_and_with_tls, tls) {
    transport_cases::sound_answer_arrives_whole<stack>(tls);
}

BOOST_DATA_TEST_CASE(request_arrives_byte_for_byte, without_and_with_tls, tls) {
    transport_cases::request_arrives_byte_for_byte<stack>(tls);
}

BOOST_AUTO_TEST_CASE(host_name_is_announced_in_the_handshake) {
    transport_cases::host_name_is_announced_in_the_handshake<stack>();
}

BOOST_AUTO_TEST_CASE(get_request_has_no_body) { transport_cases::get_request_has_no_body<stack>(); }

BOOST_DATA_TEST_CASE(second_call_reuses_the_connection, without_and_with_tls, tls) {
    transport_cases::second_call_reuses_the_connection<stack>(tls);
}

BOOST_DATA_TEST_CASE(second_call_after_a_close_connects_again, without_and_with_tls, tls) {
    transport_cases::second_call_after_a_close_connects_again<stack>(tls);
}

BOOST_AUTO_TEST_CASE(certificate_not_trusted_nothing_is_sent) {
    transport_cases::certificate_not_trusted_nothing_is_sent<stack>();
}

BOOST_AUTO_TEST_CASE(ca_file_missing_fails) { transport_cases::ca_file_missing_fails<stack>(); }

BOOST_DATA_TEST_CASE(no_answer_times_out, without_and_with_tls, tls) {
    transport_cases::no_answer_times_out<stack>(tls);
}

BOOST_AUTO_TEST_CASE(no_handshake_times_out_connecting) {
    transport_cases::no_handshake_times_out_connecting<stack>();
}

BOOST_DATA_TEST_CASE(nobody_listens_is_refused, without_and_with_tls, tls) {
    transport_cases::nobody_listens_is_refused<stack>(tls);
}

BOOST_DATA_TEST_CASE(connection_ends_early_fails, without_and_with_tls, tls) {
    transport_cases::connection_ends_early_fails<stack>(tls);
}

BOOST_DATA_TEST_CASE(body_without_length_ends_with_the_connection, without_and_with_tls, tls) {
    transport_cases::body_without_length_ends_with_the_connection<stack>(tls);
}

BOOST_DATA_TEST_CASE(body_at_the_limit_passes_one_more_byte_fails, without_and_with_tls, tls) {
    transport_cases::body_at_the_limit_passes_one_more_byte_fails<stack>(tls);
}

BOOST_AUTO_TEST_CASE(body_limit_by_default_is_one_mebibyte) {
    transport_cases::body_limit_by_default_is_one_mebibyte<stack>();
}

BOOST_AUTO_TEST_CASE(announced_body_beyond_the_limit_is_not_waited_for) {
    transport_cases::announced_body_beyond_the_limit_is_not_waited_for<stack>();
}

BOOST_DATA_TEST_CASE(unusual_status_line_is_read,
                     boost::unit_test::data::make({"HTTP/1.1 200 OK", "HTTP/1.1 200 ", "HTTP/1.1 200",
                                                   "HTTP/1.1 200  Two spaces", "HTTP/1.0 200 Old"}),
                     status_line) {
    transport_cases::unusual_status_line_is_read<stack>(status_line);
}

BOOST_AUTO_TEST_CASE(answer_that_is_not_http_fails) {
    transport_cases::answer_that_is_not_http_fails<stack>();
}

BOOST_AUTO_TEST_CASE(interim_answer_is_passed_over) {
    transport_cases::interim_answer_is_passed_over<stack>();
}

BOOST_DATA_TEST_CASE(redirection_is_handed_over_and_not_followed, without_and_with_tls, tls) {
    transport_cases::redirection_is_handed_over_and_not_followed<stack>(tls);
}

BOOST_AUTO_TEST_CASE(proxy_option_leads_to_the_proxy) {
    transport_cases::proxy_option_leads_to_the_proxy<stack>();
}

BOOST_AUTO_TEST_CASE(proxy_learns_only_host_and_port_of_an_https_request) {
    transport_cases::proxy_learns_only_host_and_port_of_an_https_request<stack>();
}

BOOST_AUTO_TEST_CASE(other_protocol_is_refused) { transport_cases::other_protocol_is_refused<stack>(); }

BOOST_AUTO_TEST_CASE(request_that_cannot_be_sent_is_refused) {
    transport_cases::request_that_cannot_be_sent_is_refused<stack>();
}

BOOST_AUTO_TEST_CASE(credentials_in_the_url_are_refused) {
    transport_cases::credentials_in_the_url_are_refused<stack>();
}

BOOST_AUTO_TEST_CASE(header_beyond_its_limits_fails) {
    auto const answer_with = [](std::string const& lines) {
        return support::scenario{"HTTP/1.1 200 OK\r\n" + lines + "Content-Length: 0\r\n\r\n"};
    };
    std::string lines;
    for (int i = 0; i != 20; ++i) lines += "X-Sentinel: " + std::string(4000, 's') + "\r\n";
    loopback_server server(answer_with(lines));
    auto const failure =
        failure_of(transport_cases::transport_of<stack>()(request_to(server.url("/"))), condition::give_up);
    BOOST_TEST(failure.code() == error_code(b24pull::adapters::httplib_too_large, httplib_category()));

    // One line that is too long for cpp-httplib itself.
    loopback_server endless(answer_with("X-Sentinel: " + std::string(400 * 1024, 's') + "\r\n"));
    BOOST_TEST(transport_cases::transport_of<stack>()(request_to(endless.url("/"))).has_error());
}

BOOST_DATA_TEST_CASE(answer_without_change_is_not_waited_for, without_and_with_tls, tls) {
    // Push servers say neither a length nor a last chunk there, and keep the connection.
    loopback_server server({"HTTP/1.1 304 Not Modified\r\nLast-Message-Id: 7\r\n\r\n"}, tls_if(tls));
    auto http = transport_cases::transport_of<stack>();
    for (int i = 0; i != 2; ++i) {
        auto const response = http({"GET", server.url("/"), {}, ""});
        BOOST_TEST_REQUIRE(response.has_value());
        BOOST_TEST(response->status == 304u);
        BOOST_TEST_REQUIRE(find_header(response->headers, "last-message-id"));
    }
}

BOOST_AUTO_TEST_CASE(answer_that_never_ends_times_out) {
    loopback_server server({support::chunked_answer("{}").substr(0, 60)});
    httplib_options const options{.timeout = std::chrono::milliseconds(300)};
    auto const failure = failure_of(
        transport_cases::transport_of<stack>(options)(request_to(server.url("/"))), condition::retry_later);
    BOOST_TEST(failure.code() == stack::timed_out());
}

BOOST_DATA_TEST_CASE(connection_cut_while_sending_does_not_end_the_program, without_and_with_tls, tls) {
    loopback_server server({"", ending::cut}, tls_if(tls));
    auto request = request_to(server.url("/"));
    request.headers.push_back({"Content-Length", "10"}); // so that the server has enough long before the end
    request.body.assign(64 * 1024 * 1024, 'x');
    BOOST_TEST(transport_cases::transport_of<stack>()(request).has_error());
}

BOOST_AUTO_TEST_CASE(call_is_stopped_by_another_thread) {
    loopback_server server({""});
    auto http = transport_cases::transport_of<stack>();
    std::thread other([&] {
        while (server.requests().empty()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
        http.stop();
    });
    auto const failure = failure_of(http(request_to(server.url("/"))), condition::give_up);
    other.join();
    BOOST_TEST((failure.code() == boost::system::errc::operation_canceled));
    BOOST_TEST((http(request_to(server.url("/"))).error().code() == boost::system::errc::operation_canceled));
    BOOST_TEST(server.requests().size() == 1u);
}

BOOST_AUTO_TEST_CASE(proxy_that_cannot_be_read_is_refused) {
    loopback_server server({answer("{}")});
    httplib_options const options{.proxy = "proxy.example.com"};
    auto const failure = failure_of(
        transport_cases::transport_of<stack>(options)(request_to(server.url("/"))), condition::give_up);
    BOOST_TEST((failure.code() == boost::system::errc::invalid_argument));
    BOOST_TEST(server.connections() == 0u);
}

BOOST_AUTO_TEST_CASE(calls_to_another_place_go_there) {
    loopback_server one({answer("1")}), two({answer("2")});
    auto http = transport_cases::transport_of<stack>();
    BOOST_TEST(http(request_to(one.url("/"))).value().body == "1");
    BOOST_TEST(http(request_to(two.url("/"))).value().body == "2");
    BOOST_TEST(http(request_to(one.url("/"))).value().body == "1");
}

BOOST_AUTO_TEST_CASE(code_tells_whether_to_retry) {
    using enum httplib::Error;
    for (auto const code : {Connection, Read, Write, SSLConnection, ConnectionTimeout})
        BOOST_TEST((httplib_error(code) == condition::retry_later), httplib_error(code).message());
    for (auto const code : {SSLLoadingCerts, SSLServerVerification, Unknown})
        BOOST_TEST((httplib_error(code) == condition::give_up), httplib_error(code).message());
    error_code const too_large(b24pull::adapters::httplib_too_large, httplib_category());
    BOOST_TEST((too_large == condition::give_up), too_large.message());
}

// By the names of cpp-httplib's errors; newer versions have more of them.
BOOST_AUTO_TEST_CASE(faults_of_the_network_pass_in_every_version) {
    enum class newer {
        Connection,
        BindIPAddress,
        Read,
        Write,
        Canceled,
        SSLConnection,
        ConnectionTimeout,
        ProxyConnection,
        ConnectionClosed,
        Timeout,
        SSLServerVerification,
    };
    for (int i = 0; i <= static_cast<int>(newer::SSLServerVerification); ++i) {
        auto const error = static_cast<newer>(i);
        BOOST_TEST(b24pull::adapters::detail::httplib_error_passes(error) ==
                   (error != newer::SSLServerVerification));
    }
}

BOOST_AUTO_TEST_SUITE_END()
