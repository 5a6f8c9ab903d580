// Payloads of every kind with the same three messages, and random changes to them.
#pragma once

#include "protobuf_bytes.hpp"

#include <b24pull/realtime/frame.hpp>

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace payload_mutations {

using support::block;
using support::bytes;
using namespace std::string_view_literals;

/// A payload in parts that mutations move or drop, but never change: single bytes as a rule.
using tokens = std::vector<std::string>;

inline tokens bytes_of(std::string_view text) {
    tokens out;
    for (char const c : text) out.emplace_back(1, c);
    return out;
}

/// The same, each of `whole` kept in one part.
inline tokens tokens_of(std::string_view text, std::vector<std::string> const& whole) {
    tokens out;
    while (!text.empty()) {
        auto const found = std::find_if(whole.begin(), whole.end(),
                                        [text](std::string const& part) { return text.starts_with(part); });
        out.push_back(found == whole.end() ? std::string(1, text[0]) : *found);
        text.remove_prefix(out.back().size());
    }
    return out;
}

inline std::string joined(tokens const& parts) {
    std::string out;
    for (auto const& part : parts) out += part;
    return out;
}

/// Makes one to four changes: bits flipped, bytes written over, put in or taken out, pieces dropped or copied, cuts.
class mutator {
public:
    explicit mutator(std::mt19937::result_type seed)
        : random_(seed) {}

    std::string operator()(tokens parts) {
        for (auto left = 1 + below(4); left != 0 && !parts.empty(); --left) change(parts);
        return joined(parts);
    }

private:
    std::size_t below(std::size_t limit) { return random_() % limit; }
    char byte() {
        constexpr std::string_view telling = "{}[]\",:\\#! \n05\x0a\x12\x1a\x2a\x22\x7b\x7c\x80";
        return below(2) ? telling[below(telling.size())] : static_cast<char>(below(256));
    }

    void change(tokens& parts) {
        auto const at = below(parts.size());
        auto const place = [&parts](std::size_t index) {
            return parts.begin() + static_cast<std::ptrdiff_t>(index);
        };
        auto const end = (std::min)(parts.size(), at + 1 + below(40));
        bool const is_byte = parts[at].size() == 1;
        switch (below(7)) {
        case 0:
            if (is_byte) parts[at][0] = static_cast<char>(parts[at][0] ^ (1 << below(8)));
            break;
        case 1:
            if (is_byte) parts[at][0] = byte();
            break;
        case 2: parts.insert(place(at), std::string(1, byte())); break;
        case 3: parts.erase(place(at)); break;
        case 4: parts.erase(place(at), place(end)); break;
        case 5: {
            tokens const piece(place(at), place(end));
            parts.insert(place(below(parts.size())), piece.begin(), piece.end());
            break;
        }
        default:
            if (below(4) == 0) parts.resize(at);
        }
    }

    std::mt19937 random_;
};

inline std::vector<std::string> const known_mids = {
    "17000000000000000000000001", "17000000000000000000000002", "17000000000000000000000003"};

// There is no member `id`: with one letter more in front it would be a mid.
inline std::string envelope(std::string const& mid, std::string_view text) {
    return R"({"mid":")" + mid +
           R"(","channel":"-","tag":"146","time":"Tue, 31 Mar 2026 14:05:18 GMT","text":)" +
           std::string(text) + '}';
}

inline constexpr std::string_view bodies[] = {
    R"({"module_id":"im","command":"a","params":{"a":[1,"x\u0436\n"],"b":{}},"extra":{"server_time_unix":1.5}})",
    R"({"module_id":"crm","command":"b","params":[],"extra":{"sender":{"type":1,"id":"ab"}}})",
    "{\"command\":\"\xd0\xb6\",\"params\":\"{#!NGINXNME!#\"}",
};

inline std::string frames_payload() {
    std::string out;
    for (std::size_t i = 0; i != 3; ++i)
        out += std::string(b24pull::realtime::frame_begin) + envelope(known_mids[i], bodies[i]) +
               std::string(b24pull::realtime::frame_end) + "\r\n";
    return out;
}

inline std::string array_payload() {
    return '[' + envelope(known_mids[0], bodies[0]) + ',' + envelope(known_mids[1], bodies[1]) + ", null, " +
           envelope(known_mids[2], bodies[2]) + ']';
}

inline std::string rpc_payload() {
    auto const call = [](std::size_t i, std::string_view more) {
        return R"({"jsonrpc":"2.0","method":"incoming.message","params":{"mid":")" + known_mids[i] +
               R"(","body":)" + std::string(bodies[i]) + std::string(more) + "}}";
    };
    return '[' + call(0, R"(,"user_params":{"u":1},"dictionary":{"a":2})") + ',' +
           call(1, R"(,"sender":{"type":2})") +
           R"(,{"jsonrpc":"2.0","id":4,"error":{"code":-32601,"message":"no"}},{"jsonrpc":"2.0","id":5,"result":{}},)" +
           call(2, R"(,"user_params":[])") + ']';
}

inline std::string binary_id(std::string_view mid) { return block(1, bytes(mid)); }

/// Two responses, the second with channel statistics.
inline std::string binary_payload(std::string_view sender) {
    std::string messages;
    for (std::size_t i = 0; i != 3; ++i)
        messages += block(1, binary_id(known_mids[i]) + block(2, bodies[i]) + "\x18\x3c\x25\x58\xcd\x54\x59" +
                                 std::string(sender));
    auto const statuses = block(1, block(1, "\xab\xcd") + "\x18\x01");
    return block(1, block(1, messages)) + block(1, block(2, statuses));
}

inline constexpr auto client = "\x2a\x06\x08\x01\x12\x02\xab\xcd"sv;

} // namespace payload_mutations
