#include "beast_transport.hpp"

#include "answers.hpp"
#include "loopback_server.hpp"
#include "transport_fixture.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace errc = boost::system::errc;
namespace http = boost::beast::http;
using b24pull::condition;
using b24pull::error_code;
using b24pull::protocol_errc;
using b24pull::rest::http_request;
using b24pull::rest::http_response;
using examples::beast_options;
using support::answer;
using support::ending;
using support::failure_of;
using support::loopback_server;
using support::request_to;
using support::tls_if;

using outcome = b24pull::result<http_response>;

/// A program around one call: the completion cannot be copied, is called once, and not from inside the call.
outcome call(http_request const& request, beast_options const& options = {},
             std::string const& ca = "ca.pem") {
    asio::io_context io;
    asio::ssl::context tls(asio::ssl::context::tls_client);
    tls.load_verify_file(support::certificate(ca));
    tls.set_verify_mode(asio::ssl::verify_none); // does not count
    std::vector<outcome> outcomes;
    {
        examples::beast_transport transport(io.get_executor(), tls, options);
        transport(request, [&outcomes, move_only = std::make_unique<int>(1)](outcome&& result) {
            BOOST_TEST(*move_only == 1);
            outcomes.push_back(std::move(result));
        });
        BOOST_TEST(outcomes.empty());
    } // the transport may go before the answer comes
    io.run();
    BOOST_TEST_REQUIRE(outcomes.size() == 1u);
    return std::move(outcomes[0]);
}

auto const without_and_with_tls = boost::unit_test::data::make({false, true});

} // namespace

BOOST_AUTO_TEST_SUITE(beast_transport)

BOOST_DATA_TEST_CASE(sound_answer_arrives_whole, without_and_with_tls, tls) {
    loopback_server server({answer("{\"result\":1}", "HTTP/1.1 401 Unauthorized")}, tls_if(tls));
    auto const response = call(request_to(server.url("/rest/x")));
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
    BOOST_TEST_REQUIRE(call(request).has_value());

    auto const host = "Host: localhost:" + std::to_string(server.port()) + "\r\n";
    BOOST_TEST_REQUIRE(server.requests().size() == 1u);
    BOOST_TEST(
        (server.requests()[0] == "POST /rest/pull.x?a=%20b&c=%D0%B9 HTTP/1.1\r\n" + host +
                                     "Content-Type: text/plain; charset=x\r\nX-Empty: \r\nx-lower: A: b;c\r\n"
                                     "Connection: close\r\nContent-Length: 256\r\n\r\n" +
                                     every_byte));
}

BOOST_AUTO_TEST_CASE(host_name_is_announced_in_the_handshake) {
    loopback_server server({answer("{}")}, support::identity("server"));
    BOOST_TEST(call(request_to(server.url("/"))).has_value());
    BOOST_TEST(server.server_names().at(0) == "localhost");
}

BOOST_AUTO_TEST_CASE(url_without_path_asks_for_the_root) {
    loopback_server server({answer("{}")});
    BOOST_TEST_REQUIRE(call({"GET", server.url("?x=1"), {}, ""}).has_value());
    BOOST_TEST(server.requests().at(0).starts_with("GET /?x=1 HTTP/1.1\r\n"));
}

BOOST_AUTO_TEST_CASE(many_calls_at_once_in_many_threads_complete_once_each) {
    loopback_server server({answer("{}")}, support::identity("server"));
    asio::ssl::context tls(asio::ssl::context::tls_client);
    tls.load_verify_file(support::certificate("ca.pem"));
    asio::io_context io;
    examples::beast_transport transport(io.get_executor(), tls);
    std::vector<int> completed(20, 0);
    for (auto& count : completed)
        transport(request_to(server.url("/")),
                  [&count](outcome const& result) { count += result.has_value(); });
    std::thread other([&io] { io.run(); });
    io.run();
    other.join();
    BOOST_TEST(completed == std::vector<int>(20, 1), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(context_destroyed_during_a_call_destroys_the_completion) {
    loopback_server server({""});
    asio::ssl::context tls(asio::ssl::context::tls_client);
    auto const owned = std::make_shared<int>(0);
    {
        asio::io_context io;
        examples::beast_transport transport(io.get_executor(), tls);
        transport(request_to(server.url("/")), [owned](outcome const&) { ++*owned; });
        while (server.requests().empty()) io.run_one_for(std::chrono::milliseconds(10));
    }
    BOOST_TEST(*owned == 0);
    BOOST_TEST(owned.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(certificate_not_trusted_nothing_is_sent) {
    struct {
        char const* situation;
        char const* identity;
        char const* ca;
    } const cases[] = {
        {"another host's certificate", "other_host", "ca.pem"},
        {"an unknown authority", "server", "unknown_ca.pem"},
        {"an expired certificate", "expired", "ca.pem"},
    };
    for (auto const& [situation, identity, ca] : cases) {
        BOOST_TEST_CONTEXT(situation) {
            loopback_server server({answer("{}")}, support::identity(identity));
            auto const failure = failure_of(call(request_to(server.url("/")), {}, ca), condition::give_up);
            BOOST_TEST((failure.code().category() == asio::error::get_ssl_category()));
            BOOST_TEST(server.connections() == 1u);
            BOOST_TEST(server.requests().empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(address_in_the_url_is_verified_against_the_certificate) {
    loopback_server server({answer("{}")}, support::identity("server"));
    auto const url = "https://127.0.0.1:" + std::to_string(server.port()) + "/";
    BOOST_TEST(call(request_to(url)).has_value());
    BOOST_TEST(server.server_names().at(0) == ""); // RFC 6066: an address is no name

    loopback_server other({answer("{}")}, support::identity("other_host"));
    auto const other_url = "https://127.0.0.1:" + std::to_string(other.port()) + "/";
    failure_of(call(request_to(other_url)), condition::give_up);
}

BOOST_DATA_TEST_CASE(no_answer_times_out, without_and_with_tls, tls) {
    loopback_server server({""}, tls_if(tls));
    beast_options const options{.timeout = std::chrono::milliseconds(300)};
    auto const failure = failure_of(call(request_to(server.url("/")), options), condition::retry_later);
    BOOST_TEST((failure.code() == errc::timed_out));
}

BOOST_AUTO_TEST_CASE(no_handshake_times_out_connecting) {
    loopback_server server({"", ending::silent}, support::identity("server"));
    beast_options const options{.connect_timeout = std::chrono::milliseconds(300),
                                .timeout = std::chrono::hours(1)};
    auto const failure = failure_of(call(request_to(server.url("/")), options), condition::retry_later);
    BOOST_TEST((failure.code() == errc::timed_out));
}

BOOST_AUTO_TEST_CASE(answer_later_than_the_time_to_connect_is_waited_for) {
    loopback_server server({.answer = answer("{}"), .delay = std::chrono::milliseconds(1500)});
    BOOST_TEST(call(request_to(server.url("/")), {.connect_timeout = std::chrono::seconds(1)}).has_value());
}

BOOST_DATA_TEST_CASE(nobody_listens_is_refused, without_and_with_tls, tls) {
    support::closed_port const nobody;
    auto const url = (tls ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(nobody.port()) + "/";
    auto const failure = failure_of(call(request_to(url)), condition::retry_later);
    BOOST_TEST((failure.code() == errc::connection_refused));
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
        {whole.substr(0, 10), ending::close},
        {"HTTP/1.1 100 Continue\r\n\r\n", ending::close},
        {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n", ending::close},
        {chunks.substr(0, chunks.size() - 5), ending::close},
        {chunks.substr(0, chunks.size() - 5), ending::cut},
    };
    for (auto const& scenario : scenarios) {
        BOOST_TEST_CONTEXT(scenario.answer.size() << " bytes, ending " << static_cast<int>(scenario.ending)) {
            loopback_server server(scenario, tls_if(tls));
            auto const failure = failure_of(call(request_to(server.url("/"))), condition::retry_later);
            BOOST_TEST((failure.code() == errc::connection_reset));
        }
    }
}

BOOST_AUTO_TEST_CASE(body_without_length_cut_under_tls_fails) {
    loopback_server orderly({support::unbounded_answer("{}"), ending::close}, support::identity("server"));
    auto const response = call(request_to(orderly.url("/")));
    BOOST_TEST_REQUIRE(response.has_value());
    BOOST_TEST(response->body == "{}");

    loopback_server cut({support::unbounded_answer("{}"), ending::cut}, support::identity("server"));
    failure_of(call(request_to(cut.url("/"))), condition::retry_later);
}

BOOST_DATA_TEST_CASE(body_at_the_limit_passes_one_more_byte_fails, without_and_with_tls, tls) {
    std::string const fits(1000, 's');
    std::string const too_long = fits + 's';
    beast_options const options{.max_body = fits.size()};
    for (auto* const make : {+[](std::string_view body) { return answer(body); }, &support::chunked_answer,
                             &support::unbounded_answer}) {
        loopback_server sound({make(fits), ending::close}, tls_if(tls));
        auto const response = call(request_to(sound.url("/")), options);
        BOOST_TEST_REQUIRE(response.has_value());
        BOOST_TEST((response->body == fits));

        loopback_server excessive({make(too_long), ending::close}, tls_if(tls));
        auto const failure = failure_of(call(request_to(excessive.url("/")), options), condition::give_up);
        BOOST_TEST(failure.code() == error_code(protocol_errc::body_too_large));
    }
}

BOOST_AUTO_TEST_CASE(body_limit_by_default_is_one_mebibyte) {
    std::string const fits(1024 * 1024, 's');
    loopback_server sound({support::chunked_answer(fits)});
    auto const response = call(request_to(sound.url("/")));
    BOOST_TEST_REQUIRE(response.has_value());
    BOOST_TEST((response->body == fits));

    loopback_server excessive({support::chunked_answer(fits + 's')});
    auto const failure = failure_of(call(request_to(excessive.url("/"))), condition::give_up);
    BOOST_TEST(failure.code() == error_code(protocol_errc::body_too_large));
}

BOOST_AUTO_TEST_CASE(announced_body_beyond_the_limit_is_not_waited_for) {
    // The body never comes: only the announcement can end the call before its time-out.
    loopback_server server({"HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n"});
    auto const failure = failure_of(call(request_to(server.url("/"))), condition::give_up);
    BOOST_TEST(failure.code() == error_code(protocol_errc::body_too_large));
}

BOOST_AUTO_TEST_CASE(header_beyond_its_limit_fails) {
    auto const header_of = [](std::size_t size) {
        std::string lines;
        while (lines.size() < size) lines += "X-Sentinel: " + std::string(1000, 's') + "\r\n";
        return support::scenario{"HTTP/1.1 200 OK\r\n" + lines + "Content-Length: 0\r\n\r\n"};
    };
    for (auto const& scenario : {header_of(65 * 1024), support::scenario{std::string(70 * 1024, 's')}}) {
        loopback_server server(scenario);
        auto const failure = failure_of(call(request_to(server.url("/"))), condition::give_up);
        BOOST_TEST(failure.code() == error_code(http::error::header_limit));
    }
    loopback_server large(header_of(60 * 1024));
    BOOST_TEST(call(request_to(large.url("/"))).has_value());
}

BOOST_AUTO_TEST_CASE(trailer_is_left_out_and_has_a_limit) {
    auto const answer_with = [](std::string const& trailer) {
        auto text = support::chunked_answer("{}");
        return support::scenario{text.insert(text.size() - 2, trailer)};
    };
    loopback_server sound(answer_with("X-Trailer: 1\r\n"));
    auto const response = call(request_to(sound.url("/")));
    BOOST_TEST_REQUIRE(response.has_value());
    BOOST_TEST(response->body == "{}");
    BOOST_TEST(!find_header(response->headers, "X-Trailer"));

    std::string lines;
    while (lines.size() < 300 * 1024) lines += "X-Sentinel: " + std::string(1000, 's') + "\r\n";
    for (auto const& trailer : {lines, "X-Sentinel: " + std::string(300 * 1024, 's') + "\r\n"}) {
        // Beast reads 64 KiB at a time: with the larger limit what is beyond it comes in pieces that are not.
        for (std::uint32_t const limit : {64u * 1024, 200u * 1024}) {
            loopback_server server(answer_with(trailer));
            failure_of(call(request_to(server.url("/")), {.max_header_bytes = limit}), condition::give_up);
        }
    }
}

BOOST_DATA_TEST_CASE(unusual_status_line_is_read,
                     boost::unit_test::data::make({"HTTP/1.1 200 OK", "HTTP/1.1 200 ", "HTTP/1.1 200",
                                                   "HTTP/1.1 200  Two spaces", "HTTP/1.0 200 Old"}),
                     status_line) {
    for (bool const tls : {false, true}) {
        loopback_server server({answer("{}", status_line)}, tls_if(tls));
        auto const response = call(request_to(server.url("/")));
        BOOST_TEST_REQUIRE(response.has_value());
        BOOST_TEST(response->status == 200u);
        BOOST_TEST(response->body == "{}");
    }
}

BOOST_AUTO_TEST_CASE(answer_that_is_not_http_fails) {
    loopback_server server({"sentinel sentinel sentinel\r\n\r\n", ending::close});
    auto const failure = failure_of(call(request_to(server.url("/"))), condition::give_up);
    BOOST_TEST(failure.code() == error_code(http::error::bad_version));
}

BOOST_AUTO_TEST_CASE(interim_answer_is_passed_over) {
    loopback_server server({"HTTP/1.1 100 Continue\r\nX-Interim: 1\r\n\r\n" + answer("{}", "HTTP/1.1 200")});
    auto const response = call(request_to(server.url("/")));
    BOOST_TEST_REQUIRE(response.has_value());
    BOOST_TEST(response->status == 200u);
    BOOST_TEST(!find_header(response->headers, "X-Interim"));
}

BOOST_DATA_TEST_CASE(redirection_is_handed_over_and_not_followed, without_and_with_tls, tls) {
    loopback_server target({answer("{}")}, tls_if(tls));
    loopback_server server(
        {"HTTP/1.1 302 Found\r\nLocation: " + target.url("/new") + "\r\nContent-Length: 0\r\n\r\n"},
        tls_if(tls));
    auto const response = call(request_to(server.url("/")));
    BOOST_TEST_REQUIRE(response.has_value());
    BOOST_TEST(response->status == 302u);
    auto const* const location = find_header(response->headers, "location");
    BOOST_TEST_REQUIRE(location);
    BOOST_TEST(*location == target.url("/new"));
    BOOST_TEST(target.connections() == 0u);
}

BOOST_AUTO_TEST_CASE(request_that_cannot_be_sent_is_refused) {
    loopback_server server({answer("{}")});
    auto const sound = request_to(server.url("/"));
    std::vector<http_request> bad_urls(4, sound);
    bad_urls[0].url = "ftp://localhost/";
    bad_urls[1].url = "localhost";
    bad_urls[2].url += "a\r\nX-Other: 1";
    bad_urls[3].url.replace(0, 7, "http://user:sentinel@");
    for (auto const& request : bad_urls) {
        auto const failure = failure_of(call(request), condition::give_up);
        BOOST_TEST(failure.code() == error_code(protocol_errc::invalid_url));
    }
    std::vector<http_request> bad_headers(4, sound);
    bad_headers[0].method = "GET / HTTP/1.1\r\nX-Other: 1\r\n\r\n";
    bad_headers[1].headers.push_back({"X-A", "1\r\nX-Other: 1"});
    bad_headers[2].headers.push_back({"X-A\n", "1"});
    bad_headers[3].headers.push_back({"X-A", std::string("1\0", 2)});
    for (auto const& request : bad_headers) {
        auto const failure = failure_of(call(request), condition::give_up);
        BOOST_TEST((failure.code() == errc::invalid_argument));
    }
    BOOST_TEST(server.connections() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
