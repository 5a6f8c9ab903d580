#include <b24pull/realtime/publish.hpp>

#include "../support/realtime_differences.hpp"
#include "../support/rest_support.hpp"

#include <b24pull/realtime/decode.hpp>
#include <b24pull/realtime/presence.hpp>
#include <b24pull/realtime/rpc_calls.hpp>
#include <b24pull/realtime/watch.hpp>
#include <b24pull/rest/channel_public_list.hpp>
#include <b24pull/rest/watch_extend.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(realtime_differences_calls)

// Publishing, calls, presence, watch tags.
namespace {

namespace realtime = b24pull::realtime;
namespace rest = b24pull::rest;
using b24pull::error_code;
using b24pull::server_errc;
using b24pull::usage_errc;
using std::string;
using std::string_view;
using time_point = realtime::watch_tags::time_point;

realtime::publication to_user(std::int64_t user) {
    return {.users = {user}, .module_id = "m", .command = "c"};
}

/// With a channel of user 1 that ends at second 20, at second `now`.
error_code encoding_error(realtime::publication const& message, int now = 10) {
    b24pull::public_channel known;
    known.user_id = 1;
    known.public_id = "aa01";
    known.end.instant = std::chrono::sys_seconds(std::chrono::seconds(20));
    auto const encoded = realtime::encode_publications({&message, 1}, {&known, 1},
                                                       std::chrono::sys_seconds(std::chrono::seconds(now)));
    return encoded ? error_code() : encoded.error().code();
}
error_code call_error(realtime::publication const& message) {
    auto const call = realtime::publish_call(message, 1);
    return call ? error_code() : call.error().code();
}
/// The same by both ways to publish.
error_code error_of(realtime::publication const& message) {
    auto const code = encoding_error(message);
    return code == call_error(message) ? code : error_code();
}
error_code receiver_error(string_view id, string_view signature) {
    return realtime::receiver::make(id, signature).error().code();
}
realtime::rpc_answer answer(string_view result) {
    return realtime::decode_text(R"({"jsonrpc":"2.0","id":1,)" + string(result) + '}').answers.at(0);
}
string boxed(std::int64_t seconds) { return R"("result":{"1":)" + std::to_string(seconds) + "}"; }

using realtime_differences::difference;

constexpr difference differences[] = {
    {"publishing: to a server that does not take it", "checked for batches only",
     "checked by itself, whatever is sent",
     [] {
         b24pull::server server;
         server.version = 5;
         bool const refused = realtime::check_publishing(server).has_error();
         server.publish_enabled = true;
         bool const allowed = realtime::check_publishing(server).has_value();
         server.version = 3;
         return refused && allowed &&
                realtime::check_publishing(server).error().code() == usage_errc::publishing_disabled;
     }},
    {"publishing: odd number of digits", "a byte of one digit", "refused",
     [] {
         return receiver_error("abc", "") == usage_errc::invalid_receiver &&
                receiver_error("ab", "abc").failed();
     }},
    {"publishing: what is no digit", "a zero", "refused",
     [] {
         return receiver_error("zz", "") == usage_errc::invalid_receiver &&
                receiver_error("ab", "zz").failed();
     }},
    {"publishing: empty id", "no bytes", "refused",
     [] { return receiver_error("", "ab") == usage_errc::invalid_receiver; }},
    {"publishing: to a user without a known channel", "throws, whatever the portal said", "a code",
     [] {
         return encoding_error(to_user(2)) == usage_errc::unknown_receiver && !encoding_error(to_user(1)) &&
                encoding_error(to_user(1), 20) == usage_errc::unknown_receiver;
     }},
    {"publishing: to nobody", "sent, which costs the connection", "refused",
     [] { return error_of({.module_id = "m", .command = "c"}) == usage_errc::no_receivers; }},
    {"publishing: to more than the server takes", "sent, which costs the connection", "refused",
     [] {
         auto message = to_user(1);
         message.users.assign(101, 1);
         return error_of(message) == usage_errc::too_many_receivers;
     }},
    {"publishing: no messages, or more than the server takes", "sent, which costs the connection", "refused",
     [] {
         std::vector<realtime::publication> const many(101, to_user(1));
         return realtime::encode_publications({}, {}, {}).error().code() == usage_errc::no_messages &&
                realtime::publish_batch({}, 1).error().code() == usage_errc::no_messages &&
                realtime::encode_publications(many, {}, {}).error().code() == usage_errc::too_many_messages &&
                realtime::publish_batch(many, 1).error().code() == usage_errc::too_many_messages;
     }},
    {"publishing: larger than the server takes", "sent, which costs the connection", "refused",
     [] {
         auto message = to_user(1);
         message.params = "[\"" + string(1024 * 1024, 'x') + "\"]";
         return error_of(message) == usage_errc::request_too_large;
     }},
    {"publishing: expiry out of range", "not checked", "refused",
     [] {
         auto message = to_user(1);
         message.expiry = std::chrono::seconds{-1};
         bool const negative = error_of(message) == usage_errc::invalid_expiry;
         message.expiry = std::chrono::seconds{std::int64_t{1} << 32};
         return negative && error_of(message) == usage_errc::invalid_expiry;
     }},
    {"publishing: user id that is none", "not checked", "refused",
     [] {
         return call_error(to_user(0)) == usage_errc::invalid_user_id && call_error(to_user(-7)).failed();
     }},
    {"publishing: texts that are not what they should be", "not checked", "checked: UTF-8 and JSON",
     [] {
         auto message = to_user(1);
         message.params = "{\"a\":";
         bool const cut = error_of(message) == usage_errc::invalid_params;
         message.params = "1";
         bool const scalar = error_of(message) == usage_errc::invalid_params;
         message.params = "";
         message.command = "\xc3(";
         return cut && scalar && error_of(message) == usage_errc::invalid_text;
     }},
    {"publishing: channels of an application's own clients", "never asked for", "asked for if wanted",
     [] {
         auto const made = rest::channel_public_list{.users = {1}, .application = true}.make_request(
             rest_support::application());
         return made.value().body.find(R"("APPLICATION":"Y")") != string::npos;
     }},
    {"calls: one that could not be sent", "waits all the same", "is taken back",
     [] {
         realtime::rpc_calls calls;
         auto const id = calls.start(time_point()).value();
         return calls.finish(id) && !calls.poll_timeout() && !calls.finish(id);
     }},
    {"calls: refusal", "text", "a code that says what to do",
     [] {
         auto const code_of = [](string const& code) {
             return realtime::failure_of(
                        answer(R"("error":{"code":)" + code + R"(,"message":"m"})").error.value())
                 .code();
         };
         return code_of("-32601") == server_errc::method_not_found &&
                code_of("-32602") == server_errc::invalid_argument &&
                code_of("-32603") == b24pull::condition::retry_later && code_of("1") == server_errc::rejected;
     }},
    {"presence: user id in a subscription after a reconnection", "a text", "a number",
     [] {
         realtime::status_subscriptions watched;
         static_cast<void>(watched.add(7));
         return realtime::subscribe_status_call(watched.users().at(0), 3).value() ==
                R"({"jsonrpc":"2.0","method":"subscribeStatusChange","params":{"userId":7},"id":3})";
     }},
    {"presence: answer of the real-time server", "its values are dropped", "are what is given",
     [] {
         auto const seen = realtime::read_users_last_seen(answer(boxed(0))).value();
         return seen == std::vector<realtime::last_seen>{{1, std::chrono::seconds{0}}};
     }},
    {"presence: some users missing", "an early browser client of 2025 fails", "the others are given",
     [] {
         auto const call = realtime::users_last_seen_call(std::vector<std::int64_t>{1, 2}, 1);
         return call.has_value() && realtime::read_users_last_seen(answer(boxed(60))).value().size() == 1;
     }},
    {"watch tags: map of the answer", "iterated as a list: nothing is ever removed",
     "read as the map that it is",
     [] {
         realtime::watch_tags watch;
         for (auto const* const tag : {"A", "B"}) static_cast<void>(watch.add(tag, time_point()));
         auto const tags =
             rest::watch_extend::parse_response(rest_support::success(R"({"A":true,"B":false})"));
         for (auto const& [tag, watched] : tags.value()) watch.handle_answer(tag, watched);
         return watch.take_due(time_point() + watch.soon) == std::vector<string>{"A"};
     }},
    {"watch tags: list of flags", "would remove the extended ones", "PHP's map of the tags 0, 1, …",
     [] {
         auto const tags = rest::watch_extend::parse_response(rest_support::success("[true,false]")).value();
         return tags.size() == 2 && tags[0].tag == "0" && tags[0].watched && !tags[1].watched;
     }},
};

} // namespace

BOOST_AUTO_TEST_CASE(calls_are_made_as_told) { realtime_differences::check(differences); }

BOOST_AUTO_TEST_SUITE_END()
