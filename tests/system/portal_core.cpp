// The push server of the loopback portal without its sockets: channels, history, gathering, and the bytes of messages.
#define BOOST_TEST_MODULE portal
#include <boost/test/unit_test.hpp>

#include <hex.hpp>
#include <push/channel_list.hpp>
#include <push/gathering.hpp>
#include <push/hub.hpp>
#include <push/message_ids.hpp>
#include <push/presence.hpp>
#include <push/query.hpp>
#include <push/wire.hpp>
#include <signing.hpp>

#include <string>
#include <vector>

namespace {

using namespace portal::push;
using namespace std::chrono_literals;
using std::chrono::sys_seconds;

constexpr std::string_view key = "key";
std::string const atom(32, 'a');
std::string const other_atom(32, 'b');
constexpr wall_time start{1498729816s};

std::string with_signature(std::string const& id) { return id + '.' + portal::hmac_sha1(key, id); }

class ear : public listener {
public:
    void deliver(delivery const& what) override { heard += what.what->body; }
    void displaced() override { heard += '!'; }

    std::string heard;
};

hub::publication words(std::string body, std::chrono::seconds expiry = 60s) {
    return {std::move(body), expiry, {sender_type::backend, {}}};
}

std::string bodies(std::vector<delivery> const& of) {
    std::string out;
    for (auto const& each : of) out += each.what->body;
    return out;
}

delivery one_message(sender from = {}) {
    return {std::make_shared<message const>(message{"14526134350000000000320146",
                                                    R"({"module_id":"a","command":"b","params":{}})", 60s,
                                                    start, std::move(from)}),
            atom};
}

} // namespace

BOOST_AUTO_TEST_SUITE(portal_core)

BOOST_AUTO_TEST_CASE(one_bad_part_spoils_a_list) {
    auto const pair = with_signature(atom + ':' + other_atom);
    auto const shared = with_signature(other_atom);
    auto const both = read_channel_list(pair + '/' + shared, key);
    BOOST_REQUIRE(both);
    BOOST_TEST(both->size() == 2);
    BOOST_TEST(both->front().public_atom == other_atom);
    BOOST_TEST((addresses(*both) == std::vector<std::string>{atom, other_atom, other_atom}));
    for (auto const& bad :
         {pair + '/', '/' + pair, pair + "/x", pair + '/' + atom, pair + '0', std::string()})
        BOOST_TEST(!read_channel_list(bad, key));
    BOOST_TEST(!read_channel_list(pair, "another key"));
    BOOST_TEST(read_channel_list(atom, "").has_value());
    BOOST_TEST(!read_channel_list(std::string(32, 'A'), "").has_value());
}

BOOST_AUTO_TEST_CASE(public_channels_have_a_signature_of_their_own) {
    BOOST_TEST(may_address({atom, portal::hmac_sha1(key, "public:" + atom)}, key));
    BOOST_TEST(!may_address({atom, portal::hmac_sha1(key, atom)}, key));
    BOOST_TEST(may_address({atom, ""}, ""));
    BOOST_TEST(!read_public_name("abc"));
}

BOOST_AUTO_TEST_CASE(ids_grow_over_a_restart_within_a_second) {
    message_ids ids{sys_seconds(1795469437s)};
    BOOST_TEST(ids.next() == "17954694370000000000000000");
    BOOST_TEST(ids.next() == "17954694370000000000000001");
    ids.restart(sys_seconds(1795469437s));
    BOOST_TEST(ids.next() == "17954694380000000000000000");
    ids.restart(sys_seconds(1795469999s));
    BOOST_TEST(ids.next() == "17954699990000000000000000");
    BOOST_TEST(is_mid("17954699990000000000000000"));
    BOOST_TEST(!is_mid("1795469999000000000000000"));
    BOOST_TEST(!is_mid("1795469999000000000000000x"));
}

BOOST_AUTO_TEST_CASE(history_is_by_channel_and_ends_with_the_expiry) {
    hub server(sys_seconds(100s), false);
    server.publish(words("a", 10s), {atom}, start);
    server.publish(words("b", 0s), {atom}, start);
    server.publish(words("c", 100s), {atom, other_atom}, start);
    server.publish(words("d"), {other_atom}, start);
    std::string const beginning(26, '0');
    auto const& kept = server.kept();
    BOOST_TEST(bodies(kept.after({atom, other_atom}, beginning, start)) == "accd");
    BOOST_TEST(bodies(kept.after({atom}, beginning, start)) == "ac");
    BOOST_TEST(bodies(kept.after({atom}, beginning, start + 10s)) == "c");
    auto const newest = kept.newest({atom, other_atom}, start);
    BOOST_TEST(bodies(kept.after({atom, other_atom}, newest, start)) == "");
    BOOST_TEST(kept.newest({atom, other_atom}, start + 60s) < newest);
    BOOST_TEST(kept.newest({"nobody"}, start) == "");
    server.restart(sys_seconds(101s), true);
    BOOST_TEST(kept.newest({atom}, start) == "");
}

BOOST_AUTO_TEST_CASE(what_has_ended_is_given_back) {
    hub server(sys_seconds(100s), false);
    server.publish(words("a", 100s), {atom}, start);
    server.publish(words("b", 10s), {atom, other_atom}, start);
    BOOST_TEST(server.kept().size() == 3);
    server.clean(start + 10s);
    BOOST_TEST(server.kept().size() == 1);
    BOOST_TEST(bodies(server.kept().after({atom}, std::string(26, '0'), start + 10s)) == "a");
    server.clean(start + 100s);
    BOOST_TEST(server.kept().size() == 0);
}

BOOST_AUTO_TEST_CASE(a_day_is_the_most_and_version_3_keeps_everything) {
    hub server(sys_seconds(100s), true);
    server.publish(words("a", 0s), {atom}, start);
    server.publish(words("b", 1000000s), {atom}, start);
    std::string const beginning(26, '0');
    BOOST_TEST(bodies(server.kept().after({atom}, beginning, start + 86399s)) == "ab");
    BOOST_TEST(bodies(server.kept().after({atom}, beginning, start + 86400s)) == "");
}

BOOST_AUTO_TEST_CASE(who_listens_to_two_addressed_channels_hears_twice) {
    hub server(sys_seconds(100s), false);
    ear first;
    ear second;
    server.join(first, {atom, other_atom}, {}, 1);
    server.join(second, {other_atom}, {}, 1);
    server.publish(words("a"), {atom, other_atom}, start);
    BOOST_TEST(first.heard == "aa");
    BOOST_TEST(second.heard == "a");
    server.leave(first);
    server.publish(words("b"), {atom, other_atom}, start);
    BOOST_TEST(first.heard == "aa");
    BOOST_TEST(second.heard == "ab");
    BOOST_TEST(!server.anyone_at(atom));
    BOOST_TEST(server.delivered() == 4);
}

BOOST_AUTO_TEST_CASE(the_oldest_gives_way_where_there_is_a_limit) {
    hub server(sys_seconds(100s), false);
    ear ears[3];
    for (auto& each : ears) server.join(each, {atom, other_atom}, {atom}, 2);
    server.publish(words("a"), {other_atom}, start);
    BOOST_TEST(ears[0].heard == "!");
    BOOST_TEST(ears[1].heard == "a");
    BOOST_TEST(ears[2].heard == "a");
}

BOOST_AUTO_TEST_CASE(the_first_is_due_at_once_and_the_rest_after_a_pause) {
    gathering::time const now{1000s};
    gathering waiting;
    BOOST_TEST(!waiting.due().has_value());
    waiting.add(one_message());
    BOOST_REQUIRE(waiting.due());
    BOOST_TEST((*waiting.due() <= now));
    BOOST_TEST(waiting.take(now, 400ms).size() == 1);
    BOOST_TEST(!waiting.due().has_value());
    waiting.add(one_message());
    waiting.add(one_message());
    BOOST_TEST((waiting.due() == now + 400ms));
    BOOST_TEST(waiting.take(now + 400ms, 400ms).size() == 2);
    waiting.add(one_message());
    BOOST_TEST((waiting.due() == now + 800ms));
    BOOST_TEST(waiting.pausing(now + 799ms));
    BOOST_TEST(waiting.drop() == 1);
    BOOST_TEST(!waiting.due().has_value());
    BOOST_TEST(!waiting.pausing(now + 800ms));
}

BOOST_AUTO_TEST_CASE(presence_counts_connections) {
    hub server(sys_seconds(100s), false);
    ear watcher;
    server.join(watcher, {}, {}, 1);
    server.add(watcher, presence::news_of(7));
    presence users(server);
    BOOST_TEST(!users.last_seen(7, start).has_value());
    users.came(7, start);
    users.came(7, start);
    users.went(7, start + 1s);
    BOOST_TEST(users.last_seen(7, start + 2s).value() == 0);
    users.went(7, start + 3s);
    BOOST_TEST(users.last_seen(7, start + 5s).value() == 2);
    std::string const news =
        R"({"module_id":"online","command":"userStatusChange","params":{"user_id":7,"online":)";
    BOOST_TEST(watcher.heard == news + "true}}" + news + "false}}");
    server.remove(watcher, presence::news_of(7));
    users.came(7, start + 9s);
    BOOST_TEST(watcher.heard == news + "true}}" + news + "false}}");
}

BOOST_AUTO_TEST_CASE(frames_are_those_of_the_recording) {
    wall_time const now{1498729816s + 40ms};
    std::vector<delivery> const two{one_message(), one_message()};
    std::string const frame =
        R"(#!NGINXNMS!#{"id":320146,"mid":"14526134350000000000320146","channel":"-","tag":"040",)"
        R"("time":"Thu, 29 Jun 2017 09:50:16 GMT","text":{"module_id":"a","command":"b","params":{}}}#!NGINXNME!#)";
    BOOST_TEST(encode({wire_format::frames, 4}, two, origin::live, now) == frame + frame);
    auto const version_3 = encode({wire_format::frames, 3}, {two.data(), 1}, origin::live, now);
    BOOST_TEST(version_3.find("\"channel\":\"" + atom + '"') != std::string::npos);
}

BOOST_AUTO_TEST_CASE(protobuf_is_byte_by_byte_that_of_the_description) {
    std::vector<delivery> const two{one_message(), one_message()};
    std::string const message = "0a47"
                                "0a0d14526134350000000000320146"
                                "122b" +
                                portal::to_hex(two.front().what->body) +
                                "183c"
                                "2558cd5459"
                                "2a020802";
    auto const hex = [](std::span<delivery const> of, origin from) {
        return portal::to_hex(encode({wire_format::protobuf, 4}, of, from, start));
    };
    BOOST_TEST(hex({two.data(), 1}, origin::history) == "0a4b"
                                                        "0a49" +
                                                            message);
    BOOST_TEST(hex(two, origin::history) == "0a9501"
                                            "0a9201" +
                                                message + message);
    // Live, each is a response of its own, and the clock runs in milliseconds, modulo 2^32.
    auto const live = hex(two, origin::live);
    auto const clock = static_cast<std::uint32_t>(1498729816000);
    std::string little;
    for (int shift = 0; shift < 32; shift += 8) little += static_cast<char>(clock >> shift & 0xFF);
    BOOST_TEST(live.find("25" + portal::to_hex(little)) != std::string::npos);
    BOOST_TEST(live.substr(0, 8) == "0a4b0a49");
    BOOST_TEST(live.size() == 2 * hex({two.data(), 1}, origin::live).size());
    std::vector<delivery> const from_client{one_message({sender_type::client, atom})};
    BOOST_TEST(hex(from_client, origin::live).ends_with("2a1408011210" + atom));
}

BOOST_AUTO_TEST_CASE(several_calls_are_a_batch) {
    std::vector<delivery> const two{one_message(), one_message({sender_type::client, atom})};
    std::string const begin =
        R"({"jsonrpc":"2.0","method":"incoming.message","params":{"mid":"14526134350000000000320146",)"
        R"("body":{"module_id":"a","command":"b","params":{}},"sender":{"type":)";
    auto const first = begin + "2}}}";
    BOOST_TEST(encode({wire_format::json_rpc, 5}, {two.data(), 1}, origin::live, start) == first);
    BOOST_TEST(encode({wire_format::json_rpc, 5}, two, origin::live, start) ==
               '[' + first + ',' + begin + "1,\"id\":\"" + atom + "\"}}}]");
}

BOOST_AUTO_TEST_CASE(queries_and_tokens_are_read) {
    query const asked("a=1&b=%2F%3a&a=2&c&=d");
    BOOST_TEST(asked.find("a").value() == "1");
    BOOST_TEST(asked.find("b").value() == "/:");
    BOOST_TEST(asked.count("a") == 2);
    BOOST_TEST(asked.value_or("c", "x") == "");
    BOOST_TEST(asked.value_or("e", "x") == "x");

    auto const token = portal::json_web_token({{"sub", "7"}}, key);
    BOOST_REQUIRE(portal::read_json_web_token(token, key));
    BOOST_TEST(portal::read_json_web_token(token, key)->at("sub").as_string() == "7");
    BOOST_TEST(!portal::read_json_web_token(token, "another"));
    BOOST_TEST(!portal::read_json_web_token(token + 'x', key));
    BOOST_TEST(!portal::read_json_web_token("a.b", key));
    BOOST_TEST(!portal::read_json_web_token("", key));
    BOOST_TEST(portal::from_hex("0aff").value() == "\x0a\xff");
    BOOST_TEST(!portal::from_hex("0").has_value());
    BOOST_TEST(!portal::from_hex("0g").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
