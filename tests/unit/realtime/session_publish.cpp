#include <b24pull/realtime/session.hpp>

#include "../../support/session_publishing.hpp"

#include <boost/system/errc.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(session_publish)

namespace {

namespace realtime = b24pull::realtime;
using namespace std::chrono_literals;
using b24pull::usage_errc;
using support::session_host;
using namespace support::publishing;

} // namespace

BOOST_AUTO_TEST_CASE(version_4_sends_bytes_and_no_news_is_good_news) {
    session_host host;
    host.connect();
    auto const id = publish(host, ring(60s));
    auto const sent = host.expect<realtime::send_binary>();
    BOOST_TEST(sent.id == host.socket);
    BOOST_TEST(support::hex(sent.bytes) == encoded(ring(60s)));
    host.run_for(2s - 1ms);
    BOOST_TEST(host.events<realtime::publication_outcome>().empty());
    host.run_for(1ms);
    check_outcome(host, id, {});
    host.close(4013); // too late to be its fault
    BOOST_TEST(host.events<realtime::publication_outcome>().empty());
}

BOOST_AUTO_TEST_CASE(connection_lost_in_between_leaves_it_open_what_became_of_it) {
    for (int const version : {4, 5}) {
        session_host host(version);
        host.connect();
        auto const id = publish(host);
        host.take_actions();
        host.close(1006);
        check_outcome(host, id, generic(errc::connection_aborted));
        host.await<realtime::open_websocket>();
        host.open();
        BOOST_TEST(!host.has_actions()); // it may have arrived: not sent again
    }
}

BOOST_AUTO_TEST_CASE(version_5_calls_and_waits_for_the_answer) {
    session_host host(5);
    host.connect();
    auto const good = publish(host), bad = publish(host), mute = publish(host);
    BOOST_TEST(host.expect<realtime::send_text>().text == realtime::publish_call(ring(), 1).value());
    host.expect<realtime::send_text>();
    BOOST_TEST(host.expect<realtime::send_text>().text == realtime::publish_call(ring(), 3).value());
    host.text(R"([{"jsonrpc":"2.0","id":2,"error":{"code":-32000,"message":"no"}},)"
              R"({"jsonrpc":"2.0","id":99,"result":1}])");
    check_outcome(host, bad, b24pull::server_errc::rejected);
    host.text(R"({"jsonrpc":"2.0","id":1,"result":{"any":[]}})");
    check_outcome(host, good, {});
    host.text(R"({"jsonrpc":"2.0","id":1,"result":{}})");
    host.run_for(5s - 1ms);
    BOOST_TEST(host.events<realtime::publication_outcome>().empty());
    host.run_for(1ms);
    check_outcome(host, mute, generic(errc::timed_out));
    host.text(R"({"jsonrpc":"2.0","id":3,"result":{}})"); // late
    BOOST_TEST(host.events<realtime::publication_outcome>().empty());
}

BOOST_AUTO_TEST_CASE(version_4_posts_where_the_connection_cannot_take_it) {
    realtime::session_options as_text;
    as_text.endpoint.format = realtime::payload_format::text;
    for (bool const polls : {true, false}) {
        session_host host(4, polls ? realtime::session_options() : as_text);
        if (polls) host.start_polling();
        else host.connect();
        host.forget_events();
        struct answer {
            unsigned status;
            std::string_view body;
            b24pull::error_code code;
            unsigned refusal;
        };
        using b24pull::server_errc;
        for (auto const& [status, body, code, refusal] : std::vector<answer>{
                 {200, "", {}, 0},
                 {400, "4021: Channel has an invalid signature.", server_errc::rejected, 4021},
                 {413, "", server_errc::rejected, 413},
                 {502, "<html>", server_errc::rejected, 502},
                 {0, "", generic(errc::connection_aborted), 0}}) {
            auto const id = publish(host);
            auto const post = host.expect<realtime::post_publication>();
            BOOST_TEST(post.id == id);
            BOOST_TEST(post.url.reveal() == "https://rt.example.com/pub/?CHANNEL_ID=a%3Ab.c%2Fd.e");
            BOOST_TEST(support::hex(post.body) == encoded(ring()));
            host.tell([&, status = status, body = body] {
                host.session.handle_posted(host.now, id, status, body);
            });
            check_outcome(host, id, code, refusal);
        }
        auto const mute = publish(host);
        host.take_actions();
        auto const posted_at = host.now;
        while (host.now - posted_at < 20s - 1ms) {
            host.run_for(1ms * 19999 - (host.now - posted_at));
            BOOST_TEST(host.events<realtime::publication_outcome>().empty());
        }
        host.run_for(1ms);
        check_outcome(host, mute, generic(errc::timed_out));
        host.tell([&] { host.session.handle_posted(host.now, mute, 200); });
        BOOST_TEST(host.events<realtime::publication_outcome>().empty());
        BOOST_TEST(host.events<realtime::connection_lost>().empty()); // a refusal costs no connection here
    }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_sent_is_refused_at_once_if_there_is_a_configuration) {
    auto const refused = [](session_host& host, realtime::publication const& message) {
        auto const deadline = host.session.poll_timeout();
        auto const error = host.session.publish(host.now, message).error().code();
        host.take();
        BOOST_TEST(!host.has_actions());
        BOOST_TEST((host.session.poll_timeout() == deadline));
        return error;
    };
    for (int const version : {4, 5}) {
        session_host host(version);
        host.connect();
        BOOST_TEST((refused(host, {.module_id = "a"}) == usage_errc::no_receivers));
        auto message = ring();
        message.params = "1";
        BOOST_TEST((refused(host, message) == usage_errc::invalid_params));
        BOOST_TEST((refused(host, ring(-1s)) == usage_errc::invalid_expiry));
        auto const to_user = refused(host, {.users = {0}});
        BOOST_TEST((to_user == (version == 4 ? usage_errc::unknown_receiver : usage_errc::invalid_user_id)));
    }
    for (int const version : {3, 4}) {
        session_host host(version);
        host.config.server.publish_enabled = false;
        host.connect();
        BOOST_TEST((refused(host, ring()) == usage_errc::publishing_disabled), version);
    }
}

BOOST_AUTO_TEST_CASE(what_turns_out_to_be_impossible_is_told_later) {
    session_host host;
    auto const id = publish(host);
    host.config.server.publish_enabled = false;
    host.connect();
    check_outcome(host, id, usage_errc::publishing_disabled);
    BOOST_TEST(!host.has_actions());
}

BOOST_AUTO_TEST_CASE(users_of_version_4_are_reached_by_their_public_channels) {
    session_host host;
    host.connect();
    b24pull::public_channel channel{.user_id = 7, .public_id = "ab12", .signature = b24pull::secret("cd34")};
    channel.end.instant = host.wall_seconds() + 1h;
    realtime::publication const to_user{.users = {7}, .module_id = "application", .command = "ring"};
    BOOST_TEST((host.session.publish(host.now, to_user).error().code() == usage_errc::unknown_receiver));
    host.session.learn({channel});
    publish(host, to_user);
    BOOST_TEST(support::hex(host.expect<realtime::send_binary>().bytes) == encoded(ring()));
    channel.public_id = "ab34"; // the latest counts
    host.session.learn({channel});
    publish(host, to_user);
    BOOST_TEST(support::hex(host.expect<realtime::send_binary>().bytes).find("ab34") != std::string::npos);
    host.stay_alive_for(1h); // it has ended
    BOOST_TEST((host.session.publish(host.now, to_user).error().code() == usage_errc::unknown_receiver));
}

BOOST_AUTO_TEST_CASE(configuration_does_not_replace_what_was_learned) {
    session_host host;
    host.config.public_channels = {{.user_id = 7, .public_id = "aa"}, {.user_id = 8, .public_id = "bb"}};
    for (auto& each : host.config.public_channels) each.end.instant = host.wall_seconds() + 10h;
    host.connect();
    auto const sent_to = [&](std::int64_t user, std::string_view id) {
        publish(host, {.users = {user}, .module_id = "application", .command = "ring"});
        return support::hex(host.expect<realtime::send_binary>().bytes).find(id) != std::string::npos;
    };
    BOOST_TEST(sent_to(7, "aa"));
    b24pull::public_channel learned{.user_id = 7, .public_id = "cc"};
    learned.end.instant = host.wall_seconds() + 1h;
    host.session.learn({learned});
    BOOST_TEST(sent_to(7, "cc"));
    host.give_config();
    BOOST_TEST(sent_to(7, "cc"));
    BOOST_TEST(sent_to(8, "bb"));
    host.stay_alive_for(1h); // it has ended: better an error than a channel where nobody listens
    auto const late = host.session.publish(host.now, {.users = {7}});
    BOOST_TEST((late.error().code() == usage_errc::unknown_receiver));
}

BOOST_AUTO_TEST_CASE(stop_tells_what_was_not_sent) {
    for (bool const connected : {true, false}) {
        session_host host;
        if (connected) host.connect();
        auto const id = publish(host);
        host.stop();
        check_outcome(host, id, usage_errc::session_stopped);
    }
}

BOOST_AUTO_TEST_SUITE_END()
