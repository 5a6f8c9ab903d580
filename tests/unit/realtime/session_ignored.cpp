#include <b24pull/realtime/session.hpp>

#include "../../support/session_situations.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <initializer_list>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(session_ignored)

namespace {

namespace realtime = b24pull::realtime;
using namespace std::chrono_literals;
using realtime::connection_state;
using support::answers;
using support::check_without_effect;
using support::session_host;
using support::situations;

} // namespace

BOOST_AUTO_TEST_CASE(stop_ends_what_there_is_and_everything_after_it_is_ignored) {
    for (auto const& one : situations()) {
        BOOST_TEST_CONTEXT(one.name) {
            session_host host;
            one.bring_about(host);
            auto const has_socket = one.name == "connecting" || one.name == "open" || one.name == "probing";
            auto const has_poll = one.name == "polling" || one.name == "probing";
            host.take_actions();
            host.forget_events();
            host.stop();
            if (has_socket) BOOST_TEST(host.expect<realtime::close_websocket>().id == host.socket);
            if (has_poll) BOOST_TEST(host.expect<realtime::cancel_poll>().id == host.poll);
            BOOST_TEST(!host.expect<realtime::session_stopped>().why);
            BOOST_TEST(host.statuses() == "offline");
            BOOST_TEST((host.session.state() == connection_state::stopped));
            BOOST_TEST(!host.session.poll_timeout());
            BOOST_TEST(host.is_quiet());

            for (auto const& [name, call] : answers())
                for (auto const id : {realtime::operation_id{0}, host.socket, host.poll})
                    BOOST_TEST_CONTEXT(name) { check_without_effect(host, call, id); }
            using b24pull::usage_errc;
            for (auto const& call : std::vector<std::function<void()>>{
                     [&] { host.start(); }, [&] { host.stop(); }, [&] { host.give_config(); },
                     [&] { host.fail_config(usage_errc::invalid_token); },
                     [&] { host.fail_config(b24pull::server_errc::unavailable); },
                     [&] { host.session.handle_timeout(host.now + 24h); },
                     [&] { host.session.handle_offline(host.now); },
                     [&] { host.session.handle_online(host.now); },
                     [&] {
                         auto const refused = host.session.publish(host.now, {.users = {1}});
                         BOOST_TEST((refused.error().code() == usage_errc::session_stopped));
                     },
                     [&] {
                         auto const refused = host.session.subscribe_status(host.now, 7);
                         BOOST_TEST((refused.error().code() == usage_errc::session_stopped));
                     },
                     [&] { host.session.unsubscribe_status(host.now, 7); },
                     [&] { BOOST_TEST(host.session.restore(host.session.snapshot()).has_error()); }})
                check_without_effect(
                    host, [&call](session_host&, realtime::operation_id) { call(); }, 0);
        }
    }
}

BOOST_AUTO_TEST_CASE(answers_to_what_is_over_change_nothing) {
    for (auto const& one : situations())
        for (auto const& [name, call] : answers()) BOOST_TEST_CONTEXT(one.name << ", " << name) {
                session_host host;
                one.bring_about(host);
                host.take_actions();
                host.forget_events();
                for (realtime::operation_id id = 0; id != 30; ++id) {
                    bool const is_over = one.name == "backing off" || one.name == "offline";
                    if (is_over || (id != host.socket && id != host.poll))
                        check_without_effect(host, call, id);
                }
            }
}

BOOST_AUTO_TEST_CASE(answers_that_have_no_meaning_yet_or_any_more_change_nothing) {
    auto const check = [](std::string_view state, std::initializer_list<std::string_view> names) {
        for (auto const& one : situations()) {
            if (one.name != state) continue;
            session_host host;
            one.bring_about(host);
            host.take_actions();
            host.forget_events();
            for (auto const& [name, call] : answers())
                for (auto const wanted : names)
                    if (name == wanted) BOOST_TEST_CONTEXT(state << ", " << name) {
                            check_without_effect(host, call, host.socket);
                        }
        }
    };
    check("connecting", {"text", "binary", "alive", "poll", "poll failed", "posted"});
    check("open", {"open", "refused", "poll", "poll failed", "posted"});
    check("probing", {"text", "binary", "alive", "poll", "poll failed", "posted"});
    check("polling", {"open", "refused", "text", "binary", "alive", "closed", "posted"});
}

BOOST_AUTO_TEST_SUITE_END()
