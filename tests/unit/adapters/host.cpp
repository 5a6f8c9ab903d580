#include <b24pull/adapters/host.hpp>

#include "../../support/endpoint_config.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

BOOST_AUTO_TEST_SUITE(host)

namespace {

namespace adapters = b24pull::adapters;
namespace realtime = b24pull::realtime;
namespace rest = b24pull::rest;
using b24pull::result;
using std::chrono::seconds;

auto const timed_out = make_error_code(boost::system::errc::timed_out);

rest::credentials caller(std::string_view portal = "https://portal.example.com") {
    return rest::credentials::oauth(portal, "token-5e171e", b24pull::clear_text::allowed).value();
}

/// Does nothing of what is asked for but take note of it, and gives the configuration at once.
struct notes {
    realtime::session session;
    std::vector<std::string> lines = {};
    b24pull::config config = support::endpoint_config();
    realtime::operation_id poll = 0, socket = 0;

    bool serve(bool gives_config = true) {
        auto const now = std::chrono::floor<seconds>(std::chrono::system_clock::now());
        for (auto* const channel : {&config.private_channel, &config.shared_channel}) {
            (*channel)->start = {now, {}};
            (*channel)->end = {now + std::chrono::hours(12), {}};
        }
        auto const take = [&](auto order) {
            lines.push_back(to_string(realtime::action(order)));
            using kind = decltype(order);
            if constexpr (std::is_same_v<kind, realtime::fetch_config>) {
                if (gives_config) adapters::tell_config(session, {config});
            } else if constexpr (std::is_same_v<kind, realtime::start_poll>) {
                poll = order.id;
            } else if constexpr (std::is_same_v<kind, realtime::open_websocket>) {
                socket = order.id;
            }
        };
        return adapters::serve(session, take,
                               [&](realtime::session_event event) { lines.push_back(to_string(event)); });
    }
    void start() { session.handle_start(std::chrono::steady_clock::now()); }

    bool has(std::string_view text) const {
        for (auto const& line : lines)
            if (line.find(text) != std::string::npos) return true;
        return false;
    }
};

/// Polls, since the configuration says that there is no WebSocket.
notes polling() {
    notes out;
    out.config.server.websocket_enabled = false;
    out.start();
    BOOST_TEST_REQUIRE(out.serve());
    BOOST_TEST_REQUIRE(out.poll != 0u);
    out.lines.clear();
    return out;
}

} // namespace

// Where configurations come from.

BOOST_AUTO_TEST_CASE(credentials_make_the_request) {
    adapters::config_source const source(caller());
    auto const call = source.begin();
    BOOST_TEST_REQUIRE(call.request.has_value());
    BOOST_TEST(call.request->url == "https://portal.example.com/rest/pull.application.config.get");
    BOOST_TEST(call.request->body.find("token-5e171e") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(credentials_of_the_moment_are_asked_for_each_time) {
    int asked = 0;
    adapters::config_source const source([&]() -> result<rest::credentials> {
        ++asked;
        if (asked == 2) return timed_out;
        return caller("https://portal" + std::to_string(asked) + ".example.com");
    });
    BOOST_TEST(source.begin().request->url.starts_with("https://portal1."));
    auto const second = source.begin();
    BOOST_TEST((second.request.error().code() == timed_out));
    BOOST_TEST((second.finish(second.request.error()).config.error().code() == timed_out));
    BOOST_TEST(source.begin().request->url.starts_with("https://portal3."));
}

BOOST_AUTO_TEST_CASE(parameters_of_the_method_are_sent) {
    adapters::config_source const source(caller(), {.cache = false});
    BOOST_TEST(source.begin().request->body.find("CACHE") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(another_method_brings_its_own_halves) {
    adapters::config_source const source([]() -> adapters::config_call {
        return {rest::http_request{.url = "https://other.example.com/"},
                [](rest::http_response const& answer) -> result<b24pull::config> {
                    if (answer.status != 200) return timed_out;
                    return support::endpoint_config(5);
                }};
    });
    auto const call = source.begin();
    BOOST_TEST(call.request->url == "https://other.example.com/");
    BOOST_TEST(call.finish(rest::http_response{.status = 200}).config->server.version == 5);
    BOOST_TEST((call.finish(rest::http_response{.status = 201}).config.error().code() == timed_out));
}

BOOST_AUTO_TEST_CASE(refusal_says_how_long_to_wait) {
    auto const call = adapters::config_source(caller()).begin();
    auto const refused = [&](std::string error, std::string retry) {
        return call.finish(rest::http_response{
            .status = 503, .headers = {{"Retry-After", retry}}, .body = R"({"error":")" + error + R"("})"});
    };
    auto const limit = rest::minimum_delay(b24pull::server_errc::query_limit_exceeded);
    BOOST_TEST_REQUIRE((limit > seconds(0)));
    BOOST_TEST((refused("QUERY_LIMIT_EXCEEDED", "0").at_least == limit));
    BOOST_TEST((refused("QUERY_LIMIT_EXCEEDED", "900").at_least == seconds(900)));
    BOOST_TEST((refused("SOMETHING_ELSE", "3").at_least == seconds(3)));
    BOOST_TEST((call.finish(timed_out).at_least == seconds(0)));
}

BOOST_AUTO_TEST_CASE(clear_text_is_allowed_only_where_the_portal_has_it) {
    rest::http_response const moved{.status = 302, .headers = {{"Location", "http://new.example.com/rest/"}}};
    auto const strict = adapters::config_source(caller()).begin().finish(moved).config.error();
    BOOST_TEST((strict.code() == b24pull::protocol_errc::insecure_redirect));
    auto const lenient = adapters::config_source(caller("http://portal.example.com")).begin().finish(moved);
    BOOST_TEST((lenient.config.error().code() == b24pull::server_errc::portal_moved));
}

// Serving.

BOOST_AUTO_TEST_CASE(serving_performs_and_delivers_until_there_is_no_more) {
    notes host;
    host.start();
    BOOST_TEST(host.serve());
    BOOST_TEST(host.lines.size() == 3u); // what perform() tells the session is served at once
    BOOST_TEST(host.has("fetch configuration: first"));
    BOOST_TEST(host.has("open websocket"));
    BOOST_TEST(host.has("status: connecting"));
}

BOOST_AUTO_TEST_CASE(serving_ends_with_the_session) {
    notes host;
    host.start();
    BOOST_TEST(host.serve());
    host.session.handle_stop(std::chrono::steady_clock::now());
    BOOST_TEST(!host.serve());
    BOOST_TEST(host.has("stopped"));
    BOOST_TEST(!host.serve());
}

BOOST_AUTO_TEST_CASE(handler_that_calls_the_session_is_served_at_once) {
    notes host;
    host.start();
    host.serve(false);
    adapters::tell_config(host.session, {host.config});
    std::vector<std::string> actions;
    auto const goes_on = adapters::serve(
        host.session, [&](auto order) { actions.push_back(to_string(realtime::action(order))); },
        [&](realtime::session_event) { host.session.handle_stop(std::chrono::steady_clock::now()); });
    BOOST_TEST(!goes_on);
    BOOST_TEST_REQUIRE(actions.size() == 3u);
    BOOST_TEST(actions[0].starts_with("open websocket"));
    BOOST_TEST(actions[1].starts_with("close websocket"));
    BOOST_TEST(actions[2] == "stopped");
}

// Requests.

BOOST_AUTO_TEST_CASE(poll_is_a_get_past_caches) {
    auto const request = adapters::request_of(
        realtime::start_poll{7, realtime::endpoint("https://rt.example.com/sub/?CHANNEL_ID=d.e")});
    BOOST_TEST(request.method == "GET");
    BOOST_TEST(request.url == "https://rt.example.com/sub/?CHANNEL_ID=d.e");
    BOOST_TEST(*rest::find_header(request.headers, "cache-control") == "no-cache");
    BOOST_TEST(request.headers.size() == 1u);
    BOOST_TEST(request.body.empty());
}

BOOST_AUTO_TEST_CASE(publication_is_a_post_of_its_bytes_alone) {
    std::vector<std::byte> const bytes{std::byte{0}, std::byte{10}, std::byte{255}};
    auto const request = adapters::request_of(
        realtime::post_publication{7, realtime::endpoint("https://rt.example.com/pub/"), bytes});
    BOOST_TEST(request.method == "POST");
    BOOST_TEST(request.url == "https://rt.example.com/pub/");
    BOOST_TEST(request.headers.empty());
    BOOST_TEST(request.body == std::string("\0\n\xff", 3));
}

// What came of it.

BOOST_AUTO_TEST_CASE(configuration_that_failed_is_told_with_its_code) {
    notes host;
    host.start();
    host.serve(false);
    adapters::tell_config(host.session, {b24pull::failure(b24pull::server_errc::application_token_required)});
    BOOST_TEST(!host.serve());
    BOOST_TEST(host.has(make_error_code(b24pull::server_errc::application_token_required).message()));
}

BOOST_AUTO_TEST_CASE(configuration_that_failed_for_now_is_waited_for) {
    notes host;
    host.start();
    host.serve(false);
    adapters::tell_config(host.session, {timed_out, std::chrono::hours(20)});
    BOOST_TEST(host.serve());
    auto const next = host.session.poll_timeout();
    BOOST_TEST_REQUIRE(next.has_value());
    // The status is told before that; by then no configuration is asked for.
    host.session.handle_timeout(std::chrono::steady_clock::now() + std::chrono::hours(19));
    host.lines.clear();
    host.serve(false);
    BOOST_TEST(!host.has("fetch configuration"));
    host.session.handle_timeout(std::chrono::steady_clock::now() + std::chrono::hours(21));
    host.serve(false);
    BOOST_TEST(host.has("fetch configuration: retry"));
}

BOOST_AUTO_TEST_CASE(poll_that_was_answered_brings_messages) {
    auto host = polling();
    std::string const body =
        R"(#!NGINXNMS!#{"id":1,"mid":"10000000000000000000000001","channel":"-","tag":"1","time":"",)"
        R"("text":{"module_id":"m","command":"c","params":{},"extra":{}}}#!NGINXNME!#)";
    adapters::tell_poll(
        host.session, host.poll,
        rest::http_response{.status = 200, .headers = {{"content-type", "text/plain"}}, .body = body});
    host.serve();
    BOOST_TEST(host.has("message 10000000000000000000000001: m c"));
    BOOST_TEST(host.has("poll"));
}

BOOST_AUTO_TEST_CASE(poll_answer_is_read_by_its_headers) {
    auto host = polling();
    adapters::tell_poll(host.session, host.poll,
                        rest::http_response{.status = 304,
                                            .headers = {{"Last-Message-Id", "10000000000000000000000009"},
                                                        {"Expires", "Thu, 01 Jan 1973 11:11:01 GMT"}}});
    host.serve();
    BOOST_TEST(host.session.resume().mid == "10000000000000000000000009");
}

BOOST_AUTO_TEST_CASE(poll_without_an_answer_has_failed) {
    auto host = polling();
    adapters::tell_poll(host.session, host.poll, timed_out);
    host.serve();
    BOOST_TEST(host.has("connection lost: unreachable"));
}

BOOST_AUTO_TEST_CASE(poll_that_was_refused_waits_as_the_server_asks) {
    auto host = polling();
    adapters::tell_poll(host.session, host.poll,
                        rest::http_response{.status = 503, .headers = {{"Retry-After", "4000"}}});
    host.serve();
    BOOST_TEST(host.has("connection lost: refused with 503, next attempt in 4000000 ms"));
}

BOOST_AUTO_TEST_CASE(websocket_that_was_refused_waits_as_the_server_asks) {
    notes host;
    host.start();
    host.serve();
    BOOST_TEST_REQUIRE(host.socket != 0u);
    adapters::tell_refused(host.session, host.socket,
                           rest::http_response{.status = 429, .headers = {{"Retry-After", "4000"}}});
    host.serve();
    BOOST_TEST(host.has("connection lost: refused with 429, next attempt in 4000000 ms"));
}

BOOST_AUTO_TEST_CASE(websocket_without_an_answer_is_unreachable) {
    notes host;
    host.start();
    host.serve();
    BOOST_TEST_REQUIRE(host.socket != 0u);
    adapters::tell_refused(host.session, host.socket, timed_out);
    host.serve();
    BOOST_TEST(host.has("connection lost: unreachable"));
}

BOOST_AUTO_TEST_CASE(publication_that_was_posted_has_its_outcome) {
    for (unsigned const status : {200u, 400u, 0u}) {
        auto host = polling();
        host.config.server.publish_enabled = true;
        adapters::tell_config(host.session, {host.config});
        b24pull::public_channel user{
            .user_id = 7, .public_id = "0a1b2c3d", .signature = b24pull::secret("ab")};
        user.end.instant = std::chrono::floor<seconds>(std::chrono::system_clock::now()) + seconds(900);
        host.session.learn({user});
        auto const id = host.session.publish(std::chrono::steady_clock::now(),
                                             {.users = {7}, .module_id = "m", .command = "c"});
        BOOST_TEST_REQUIRE(id.has_value());
        host.serve();
        auto const outcome = status == 0 ? result<rest::http_response>(timed_out)
                                         : result<rest::http_response>(rest::http_response{.status = status});
        adapters::tell_posted(host.session, *id, outcome);
        host.serve();
        BOOST_TEST(host.has("publication " + std::to_string(*id) + ": done") == (status == 200));
        BOOST_TEST(host.has("publication " + std::to_string(*id)), status);
    }
}

BOOST_AUTO_TEST_SUITE_END()
