// One HTTP exchange as plain values: what a transport is asked to send, and what it brings back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace b24pull::rest {

/// One header field. Names are compared without case.
struct http_header {
    /// ASCII.
    std::string name = {};
    /// As the header has it.
    std::string value = {};
};

/// What a transport has to send, exactly as it stands. Body and URL may hold credentials: do not log them.
struct http_request {
    /// "POST" for every method of the portal; "GET" for what a host polls.
    std::string method = {};
    /// Absolute URL, ASCII, already percent-encoded.
    std::string url = {};
    /// Without Host and Content-Length, which are the transport's.
    std::vector<http_header> headers = {};
    /// Bytes, as the headers say.
    std::string body = {};
};

/// What came back. Redirections are not followed: hand over the 3xx answer with its Location.
struct http_response {
    /// Status code, 100 to 599.
    unsigned status = 0;
    /// In the order of the answer. Needed: Location, Retry-After; of a poll also Content-Type, Last-Message-Id, Expires.
    std::vector<http_header> headers = {};
    /// The body with transfer and content codings taken off. Transports should stop at limits::http_body.
    std::string body = {};
};

/// The value of the first header of that name, compared without case, or null. Valid as long as `headers`.
std::string const* find_header(std::vector<http_header> const& headers, std::string_view name) noexcept;

// Bodies.

inline std::string const* find_header(std::vector<http_header> const& headers,
                                      std::string_view name) noexcept {
    auto const lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
    for (auto const& header : headers) {
        if (header.name.size() != name.size()) continue;
        std::size_t i = 0;
        while (i != name.size() && lower(header.name[i]) == lower(name[i])) ++i;
        if (i == name.size()) return &header.value;
    }
    return nullptr;
}

} // namespace b24pull::rest
