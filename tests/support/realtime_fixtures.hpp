// The collection of real-time payloads that may lie beside the repository: reading it, and what tests say of an outcome.
// Where it does not lie there, there is nothing to read.
#pragma once

#include <b24pull/realtime/decode.hpp>

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#ifdef B24PULL_SHARED_FIXTURES_DIR
#define B24PULL_REALTIME_FIXTURES B24PULL_SHARED_FIXTURES_DIR "/realtime"
#else
#define B24PULL_REALTIME_FIXTURES ""
#endif

namespace realtime_fixtures {

namespace json = boost::json;
namespace realtime = b24pull::realtime;

inline std::filesystem::path const folder = B24PULL_REALTIME_FIXTURES;

/// What the tests read, sorted.
inline constexpr std::string_view known_files[] = {
    "application-event.json",
    "backoff-vectors.json",
    "close-codes.json",
    "control-channel-expire-app-get-config.json",
    "control-channel-expire-app-reconnect.json",
    "control-channel-expire-get-config.json",
    "control-channel-expire-reconnect.json",
    "control-config-expire-php.json",
    "control-config-expire.json",
    "control-server-restart.json",
    "control-spoofed-by-client.json",
    "docs-frames-literal.txt",
    "format-json-array.json",
    "jsonrpc-frames.json",
    "long-poll-responses.json",
    "message-documented.json",
    "nginx-frames.json",
    "nginx-garbage.txt",
    "nginx-truncated.txt",
    "nginx-two-frames.txt",
    "online-user-status-change.json",
    "protobuf-vectors.json",
    "public-list.json",
    "recorded-frames.json",
    "session-scenarios.json",
    "url-vectors.json",
    "watch-extend.json",
};

inline bool available() {
    if (!folder.empty()) return true;
    std::cout << "no shared fixtures beside the repository: not read\n";
    BOOST_TEST(folder.empty());
    return false;
}

inline std::string content_of(std::string_view file) {
    std::ifstream in(folder / file, std::ios::binary);
    BOOST_TEST_REQUIRE(in.good(), "cannot read " << file);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline json::value json_of(std::string_view file) { return json::parse(content_of(file)); }

inline std::string text_of(json::value const& value) {
    auto const& text = value.as_string();
    return {text.data(), text.size()};
}

/// The member's text, or "" where there is none or it is null.
inline std::string text_in(json::value const& object, std::string_view name) {
    auto const* const member = object.as_object().if_contains(name);
    return member && member->is_string() ? text_of(*member) : std::string();
}

inline std::vector<std::byte> bytes_of(std::string_view hex) {
    std::vector<std::byte> out;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        out.push_back(static_cast<std::byte>(b24pull::detail::hex_digit(hex[i]) * 16 +
                                             b24pull::detail::hex_digit(hex[i + 1])));
    return out;
}

inline std::string hex_of(std::span<std::byte const> bytes) {
    std::string out;
    for (auto const byte : bytes) {
        constexpr char digits[] = "0123456789abcdef";
        out += digits[std::to_integer<unsigned>(byte) >> 4];
        out += digits[std::to_integer<unsigned>(byte) & 15];
    }
    return out;
}

inline char const* name_of(realtime::sender_type type) {
    switch (type) {
    case realtime::sender_type::client: return "client";
    case realtime::sender_type::backend: return "backend";
    case realtime::sender_type::unknown: break;
    }
    return "unknown";
}

/// `extra` without what clients add to it.
inline json::value without_sender(json::value extra) {
    if (extra.is_object()) extra.as_object().erase("sender");
    if (extra.is_array() && extra.as_array().empty()) extra = json::object();
    return extra;
}

/// One line for each message: mid, module, command, params.
inline std::string described(realtime::message const& message) {
    return message.mid + ' ' + message.module_id + ' ' + message.command + ' ' +
           json::serialize(json::parse(message.params));
}

/// The same for an event as the official client makes it, an envelope around `text`.
inline std::string described(json::value const& event) {
    auto const& text = event.at("text");
    auto const* const params = text.as_object().if_contains("params");
    return text_in(event, "mid") + ' ' + text_in(text, "module_id") + ' ' + text_in(text, "command") + ' ' +
           (params ? json::serialize(*params) : "{}");
}

/// Words for each refused part: the code, the place, and the id, in the order of the payload.
inline std::string refused_of(realtime::decoded const& got) {
    std::string out;
    for (auto const& part : got.refused) {
        if (!out.empty()) out += "; ";
        out += part.code.message();
        if (!part.path.empty()) out.append(" at ").append(part.path);
        if (!part.mid.empty()) out += " of " + part.mid;
    }
    return out;
}

/// The commands of all messages with blanks between.
inline std::string commands_of(realtime::decoded const& got) {
    std::string out;
    for (auto const& message : got.messages) out += (out.empty() ? "" : " ") + message.command;
    return out;
}

/// Nothing but messages came, and `count` of them.
inline void check_only_messages(realtime::decoded const& got, std::size_t count) {
    BOOST_TEST(got.messages.size() == count);
    BOOST_TEST(got.refused_count == 0u);
    BOOST_TEST(refused_of(got) == "");
    BOOST_TEST((got.answers.empty() && got.requests.empty() && got.channel_statuses.empty() && !got.ping));
}

} // namespace realtime_fixtures
