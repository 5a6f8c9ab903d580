// What has to hold for every decoded payload, whatever it was; and its messages written anew.
#pragma once

#include "../support/protobuf_bytes.hpp"
#include "fuzz.hpp"
#include "json_agreement.hpp"

#include <b24pull/realtime/decode.hpp>
#include <b24pull/realtime/frame.hpp>

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace fuzz {

namespace realtime = b24pull::realtime;

// Equality, member by member.

inline auto members(realtime::message const& m) {
    return std::tie(m.mid, m.tag, m.time, m.module_id, m.command, m.params, m.extra, m.sender.type,
                    m.sender.id, m.rpc_id);
}
inline auto members(realtime::refused_part const& p) {
    return std::tie(p.code, p.offset, p.size, p.path, p.mid, p.rpc_id);
}
inline auto members(realtime::channel_status const& s) {
    return std::tie(s.public_id, s.is_private, s.is_online);
}
inline auto members(realtime::rpc_request const& r) { return std::tie(r.method, r.id); }
inline auto members(realtime::rpc_answer const& a) {
    return std::tuple(a.id, a.result,
                      a.error ? std::optional(std::pair(a.error->code, a.error->message)) : std::nullopt);
}

template <class List>
bool same_list(List const& a, List const& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](auto const& x, auto const& y) { return members(x) == members(y); });
}

inline bool same(realtime::decoded const& a, realtime::decoded const& b) {
    return same_list(a.messages, b.messages) && same_list(a.refused, b.refused) &&
           a.refused_count == b.refused_count && same_list(a.channel_statuses, b.channel_statuses) &&
           same_list(a.answers, b.answers) && same_list(a.requests, b.requests) && a.ping == b.ping;
}

// Any outcome.

inline realtime::decode_limits limits_from(FuzzedDataProvider& input) {
    if (!input.ConsumeBool()) return {};
    return {.payload = 1024,
            .messages = input.ConsumeIntegralInRange<std::size_t>(0, 4),
            .message = input.ConsumeIntegralInRange<std::size_t>(0, 255),
            .depth = input.ConsumeIntegralInRange<std::size_t>(1, 40),
            .groups = input.ConsumeIntegralInRange<std::size_t>(0, 3),
            .refused = input.ConsumeIntegralInRange<std::size_t>(0, 3)};
}

inline void check_sane(realtime::decoded const& got, std::string_view payload,
                       realtime::decode_limits const& limits) {
    check(got.messages.size() + got.answers.size() + got.requests.size() + got.channel_statuses.size() <=
              limits.messages,
          "there are no more messages than the limit");
    check(got.refused.size() == (std::min)(got.refused_count, limits.refused),
          "refused parts are listed up to the limit");
    std::size_t from = 0;
    for (auto const& part : got.refused) {
        check(part.code.failed(), "a refused part has a code");
        check(part.offset >= from && part.size <= payload.size() - part.offset,
              "refused parts lie in the payload, one behind the other");
        from = part.offset + part.size;
        check_printed(part.code);
        check_printed(part.path);
    }
    for (auto const& message : got.messages) {
        check(is_json(message.params, limits.depth) && is_json(message.extra, limits.depth),
              "params and extra are JSON within the depth");
        check(message.mid.size() <= b24pull::limits::message_id, "an id is within the limit");
        auto const number = message.params_as<int>();
        if (number.has_error()) check_printed(number.error());
        static_cast<void>(message.extra_value());
        static_cast<void>(message.server_time());
    }
    for (auto const& answer : got.answers) {
        check(answer.error ? answer.result.empty() : is_json(answer.result, limits.depth),
              "an answer is one JSON value or an error");
        if (answer.error) check_printed(realtime::failure_of(*answer.error));
    }
}

/// Decodes by decode(payload, out, limits) into a fresh output, into one that `former` has filled, and in pieces.
template <class Decode>
realtime::decoded decoded_every_way(std::string_view payload, std::string_view former,
                                    realtime::decode_limits const& limits, splitter const& split,
                                    realtime::payload_kind kind, Decode decode) {
    realtime::decoded fresh, used;
    decode(payload, fresh, limits);
    decode(former, used, limits);
    decode(payload, used, limits);
    check(same(fresh, used), "an output that is used again holds nothing of the former payload");

    realtime::payload_reader reader(limits);
    for (auto const text : {former, payload}) {
        split(text, [&reader](std::string_view piece) { reader.write(piece); });
        used = reader.finish(kind);
    }
    check(same(fresh, used), "pieces are decoded as the whole");

    check_sane(fresh, payload, limits);
    return fresh;
}

// Messages written anew.

inline std::string quoted(std::string_view text) { return boost::json::serialize(boost::json::string(text)); }

inline std::string body_of(realtime::message const& message) {
    return R"({"module_id":)" + quoted(message.module_id) + R"(,"command":)" + quoted(message.command) +
           R"(,"params":)" + message.params + R"(,"extra":)" + message.extra + '}';
}

inline bool is_hex(std::string_view text) {
    return text.size() % 2 == 0 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

/// Limits that refuse nothing that has been decoded before.
inline constexpr realtime::decode_limits wide{.depth = b24pull::detail::json_scanner::deepest};

/// What the message of version 4 that says the same is decoded as. Tag, time and the id of a call are lost in it.
inline void check_as_batch(realtime::message message) {
    if (!is_hex(message.mid) || !is_hex(message.sender.id)) return;
    using namespace support;
    auto const sender =
        number(1, static_cast<unsigned>(message.sender.type)) + block(2, bytes(message.sender.id));
    auto const batch = block(
        1, block(1, block(1, block(1, bytes(message.mid)) + block(2, body_of(message)) + block(5, sender))));
    auto const again = realtime::decode_binary(batch, wide);
    for (auto* const text : {&message.tag, &message.time, &message.rpc_id}) text->clear();
    check(again.messages.size() == 1 && members(again.messages[0]) == members(message),
          "a message written as a batch is decoded as the same");
}

/// The same as a frame, which does not tell the sender either.
inline void check_as_frame(realtime::message message) {
    auto const envelope = R"({"mid":)" + quoted(message.mid) + R"(,"tag":)" + quoted(message.tag) +
                          R"(,"time":)" + quoted(message.time) + R"(,"text":)" + body_of(message) + '}';
    auto const again = realtime::decode_text(
        std::string(realtime::frame_begin) + envelope + std::string(realtime::frame_end), wide);
    check(again.messages.size() == 1, "a message written as a frame is one message");
    message.sender = again.messages[0].sender;
    message.rpc_id.clear();
    check(members(again.messages[0]) == members(message),
          "a message written as a frame is decoded as the same");
}

} // namespace fuzz
