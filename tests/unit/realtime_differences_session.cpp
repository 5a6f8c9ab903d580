#include <b24pull/realtime/resume_point.hpp>

#include "../support/realtime_differences.hpp"

#include <b24pull/config_json.hpp>
#include <b24pull/realtime/decode.hpp>
#include <b24pull/realtime/duplicates.hpp>
#include <b24pull/realtime/endpoint.hpp>
#include <b24pull/realtime/long_poll.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(realtime_differences_session)

// Addresses, the place in history, duplicates.
namespace {

namespace realtime = b24pull::realtime;
using b24pull::protocol_errc;
using b24pull::usage_errc;
using std::string;
using std::string_view;

constexpr string_view earlier = "17000000010000000000000001", later = "17000000010000000000000002";

b24pull::config config_of(int version) {
    b24pull::config out;
    out.server.version = version;
    out.server.mode = b24pull::server_mode::personal;
    out.server.websocket_enabled = true;
    out.server.websocket_secure = "wss://rt.example.com/subws/";
    out.server.publish_secure = "https://rt.example.com/pub/";
    out.shared_channel.emplace().id = b24pull::secret("aa01.bb01");
    out.private_channel.emplace().id = b24pull::secret("aa02:aa03.bb02");
    return out;
}
string with_jwt(string_view jwt) {
    auto config = config_of(5);
    config.jwt = b24pull::secret(jwt);
    return realtime::websocket_url(config).value();
}

realtime::resume_point after(std::initializer_list<realtime::message> messages) {
    realtime::duplicate_window window;
    realtime::resume_point out;
    for (auto const& message : messages)
        if (window.admit(message.mid)) out.advance(message);
    return out;
}
realtime::message with_mid(string_view mid) {
    realtime::message out;
    out.mid = mid;
    return out;
}

using realtime_differences::difference;

constexpr difference differences[] = {
    {"address: query in the base", "a second question mark", "an ampersand",
     [] {
         auto config = config_of(3);
         config.server.websocket_secure += "?a=1";
         return realtime::websocket_url(config).value() ==
                "wss://rt.example.com/subws/?a=1&CHANNEL_ID=aa02%3Aaa03.bb02%2Faa01.bb01&revision=19";
     }},
    {"address: without TLS", "taken where the page has none", "refused unless it is allowed",
     [] {
         auto config = config_of(4);
         config.server.websocket_secure = "";
         config.server.websocket = "ws://rt.example.com/";
         return realtime::websocket_url(config).error().code() == usage_errc::insecure_url &&
                realtime::websocket_url(config, {}, {.clear = b24pull::clear_text::allowed}).has_value();
     }},
    {"address: none", "throws", "a code, also where WebSocket is switched off",
     [] {
         auto config = config_of(4);
         bool const no_polling = realtime::long_poll_url(config).error().code() == protocol_errc::no_endpoint;
         config.server.websocket_enabled = false;
         return no_polling && realtime::websocket_url(config).error().code() == protocol_errc::no_endpoint;
     }},
    {"address: key of the secure long poll", "the misspelt one", "the misspelt one, or the documented one",
     [] {
         for (string const key : {"long_pooling_secure", "long_polling_secure"})
             if (b24pull::parse_config(R"({"server":{"version":4,")" + key +
                                       R"(":"https://a.example.com/"},"jwt":"j"})")
                     .value()
                     .server.long_polling_secure != "https://a.example.com/")
                 return false;
         return true;
     }},
    {"address: JWT with an ampersand", "verbatim, which ends it", "what would end it is encoded",
     [] { return with_jwt("a.b&c#d").find("token=a.b%26c%23d&jsonRpc=true") != string::npos; }},
    {"address: no client id in shared mode", "throws", "a code, and no connection",
     [] {
         auto config = config_of(4);
         config.server.mode = b24pull::server_mode::shared;
         return realtime::websocket_url(config).error().code() == protocol_errc::missing_client_id;
     }},
    {"address: publishing without channels", "an empty channel list", "a code",
     [] {
         auto config = config_of(4);
         config.shared_channel.reset();
         config.private_channel.reset();
         return realtime::publish_url(config).error().code() == protocol_errc::no_channel;
     }},
    {"address: format=json and hostname", "never sent", "sent if asked for, format never with binaryMode",
     [] {
         auto config = config_of(4);
         config.server.hostname = "p.example.com";
         return realtime::websocket_url(config, {},
                                        {.format = realtime::payload_format::json, .hostname = true})
             .value()
             .ends_with("&format=json&hostname=p.example.com&revision=19");
     }},
    {"address: in a log", "ids and tokens", "only what harms nobody",
     [] {
         return realtime::masked_url(realtime::websocket_url(config_of(4)).value()) ==
                "wss://rt.example.com/subws/?CHANNEL_ID=***&binaryMode=true&revision=19";
     }},
    {"place: payload without events", "forgets mid", "keeps it",
     [] {
         realtime::resume_point at{.mid = string(later)};
         for (auto const* const payload : {"", "#!NGINXNMS!#{#!NGINXNME!#", "[]"})
             for (auto const& message : realtime::decode_text(payload).messages) at.advance(message);
         return at.mid == later;
     }},
    {"place: older message behind a newer one", "moves mid back", "only moves it forward",
     [] {
         return after({with_mid(later), with_mid(earlier)}).mid == later;
     }},
    {"place: duplicate", "moves mid to it", "does not look at it",
     [] {
         return after({with_mid("b"), with_mid("a"), with_mid("b")}).mid == "a";
     }},
    {"place: message without tag, time or mid", "forgets them", "keeps them",
     [] {
         realtime::message first = with_mid(earlier);
         first.tag = "7";
         first.time = "then";
         return after({first, realtime::message()}) == realtime::resume_point{string(earlier), "7", "then"};
     }},
    {"place: id of an idle poll", "taken as it is",
     "only moves forward, only beside the agreed date, only if it is an id",
     [] {
         constexpr string_view date = "Thu, 01 Jan 1973 11:11:01 GMT";
         realtime::resume_point at{.mid = string(later)};
         at.advance_to(realtime::read_poll_answer({304, "", earlier, date}).last_message_id);
         return at.mid == later &&
                realtime::read_poll_answer({304, "", later, "now"}).last_message_id.empty() &&
                realtime::read_poll_answer({304, "", "a&b=c", date}).last_message_id.empty();
     }},
    {"duplicates: window", "10 ids", "256, or as many as one likes",
     [] {
         realtime::duplicate_window window;
         for (int i = 0; i != 256; ++i) window.admit(std::to_string(i));
         return !window.admit("0") && !window.admit("255") && window.suppressed() == 2;
     }},
    {"duplicates: message without mid", "at JSON-RPC taken for a duplicate of the one before",
     "never a duplicate",
     [] {
         realtime::duplicate_window window;
         return window.admit("") && window.admit("") && window.suppressed() == 0;
     }},
    {"age: difference of clocks", "not known for applications, counts as nothing", "an argument",
     [] {
         realtime::message message;
         message.extra = R"({"server_time_unix":100.5})";
         std::chrono::sys_time<std::chrono::milliseconds> const now{std::chrono::seconds{110}};
         auto const shift = realtime::clock_shift(now, std::chrono::sys_seconds{std::chrono::seconds{101}});
         return message.age(now, shift).value().count() == 0.5 && message.age(now).value().count() == 9.5;
     }},
};

} // namespace

BOOST_AUTO_TEST_CASE(connections_are_kept_as_told) { realtime_differences::check(differences); }

BOOST_AUTO_TEST_SUITE_END()
