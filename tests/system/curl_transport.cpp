#include <b24pull/adapters/curl.hpp>

#include "answers.hpp"
#include "loopback_server.hpp"
#include "transport_fixture.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <numeric>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using b24pull::condition;
using b24pull::error_code;
using b24pull::protocol_errc;
using b24pull::adapters::curl_category;
using b24pull::adapters::curl_options;
using b24pull::rest::http_request;
using support::answer;
using support::ending;
using support::failure_of;
using support::loopback_server;
using support::request_to;
using support::tls_if;

/// A transport that trusts the tests' authority, whose environment names no proxy.
b24pull::adapters::curl_transport transport(curl_options options = {}) {
    if (options.ca_file.empty()) options.ca_file = support::certificate("ca.pem");
    return b24pull::adapters::curl_transport(std::move(options));
}

error_code curl_error(int code) { return {code, curl_category()}; }

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
    loopback_server server({answer("{\"result\":1}", "HTTP/1.1 401 Unauthorized")}, tls_if(tls));
    auto const response = transport()(request_to(server.url("/rest/x")));
    BOOST_TEST_REQUIRE(response.has_value());
    BOOST_TEST(response->status == 401u);
    BOOST_TEST(response->body == "{\"result\":1}");
    BOOST_TEST_REQUIRE(response->headers.size() == 2u);
    BOOST_TEST(response->headers[0].name == "Content-Type");
    BOOST_TEST(response->headers[0].value == "application/json");
    BOOST_TEST(response->headers[1].name == "Content-Length");
}

BOOST_DATA_TEST_CASE(request_arrives_byte_for_byte, without_and_with_tls, tls) {
    loopback_server server({answer("{}")}, tls_if(tls));
    std::string every_byte(256, '\0');
    std::iota(every_byte.begin(), every_byte.end(), '\0');
    http_request const request{
        "POST",
        server.url("/rest/pull.x?a=%20b&c=%D0%B9"),
        {{"Content-Type", "text/plain; charset=x"}, {"X-Empty", ""}, {"x-lower", "A: b;c"}},
        every_byte};
    BOOST_TEST_REQUIRE(transport()(request).has_value());

    auto const received = server.requests();
    BOOST_TEST_REQUIRE(received.size() == 1u);
    std::string_view rest = received[0];
    std::vector<std::string_view> lines;
    for (auto end = rest.find("\r\n"); end != 0; end = rest.find("\r\n")) {
        lines.push_back(rest.substr(0, end));
        rest.remove_prefix(end + 2);
    }
    BOOST_TEST((rest.substr(2) == every_byte));
    BOOST_TEST(lines[0] == "POST /rest/pull.x?a=%20b&c=%D0%B9 HTTP/1.1");
    std::sort(lines.begin() + 1, lines.end());
    auto const host = "Host: localhost:" + std::to_string(server.port());
    std::vector<std::string_view> const expected{
        lines[0],   "Content-Length: 256", "Content-Type: text/plain; charset=x", host,
        "X-Empty:", "x-lower: A: b;c"};
    BOOST_TEST(lines == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(host_name_is_announced_in_the_handshake) {
    loopback_server server({answer("{}")}, support::identity("server"));
    BOOST_TEST(transport()(request_to(server.url("/"))).has_value());
    BOOST_TEST(server.server_names().at(0) == "localhost");
}

BOOST_AUTO_TEST_CASE(large_request_is_sent_without_asking_first) {
    loopback_server server({answer("{}")});
    auto request = request_to(server.url("/"));
    request.body.assign(1536 * 1024, 'x');
    BOOST_TEST_REQUIRE(transport()(request).has_value());
    BOOST_TEST(server.requests().at(0).find("Expect") == std::string::npos);
    BOOST_TEST(server.requests().at(0).ends_with(request.body));
}

BOOST_AUTO_TEST_CASE(get_request_has_no_body) {
    loopback_server server({answer("{}")});
    BOOST_TEST_REQUIRE(transport()({"GET", server.url("/sub?x=1"), {}, ""}).has_value());
    BOOST_TEST(server.requests().at(0).starts_with("GET /sub?x=1 HTTP/1.1\r\n"));
    BOOST_TEST(server.requests().at(0).find("Content-") == std::string::npos);
}

BOOST_DATA_TEST_CASE(second_call_reuses_the_connection, without_and_with_tls, tls) {
    loopback_server server({answer("{}")}, tls_if(tls));
    auto first = transport();
    BOOST_TEST_REQUIRE(first(request_to(server.url("/1"))).has_value());
    auto moved = std::move(first);
    BOOST_TEST_REQUIRE(moved(request_to(server.url("/2"))).has_value());
    BOOST_TEST(server.requests().size() == 2u);
    BOOST_TEST(server.connections() == 1u);
    failure_of(first(request_to(server.url("/3"))), condition::give_up); // moved from
}

BOOST_DATA_TEST_CASE(second_call_after_a_close_connects_again, without_and_with_tls, tls) {
    loopback_server server({answer("{}"), ending::close}, tls_if(tls));
    auto http = transport();
    BOOST_TEST_REQUIRE(http(request_to(server.url("/1"))).has_value());
    BOOST_TEST_REQUIRE(http(request_to(server.url("/2"))).has_value());
    BOOST_TEST(server.connections() == 2u);
}

BOOST_AUTO_TEST_CASE(certificate_not_trusted_nothing_is_sent) {
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
            curl_options const options{.ca_file = ca_file};
            b24pull::adapters::curl_transport http(options);
            auto const failure = failure_of(http(request_to(server.url("/"))), condition::give_up);
            BOOST_TEST(failure.code() == curl_error(CURLE_PEER_FAILED_VERIFICATION));
            BOOST_TEST(server.connections() == 1u);
            BOOST_TEST(server.requests().empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(ca_file_missing_fails) {
    loopback_server server({answer("{}")}, support::identity("server"));
    curl_options const options{.ca_file = support::certificate("no_such_file.pem")};
    auto const failure = failure_of(transport(options)(request_to(server.url("/"))), condition::give_up);
    BOOST_TEST(failure.code() == curl_error(CURLE_SSL_CACERT_BADFILE));
}

BOOST_DATA_TEST_CASE(no_answer_times_out, without_and_with_tls, tls) {
    loopback_server server({""}, tls_if(tls));
    curl_options const options{.timeout = std::chrono::milliseconds(300)};
    auto const failure = failure_of(transport(options)(request_to(server.url("/"))), condition::retry_later);
    BOOST_TEST(failure.code() == curl_error(CURLE_OPERATION_TIMEDOUT));
}

BOOST_AUTO_TEST_CASE(no_handshake_times_out_connecting) {
    loopback_server server({"", ending::silent}, support::identity("server"));
    curl_options const options{.connect_timeout = std::chrono::milliseconds(300),
                               .timeout = std::chrono::hours(1)};
    auto const failure = failure_of(transport(options)(request_to(server.url("/"))), condition::retry_later);
    BOOST_TEST(failure.code() == curl_error(CURLE_OPERATION_TIMEDOUT));
}

BOOST_DATA_TEST_CASE(nobody_listens_is_refused, without_and_with_tls, tls) {
    support::closed_port const nobody;
    auto const url = (tls ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(nobody.port()) + "/";
    auto const failure = failure_of(transport()(request_to(url)), condition::retry_later);
    BOOST_TEST(failure.code() == curl_error(CURLE_COULDNT_CONNECT));
}

BOOST_DATA_TEST_CASE(connection_ends_early_fails, without_and_with_tls, tls) {
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
            failure_of(transport()(request_to(server.url("/"))), condition::retry_later);
        }
    }
}

BOOST_DATA_TEST_CASE(body_without_length_ends_with_the_connection, without_and_with_tls, tls) {
    loopback_server server({support::unbounded_answer("{}"), ending::close}, tls_if(tls));
    auto const response = transport()(request_to(server.url("/")));
    BOOST_TEST_REQUIRE(response.has_value());
    BOOST_TEST(response->body == "{}");
}

BOOST_DATA_TEST_CASE(body_at_the_limit_passes_one_more_byte_fails, without_and_with_tls, tls) {
    std::string const fits(1000, 's');
    std::string const too_long = fits + 's';
    curl_options const options{.max_body = fits.size()};
    for (auto* const make : {+[](std::string_view body) { return answer(body); }, &support::chunked_answer,
                             &support::unbounded_answer}) {
        loopback_server sound({make(fits), ending::close}, tls_if(tls));
        auto const response = transport(options)(request_to(sound.url("/")));
        BOOST_TEST_REQUIRE(response.has_value());
        BOOST_TEST((response->body == fits));

        loopback_server excessive({make(too_long), ending::close}, tls_if(tls));
        auto const failure =
            failure_of(transport(options)(request_to(excessive.url("/"))), condition::give_up);
        BOOST_TEST(failure.code() == error_code(protocol_errc::body_too_large));
    }
}

BOOST_AUTO_TEST_CASE(body_limit_by_default_is_one_mebibyte) {
    std::string const fits(1024 * 1024, 's');
    loopback_server sound({support::chunked_answer(fits)});
    auto const response = transport()(request_to(sound.url("/")));
    BOOST_TEST_REQUIRE(response.has_value());
    BOOST_TEST((response->body == fits));

    loopback_server excessive({support::chunked_answer(fits + 's')});
    auto const failure = failure_of(transport()(request_to(excessive.url("/"))), condition::give_up);
    BOOST_TEST(failure.code() == error_code(protocol_errc::body_too_large));
}

BOOST_AUTO_TEST_CASE(announced_body_beyond_the_limit_is_not_waited_for) {
    // The body never comes: only the announcement can end the call before its time-out.
    loopback_server server({"HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n"});
    auto const failure = failure_of(transport()(request_to(server.url("/"))), condition::give_up);
    BOOST_TEST(failure.code() == error_code(protocol_errc::body_too_large));
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

BOOST_DATA_TEST_CASE(unusual_status_line_is_read,
                     boost::unit_test::data::make({"HTTP/1.1 200 OK", "HTTP/1.1 200 ", "HTTP/1.1 200",
                                                   "HTTP/1.1 200  Two spaces", "HTTP/1.0 200 Old"}),
                     status_line) {
    for (bool const tls : {false, true}) {
        loopback_server server({answer("{}", status_line)}, tls_if(tls));
        auto const response = transport()(request_to(server.url("/")));
        BOOST_TEST_REQUIRE(response.has_value());
        BOOST_TEST(response->status == 200u);
        BOOST_TEST(response->body == "{}");
    }
}

BOOST_AUTO_TEST_CASE(answer_that_is_not_http_fails) {
    loopback_server server({"sentinel sentinel sentinel\r\n\r\n", ending::close});
    BOOST_TEST(transport()(request_to(server.url("/"))).has_error());
}

BOOST_AUTO_TEST_CASE(interim_answer_is_passed_over) {
    loopback_server server({"HTTP/1.1 100 Continue\r\nX-Interim: 1\r\n\r\n" + answer("{}")});
    auto const response = transport()(request_to(server.url("/")));
    BOOST_TEST_REQUIRE(response.has_value());
    BOOST_TEST(response->status == 200u);
    BOOST_TEST(!find_header(response->headers, "X-Interim"));
}

BOOST_DATA_TEST_CASE(redirection_is_handed_over_and_not_followed, without_and_with_tls, tls) {
    loopback_server target({answer("{}")}, tls_if(tls));
    loopback_server server(
        {"HTTP/1.1 302 Found\r\nLocation: " + target.url("/new") + "\r\nContent-Length: 0\r\n\r\n"},
        tls_if(tls));
    auto const response = transport()(request_to(server.url("/")));
    BOOST_TEST_REQUIRE(response.has_value());
    BOOST_TEST(response->status == 302u);
    auto const* const location = find_header(response->headers, "location");
    BOOST_TEST_REQUIRE(location);
    BOOST_TEST(*location == target.url("/new"));
    BOOST_TEST(target.connections() == 0u);
}

BOOST_AUTO_TEST_CASE(proxy_option_leads_to_the_proxy) {
    loopback_server proxy({answer("{}")});
    curl_options const options{.proxy = "http://127.0.0.1:" + std::to_string(proxy.port())};
    BOOST_TEST(transport(options)(request_to("http://portal.example.com/rest/x")).has_value());
    BOOST_TEST_REQUIRE(proxy.requests().size() == 1u);
    BOOST_TEST(proxy.requests()[0].starts_with("POST http://portal.example.com/rest/x HTTP/1.1\r\n"));
}

BOOST_AUTO_TEST_CASE(proxy_learns_only_host_and_port_of_an_https_request) {
    loopback_server proxy({answer("", "HTTP/1.1 502 Bad Gateway")});
    curl_options const options{.proxy = "http://127.0.0.1:" + std::to_string(proxy.port())};
    failure_of(transport(options)(request_to("https://portal.example.com/rest/sentinel")),
               condition::retry_later);
    BOOST_TEST_REQUIRE(proxy.requests().size() == 1u);
    BOOST_TEST(proxy.requests()[0].starts_with("CONNECT portal.example.com:443 HTTP/1.1\r\n"));
    BOOST_TEST(proxy.requests()[0].find("sentinel") == std::string::npos);
    BOOST_TEST(proxy.requests()[0].find("application/json") == std::string::npos);
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

BOOST_AUTO_TEST_CASE(other_protocol_is_refused) {
    for (auto const& url : {"file://" + support::certificate("ca.pem"), std::string("ftp://127.0.0.1/x")}) {
        auto const failure = failure_of(transport()(request_to(url)), condition::give_up);
        BOOST_TEST(failure.code() == curl_error(CURLE_UNSUPPORTED_PROTOCOL));
    }
}

BOOST_AUTO_TEST_CASE(request_that_cannot_be_sent_is_refused) {
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
        auto const failure = failure_of(transport()(request), condition::give_up);
        BOOST_TEST((failure.code() == boost::system::errc::invalid_argument));
    }
    BOOST_TEST(server.connections() == 0u);
}

BOOST_AUTO_TEST_CASE(credentials_in_the_url_are_refused) {
    loopback_server server({answer("{}")});
    auto const url = "http://user:sentinel@localhost:" + std::to_string(server.port()) + "/";
    failure_of(transport()(request_to(url)), condition::give_up);
    BOOST_TEST(server.connections() == 0u);
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
