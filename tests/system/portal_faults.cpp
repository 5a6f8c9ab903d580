// What the loopback portal does on command: its faults, its renewals, its numbers; and version 5, of which nothing was
// recorded.
#include "portal_client.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <set>
#include <string>
#include <thread>

namespace {

using namespace portal_test;
using namespace std::chrono_literals;
using namespace std::string_literals;

constexpr std::string_view from_the_beginning = "&mid=00000000000000000000000000";

bool is_cut(websocket& client) { return client.receive().opcode == -1 && !client.below().silent(); }

std::int64_t statistic(std::uint16_t port, std::string_view name) {
    return control(port, "statistics").at(name).to_number<std::int64_t>();
}

// The numbers of the events in a payload.
std::multiset<int> numbers(std::string_view payload) {
    constexpr std::string_view mark = "\"params\":{\"n\":";
    std::multiset<int> out;
    for (auto at = payload.find(mark); at != std::string_view::npos; at = payload.find(mark, at + 1))
        out.insert(std::stoi(std::string(payload.substr(at + mark.size(), 9))));
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(portal_faults)

BOOST_AUTO_TEST_CASE(connections_end_in_every_way) {
    portal_program const portal({});
    configuration const config(portal.port());
    websocket cut(portal.port(), config.channels());
    control(portal.port(), "cut");
    BOOST_TEST(is_cut(cut));

    websocket half(portal.port(), config.channels());
    control(portal.port(), "cut?half=1");
    BOOST_TEST(half.below().read(2).value_or("") == "\x81\x40");
    BOOST_TEST(half.below().read_to_end().size() < 64);

    websocket closed(portal.port(), config.channels());
    control(portal.port(), "close?code=1012&reason=later");
    BOOST_TEST(closed.receive().is(close_frame, "\x03\xf4"
                                                "1012: later"));

    control(portal.port(), "refuse?count=1&status=502");
    BOOST_TEST(websocket(portal.port(), config.channels()).handshake().status == 502);
    BOOST_TEST(websocket(portal.port(), config.channels()).handshake().status == 101);
}

BOOST_AUTO_TEST_CASE(connections_end_in_the_middle_of_the_handshake) {
    portal_program const portal({});
    configuration const config(portal.port());
    stream buttons(portal.port());
    for (int round = 0; round < 20; ++round) {
        std::vector<stream> opening;
        for (int i = 0; i < 20; ++i) {
            opening.emplace_back(portal.port()).write(websocket_request(config.channels()));
            for (auto const* press : {"/control/cut?half=1", "/control/close"}) {
                auto const pressed = http_on(buttons, "POST", press);
                BOOST_TEST_REQUIRE(pressed.status == 200);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(whoever_has_shaken_hands_is_heard) {
    portal_program const portal({"--gather", "0"});
    configuration const config(portal.port());
    stream buttons(portal.port());
    for (int round = 1; round <= 200; ++round) {
        websocket client(portal.port(), config.channels());
        http_on(buttons, "POST", "/control/publish?from=" + std::to_string(round));
        auto const heard = numbers(client.receive().data);
        BOOST_TEST_REQUIRE((heard == std::multiset<int>{round}));
    }
}

BOOST_AUTO_TEST_CASE(a_stalled_server_accepts_and_says_nothing) {
    portal_program const portal({"--poll-wait", "0.1"});
    configuration const config(portal.port());
    websocket before(portal.port(), config.channels());
    control(portal.port(), "stall");
    websocket after(portal.port(), config.channels(from_the_beginning));
    stream poll(portal.port());
    poll.write("GET " + config.poll() + " HTTP/1.1\r\nHost: portal\r\n\r\n");
    BOOST_TEST(after.handshake().status == 101);
    control(portal.port(), "publish");
    for (auto* each : {&before.below(), &after.below(), &poll}) {
        each->be_patient_for(300ms);
        BOOST_TEST(!each->read(1));
        BOOST_TEST(each->silent());
        each->be_patient_for(10s);
    }
    control(portal.port(), "stall?on=0");
    BOOST_TEST(is_cut(before));
    BOOST_TEST(is_cut(after));
    BOOST_TEST(poll.read_to_end().empty());
    websocket again(portal.port(), config.channels(from_the_beginning));
    BOOST_TEST((numbers(again.receive().data) == std::multiset<int>{1}));
}

BOOST_AUTO_TEST_CASE(a_stalled_connection_neither_ends_nor_hears) {
    portal_program const portal({"--ping-every", "0.2"});
    configuration const config(portal.port());
    websocket client(portal.port(), config.channels("&binaryMode=true"));
    control(portal.port(), "stall");
    client.send(binary_frame, "\xff\xff");
    client.below().be_patient_for(1s);
    BOOST_TEST(client.receive().opcode == -1);
    BOOST_TEST(client.below().silent());
    BOOST_TEST(statistic(portal.port(), "client_requests") == 0);
    client.below().be_patient_for(10s);
    control(portal.port(), "cut?half=1");
    BOOST_TEST(client.below().read(2).value_or("") == "\x82\x40");
    BOOST_TEST(client.below().read_to_end().size() < 64);
}

BOOST_AUTO_TEST_CASE(a_restart_keeps_history_or_forgets_it) {
    portal_program const portal({});
    configuration const config(portal.port());
    control(portal.port(), "publish?count=3");
    websocket before(portal.port(), config.channels());
    control(portal.port(), "restart");
    BOOST_TEST(is_cut(before));
    control(portal.port(), "publish?from=4");
    websocket after(portal.port(), config.channels(from_the_beginning));
    auto const all = after.receive().data;
    BOOST_TEST((numbers(all) == std::multiset<int>{1, 2, 3, 4}));
    // The counter begins again, and the id is greater all the same.
    BOOST_TEST(count(all, "{\"id\":0,") == 2);
    BOOST_TEST(all.find("\"n\":3") < all.find("\"n\":4"));
    control(portal.port(), "restart?forget=1");
    control(portal.port(), "publish?from=5");
    websocket empty(portal.port(), config.channels(from_the_beginning));
    BOOST_TEST((numbers(empty.receive().data) == std::multiset<int>{5}));
}

BOOST_AUTO_TEST_CASE(by_chance_connections_are_cut_and_nothing_is_lost) {
    portal_program const portal({"--cut", "0.1", "--repeat", "0.1", "--seed", "5", "--gather", "0"});
    configuration const config(portal.port());
    std::multiset<int> got;
    std::string mid(26, '0');
    int connections = 0;
    constexpr int events = 500;
    for (int sent = 0; std::set<int>(got.begin(), got.end()).size() < events && connections < events;) {
        websocket client(portal.port(), config.channels("&mid=" + mid));
        ++connections;
        for (;;) {
            if (sent < events) control(portal.port(), "publish?count=10&from=" + std::to_string(sent + 1));
            sent += sent < events ? 10 : 0;
            auto const payload = client.receive();
            if (payload.opcode != text_frame) break;
            got.merge(numbers(payload.data));
            auto const last = payload.data.rfind("\"mid\":\"");
            mid = std::max(mid, payload.data.substr(last + 7, 26));
            if (std::set<int>(got.begin(), got.end()).size() == events) break;
        }
    }
    BOOST_TEST((std::set<int>(got.begin(), got.end()).size() == events));
    BOOST_TEST(got.size() > events); // some came twice
    BOOST_TEST(connections > 1);
}

BOOST_AUTO_TEST_CASE(channels_are_renewed_and_served_on) {
    portal_program const portal({"--channel-life", "4", "--renew-before", "1", "--keep-expired", "1"});
    configuration const config(portal.port());
    websocket client(portal.port(), config.channels());
    std::string heard = client.receive().data;
    if (count(heard, "channel_expire") < 2) heard += client.receive().data;
    BOOST_TEST(
        count(
            heard,
            "\"module_id\":\"pull\",\"command\":\"channel_expire\",\"params\":{\"action\":\"get_config\"") ==
        2);
    BOOST_TEST(count(heard, "\"new_channel\"") == 1);
    auto const bare = config.private_id().substr(0, 32) + '.';
    BOOST_TEST(count(heard, "\"channel\":{\"id\":\"" + bare) == 1);
    configuration const renewed(portal.port());
    BOOST_TEST(renewed.shared_id() != config.shared_id());
    BOOST_TEST(renewed.private_id() != config.private_id());
    // For a while the old ones are good, and then no more.
    BOOST_TEST(websocket(portal.port(), config.channels()).handshake().status == 101);
    client.below().be_patient_for(3s);
    client.below().read(1);
    BOOST_TEST(websocket(portal.port(), config.channels()).handshake().status == 400);
}

BOOST_AUTO_TEST_CASE(an_ended_channel_is_served_on_for_parts_of_a_second_too) {
    portal_program const portal({"--keep-expired", "0.9", "--channel-life", "1", "--poll-wait", "0"});
    // It begins and ends on whole seconds.
    auto const start = std::chrono::ceil<std::chrono::seconds>(std::chrono::system_clock::now());
    std::this_thread::sleep_until(start + 50ms);
    configuration const config(portal.port());
    std::this_thread::sleep_until(start + 1300ms);
    BOOST_TEST(http(portal.port(), "GET", config.poll()).status == 304);
    std::this_thread::sleep_until(start + 2200ms);
    BOOST_TEST(http(portal.port(), "GET", config.poll()).status == 400);
}

BOOST_AUTO_TEST_CASE(nothing_is_kept_for_channels_and_messages_past_their_end) {
    portal_program const portal({"--keep-expired", "0", "--channel-life", "1"});
    auto const start = std::chrono::ceil<std::chrono::seconds>(std::chrono::system_clock::now());
    std::this_thread::sleep_until(start + 50ms);
    configuration const ended(portal.port());
    std::this_thread::sleep_until(start + 1050ms);
    configuration const alive(portal.port());
    auto const reached = control(portal.port(), "config_expire?expiry=1").at("channels");
    BOOST_TEST(reached.to_number<int>() == 1);
    BOOST_TEST(statistic(portal.port(), "kept") == 1);
    for (int i = 0; i < 500 && statistic(portal.port(), "kept") > 0; ++i) std::this_thread::sleep_for(10ms);
    BOOST_TEST(statistic(portal.port(), "kept") == 0);
}

BOOST_AUTO_TEST_CASE(commands_of_the_system_reach_whoever_listens) {
    portal_program const portal({"--gather", "0"});
    configuration const config(portal.port());
    websocket client(portal.port(), config.channels());
    control(portal.port(), "config_expire");
    BOOST_TEST(count(client.receive().data,
                     R"({"module_id":"pull","command":"config_expire","params":[],"extra":)") == 1);
    configuration const next(portal.port());
    BOOST_TEST(next.result.at("server").at("config_timestamp").as_int64() >
               config.result.at("server").at("config_timestamp").as_int64());
    control(portal.port(), "server_restart");
    BOOST_TEST(count(client.receive().data,
                     R"({"module_id":"pull","command":"server_restart","params":[],"extra":)") == 1);
    control(portal.port(), "channel_expire?kind=shared&action=reconnect&type=shared");
    BOOST_TEST(count(client.receive().data, R"("params":{"action":"reconnect","channel":{"id":")" +
                                                config.shared_id() +
                                                R"(","type":"shared"},"new_channel":{"id":")" +
                                                configuration(portal.port()).shared_id()) == 1);
    control(portal.port(), "forget_channels");
    BOOST_TEST(websocket(portal.port(), config.channels()).handshake().status == 400);
    BOOST_TEST(websocket(portal.port(), configuration(portal.port()).channels()).handshake().status == 101);
}

BOOST_AUTO_TEST_CASE(buttons_say_what_was_wrong) {
    portal_program const portal({});
    BOOST_TEST(http(portal.port(), "POST", "/control/nothing").status == 404);
    BOOST_TEST(http(portal.port(), "GET", "/control/cut").status == 405);
    auto const answer = http(portal.port(), "POST", "/control/publish?count=many");
    BOOST_TEST(answer.status == 400);
    BOOST_TEST(answer.body == "bad argument: count\n");
}

BOOST_AUTO_TEST_CASE(a_button_with_a_bad_argument_changes_nothing) {
    portal_program const portal({});
    configuration const config(portal.port());
    websocket client(portal.port(), config.channels());
    for (auto const& press :
         {"refuse?status=1000"s, "refuse?count=-1"s, "refuse?count=4294967296"s, "chance?cut=1&repeat=2"s,
          "chance?cut=1&seed=x"s, "close?code=70000"s, "close?code=999"s,
          "close?reason=" + std::string(118, 'x'), "publish?expiry=-1"s, "publish?size=1048577"s,
          "publish?size=9000000000000000000"s, "publish?count=2&from=9223372036854775807"s,
          "config_expire?expiry=x"s}) {
        auto const answer = http(portal.port(), "POST", "/control/" + press);
        BOOST_TEST(answer.status == 400, press << ": " << answer.status);
    }
    // None has been refused, cut or closed, and nothing was published.
    BOOST_TEST(websocket(portal.port(), config.channels()).handshake().status == 101);
    BOOST_TEST(configuration(portal.port()).result.at("server").at("config_timestamp") ==
               config.result.at("server").at("config_timestamp"));
    control(portal.port(), "publish?from=7");
    BOOST_TEST((numbers(client.receive().data) == std::multiset<int>{7}));
    auto const longest = std::string(117, 'x');
    control(portal.port(), "close?reason=" + longest);
    BOOST_TEST(client.receive().is(close_frame, "\x03\xe8"
                                                "1000: " +
                                                    longest));
}

BOOST_AUTO_TEST_CASE(a_page_of_a_status_that_has_no_body_is_left_out) {
    for (auto const* status : {"204", "304"}) {
        portal_program const portal({"--html", status});
        auto const answer = http(portal.port(), "GET", "/rest/server.time");
        BOOST_TEST(std::to_string(answer.status) == status);
        BOOST_TEST(answer.body.empty());
    }
}

BOOST_AUTO_TEST_CASE(version_5_speaks_json_rpc) {
    portal_program const portal({"--server-version", "5", "--gather", "0", "--ping-every", "0.5"});
    configuration const mine(portal.port());
    configuration const theirs(portal.port(), "token-of-a-user");
    auto const by_token = [](configuration const& of) {
        return "/bitrix/subws/?token=" + std::string(of.result.at("jwt").as_string()) + "&jsonRpc=true";
    };
    // Pings come in between, and are answered.
    auto const next = [](websocket& client) {
        for (;;) {
            auto const got = client.receive();
            if (!got.is(text_frame, "ping")) return got.data;
            client.send(text_frame, "pong");
        }
    };
    websocket me(portal.port(), by_token(mine));
    BOOST_TEST(me.receive().is(text_frame, "ping"));
    me.send(text_frame, "pong");
    auto const ask = [&](std::string const& text) {
        me.send(text_frame, text);
        return next(me);
    };
    BOOST_TEST(ask(R"({"jsonrpc":"2.0","method":"getUsersLastSeen","params":{"userList":[1,577]},"id":1})") ==
               R"({"jsonrpc":"2.0","id":1,"result":{"1":0}})");
    BOOST_TEST(
        ask(R"({"jsonrpc":"2.0","method":"subscribeStatusChange","params":{"userId":"577"},"id":2})") ==
        R"({"jsonrpc":"2.0","id":2,"result":true})");
    websocket they(portal.port(), by_token(theirs));
    auto const news = next(me);
    BOOST_TEST(
        news ==
        R"({"jsonrpc":"2.0","method":"incoming.message","params":{"mid":")" + first_mid(news) +
            R"(","body":{"module_id":"online","command":"userStatusChange","params":{"user_id":577,"online":true}},"sender":{"type":2}}})");
    BOOST_TEST(
        ask(R"({"jsonrpc":"2.0","method":"publish","params":{"userList":[577],"body":{"module_id":"m","command":"c","params":{}},"expiry":60},"id":3})") ==
        R"({"jsonrpc":"2.0","id":3,"result":true})");
    auto const got = next(they);
    BOOST_TEST(got ==
               R"({"jsonrpc":"2.0","method":"incoming.message","params":{"mid":")" + first_mid(got) +
                   R"(","body":{"module_id":"m","command":"c","params":{}},"sender":{"type":1,"id":")" +
                   mine.public_id().substr(0, 32) + R"("}}})");
    they.send(text_frame, "mack:" + first_mid(got));
    BOOST_TEST(ask("{") == R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error"}})");
    BOOST_TEST(
        ask(R"([{"jsonrpc":"2.0","method":"unknown","id":4},{"jsonrpc":"2.0","method":"publish","params":{},"id":5}])") ==
        R"([{"jsonrpc":"2.0","id":4,"error":{"code":-32601,"message":"Method not found"}},{"jsonrpc":"2.0","id":5,"error":{"code":-32602,"message":"Invalid params"}}])");
    // Nobody has this id: it is not a way to reach everybody.
    for (auto const* nobody : {"0", "\"0\"", "\"00\""})
        BOOST_TEST(ask(R"({"jsonrpc":"2.0","method":"publish","params":{"userList":[)" + std::string(nobody) +
                       R"(],"body":{}},"id":6})") ==
                   R"({"jsonrpc":"2.0","id":6,"error":{"code":-32602,"message":"Invalid params"}})");
    BOOST_TEST(statistic(portal.port(), "acknowledged") == 1);
    BOOST_TEST(websocket(portal.port(), "/bitrix/subws/?token=a.b.c").handshake().status == 400);
    // Nothing is answered any more: at the second ping the connection is cut.
    while (they.receive().is(text_frame, "ping")) {
    }
    BOOST_TEST(!they.below().silent());
}

BOOST_AUTO_TEST_SUITE_END()
