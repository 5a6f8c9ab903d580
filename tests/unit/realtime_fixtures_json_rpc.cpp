#include <b24pull/realtime/json_rpc.hpp>

#include "../support/realtime_fixtures.hpp"

#include <b24pull/realtime/presence.hpp>
#include <b24pull/realtime/publish.hpp>

#include <boost/test/unit_test.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(realtime_fixtures_json_rpc)

namespace {

using namespace realtime_fixtures;

constexpr std::string_view to_client = "server->client", to_server = "client->server";

std::string described(realtime::rpc_answer const& answer) {
    auto const id = answer.id ? std::to_string(*answer.id) : "?";
    if (!answer.error) return "answer " + id + ' ' + answer.result;
    return "error " + id + ' ' + std::to_string(answer.error->code) + ' ' + answer.error->message;
}

/// All that a payload holds, in one line.
std::string described(realtime::decoded const& got) {
    std::string out;
    auto const add = [&out](std::string const& part) { out += (out.empty() ? "" : "; ") + part; };
    for (auto const& message : got.messages) {
        add(realtime_fixtures::described(message) + " from " + name_of(message.sender.type));
        if (!message.sender.id.empty()) out += ' ' + message.sender.id;
        if (!message.rpc_id.empty()) out += " as " + message.rpc_id;
    }
    for (auto const& answer : got.answers) add(described(answer));
    for (auto const& request : got.requests) add("call " + request.method + " as " + request.id);
    if (got.ping) add("ping");
    if (got.refused_count != 0) add("refused: " + refused_of(got));
    return out;
}

/// What the server's frames are read as.
std::map<std::string, std::string> const received{
    {"ping", "ping"},
    {"incoming-message", R"(14526134350000000000320146 im message {"text":"hi"} from backend)"},
    {"incoming-message-with-id",
     R"(14526134350000000000320147 im message {"unread":3,"names":{"1":"A"}} from client )"
     R"(7cc478c89de71ec78bf4820d3d814a3e as 12)"},
    {"incoming-batch", "14526134350000000000320148 a b {} from backend; answer 1 true"},
    {"answer-ok", "answer 1 true"},
    {"answer-error", "error 2 -32602 Invalid params"},
    {"answer-unknown-id", "answer 99999 {}"},
    {"get-users-last-seen-answer", R"(answer 5 {"1":0,"2":3600})"},
    {"get-users-last-seen-answer-empty", "answer 5 []"},
    {"status-change-event",
     R"(14526134350000000000320149 online userStatusChange {"user_id":7,"online":false} from backend)"},
    {"unknown-method", "call something.new as 13"},
    {"not-rpc", "refused: a required member is missing at text"},
    {"not-json", "refused: the JSON text ends too early"},
};

realtime::publication to_user(std::int64_t user, std::string command, std::string params = {}) {
    return {
        .users = {user}, .module_id = "myapp", .command = std::move(command), .params = std::move(params)};
}

/// What our functions write for the client's frames.
std::map<std::string, std::string> sent() {
    auto many = to_user(1, "ping", R"({"n":1})");
    many.users.push_back(2);
    many.expiry = std::chrono::seconds{60};
    realtime::publication channels{.module_id = "myapp", .command = "ping"};
    channels.channels.push_back(realtime::receiver::parse("7cc478c89de71ec78bf4820d3d814a3e."
                                                          "4f5466742ca1e59e263fee732a7dbe002889ba91")
                                    .value());
    std::vector<realtime::publication> const batch{to_user(1, "a"), to_user(2, "b")};
    std::vector<std::int64_t> const users{1, 2, 3};
    return {
        {"pong", std::string(realtime::rpc_pong)},
        {"mack", realtime::rpc_acknowledgement("14526134350000000000320146")},
        {"incoming-message-answer", realtime::rpc_result_text("12")},
        {"publish-users", realtime::publish_call(many, 1).value()},
        {"publish-channels", realtime::publish_call(channels, 2).value()},
        {"publish-batch", realtime::publish_batch(batch, 3).value()},
        {"get-users-last-seen", realtime::users_last_seen_call(users, 5).value()},
        {"subscribe-status-change", realtime::subscribe_status_call(7, 6).value()},
        {"unsubscribe-status-change", realtime::unsubscribe_status_call(7, 7).value()},
        {"list-channels", realtime::rpc_call_text(realtime::rpc_method::list_channels, "{}", 8)},
        {"rpc-ping", realtime::rpc_call_text(realtime::rpc_ping, "{}", 9)},
        {"old-subscribe-status",
         realtime::rpc_call_text("subscribe", R"({"channelList":["internal:user_status"]})", 10)},
    };
}

} // namespace

BOOST_AUTO_TEST_CASE(every_frame_of_the_server_is_read) {
    if (!available()) return;
    auto const vectors = json_of("jsonrpc-frames.json");
    std::size_t read = 0;
    for (auto const& frame : vectors.at("frames").as_object()) {
        if (text_in(frame.value(), "direction") != to_client) continue;
        ++read;
        BOOST_TEST_REQUIRE(received.contains(frame.key()), "no expectation for " << frame.key());
        auto const got = realtime::decode_text(text_in(frame.value(), "frame"));
        BOOST_TEST(described(got) == received.at(frame.key()), frame.key());
    }
    BOOST_TEST(read == received.size());
}

BOOST_AUTO_TEST_CASE(every_frame_of_the_client_is_written_to_the_byte) {
    if (!available()) return;
    auto const vectors = json_of("jsonrpc-frames.json");
    auto const ours = sent();
    std::size_t written = 0;
    for (auto const& frame : vectors.at("frames").as_object()) {
        if (text_in(frame.value(), "direction") == to_client) continue;
        BOOST_TEST(text_in(frame.value(), "direction") == to_server);
        ++written;
        BOOST_TEST_REQUIRE(ours.contains(frame.key()), "nothing writes " << frame.key());
        BOOST_TEST(ours.at(frame.key()) == text_in(frame.value(), "frame"));
    }
    BOOST_TEST(written == ours.size());
}

BOOST_AUTO_TEST_CASE(calls_that_want_an_answer_get_one) {
    if (!available()) return;
    auto const vectors = json_of("jsonrpc-frames.json");
    auto const frame = [&](char const* name) { return text_in(vectors.at("frames").at(name), "frame"); };
    auto const message = realtime::decode_text(frame("incoming-message-with-id"));
    BOOST_TEST_REQUIRE(message.messages.size() == 1u);
    BOOST_TEST(realtime::rpc_result_text(message.messages[0].rpc_id) == frame("incoming-message-answer"));
    auto const unknown = realtime::decode_text(frame("unknown-method"));
    BOOST_TEST_REQUIRE(unknown.requests.size() == 1u);
    BOOST_TEST(realtime::rpc_method_not_found_text(unknown.requests[0].id) ==
               R"({"jsonrpc":"2.0","id":13,"error":{"code":-32601,"message":"Method not found"}})");
    auto const first = realtime::decode_text(frame("incoming-message"));
    BOOST_TEST(realtime::rpc_acknowledgement(first.messages[0].mid) == frame("mack"));
    BOOST_TEST(first.messages[0].server_time().value() == 1498729816.1234);
}

BOOST_AUTO_TEST_CASE(answers_are_understood_by_those_who_asked) {
    if (!available()) return;
    auto const vectors = json_of("jsonrpc-frames.json");
    auto const decoded = [&](char const* name) {
        return realtime::decode_text(text_in(vectors.at("frames").at(name), "frame"));
    };
    auto const seen = realtime::read_users_last_seen(decoded("get-users-last-seen-answer").answers.at(0));
    std::vector<realtime::last_seen> const expected{{1, std::chrono::seconds{0}},
                                                    {2, std::chrono::seconds{3600}}};
    BOOST_TEST((seen.value() == expected));
    BOOST_TEST(realtime::read_users_last_seen(decoded("get-users-last-seen-answer-empty").answers.at(0))
                   .value()
                   .empty());
    auto const refused = realtime::read_users_last_seen(decoded("answer-error").answers.at(0));
    BOOST_TEST_REQUIRE(refused.has_error());
    BOOST_TEST(refused.error().code() == b24pull::error_code(b24pull::server_errc::invalid_argument));
    auto const gone = realtime::read_user_status(decoded("status-change-event").messages[0]);
    BOOST_TEST((gone == realtime::user_status{7, false}));
}

BOOST_AUTO_TEST_SUITE_END()
