// Whether a request can go out as it stands: for transports over stacks that take whatever they are given.
#pragma once

#include <b24pull/rest/http.hpp>

#include <algorithm>
#include <string_view>

namespace b24pull::adapters {

/// A POST or GET, without control characters in URL and headers.
inline bool can_be_sent(rest::http_request const& request) noexcept {
    auto const clean = [](std::string_view text) {
        return std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    };
    return (request.method == "POST" || request.method == "GET") && clean(request.url) &&
           std::all_of(request.headers.begin(), request.headers.end(),
                       [&](auto const& header) { return clean(header.name) && clean(header.value); });
}

} // namespace b24pull::adapters
