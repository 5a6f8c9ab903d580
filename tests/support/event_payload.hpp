// Payloads with events, as servers of each version send them.
#pragma once

#include "protobuf_bytes.hpp"

#include <span>
#include <string>
#include <string_view>

namespace support {

/// 26 digits that grow with the number.
inline std::string mid(unsigned number) {
    auto const digits = std::to_string(number);
    return "1760441027" + std::string(16 - digits.size(), '0') + digits;
}

inline std::string event_body(std::string_view module_id, std::string_view command,
                              std::string_view params = "{}") {
    return R"({"module_id":")" + std::string(module_id) + R"(","command":")" + std::string(command) +
           R"(","params":)" + std::string(params) + '}';
}

/// What a server of a version sends to tell of events with these numbers.
///
/// @param more  further fields of a message of version 4
inline std::string payload(int version, std::span<unsigned const> numbers, std::string_view body,
                           std::string_view more = {}) {
    std::string out, text(body);
    for (auto const number : numbers) {
        auto const id = mid(number);
        if (version == 4) {
            out += block(1, block(1, bytes(id)) + block(2, text) + std::string(more));
        } else if (version >= 5) {
            if (!out.empty()) out += ',';
            out += R"({"jsonrpc":"2.0","method":"incoming.message","params":{"mid":")" + id + R"(","body":)" +
                   text + "}}";
        } else {
            auto const with_mid = version == 3 ? R"(,"mid":")" + id + '"' : std::string();
            out += R"(#!NGINXNMS!#{"id":)" + std::to_string(number) + with_mid + R"(,"channel":"d","tag":")" +
                   std::to_string(number) + R"(","time":"Tue, 14 Oct 2025 11:23:47 GMT","text":)" + text +
                   "}#!NGINXNME!#";
        }
    }
    if (version == 4) return block(1, block(1, out));
    return version >= 5 && numbers.size() > 1 ? '[' + out + ']' : out;
}

} // namespace support
