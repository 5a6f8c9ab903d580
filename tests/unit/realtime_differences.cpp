#include <b24pull/realtime/decode.hpp>

#include "../support/realtime_differences.hpp"

#include <b24pull/realtime/json_rpc.hpp>
#include <b24pull/realtime/long_poll.hpp>

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <span>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(realtime_differences)

// Payloads. Of two messages, "12/0" says that both are delivered, by the last digits of their ids, and nothing is refused.
namespace {

namespace realtime = b24pull::realtime;
using b24pull::error_code;
using b24pull::protocol_errc;
using realtime::decode_binary;
using realtime::decode_text;
using realtime::decoded;
using std::string;
using std::string_view;

constexpr string_view body = R"({"module_id":"m","command":"c"})";

string frame(string_view json) {
    return string(realtime::frame_begin).append(json).append(realtime::frame_end);
}
string event(char digit, string_view text = body) {
    return R"({"mid":"1700000001000000000000000)" + string(1, digit) + R"(","text":)" + string(text) + '}';
}
string two_events(string_view first_text) { return frame(event('1', first_text)) + frame(event('2')); }

string outcome(decoded const& got) {
    string out;
    for (auto const& message : got.messages) out += message.mid.empty() ? '-' : message.mid.back();
    return out + '/' + std::to_string(got.refused_count);
}
string outcome(string_view text) { return outcome(decode_text(text)); }

// Protocol Buffers by hand. All fields are shorter than 128 bytes.
string field(int number, string_view content) {
    return string{static_cast<char>(number << 3 | 2), static_cast<char>(content.size())}.append(content);
}
string wire_message(char digit, string_view text = body, string_view sender = field(5, "\x08\x02")) {
    string const id{0x17, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, static_cast<char>(digit - '0')};
    return field(1, field(1, id) + field(2, text).append(sender));
}
string batch(string_view messages) { return field(1, field(1, messages)); }
decoded binary(string_view bytes, realtime::decode_limits limits = {}) {
    return decode_binary(std::as_bytes(std::span(bytes)), limits);
}
error_code refusal(decoded const& got) {
    return got.refused.size() == 1 ? got.refused[0].code : error_code();
}

string rpc_message(string_view params) {
    return realtime::rpc_call_text(realtime::rpc_method::incoming_message, params, 3);
}
string merged(string_view params) {
    return decode_text(rpc_message(R"({"body":{"params":)" + string(params) +
                                   R"(},"user_params":{"a":1},"dictionary":{"b":2}})"))
        .messages[0]
        .params;
}

using realtime_differences::difference;

constexpr difference differences[] = {
    {"frame: cut, with another behind it", "takes the text up to the other's end marker, and loses both",
     "begins again at the last begin marker",
     [] { return outcome(frame("{\"mid\":\"1").substr(0, 20) + frame(event('2'))) == "2/1"; }},
    {"frame: end marker inside a string", "cuts the frame there, and loses it",
     "reads the JSON text to its own end",
     [] { return outcome(two_events(R"({"command":"a#!NGINXNME!#b"})")) == "12/0"; }},
    {"frame: line break in the JSON text", "loses the frame", "takes it for the blank that it is",
     [] { return outcome(two_events("\r\n{\n\"command\":\r\"c\"}")) == "12/0"; }},
    {"frame: U+2028 or U+2029 in a string", "loses the frame", "delivers it",
     [] { return outcome(two_events("{\"command\":\"\xe2\x80\xa8\xe2\x80\xa9\"}")) == "12/0"; }},
    {"frame: broken JSON", "says nothing", "reports where and how much, never what",
     [] {
         auto const got = decode_text(frame(event('1')) + frame("{oops") + frame(event('2')));
         return outcome(got) == "12/1" && got.refused[0].offset == frame(event('1')).size() &&
                got.refused[0].size == frame("{oops").size();
     }},
    {"frame: text is null", "hands on an event without a body", "refuses it, and delivers the others",
     [] { return outcome(two_events("null")) == "2/1"; }},
    {"frame: cut at the end of the payload", "says nothing", "reports it as unfinished",
     [] {
         auto const got = decode_text(frame(event('1')) + frame(event('2')).substr(0, 40));
         return outcome(got) == "1/1" && refusal(got) == error_code(protocol_errc::unfinished_frame);
     }},
    {"text: array of events", "finds no frames, and no events", "delivers them",
     [] { return outcome("[" + event('1') + "," + event('2') + "]") == "12/0"; }},
    {"text: one event without a frame", "finds no frame, and no event", "delivers it",
     [] { return outcome(event('1')) == "1/0" && outcome(string(body)) == "-/0"; }},
    {"text: kind of payload", "expected by the version",
     "seen in the payload: a message of JSON-RPC is one anywhere",
     [] {
         return outcome(rpc_message(R"({"mid":"1","body":{}})")) == "1/0" &&
                outcome(frame(event('1'))) == "1/0";
     }},
    {"text: JSON that speaks of markers", "finds no frame, and no event", "takes it for the JSON that it is",
     [] { return outcome(event('1', R"({"command":"#!NGINXNMS!#{}#!NGINXNME!#"})")) == "1/0"; }},
    {"text: extra beside text", "passes it by", "takes it where the text has none",
     [] {
         return decode_text(R"({"text":{"command":"c"},"extra":{"server_time_unix":7}})")
                    .messages[0]
                    .server_time() == 7.0;
     }},
    {"text: sender claimed in extra", "believed, whoever it names",
     "believed of a client only, to whom less is allowed",
     [] {
         auto const sender_of = [](char type) {
             return decode_text(string(R"({"command":"c","extra":{"sender":{"type":)") + type + "}}}")
                 .messages[0]
                 .sender.type;
         };
         return sender_of('1') == realtime::sender_type::client &&
                sender_of('2') == realtime::sender_type::unknown;
     }},
    {"body: null", "throws, and loses all later messages", "refuses this one message",
     [] { return outcome(binary(batch(wire_message('1', "null") + wire_message('2')))) == "2/1"; }},
    {"body: no JSON", "skips it without its id", "reports it with its id",
     [] {
         auto const got = binary(batch(wire_message('1', "oops") + wire_message('2')));
         return outcome(got) == "2/1" && got.refused[0].mid.back() == '1' && got.refused[0].path == "body";
     }},
    {"sender: missing", "throws, and loses this and all later messages", "takes it for unknown",
     [] {
         auto const got = binary(batch(wire_message('1', body, "") + wire_message('2')));
         return outcome(got) == "12/0" && got.messages[0].sender.type == realtime::sender_type::unknown;
     }},
    {"protobuf: embedded message sent twice", "keeps the second", "merges them",
     [] {
         return outcome(binary(field(1, field(1, wire_message('1')) + field(1, wire_message('2'))))) ==
                "12/0";
     }},
    {"protobuf: known field in another wire type", "misreads it, and what follows",
     "skips it as an unknown one",
     [] { return outcome(binary("\x08\x01" + batch(wire_message('1')))) == "1/0"; }},
    {"protobuf: varint of eleven bytes", "reads on", "refuses the payload",
     [] {
         return refusal(binary(string("\x08") + string(10, '\xff') + '\x01')) ==
                error_code(protocol_errc::invalid_protobuf);
     }},
    {"protobuf: payload that was cut", "says so in a log",
     "refuses it whole, with a code that says to try again",
     [] {
         auto const whole = batch(wire_message('1')) + batch(wire_message('2'));
         auto const got = binary(whole.substr(0, whole.size() - 1));
         return outcome(got) == "/1" && refusal(got) == error_code(protocol_errc::truncated_payload) &&
                refusal(got) == b24pull::condition::retry_later;
     }},
    {"protobuf: body that is not UTF-8", "puts other characters in its place", "refuses the message",
     [] {
         return outcome(binary(batch(wire_message('1', "{\"command\":\"\xc3(\"}") + wire_message('2')))) ==
                "2/1";
     }},
    {"protobuf: channel statistics", "passed by", "handed on",
     [] {
         auto const got = binary(field(1, field(2, field(1, field(1, "\xaa\x01") + "\x18\x01"))));
         return got.channel_statuses.size() == 1 && got.channel_statuses[0].public_id == "aa01" &&
                got.channel_statuses[0].is_online;
     }},
    {"protobuf: nested groups of unknown fields", "followed to any depth", "refused beyond a limit",
     [] {
         return refusal(binary(string(100, '\x13') + string(100, '\x14'))) ==
                error_code(protocol_errc::nested_too_deep);
     }},
    {"size of a payload", "not limited", "limited: refused whole, unread",
     [] {
         return refusal(binary(batch(wire_message('1')), {.payload = 10})) ==
                    error_code(protocol_errc::payload_too_large) &&
                refusal(decode_text(event('1'), {.payload = 10})) ==
                    error_code(protocol_errc::payload_too_large);
     }},
    {"size and number of messages", "not limited", "limited: the others are delivered",
     [] {
         return outcome(decode_text(frame(event('1', "{\"command\":\"" + string(200, 'x') + "\"}")) +
                                        frame(event('2')),
                                    {.message = 150})) == "2/1" &&
                outcome(decode_text(frame(event('1')) + frame(event('2')), {.messages = 1})) == "1/1";
     }},
    {"JSON-RPC: params [] and what is merged into them", "loses the merged members",
     "makes an object of them first",
     [] { return merged("[]") == R"({"a":1,"b":2})" && merged(R"({"a":0})") == R"({"a":1,"b":2})"; }},
    {"JSON-RPC: what is no packet", "logged", "reported",
     [] { return outcome(R"([{"jsonrpc":"2.0","hello":1},{"hello":1}])") == "/2"; }},
    {"JSON-RPC: call of an unknown method", "thrown away", "handed on, to be answered",
     [] {
         auto const got = decode_text(realtime::rpc_call_text("new.method", "{}", 7));
         return got.requests.size() == 1 && realtime::rpc_method_not_found_text(got.requests[0].id) ==
                                                R"({"jsonrpc":"2.0","id":7,"error":{"code":-32601,)"
                                                R"("message":"Method not found"}})";
     }},
    {"JSON-RPC: incoming.message with an id", "acknowledged alone", "says that it wants an answer",
     [] {
         return realtime::rpc_result_text(decode_text(rpc_message(R"({"body":{}})")).messages[0].rpc_id) ==
                R"({"jsonrpc":"2.0","id":3,"result":{}})";
     }},
    {"long poll: kind of body", "binary because version 4 was asked so", "binary if its type says so",
     [] {
         return realtime::read_poll_answer({.status = 200, .content_type = "text/plain"}).payload ==
                    realtime::payload_kind::text &&
                realtime::read_poll_answer({.status = 200, .content_type = "Application/Octet-Stream; x=1"})
                        .payload == realtime::payload_kind::binary;
     }},
    {"long poll: status 400, 403, 404", "one error like any other", "ask for a new configuration",
     [] {
         using realtime::remedy;
         for (unsigned const status : {400u, 401u, 403u, 404u})
             if (realtime::read_poll_answer({.status = status}).remedy != remedy::refetch_config)
                 return false;
         return realtime::remedy_of_status(429) == remedy::reconnect &&
                realtime::remedy_of_status(502) == remedy::reconnect;
     }},
};

} // namespace

BOOST_AUTO_TEST_CASE(payloads_are_read_as_told) { realtime_differences::check(differences); }

BOOST_AUTO_TEST_SUITE_END()
