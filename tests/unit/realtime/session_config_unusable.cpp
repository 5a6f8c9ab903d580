#include <b24pull/realtime/session.hpp>

#include "../../support/session_host.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(session_config_unusable)

namespace {

namespace realtime = b24pull::realtime;
using namespace std::chrono_literals;
using b24pull::protocol_errc;
using realtime::connection_state;
using support::session_host;

/// A configuration that leads nowhere.
struct fault {
    std::string_view name;
    std::function<void(b24pull::config&)> spoil;
    protocol_errc error;
};

std::vector<fault> faults() {
    return {
        {"switched off", [](b24pull::config& c) { c.server.enabled = false; }, protocol_errc::no_endpoint},
        {"no address",
         [](b24pull::config& c) {
             c.server.websocket = c.server.websocket_secure = "";
             c.server.long_polling = c.server.long_polling_secure = "";
         },
         protocol_errc::no_endpoint},
        {"no channel",
         [](b24pull::config& c) {
             c.private_channel.reset();
             c.shared_channel.reset();
         },
         protocol_errc::no_channel},
        {"no client id",
         [](b24pull::config& c) {
             c.server.mode = b24pull::server_mode::shared;
             c.client_id.reset();
         },
         protocol_errc::missing_client_id},
    };
}

void check_nowhere(session_host& host, protocol_errc error) {
    auto const lost = host.event<realtime::connection_lost>();
    BOOST_TEST((lost.why == realtime::connection_lost::cause::config));
    BOOST_TEST((lost.error == error));
    BOOST_TEST(!lost.retry_in);
    BOOST_TEST((host.session.state() == connection_state::awaiting_config));
}

} // namespace

BOOST_AUTO_TEST_CASE(configuration_that_leads_nowhere_is_asked_for_again_later_each_time) {
    for (auto const& [name, spoil, error] : faults()) BOOST_TEST_CONTEXT(name) {
            session_host host;
            auto const good = host.config;
            spoil(host.config);
            host.start();
            host.expect<realtime::fetch_config>();
            for (auto const base : {60s, 60s, 60s, 60s, 60s, 600s}) {
                host.give_config();
                BOOST_TEST(!host.has_actions());
                check_nowhere(host, error);
                auto const given_at = host.now;
                BOOST_TEST(
                    (host.await<realtime::fetch_config>().reason == realtime::config_reason::replaced));
                BOOST_TEST((host.now - given_at >= base && host.now - given_at <= base + base / 5));
            }
            host.config = good;
            host.give_config();
            host.expect<realtime::open_websocket>();
        }
}

BOOST_AUTO_TEST_CASE(configuration_that_leads_nowhere_ends_an_open_connection_too) {
    session_host host;
    host.connect();
    host.run_for(1min);
    host.config.server.enabled = false;
    host.give_config();
    host.run_for(1s);
    host.expect<realtime::close_websocket>();
    BOOST_TEST((host.session.state() == connection_state::awaiting_config));
    BOOST_TEST(host.events<realtime::connection_lost>().size() == 2u); // that it moves, and that it cannot
    host.run_for(10s);
    BOOST_TEST(host.statuses() == "connecting online offline");
    host.await<realtime::fetch_config>();
}

BOOST_AUTO_TEST_CASE(address_that_the_caller_forbids_stops_the_session) {
    session_host host;
    host.config.server.websocket_secure.clear();
    host.config.server.long_polling_secure.clear();
    host.start();
    host.expect<realtime::fetch_config>();
    host.give_config();
    BOOST_TEST((host.expect<realtime::session_stopped>().why == b24pull::usage_errc::insecure_url));
    BOOST_TEST((host.session.state() == connection_state::stopped));
    BOOST_TEST(!host.session.poll_timeout());
}

BOOST_AUTO_TEST_CASE(address_that_the_caller_allows_is_used) {
    realtime::session_options options;
    options.endpoint.clear = b24pull::clear_text::allowed;
    session_host host(4, options);
    host.config.server.websocket_secure.clear();
    host.configure();
    BOOST_TEST(host.url<realtime::open_websocket>().starts_with("ws://rt.example.com:80/subws/?"));
}

BOOST_AUTO_TEST_CASE(forbidden_websocket_gives_way_to_allowed_long_polling) {
    session_host host;
    host.config.server.websocket_secure.clear();
    host.configure();
    BOOST_TEST(host.url<realtime::start_poll>().starts_with("https://rt.example.com/sub/?"));
}

BOOST_AUTO_TEST_CASE(token_goes_instead_of_the_channels) {
    session_host host(5);
    host.config.jwt = b24pull::secret("head.body.tail");
    host.config.private_channel.reset();
    host.config.shared_channel.reset();
    host.configure();
    BOOST_TEST(host.url<realtime::open_websocket>() ==
               "wss://rt.example.com/subws/?token=head.body.tail&jsonRpc=true&revision=19");
    host.open();
    host.stay_alive_for(24h * 30); // it has no end, and is none the worse for a look
    BOOST_TEST((host.session.state() == connection_state::open));
}

BOOST_AUTO_TEST_SUITE_END()
