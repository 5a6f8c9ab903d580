#include <b24pull/realtime/session.hpp>

#include "../../support/session_commands.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(session_commands)

namespace {

namespace realtime = b24pull::realtime;
using namespace std::chrono_literals;
using realtime::close_code;
using realtime::connection_state;
using cause = realtime::connection_lost::cause;
using support::event_body;
using support::session_host;
using namespace support::commands;

} // namespace

BOOST_AUTO_TEST_CASE(server_that_restarts_is_left_until_a_random_time) {
    for (auto const& [name, code] : std::vector<std::pair<std::string_view, close_code>>{
             {"config_expire", close_code::config_expired},
             {"SERVER_RESTART", close_code::server_restarted},
             {"Server_Restart", close_code::server_restarted}}) {
        session_host::duration least = 1h, most{};
        for (std::uint64_t seed = 0; seed != 30; ++seed) {
            auto host = good_connection(4, seed);
            host.receive({2}, command(name));
            auto const told_at = host.now;
            BOOST_TEST((host.expect<realtime::close_websocket>().code == code));
            auto const lost = host.event<realtime::connection_lost>();
            BOOST_TEST((lost.why == cause::command && !lost.retry_in));
            BOOST_TEST(host.messages() == ""); // it is not for the user
            BOOST_TEST((host.await<realtime::fetch_config>().reason == realtime::config_reason::replaced));
            auto const waited = host.given_at - told_at;
            BOOST_TEST((waited >= 10s && waited <= 120s));
            least = (std::min)(least, waited);
            most = (std::max)(most, waited);
            host.give_config();
            BOOST_TEST(host.url<realtime::open_websocket>().find("&mid=" + support::mid(2)) !=
                       std::string::npos);
        }
        BOOST_TEST((least < 30s && most > 100s));
    }
}

BOOST_AUTO_TEST_CASE(times_of_a_restart_are_options) {
    realtime::session_options options;
    options.earliest_reload = 3min;
    options.latest_reload = 4min;
    session_host host(4, options);
    host.connect();
    host.receive({2}, command("server_restart"));
    auto const told_at = host.now;
    host.take_actions();
    host.await<realtime::fetch_config>();
    BOOST_TEST((host.given_at - told_at >= 3min && host.given_at - told_at <= 4min));
}

BOOST_AUTO_TEST_CASE(unknown_commands_and_other_modules_are_for_the_user) {
    auto host = good_connection();
    host.receive({2}, command("set_config"));
    host.receive({3}, event_body("application", "server_restart"));
    host.run_for(30s);
    BOOST_TEST(!host.has_actions());
    BOOST_TEST(host.messages() == "2 3");
}

BOOST_AUTO_TEST_CASE(command_seen_before_is_not_obeyed_again) {
    auto host = good_connection();
    host.receive({2}, command("server_restart"));
    host.take_actions();
    host.await<realtime::fetch_config>();
    host.give_config();
    host.expect<realtime::open_websocket>();
    host.open();
    host.receive({2}, command("server_restart")); // replayed
    host.run_for(2min);
    BOOST_TEST(!host.has_actions());
    BOOST_TEST((host.session.state() == connection_state::open));
    BOOST_TEST(host.session.duplicates() == 1u);
}

BOOST_AUTO_TEST_CASE(command_that_a_client_has_sent_is_not_obeyed) {
    auto const by_client = support::block(5, support::number(1, 1));
    for (auto const& body : {command("server_restart"), command("config_expire"), command("channel_expire"),
                             event_body("PULL", "server_restart")}) {
        auto host = good_connection();
        host.binary(support::payload(4, std::vector<unsigned>{2}, body, by_client));
        host.run_for(30s);
        BOOST_TEST(!host.has_actions());
        BOOST_TEST(host.messages() == "2"); // the user may see it
    }
    auto host = good_connection(5);
    host.take_actions();
    host.text(R"({"jsonrpc":"2.0","method":"incoming.message","params":{"mid":")" + support::mid(2) +
              R"(","body":)" + command("server_restart") + R"(,"sender":{"type":1,"id":"ab"}}})");
    host.expect<realtime::send_text>();
    BOOST_TEST(!host.has_actions());
    BOOST_TEST(host.messages() == "2");
}

BOOST_AUTO_TEST_CASE(several_commands_of_one_payload_are_obeyed_together) {
    auto const both = [](std::string_view first, std::string_view second) {
        auto const one = [](unsigned number, std::string_view body) {
            return support::payload(4, std::vector<unsigned>{number}, body);
        };
        return one(2, first) + one(3, session_host::plain) + one(4, second); // merge into one batch
    };
    auto const restart = command("server_restart"), replace = command("channel_expire", shared_replaced),
               ended = command("channel_expire", private_ended);
    { // what leads to another configuration covers the replacement, in either order
        auto host = good_connection();
        host.binary(both(replace, ended));
        host.expect<realtime::fetch_config>();
        host.expect<realtime::close_websocket>();
        host.run_for(10s);
        BOOST_TEST(!host.has_actions());
        BOOST_TEST(host.messages() == "3");
        BOOST_TEST(host.session.resume().mid == support::mid(4));
        BOOST_TEST(host.events<realtime::connection_lost>().size() == 1u);
    }
    for (auto const& content : {both(restart, ended), both(restart, restart), both(replace, restart)}) {
        auto host = good_connection();
        host.binary(content);
        host.expect<realtime::close_websocket>();
        BOOST_TEST(host.events<realtime::connection_lost>().size() == 1u);
        BOOST_TEST(!host.has_actions());
        host.await<realtime::fetch_config>();
        host.run_for(110s);
        BOOST_TEST(!host.has_actions()); // asked for once
    }
}

BOOST_AUTO_TEST_CASE(commands_are_obeyed_while_polling) {
    session_host host;
    host.config.server.websocket_enabled = false;
    host.give_config();
    host.run_for(2min);
    host.start();
    host.expect<realtime::start_poll>();
    host.receive_polled({2}, command("channel_expire", shared_replaced));
    auto const next = host.await<realtime::start_poll>();
    BOOST_TEST(next.url.reveal().find("%2Fn.e&") != std::string_view::npos);
    host.receive_polled({3}, command("channel_expire", private_ended));
    host.expect<realtime::fetch_config>();
    BOOST_TEST(!host.has_actions()); // no poll is left
    BOOST_TEST((host.session.state() == connection_state::awaiting_config));
    host.give_config();
    BOOST_TEST(host.url<realtime::start_poll>().find("&mid=" + support::mid(3)) != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
