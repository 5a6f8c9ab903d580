// The loopback portal against what running push servers were seen to do, byte by byte and row by row.
#include "portal_client.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <thread>

namespace {

using namespace portal_test;
using namespace std::chrono_literals;
using namespace std::string_literals;

constexpr std::string_view from_the_beginning = "&mid=00000000000000000000000000";
constexpr std::string_view binary = "&binaryMode=true";

std::string bytes(std::string_view hex) {
    std::string out;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        out += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
    return out;
}

// One field of protobuf that has a length.
std::string field(char tag, std::string const& content) {
    std::string out(1, tag);
    for (auto left = content.size();; left >>= 7) {
        out += static_cast<char>(left < 128 ? left : (left & 127) | 128);
        if (left < 128) return out + content;
    }
}

std::string receiver(configuration const& of) {
    auto const id = of.public_id();
    return field('\x0a', bytes(id.substr(0, 32))) + field('\x1a', bytes(id.substr(33)));
}
std::string message(std::string const& receivers, std::string const& body) {
    return field('\x0a', receivers + field('\x1a', body) + "\x20\x3c");
}
std::string batch(std::string const& messages) { return field('\x0a', field('\x0a', messages)); }

std::string repeated(std::string const& text, std::size_t times) {
    std::string out;
    while (times-- > 0) out += text;
    return out;
}

void add_event(std::uint16_t port, std::string const& command) {
    BOOST_TEST(call(port, "pull.application.event.add", R"({"COMMAND":")" + command + R"("})").as_bool());
}

// With what code the server answers to these bytes; -1 if it does not close.
int answer_to(std::uint16_t port, std::string const& target, int opcode, std::string const& data) {
    websocket client(port, target);
    client.send(opcode, data);
    auto const got = client.receive();
    if (got.close_code() >= 4000)
        BOOST_TEST(got.data.substr(2).starts_with(std::to_string(got.close_code()) + ": "));
    return got.close_code();
}

} // namespace

BOOST_AUTO_TEST_SUITE(portal_wire)

BOOST_AUTO_TEST_CASE(lists_of_channels_are_taken_in_every_spelling) {
    portal_program const portal({});
    configuration const config(portal.port());
    auto const in = [](std::string text, std::string_view colon, std::string_view slash) {
        for (auto at = text.find_first_of(":/"); at != std::string::npos;
             at = text.find_first_of(":/", at + 1))
            text.replace(at, 1, text[at] == ':' ? colon : slash);
        return text;
    };
    for (auto const& list : {config.list(), in(config.list(), "%3A", "%2F"), in(config.list(), "%3a", "%2f"),
                             config.shared_id(), config.shared_id() + '/' + config.private_id()})
        BOOST_TEST(
            websocket(portal.port(), "/bitrix/subws/?x=1&CHANNEL_ID=" + list + "&y").handshake().status ==
            101);
}

BOOST_AUTO_TEST_CASE(wrong_channels_are_refused_in_the_handshake) {
    portal_program const portal({});
    configuration const config(portal.port());
    auto upper = config.list();
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c; });
    for (auto const& list :
         {""s, "abc"s, upper, config.list() + '/', config.list() + "//" + config.list(),
          config.list().substr(1), config.list() + '0', config.shared_id().substr(0, 32)}) {
        auto const answer = websocket(portal.port(), "/bitrix/subws/?CHANNEL_ID=" + list).handshake();
        BOOST_TEST(answer.status == 400);
        BOOST_TEST(answer.body == "Wrong Channel Id.");
        auto const poll = http(portal.port(), "GET", "/bitrix/sub/?CHANNEL_ID=" + list);
        BOOST_TEST(poll.status == 400);
        BOOST_TEST(poll.body == "4010: Wrong Channel Id.");
    }
    BOOST_TEST(websocket(portal.port(), "/elsewhere/?CHANNEL_ID=" + config.list()).handshake().body ==
               "Bad Request");
    // Given twice, the list costs the connection without an answer.
    BOOST_TEST(websocket(portal.port(), config.channels("&CHANNEL_ID=" + config.list())).handshake().status ==
               0);
}

BOOST_AUTO_TEST_CASE(only_a_handshake_in_due_form_opens_a_websocket) {
    portal_program const portal({"--poll-wait", "0.1"});
    configuration const config(portal.port());
    auto const status_without = [&](std::string_view what, std::string_view instead = {}) {
        auto request = websocket_request(config.channels());
        request.replace(request.find(what), what.size(), instead);
        stream over(portal.port());
        over.write(request);
        auto const head = over.read_until("\r\n\r\n").value_or("");
        return head.substr(0, head.find("\r\n"));
    };
    BOOST_TEST(status_without("Host: portal\r\n") == "HTTP/1.1 400 Bad Request");
    BOOST_TEST(status_without("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n") ==
               "HTTP/1.1 400 Bad Request");
    // These are requests like any other, and so polls.
    BOOST_TEST(status_without("Connection: Upgrade\r\n") == "HTTP/1.1 304 Not Modified");
    BOOST_TEST(status_without("Upgrade: websocket\r\n") == "HTTP/1.1 304 Not Modified");
    BOOST_TEST(status_without("GET", "POST") == "HTTP/1.1 404 Not Found");
}

BOOST_AUTO_TEST_CASE(or_they_are_accepted_and_closed) {
    portal_program const portal({"--late-refusal"});
    websocket client(portal.port(), "/bitrix/subws/?CHANNEL_ID=abc");
    BOOST_TEST(client.handshake().status == 101);
    BOOST_TEST(client.receive().is(close_frame, "\x0f\xaa"
                                                "4010: Wrong Channel Id."));
}

BOOST_AUTO_TEST_CASE(version_3_refuses_in_its_own_words) {
    portal_program const portal({"--server-version", "3"});
    BOOST_TEST(websocket(portal.port(), "/bitrix/subws/?CHANNEL_ID=abc").handshake().body == "Bad Request");
    BOOST_TEST(http(portal.port(), "GET", "/bitrix/sub/?CHANNEL_ID=abc").body ==
               "Channel id is not correct.");
    BOOST_TEST(http(portal.port(), "GET", "/bitrix/sub/").body == "No channel id provided.");
}

BOOST_AUTO_TEST_CASE(what_a_client_sends_wrongly_costs_the_connection) {
    portal_program const portal({});
    configuration const config(portal.port());
    auto const own = config.channels(binary);
    auto const me = receiver(config);
    auto const to_me = field('\x0a', me);
    auto const on = [&](int opcode, std::string const& data) {
        return answer_to(portal.port(), own, opcode, data);
    };
    BOOST_TEST(on(binary_frame, "\xff\xff") == 4013);
    BOOST_TEST(on(binary_frame, "") == 4013);
    BOOST_TEST(on(text_frame, "pong") == 4013);
    BOOST_TEST(on(text_frame, "mack:123") == 4013);
    BOOST_TEST(on(binary_frame, bytes("0a021a00")) == 4014);
    BOOST_TEST(on(binary_frame, bytes("0a00")) == 4013);
    BOOST_TEST(on(binary_frame, batch(repeated(message(to_me, "{}"), 101))) == 4016);
    BOOST_TEST(on(binary_frame, batch(message("", "{}"))) == 4017);
    BOOST_TEST(on(binary_frame, batch(message(repeated(to_me, 101), "{}"))) == 4018);
    BOOST_TEST(on(binary_frame, batch(message(field('\x0a', field('\x0a', "short")), "{}"))) == 4021);
    BOOST_TEST(on(binary_frame, batch(message(field('\x0a', me + bytes("1001")), "{}"))) == 4020);
    BOOST_TEST(on(binary_frame, batch(message(field('\x0a', me.substr(0, me.size() - 1) + '?'), "{}"))) ==
               4021);
    BOOST_TEST(on(binary_frame, std::string(1024 * 1024 + 1, 'x')) == 1009);
    // Without a public id this is what counts, whatever is sent.
    auto const nameless = "/bitrix/subws/?CHANNEL_ID=" + config.shared_id() + std::string(binary);
    BOOST_TEST(answer_to(portal.port(), nameless, binary_frame, "\xff") == 4012);
    BOOST_TEST(answer_to(portal.port(), nameless, binary_frame, bytes("0a021a00")) == 4012);
}

BOOST_AUTO_TEST_CASE(each_message_may_have_many_receivers) {
    portal_program const portal({"--gather", "0.05"});
    configuration const config(portal.port());
    websocket client(portal.port(), config.channels(binary));
    auto const to_me = repeated(field('\x0a', receiver(config)), 60);
    client.send(binary_frame, batch(message(to_me, "one") + message(to_me, "two")));
    std::string got;
    while (count(got, "two") < 60) {
        auto const next = client.receive();
        BOOST_TEST_REQUIRE(next.opcode == binary_frame);
        got += next.data;
    }
    BOOST_TEST(count(got, "one") == 60);
}

BOOST_AUTO_TEST_CASE(without_binary_mode_nothing_is_listened_to) {
    portal_program const portal({});
    configuration const config(portal.port());
    for (auto const* mode : {"", "&binaryMode=1", "&binaryMode=TRUE"}) {
        websocket client(portal.port(), config.channels(mode));
        client.send(binary_frame, "\xff\xff");
        client.send(ping_frame, "are you there");
        BOOST_TEST(client.receive().is(pong_frame, "are you there"));
    }
}

BOOST_AUTO_TEST_CASE(a_close_is_echoed) {
    portal_program const portal({});
    configuration const config(portal.port());
    websocket client(portal.port(), config.channels());
    client.send(close_frame, "\x03\xe8");
    BOOST_TEST(client.receive().is(close_frame, "\x03\xe8"));
}

BOOST_AUTO_TEST_CASE(the_oldest_connection_gives_way) {
    portal_program const portal({"--most-connections", "2"});
    configuration const config(portal.port());
    websocket first(portal.port(), config.channels());
    websocket second(portal.port(), config.channels());
    websocket third(portal.port(), config.channels());
    BOOST_TEST(first.receive().close_code() == 4029);
    add_event(portal.port(), "here");
    BOOST_TEST(second.receive().opcode == text_frame);
    BOOST_TEST(third.receive().opcode == text_frame);
}

BOOST_AUTO_TEST_CASE(the_first_message_goes_at_once_and_the_others_together) {
    portal_program const portal({"--gather", "1"});
    configuration const config(portal.port());
    websocket text(portal.port(), config.channels());
    websocket protobuf(portal.port(), config.channels(binary));
    for (auto const* command : {"one", "two", "three"}) add_event(portal.port(), command);

    auto const first = text.receive();
    BOOST_TEST(first.opcode == text_frame);
    BOOST_TEST(first.data.starts_with(R"(#!NGINXNMS!#{"id":0,"mid":")" + first_mid(first.data) +
                                      R"(","channel":"-","tag":")"));
    BOOST_TEST(first.data.ends_with(R"(,"revision_web":19,"revision_mobile":3}}}#!NGINXNME!#)"));
    BOOST_TEST(
        count(first.data, R"("text":{"module_id":"application","command":"one","params":[],"extra":{)") == 1);
    auto const others = text.receive();
    BOOST_TEST(count(others.data, "}#!NGINXNME!##!NGINXNMS!#{") == 1);
    BOOST_TEST(count(others.data, "\"command\":\"t") == 2);

    BOOST_TEST(count(protobuf.receive().data, "\"command\"") == 1);
    auto const responses = protobuf.receive();
    BOOST_TEST(responses.opcode == binary_frame);
    BOOST_TEST(count(responses.data, "\"command\":\"t") == 2);
    // A response each, and its sender is the backend.
    BOOST_TEST(count(responses.data, bytes("2a020802")) == 2);
    BOOST_TEST(responses.data.find("\x2a\x02\x08\x02\x0a") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_addressed_twice_comes_twice_also_from_history) {
    portal_program const portal({"--address-twice", "--gather", "0.05"});
    configuration const config(portal.port());
    websocket live(portal.port(), config.channels());
    call(portal.port(), "pull.application.event.add", R"({"COMMAND":"twice","USER_ID":1})");
    auto const first = live.receive();
    auto const second = live.receive();
    BOOST_TEST(first_mid(first.data).size() == 26);
    BOOST_TEST(first_mid(first.data) == first_mid(second.data));
    websocket later(portal.port(), config.channels(from_the_beginning));
    BOOST_TEST(count(later.receive().data, "\"command\":\"twice\"") == 2);
}

BOOST_AUTO_TEST_CASE(history_comes_in_one_payload_before_what_is_new) {
    portal_program const portal({});
    configuration const config(portal.port());
    add_event(portal.port(), "first");
    control(portal.port(), "publish?command=unstored&expiry=0");
    call(portal.port(), "pull.application.event.add", R"({"COMMAND":"second","USER_ID":1})");

    websocket all(portal.port(), config.channels(from_the_beginning));
    auto const replayed = all.receive();
    BOOST_TEST(count(replayed.data, "#!NGINXNMS!#") == 2);
    BOOST_TEST(count(replayed.data, "unstored") == 0);
    BOOST_TEST(replayed.data.find("first") < replayed.data.find("second"));

    websocket some(portal.port(), config.channels("&mid=" + first_mid(replayed.data)));
    BOOST_TEST(count(some.receive().data, "#!NGINXNMS!#") == 1);

    // One response with all messages.
    websocket protobuf(portal.port(), config.channels(std::string(from_the_beginning) + std::string(binary)));
    BOOST_TEST(count(protobuf.receive().data, bytes("2a0208020a")) == 1);

    // Neither replays anything, so that the next thing to hear is the pong.
    for (auto const* mid : {"&mid=99999999999999999999999999", "&mid=123"}) {
        websocket none(portal.port(), config.channels(mid));
        none.send(ping_frame, "");
        BOOST_TEST(none.receive().opcode == pong_frame);
    }
}

BOOST_AUTO_TEST_CASE(version_3_names_the_channel_and_keeps_everything) {
    portal_program const portal({"--server-version", "3"});
    configuration const config(portal.port());
    control(portal.port(), "publish?expiry=0");
    websocket client(portal.port(), config.channels(std::string(from_the_beginning) + std::string(binary)));
    auto const got = client.receive();
    BOOST_TEST(got.opcode == text_frame);
    BOOST_TEST(count(got.data, "\"channel\":\"" + config.shared_id().substr(0, 32) + '"') == 1);
}

BOOST_AUTO_TEST_CASE(clients_publish_and_the_server_says_who_they_are) {
    portal_program const portal({});
    configuration const sender(portal.port());
    configuration const hearer(portal.port(), "token-of-a-user");
    websocket from(portal.port(), sender.channels(binary));
    websocket to(portal.port(), hearer.channels(binary));
    auto const request =
        batch(message(field('\x0a', receiver(hearer)) + field('\x12', bytes("0802")), "\"from client\""));
    from.send(binary_frame, request);
    auto const got = to.receive().data;
    auto const signature = bytes("2a1408011210") + bytes(sender.public_id().substr(0, 32));
    BOOST_TEST(got.ends_with(signature));
    BOOST_TEST(count(got, bytes("120d") + "\"from client\"" + bytes("183c25")) == 1);

    auto const publish = "/bitrix/pubweb/?CHANNEL_ID=" + sender.list();
    auto const posted = http(portal.port(), "POST", publish, request);
    BOOST_TEST(posted.status == 200);
    BOOST_TEST(posted.body.empty());
    BOOST_TEST(to.receive().data.ends_with(signature));
    BOOST_TEST(http(portal.port(), "POST", publish, "\xff\xff").body == "4013: Wrong Request Data.");
    BOOST_TEST(
        http(portal.port(), "POST", "/bitrix/pubweb/?CHANNEL_ID=" + sender.shared_id(), request).body ==
        "4012: Public Channel Id is Required.");
    BOOST_TEST(http(portal.port(), "POST", publish, std::string(1024 * 1024 + 1, 'x')).status == 413);
}

BOOST_AUTO_TEST_CASE(statistics_of_channels_write_their_zeros) {
    portal_program const portal({});
    configuration const online(portal.port());
    configuration const offline(portal.port(), "token-of-a-user");
    websocket client(portal.port(), online.channels(binary));
    client.send(binary_frame, field('\x0a', field('\x12', field('\x0a', receiver(online)) +
                                                              field('\x0a', receiver(offline)))));
    BOOST_TEST(client.receive().is(binary_frame, bytes("0a321230"
                                                       "0a160a10" +
                                                       online.public_id().substr(0, 32) +
                                                       "10001801"
                                                       "0a160a10" +
                                                       offline.public_id().substr(0, 32) + "10001800")));
}

BOOST_AUTO_TEST_CASE(polls_wait_and_say_where_history_stands) {
    portal_program const portal({"--poll-wait", "0.2"});
    configuration const config(portal.port());
    stream over(portal.port());
    auto const nothing = http_on(over, "GET", config.poll());
    BOOST_TEST(nothing.status == 304);
    BOOST_TEST(nothing.head.find("\r\nLast-Message-Id: \r\n") != std::string::npos);
    BOOST_TEST(nothing.header("Expires") == "Thu, 01 Jan 1973 11:11:01 GMT");
    BOOST_TEST(nothing.header("Access-Control-Expose-Headers") == "Last-Message-Id");
    BOOST_TEST(nothing.header("Keep-Alive") == "timeout=5");

    add_event(portal.port(), "stored");
    auto const newest = http_on(over, "GET", config.poll()).header("Last-Message-Id");
    BOOST_TEST(newest.size() == 26);
    auto const invented = "99999999999999999999999999"s;
    BOOST_TEST(http_on(over, "GET", config.poll("&mid=" + invented)).header("Last-Message-Id") == invented);

    auto const text = http_on(over, "GET", config.poll(from_the_beginning));
    BOOST_TEST(text.status == 200);
    BOOST_TEST(text.header("Content-Type") == "text/plain");
    BOOST_TEST(text.header("Transfer-Encoding") == "chunked");
    BOOST_TEST(first_mid(text.body) == newest);
    auto const protobuf =
        http_on(over, "GET", config.poll(std::string(from_the_beginning) + std::string(binary)));
    BOOST_TEST(protobuf.header("Content-Type") == "application/octet-stream");
    BOOST_TEST(count(protobuf.body, bytes("0a0d" + newest)) == 1);
    BOOST_TEST(http_on(over, "PUT", config.poll()).status == 404);
}

BOOST_AUTO_TEST_CASE(between_polls_a_connection_is_kept_for_parts_of_a_second_too) {
    portal_program const portal({"--poll-wait", "0.1", "--keep-alive", "0.6"});
    configuration const config(portal.port());
    stream over(portal.port());
    BOOST_TEST(http_on(over, "GET", config.poll()).header("Keep-Alive") == "timeout=1");
    over.be_patient_for(200ms);
    BOOST_TEST(!over.read(1));
    BOOST_TEST(over.silent());
    over.be_patient_for(10s);
    BOOST_TEST(http_on(over, "GET", config.poll()).status == 304);
    BOOST_TEST(!over.read(1));
    BOOST_TEST(!over.silent());
}

BOOST_AUTO_TEST_CASE(a_poll_ends_with_the_message) {
    portal_program const portal({});
    configuration const config(portal.port());
    stream over(portal.port());
    over.write("GET " + config.poll() + " HTTP/1.1\r\nHost: portal\r\n\r\n");
    while (control(portal.port(), "statistics").at("open_polls").as_int64() == 0) {
    }
    add_event(portal.port(), "news");
    BOOST_TEST(over.read_until("\r\n0\r\n\r\n").value_or("").find("\"command\":\"news\"") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(who_owes_a_pong_hears_nothing_and_is_cut) {
    portal_program const portal({"--ping-every", "0.5"});
    configuration const config(portal.port());
    websocket client(portal.port(), config.channels());
    BOOST_TEST(client.receive().is(ping_frame, "ws ping"));
    add_event(portal.port(), "lost");
    BOOST_TEST(client.receive().opcode == -1);
    BOOST_TEST(!client.below().silent());
    websocket again(portal.port(), config.channels(from_the_beginning));
    BOOST_TEST(count(again.receive().data, "\"command\":\"lost\"") == 1);
}

BOOST_AUTO_TEST_CASE(what_is_being_gathered_waits_for_the_pong) {
    // The gathering spans the ping, and the next ping is behind it.
    portal_program const portal({"--ping-every", "1", "--gather", "0.8"});
    configuration const config(portal.port());
    auto const dropped = [&] {
        return control(portal.port(), "statistics").at("dropped_unanswered").to_number<int>();
    };
    websocket client(portal.port(), config.channels());
    std::this_thread::sleep_for(600ms);
    for (auto const* command : {"first", "before"}) add_event(portal.port(), command);
    BOOST_TEST(count(client.receive().data, "\"command\":\"first\"") == 1);
    BOOST_TEST(client.receive().opcode == ping_frame);
    add_event(portal.port(), "within");
    client.send(pong_frame, "ws ping");
    auto const got = client.receive().data;
    BOOST_TEST(count(got, "\"command\":\"before\"") == 1);
    BOOST_TEST(count(got, "\"command\":\"within\"") == 1);
    BOOST_TEST(dropped() == 0);
    // Without a pong all of it is lost when it would be sent.
    add_event(portal.port(), "gathered");
    while (client.receive().opcode != ping_frame) {
    }
    for (int i = 0; i < 200 && dropped() == 0; ++i) std::this_thread::sleep_for(10ms);
    BOOST_TEST(dropped() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
