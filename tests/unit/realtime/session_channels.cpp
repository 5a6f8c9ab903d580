#include <b24pull/realtime/session.hpp>

#include "../../support/session_commands.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(session_channels)

namespace {

namespace realtime = b24pull::realtime;
using namespace std::chrono_literals;
using realtime::close_code;
using realtime::connection_state;
using cause = realtime::connection_lost::cause;
using support::session_host;
using namespace support::commands;

void check_refetched_at_once(session_host& host) {
    BOOST_TEST((host.expect<realtime::fetch_config>().reason == realtime::config_reason::replaced));
    BOOST_TEST((host.expect<realtime::close_websocket>().code == close_code::channel_expired));
    auto const lost = host.event<realtime::connection_lost>();
    BOOST_TEST((lost.why == cause::command && !lost.retry_in));
    BOOST_TEST((host.session.state() == connection_state::awaiting_config));
    host.give_config();
    BOOST_TEST(host.url<realtime::open_websocket>().find("&mid=" + support::mid(2)) != std::string::npos);
}

} // namespace

BOOST_AUTO_TEST_CASE(private_channel_that_ended_asks_for_a_configuration_at_once) {
    for (int const version : {3, 4, 5}) {
        auto host = good_connection(version);
        host.take_actions();
        host.receive({2}, command("channel_expire", private_ended));
        if (version == 5) host.expect<realtime::send_text>(); // the acknowledgement
        check_refetched_at_once(host);
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_shared_replacement_asks_for_a_configuration_at_once) {
    for (std::string_view const params :
         {R"({"action":"reconnect","channel":{"id":"a:b.c","type":"private"},"new_channel":{"id":"n.e"}})",
          R"({"action":"reconnect","channel":{"id":"d.e","type":"app.5f1c.3"},"new_channel":{"id":"n.e"}})",
          R"({"action":"reconnect","channel":{"id":"d.e","type":"shared"},"new_channel":{"id":""}})",
          R"({"action":"get_config","channel":{"id":"d.e","type":"shared"},"new_channel":{"id":"n.e"}})",
          R"({"action":"get_config"})", "[]"}) {
        BOOST_TEST_CONTEXT(params) {
            auto host = good_connection();
            host.receive({2}, command("channel_expire", params));
            check_refetched_at_once(host);
        }
    }
}

BOOST_AUTO_TEST_CASE(configuration_is_not_asked_for_too_soon_after_the_last) {
    session_host host;
    host.connect();
    host.run_for(20s);
    host.receive({2}, command("channel_expire", private_ended));
    host.expect<realtime::close_websocket>();
    BOOST_TEST(!host.has_actions());
    host.await<realtime::fetch_config>();
    BOOST_TEST((host.given_at == session_host(4).now + 1min));
}

BOOST_AUTO_TEST_CASE(shared_channel_is_replaced_without_a_configuration) {
    auto host = good_connection();
    host.receive({2}, command("CHANNEL_EXPIRE", shared_replaced));
    auto const told_at = host.now;
    BOOST_TEST((host.expect<realtime::close_websocket>().code == close_code::config_replaced));
    auto const lost = host.event<realtime::connection_lost>();
    BOOST_TEST((lost.why == cause::command && lost.retry_in == 1s));
    auto const next = host.await<realtime::open_websocket>();
    BOOST_TEST((host.given_at - told_at == 1s));
    BOOST_TEST(next.url.reveal().find("CHANNEL_ID=a%3Ab.c%2Fn.e&") != std::string_view::npos);
    BOOST_TEST(next.url.reveal().find("&mid=" + support::mid(2)) != std::string_view::npos);
    host.open();
    host.run_for(5s);
    BOOST_TEST(!host.has_actions());
    BOOST_TEST(host.messages() == "");
    host.close(1006); // it stays so
    auto const later = host.await<realtime::open_websocket>();
    BOOST_TEST(later.url.reveal().find("%2Fn.e&") != std::string_view::npos);
}

BOOST_AUTO_TEST_CASE(replaced_channel_lives_as_long_as_it_says) {
    session_host host;
    host.config.private_channel.reset();
    host.lifetime = 12min;
    host.connect();
    host.run_for(2min);
    host.receive({2}, command("channel_expire", shared_replaced));
    host.expect<realtime::close_websocket>();
    host.await<realtime::open_websocket>();
    host.open();
    host.stay_alive_for(30min); // a new configuration was asked for, and does not come
    host.take_actions();
    host.close(1006);
    auto const next = host.await<realtime::open_websocket>();
    BOOST_TEST(next.url.reveal().find("CHANNEL_ID=n.e&") != std::string_view::npos);
}

BOOST_AUTO_TEST_CASE(message_behind_a_command_may_have_overtaken_others_of_the_new_channel) {
    auto host = good_connection();
    host.binary(support::payload(4, std::vector<unsigned>{2}, command("channel_expire", shared_replaced)) +
                support::payload(4, std::vector<unsigned>{4}, session_host::plain));
    auto const next = (host.take_actions(), host.await<realtime::open_websocket>());
    BOOST_TEST(next.url.reveal().find("&mid=" + support::mid(2)) != std::string_view::npos);
    host.open();
    host.receive({3, 4});
    BOOST_TEST(host.messages() == "4 3");
}

BOOST_AUTO_TEST_CASE(channels_that_are_not_held_are_ignored) {
    auto host = good_connection();
    host.receive({2}, command("channel_expire",
                              R"({"action":"get_config","channel":{"id":"ff.e","type":"private"}})"));
    host.receive({3},
                 command("channel_expire", R"({"action":"reconnect","channel":{"id":"ff.e","type":"shared"},)"
                                           R"("new_channel":{"id":"n.e"}})"));
    host.run_for(30s);
    BOOST_TEST(!host.has_actions());
    BOOST_TEST(host.event_count() == 0u);
    BOOST_TEST(host.session.resume().mid == support::mid(3));
}

BOOST_AUTO_TEST_SUITE_END()
