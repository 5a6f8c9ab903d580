// How to connect through libcurl, what to accept, and what its errors mean.
#pragma once

#include <b24pull/condition.hpp>
#include <b24pull/error.hpp>
#include <b24pull/limits.hpp>

#include <curl/curl.h>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

static_assert(LIBCURL_VERSION_NUM >= 0x075800, "b24pull needs libcurl 7.88 or later");

namespace b24pull::adapters {

/// How to connect, and what to accept. Times have to be positive.
struct curl_options {
    /// Until a connection stands: name, TCP and TLS together, proxy included.
    std::chrono::milliseconds connect_timeout = std::chrono::seconds(10);
    /// For the whole call, connecting included. A configuration takes well under a second. Polls and WebSockets are the
    /// session's to give up.
    std::chrono::milliseconds timeout = std::chrono::seconds(30);
    /// Proxy, such as "http://proxy.example.com:3128". Unset: what the environment says (https_proxy,
    /// http_proxy, all_proxy, no_proxy), as libcurl reads it at each call. Empty: none, whatever the
    /// environment says.
    std::optional<std::string> proxy = {};
    /// PEM file of the authorities to trust instead of the system's. Empty: the system's.
    std::string ca_file = {};
    /// Bytes of an answer's body. More is protocol_errc::body_too_large, before reading where the server
    /// announces it.
    std::size_t max_body = limits::http_body;
    /// Bytes of an answer's header, with those of interim answers and of a proxy. Portals send 1 to 2 KB.
    /// More is curl_too_large.
    std::size_t max_header_bytes = 64 * 1024;
    /// Lines of the same headers. Portals send about 20. More is curl_too_large.
    std::size_t max_header_lines = 256;
    /// Of curl_host: bytes of the answer to a poll, in the place of max_body, and of a WebSocket message, which closes
    /// the connection with 1009 beyond.
    std::size_t max_payload = limits::payload;
    /// Of curl_host: until a WebSocket that is being closed is cut, if the server does not answer.
    std::chrono::milliseconds close_timeout = std::chrono::seconds(2);
};

/// Category of libcurl's own codes (CURLcode), "curl". A fault of the network is condition::retry_later, all
/// else (a certificate that is not trusted, a CA file that cannot be read) condition::give_up. Messages are
/// libcurl's fixed texts and never hold anything of the call.
boost::system::error_category const& curl_category() noexcept;

/// CURLE_TOO_LARGE, which libcurl has had a name for since 8.6: a header beyond its limit.
inline constexpr int curl_too_large = 100;

// Bodies.

namespace detail {

class curl_error_category final : public boost::system::error_category {
public:
    constexpr curl_error_category() noexcept
        : error_category(0xb24b0115d3e7a110ull) {}

    char const* name() const noexcept override { return "curl"; }

    std::string message(int value) const override {
        if (value == curl_too_large) return "the header is larger than the limit";
        return curl_easy_strerror(static_cast<CURLcode>(value));
    }

    boost::system::error_condition default_error_condition(int value) const noexcept override {
        // A connection that is cut in the handshake is a CURLE_SSL_CONNECT_ERROR; a bad certificate is not.
        for (auto const passing :
             {CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT,
              CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2, CURLE_PARTIAL_FILE, CURLE_OPERATION_TIMEDOUT,
              CURLE_SSL_CONNECT_ERROR, CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_AGAIN,
              CURLE_NO_CONNECTION_AVAILABLE, CURLE_HTTP2_STREAM, CURLE_HTTP3, CURLE_QUIC_CONNECT_ERROR,
              CURLE_PROXY, CURLE_UNRECOVERABLE_POLL})
            if (value == passing) return make_error_condition(condition::retry_later);
        return make_error_condition(condition::give_up);
    }
};

inline constexpr curl_error_category curl_category_v{};

} // namespace detail

inline boost::system::error_category const& curl_category() noexcept { return detail::curl_category_v; }

} // namespace b24pull::adapters
