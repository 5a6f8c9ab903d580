// How to connect through cpp-httplib, what to accept, and what its errors mean.
#pragma once

#include <b24pull/condition.hpp>
#include <b24pull/error.hpp>
#include <b24pull/limits.hpp>

#include <httplib.h>

#include <chrono>
#include <cstddef>
#include <string>

#ifndef CPPHTTPLIB_OPENSSL_SUPPORT
#error "b24pull needs cpp-httplib with CPPHTTPLIB_OPENSSL_SUPPORT"
#endif

namespace b24pull::adapters {

/// How to connect, and what to accept. Times have to be positive.
struct httplib_options {
    /// Until TCP stands, and again until TLS does. The look-up of the name is the system's, and not limited.
    std::chrono::milliseconds connect_timeout = std::chrono::seconds(10);
    /// For the answer to begin, and for all of it to have come. With a cpp-httplib that has no set_max_timeout a server
    /// that sends its header byte by byte is waited for longer.
    std::chrono::milliseconds timeout = std::chrono::seconds(30);
    /// Proxy, such as "http://proxy.example.com:3128". Empty: none. The environment is not looked at.
    std::string proxy = {};
    /// PEM file of the authorities to trust instead of the system's. Empty: the system's.
    std::string ca_file = {};
    /// Bytes of an answer's body. More is protocol_errc::body_too_large, before reading where the server announces it.
    std::size_t max_body = limits::http_body;
    /// Bytes of an answer's header. Portals send 1 to 2 KB. More is httplib_too_large, once it has been read: before
    /// 0.18 nothing but `timeout` limits how much that is. A line of more than 8 KiB is httplib::Error::Read.
    std::size_t max_header_bytes = 64 * 1024;
    /// Of httplib_host: bytes of the answer to a poll, in the place of max_body.
    std::size_t max_payload = limits::payload;
    /// Of httplib_host: for the answer to a poll, in the place of timeout. Longer than session_options::poll_limit.
    std::chrono::milliseconds poll_timeout = std::chrono::seconds(75);
};

/// Category of cpp-httplib's own codes (httplib::Error), "httplib". A fault of the network is condition::retry_later,
/// all else (a certificate that is not trusted, a CA file that cannot be read) condition::give_up. Messages are
/// cpp-httplib's fixed texts and never hold anything of the call.
boost::system::error_category const& httplib_category() noexcept;

/// Not one of cpp-httplib's: a header beyond httplib_options::max_header_bytes.
inline constexpr int httplib_too_large = 1000;

// Bodies.

namespace detail {

/// Faults of the network. Newer versions know more of them.
template <class Error>
bool httplib_error_passes(Error error) noexcept {
    for (auto const each : {Error::Connection, Error::BindIPAddress, Error::Read, Error::Write,
                            Error::Canceled, Error::SSLConnection, Error::ConnectionTimeout})
        if (error == each) return true;
    if constexpr (requires { Error::ProxyConnection; })
        if (error == Error::ProxyConnection) return true;
    if constexpr (requires { Error::ConnectionClosed; })
        if (error == Error::ConnectionClosed) return true;
    if constexpr (requires { Error::Timeout; })
        if (error == Error::Timeout) return true;
    return false;
}

class httplib_error_category final : public boost::system::error_category {
public:
    constexpr httplib_error_category() noexcept
        : error_category(0xb24b0115d3e7a117ull) {}

    char const* name() const noexcept override { return "httplib"; }

    std::string message(int value) const override {
        if (value == httplib_too_large) return "the header is larger than the limit";
        return httplib::to_string(static_cast<httplib::Error>(value));
    }

    boost::system::error_condition default_error_condition(int value) const noexcept override {
        bool const passes = httplib_error_passes(static_cast<httplib::Error>(value));
        return make_error_condition(passes ? condition::retry_later : condition::give_up);
    }
};

inline constexpr httplib_error_category httplib_category_v{};

inline error_code httplib_code(httplib::Error error) noexcept {
    return {static_cast<int>(error), httplib_category_v};
}

} // namespace detail

inline boost::system::error_category const& httplib_category() noexcept { return detail::httplib_category_v; }

} // namespace b24pull::adapters
