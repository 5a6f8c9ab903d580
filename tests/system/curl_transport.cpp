#include <b24pull/adapters/curl.hpp>

#include "answers.hpp"
#include "loopback_server.hpp"
#include "transport_cases.hpp"
#include "transport_fixture.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdlib>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using b24pull::condition;
using b24pull::error_code;
using b24pull::adapters::curl_category;
using b24pull::adapters::curl_options;
using support::answer;
using support::ending;
using support::failure_of;
using support::loopback_server;
using support::request_to;
using support::tls_if;

error_code curl_error(int code) { return {code, curl_category()}; }

struct stack {
    using transport = b24pull::adapters::curl_transport;
    using options = curl_options;

    static bool adds(std::string_view) { return false; }
    static bool reads_to_the_end(bool) { return true; }
    static bool is_not_trusted(error_code const& code) {
        return code == curl_error(CURLE_PEER_FAILED_VERIFICATION);
    }
    static error_code ca_unreadable() { return curl_error(CURLE_SSL_CACERT_BADFILE); }
    static error_code timed_out() { return curl_error(CURLE_OPERATION_TIMEDOUT); }
    static error_code not_connected_in_time() { return timed_out(); }
    static error_code not_connected() { return curl_error(CURLE_COULDNT_CONNECT); }
    static error_code other_protocol() { return curl_error(CURLE_UNSUPPORTED_PROTOCOL); }
};

b24pull::adapters::curl_transport transport(curl_options options = {}) {
    return transport_cases::transport_of<stack>(std::move(options));
}

/// Takes the proxies out of the environment, and whatever a test puts there.
struct no_proxies {
    no_proxies() { clear(); }
    ~no_proxies() { clear(); }
    static void clear() {
        for (char const* name :
             {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"})
            ::unsetenv(name);
    }
};

auto const without_and_with_tls = boost::unit_test::data::make({false, true});

static_assert(!std::is_copy_constructible_v<b24pull::adapters::curl_transport>);
static_assert(std::is_nothrow_move_constructible_v<b24pull::adapters::curl_transport>);
static_assert(std::is_nothrow_move_assignable_v<b24pull::adapters::curl_transport>);

} // namespace

BOOST_AUTO_TEST_SUITE(curl_transport, *boost::unit_test::fixture<no_proxies>())

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

BOOST_AUTO_TEST_CASE(moved_transport_takes_its_connection_along) {
    loopback_server server({answer("{}")});
    auto first = transport();
    BOOST_TEST_REQUIRE(first(request_to(server.url("/1"))).has_value());
    auto moved = std::move(first);
    BOOST_TEST_REQUIRE(moved(request_to(server.url("/2"))).has_value());
    BOOST_TEST(server.connections() == 1u);
    failure_of(first(request_to(server.url("/3"))), condition::give_up); // moved from
}

BOOST_AUTO_TEST_CASE(large_request_is_sent_without_asking_first) {
    loopback_server server({answer("{}")});
    auto request = request_to(server.url("/"));
    request.body.assign(1536 * 1024, 'x');
    BOOST_TEST_REQUIRE(transport()(request).has_value());
    BOOST_TEST(server.requests().at(0).find("Expect") == std::string::npos);
    BOOST_TEST(server.requests().at(0).ends_with(request.body));
}

BOOST_AUTO_TEST_CASE(header_of_an_interim_answer_is_left_out) {
    loopback_server server({"HTTP/1.1 100 Continue\r\nX-Interim: 1\r\n\r\n" + answer("{}")});
    auto const response = transport()(request_to(server.url("/")));
    BOOST_TEST_REQUIRE(response.has_value());
    BOOST_TEST(response->status == 200u);
    BOOST_TEST(!find_header(response->headers, "X-Interim"));
}

BOOST_AUTO_TEST_CASE(header_beyond_its_limits_fails) {
    std::string many_lines;
    for (int i = 0; i != 257; ++i) many_lines += "X-Sentinel: s\r\n";
    auto const answer_with = [](std::string const& lines) {
        return support::scenario{"HTTP/1.1 200 OK\r\n" + lines + "Content-Length: 0\r\n\r\n"};
    };
    for (auto const& lines : {many_lines, "X-Sentinel: " + std::string(64 * 1024, 's') + "\r\n"}) {
        loopback_server server(answer_with(lines));
        auto const failure = failure_of(transport()(request_to(server.url("/"))), condition::give_up);
        BOOST_TEST(failure.code() == curl_error(b24pull::adapters::curl_too_large));
    }
    // One line that is too long for libcurl itself.
    loopback_server endless(answer_with("X-Sentinel: " + std::string(400 * 1024, 's') + "\r\n"));
    failure_of(transport()(request_to(endless.url("/"))), condition::give_up);

    loopback_server large(answer_with("X-Large: " + std::string(60 * 1024, 's') + "\r\n"));
    BOOST_TEST(transport()(request_to(large.url("/"))).has_value());
}

BOOST_AUTO_TEST_CASE(trailer_is_left_out_and_counts_as_header) {
    auto const answer_with = [](std::string const& trailer) {
        auto text = support::chunked_answer("{}");
        return support::scenario{text.insert(text.size() - 2, trailer)};
    };
    loopback_server sound(answer_with("X-Trailer: 1\r\n"));
    auto const response = transport()(request_to(sound.url("/")));
    BOOST_TEST_REQUIRE(response.has_value());
    BOOST_TEST(response->body == "{}");
    BOOST_TEST(!find_header(response->headers, "X-Trailer"));

    std::string lines;
    while (lines.size() < 65 * 1024) lines += "X-Sentinel: " + std::string(1000, 's') + "\r\n";
    loopback_server server(answer_with(lines));
    auto const failure = failure_of(transport()(request_to(server.url("/"))), condition::give_up);
    BOOST_TEST(failure.code() == curl_error(b24pull::adapters::curl_too_large));
}

BOOST_AUTO_TEST_CASE(header_of_a_proxy_has_the_same_limits) {
    std::string lines;
    for (int i = 0; i != 257; ++i) lines += "X-Sentinel: s\r\n";
    loopback_server proxy({"HTTP/1.1 200 OK\r\n" + lines + "\r\n", ending::cut});
    curl_options const options{.proxy = "http://127.0.0.1:" + std::to_string(proxy.port())};
    auto const failure =
        failure_of(transport(options)(request_to("https://portal.example.com/")), condition::give_up);
    BOOST_TEST(failure.code() == curl_error(b24pull::adapters::curl_too_large));
}

BOOST_AUTO_TEST_CASE(proxy_of_the_environment_is_used_unless_switched_off) {
    loopback_server proxy({answer("{}")});
    loopback_server server({answer("{}")});
    ::setenv("http_proxy", ("http://127.0.0.1:" + std::to_string(proxy.port())).c_str(), 1);

    BOOST_TEST(transport()(request_to(server.url("/"))).has_value());
    BOOST_TEST(proxy.requests().size() == 1u);
    BOOST_TEST(server.requests().size() == 0u);

    curl_options const options{.proxy = ""};
    BOOST_TEST(transport(options)(request_to(server.url("/"))).has_value());
    BOOST_TEST(proxy.requests().size() == 1u);
    BOOST_TEST(server.requests().size() == 1u);
}

BOOST_AUTO_TEST_CASE(code_tells_whether_to_retry) {
    std::vector<int> const passing{
        CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT,
        CURLE_PARTIAL_FILE,         CURLE_OPERATION_TIMEDOUT,    CURLE_SEND_ERROR,
        CURLE_RECV_ERROR,           CURLE_GOT_NOTHING,           CURLE_SSL_CONNECT_ERROR};
    std::vector<int> const lasting{CURLE_PEER_FAILED_VERIFICATION,
                                   CURLE_SSL_CACERT_BADFILE,
                                   CURLE_UNSUPPORTED_PROTOCOL,
                                   CURLE_URL_MALFORMAT,
                                   CURLE_FAILED_INIT,
                                   b24pull::adapters::curl_too_large};
    for (int const code : passing)
        BOOST_TEST((curl_error(code) == condition::retry_later), curl_error(code).message());
    for (int const code : lasting)
        BOOST_TEST((curl_error(code) == condition::give_up), curl_error(code).message());
}

BOOST_AUTO_TEST_SUITE_END()
