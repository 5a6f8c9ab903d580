// HTTP answers as bytes, for loopback_server: the three ways in which a body may be delimited.
#pragma once

#include <string>
#include <string_view>

namespace support {

/// With Content-Length.
inline std::string answer(std::string_view body, std::string_view status_line = "HTTP/1.1 200 OK") {
    return std::string(status_line) +
           "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + std::string(body);
}

/// In two chunks. `body` has two bytes at least.
inline std::string chunked_answer(std::string_view body) {
    constexpr auto chunk = [](std::string_view text) {
        constexpr char digits[] = "0123456789abcdef";
        std::string size;
        for (auto rest = text.size(); rest != 0; rest /= 16) size.insert(0, 1, digits[rest % 16]);
        return size + "\r\n" + std::string(text) + "\r\n";
    };
    return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(body.substr(0, body.size() / 2)) +
           chunk(body.substr(body.size() / 2)) + "0\r\n\r\n";
}

/// Up to the end of the connection: to be used with an ending that closes it.
inline std::string unbounded_answer(std::string_view body) {
    return "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + std::string(body);
}

} // namespace support
