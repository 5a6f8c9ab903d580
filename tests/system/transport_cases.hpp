// What every transport has to do, whatever its stack, against servers that err.
//
// A stack names its classes, and its codes for what they cannot do otherwise:
//     struct stack { using transport = …; using options = …; static error_code not_trusted(); … };
#pragma once

#include "answers.hpp"
#include "loopback_server.hpp"
#include "transport_fixture.hpp"

#include <b24pull/error.hpp>
#include <b24pull/protocol_errc.hpp>
#include <b24pull/rest/http.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace transport_cases {

using b24pull::condition;
using b24pull::error_code;
using b24pull::protocol_errc;
using b24pull::rest::http_request;
using support::answer;
using support::ending;
using support::failure_of;
using support::loopback_server;
using support::request_to;
using support::tls_if;

/// A transport that trusts the tests' authority.
template <class Stack>
typename Stack::transport transport_of(typename Stack::options options = {}) {
    if (options.ca_file.empty()) options.ca_file = support::certificate("ca.pem");
    return typename Stack::transport(std::move(options));
}

template <class Stack>
void sound_answer_arrives_whole(bool tls) {
    loopback_server server({answer("{\"result\":1}", "HTTP/1.1 401 Unauthorized")}, tls_if(tls));
    auto const response = transport_of<Stack>()(request_to(server.url("/rest/x")));
    BOOST_TEST_REQUIRE(response.has_value());
    BOOST_TEST(response->status == 401u);
    BOOST_TEST(response->body == "{\"result\":1}");
    BOOST_TEST(response->headers.size() == 2u);
    BOOST_TEST_REQUIRE(find_header(response->headers, "content-type"));
    BOOST_TEST(*find_header(response->headers, "content-type") == "application/json");
    BOOST_TEST(find_header(response->headers, "content-length"));
}

template <class Stack>
void request_arrives_byte_for_byte(bool tls) {
    loopback_server server({answer("{}")}, tls_if(tls));
    std::string every_byte(256, '\0');
    std::iota(every_byte.begin(), every_byte.end(), '\0');
    http_request const request{
        "POST",
        server.url("/rest/pull.x?a=%25b&c=%D0%B9"),
        {{"Content-Type", "text/plain; charset=x"}, {"X-Empty", ""}, {"x-lower", "A: b;c"}},
        every_byte};
    BOOST_TEST_REQUIRE(transport_of<Stack>()(request).has_value());

    auto const received = server.requests();
    BOOST_TEST_REQUIRE(received.size() == 1u);
    std::string_view rest = received[0];
    std::vector<std::string_view> lines;
    for (auto end = rest.find("\r\n"); end != 0; end = rest.find("\r\n")) {
        lines.push_back(rest.substr(0, end));
        rest.remove_prefix(end + 2);
    }
    BOOST_TEST((rest.substr(2) == every_byte));
    BOOST_TEST(lines[0] == "POST /rest/pull.x?a=%25b&c=%D0%B9 HTTP/1.1");
    std::vector<std::string> headers;
    for (auto const line : std::span(lines).subspan(1))
        if (!Stack::adds(line.substr(0, line.find(':')))) // an empty value may have a space before it or not
            headers.emplace_back(line.substr(0, line.find_last_not_of(' ') + 1));
    std::vector<std::string> expected{"Content-Length: 256", "Content-Type: text/plain; charset=x",
                                      "Host: localhost:" + std::to_string(server.port()),
                                      "X-Empty:", "x-lower: A: b;c"};
    std::sort(headers.begin(), headers.end());
    std::sort(expected.begin(), expected.end());
    BOOST_TEST(headers == expected, boost::test_tools::per_element());
}

template <class Stack>
void host_name_is_announced_in_the_handshake() {
    loopback_server server({answer("{}")}, support::identity("server"));
    BOOST_TEST(transport_of<Stack>()(request_to(server.url("/"))).has_value());
    BOOST_TEST(server.server_names().at(0) == "localhost");
}

template <class Stack>
void get_request_has_no_body() {
    loopback_server server({answer("{}")});
    BOOST_TEST_REQUIRE(transport_of<Stack>()({"GET", server.url("/sub?x=1"), {}, ""}).has_value());
    BOOST_TEST(server.requests().at(0).starts_with("GET /sub?x=1 HTTP/1.1\r\n"));
    BOOST_TEST(server.requests().at(0).find("Content-") == std::string::npos);
}

template <class Stack>
void second_call_reuses_the_connection(bool tls) {
    loopback_server server({answer("{}")}, tls_if(tls));
    auto http = transport_of<Stack>();
    BOOST_TEST_REQUIRE(http(request_to(server.url("/1"))).has_value());
    BOOST_TEST_REQUIRE(http(request_to(server.url("/2"))).has_value());
    BOOST_TEST(server.requests().size() == 2u);
    BOOST_TEST(server.connections() == 1u);
}

template <class Stack>
void second_call_after_a_close_connects_again(bool tls) {
    loopback_server server({answer("{}"), ending::close}, tls_if(tls));
    auto http = transport_of<Stack>();
    BOOST_TEST_REQUIRE(http(request_to(server.url("/1"))).has_value());
    BOOST_TEST_REQUIRE(http(request_to(server.url("/2"))).has_value());
    BOOST_TEST(server.connections() == 2u);
}

template <class Stack>
void certificate_not_trusted_nothing_is_sent() {
    struct {
        char const* situation;
        char const* identity;
        std::string ca_file;
    } const cases[] = {
        {"another host's certificate", "other_host", support::certificate("ca.pem")},
        {"an unknown authority", "server", support::certificate("unknown_ca.pem")},
        {"not one of the system's authorities", "server", ""},
        {"an expired certificate", "expired", support::certificate("ca.pem")},
    };
    for (auto const& [situation, identity, ca_file] : cases) {
        BOOST_TEST_CONTEXT(situation) {
            loopback_server server({answer("{}")}, support::identity(identity));
            typename Stack::options const options{.ca_file = ca_file};
            typename Stack::transport http(options);
            auto const failure = failure_of(http(request_to(server.url("/"))), condition::give_up);
            BOOST_TEST(Stack::is_not_trusted(failure.code()), failure.what());
            BOOST_TEST(server.connections() == 1u);
            BOOST_TEST(server.requests().empty());
        }
    }
}

template <class Stack>
void ca_file_missing_fails() {
    loopback_server server({answer("{}")}, support::identity("server"));
    typename Stack::options const options{.ca_file = support::certificate("no_such_file.pem")};
    auto const failure =
        failure_of(transport_of<Stack>(options)(request_to(server.url("/"))), condition::give_up);
    BOOST_TEST(failure.code() == Stack::ca_unreadable());
}

template <class Stack>
void no_answer_times_out(bool tls) {
    loopback_server server({""}, tls_if(tls));
    typename Stack::options const options{.timeout = std::chrono::milliseconds(300)};
    auto const failure =
        failure_of(transport_of<Stack>(options)(request_to(server.url("/"))), condition::retry_later);
    BOOST_TEST(failure.code() == Stack::timed_out());
}

template <class Stack>
void no_handshake_times_out_connecting() {
    loopback_server server({"", ending::silent}, support::identity("server"));
    typename Stack::options const options{.connect_timeout = std::chrono::milliseconds(300),
                                          .timeout = std::chrono::hours(1)};
    auto const failure =
        failure_of(transport_of<Stack>(options)(request_to(server.url("/"))), condition::retry_later);
    BOOST_TEST(failure.code() == Stack::not_connected_in_time());
}

template <class Stack>
void nobody_listens_is_refused(bool tls) {
    support::closed_port const nobody;
    auto const url = (tls ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(nobody.port()) + "/";
    auto const failure = failure_of(transport_of<Stack>()(request_to(url)), condition::retry_later);
    BOOST_TEST(failure.code() == Stack::not_connected());
}

template <class Stack>
void connection_ends_early_fails(bool tls) {
    auto const whole = answer("{\"sentinel\":1}");
    auto const chunks = support::chunked_answer("{\"sentinel\":1}");
    support::scenario const scenarios[] = {
        {"", ending::close},
        {"", ending::cut},
        {"", ending::close_at_once},
        {whole.substr(0, whole.size() - 1), ending::close},
        {whole.substr(0, whole.size() - 1), ending::cut},
        {whole.substr(0, 20), ending::close},
        {"HTTP/1.1 100 Continue\r\n\r\n", ending::close},
        {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n", ending::close},
        {chunks.substr(0, chunks.size() - 5), ending::close},
        {chunks.substr(0, chunks.size() - 5), ending::cut},
    };
    for (auto const& scenario : scenarios) {
        BOOST_TEST_CONTEXT(scenario.answer.size() << " bytes, ending " << static_cast<int>(scenario.ending)) {
            loopback_server server(scenario, tls_if(tls));
            failure_of(transport_of<Stack>()(request_to(server.url("/"))), condition::retry_later);
        }
    }
}

template <class Stack>
void body_without_length_ends_with_the_connection(bool tls) {
    if (!Stack::reads_to_the_end(tls)) return;
    loopback_server server({support::unbounded_answer("{}"), ending::close}, tls_if(tls));
    auto const response = transport_of<Stack>()(request_to(server.url("/")));
    BOOST_TEST_REQUIRE(response.has_value());
    BOOST_TEST(response->body == "{}");
}

template <class Stack>
void body_at_the_limit_passes_one_more_byte_fails(bool tls) {
    std::string const fits(1000, 's');
    std::string const too_long = fits + 's';
    typename Stack::options const options{.max_body = fits.size()};
    for (auto* const make : {+[](std::string_view body) { return answer(body); }, &support::chunked_answer,
                             &support::unbounded_answer}) {
        if (make == &support::unbounded_answer && !Stack::reads_to_the_end(tls)) continue;
        loopback_server sound({make(fits), ending::close}, tls_if(tls));
        auto const response = transport_of<Stack>(options)(request_to(sound.url("/")));
        BOOST_TEST_REQUIRE(response.has_value());
        BOOST_TEST((response->body == fits));

        loopback_server excessive({make(too_long), ending::close}, tls_if(tls));
        auto const failure =
            failure_of(transport_of<Stack>(options)(request_to(excessive.url("/"))), condition::give_up);
        BOOST_TEST(failure.code() == error_code(protocol_errc::body_too_large));
    }
}

template <class Stack>
void body_limit_by_default_is_one_mebibyte() {
    std::string const fits(1024 * 1024, 's');
    loopback_server sound({support::chunked_answer(fits)});
    auto const response = transport_of<Stack>()(request_to(sound.url("/")));
    BOOST_TEST_REQUIRE(response.has_value());
    BOOST_TEST((response->body == fits));

    loopback_server excessive({support::chunked_answer(fits + 's')});
    auto const failure =
        failure_of(transport_of<Stack>()(request_to(excessive.url("/"))), condition::give_up);
    BOOST_TEST(failure.code() == error_code(protocol_errc::body_too_large));
}

template <class Stack>
void announced_body_beyond_the_limit_is_not_waited_for() {
    // The body never comes: only the announcement can end the call before its time-out.
    loopback_server server({"HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n"});
    auto const failure = failure_of(transport_of<Stack>()(request_to(server.url("/"))), condition::give_up);
    BOOST_TEST(failure.code() == error_code(protocol_errc::body_too_large));
}

template <class Stack>
void unusual_status_line_is_read(std::string const& status_line) {
    for (bool const tls : {false, true}) {
        loopback_server server({answer("{}", status_line)}, tls_if(tls));
        auto const response = transport_of<Stack>()(request_to(server.url("/")));
        BOOST_TEST_REQUIRE(response.has_value());
        BOOST_TEST(response->status == 200u);
        BOOST_TEST(response->body == "{}");
    }
}

template <class Stack>
void answer_that_is_not_http_fails() {
    loopback_server server({"sentinel sentinel sentinel\r\n\r\n", ending::close});
    BOOST_TEST(transport_of<Stack>()(request_to(server.url("/"))).has_error());
}

template <class Stack>
void interim_answer_is_passed_over() {
    loopback_server server({"HTTP/1.1 100 Continue\r\n\r\n" + answer("{}")});
    auto const response = transport_of<Stack>()(request_to(server.url("/")));
    BOOST_TEST_REQUIRE(response.has_value());
    BOOST_TEST(response->status == 200u);
    BOOST_TEST(response->body == "{}");
}

template <class Stack>
void redirection_is_handed_over_and_not_followed(bool tls) {
    loopback_server target({answer("{}")}, tls_if(tls));
    loopback_server server(
        {"HTTP/1.1 302 Found\r\nLocation: " + target.url("/new") + "\r\nContent-Length: 0\r\n\r\n"},
        tls_if(tls));
    auto const response = transport_of<Stack>()(request_to(server.url("/")));
    BOOST_TEST_REQUIRE(response.has_value());
    BOOST_TEST(response->status == 302u);
    auto const* const location = find_header(response->headers, "location");
    BOOST_TEST_REQUIRE(location);
    BOOST_TEST(*location == target.url("/new"));
    BOOST_TEST(target.connections() == 0u);
}

template <class Stack>
void proxy_option_leads_to_the_proxy() {
    loopback_server proxy({answer("{}")});
    typename Stack::options const options{.proxy = "http://127.0.0.1:" + std::to_string(proxy.port())};
    BOOST_TEST(transport_of<Stack>(options)(request_to("http://portal.example.com/rest/x")).has_value());
    BOOST_TEST_REQUIRE(proxy.requests().size() == 1u);
    // Some write the port.
    BOOST_TEST(proxy.requests()[0].starts_with("POST http://portal.example.com"));
    BOOST_TEST(proxy.requests()[0].find("/rest/x HTTP/1.1\r\n") < 50u);
}

template <class Stack>
void proxy_learns_only_host_and_port_of_an_https_request() {
    loopback_server proxy({answer("", "HTTP/1.1 502 Bad Gateway")});
    typename Stack::options const options{.proxy = "http://127.0.0.1:" + std::to_string(proxy.port())};
    failure_of(transport_of<Stack>(options)(request_to("https://portal.example.com/rest/sentinel")),
               condition::retry_later);
    BOOST_TEST_REQUIRE(proxy.requests().size() == 1u);
    BOOST_TEST(proxy.requests()[0].starts_with("CONNECT portal.example.com:443 HTTP/1.1\r\n"));
    BOOST_TEST(proxy.requests()[0].find("sentinel") == std::string::npos);
    BOOST_TEST(proxy.requests()[0].find("application/json") == std::string::npos);
}

template <class Stack>
void other_protocol_is_refused() {
    for (auto const& url : {"file://" + support::certificate("ca.pem"), std::string("ftp://127.0.0.1/x")}) {
        auto const failure = failure_of(transport_of<Stack>()(request_to(url)), condition::give_up);
        BOOST_TEST(failure.code() == Stack::other_protocol());
    }
}

template <class Stack>
void request_that_cannot_be_sent_is_refused() {
    loopback_server server({answer("{}")});
    auto const sound = request_to(server.url("/"));
    std::vector<http_request> requests(6, sound);
    requests[0].method = "DELETE";
    requests[1].url += "a\r\nX-Other: 1";
    requests[2].url += std::string("a\0b", 3);
    requests[3].headers.push_back({"X-A", "1\r\nX-Other: 1"});
    requests[4].headers.push_back({"X-A\n", "1"});
    requests[5].headers.push_back({"X-A", std::string("1\0", 2)});
    for (auto const& request : requests) {
        auto const failure = failure_of(transport_of<Stack>()(request), condition::give_up);
        BOOST_TEST((failure.code() == boost::system::errc::invalid_argument));
    }
    BOOST_TEST(server.connections() == 0u);
}

template <class Stack>
void credentials_in_the_url_are_refused() {
    loopback_server server({answer("{}")});
    auto const url = "http://user:sentinel@localhost:" + std::to_string(server.port()) + "/";
    failure_of(transport_of<Stack>()(request_to(url)), condition::give_up);
    BOOST_TEST(server.connections() == 0u);
}

} // namespace transport_cases
