// How to connect through Boost.Beast, what to accept, and whom to trust.
#pragma once

#include <b24pull/error.hpp>
#include <b24pull/limits.hpp>
#include <b24pull/result.hpp>
#include <b24pull/secret.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/beast/http/error.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace b24pull::adapters {

/// How long to wait, and what to accept. Times have to be positive.
struct beast_options {
    /// Until a connection for a call stands: name, TCP, proxy and TLS together. WebSockets are the session's to
    /// give up.
    std::chrono::milliseconds connect_timeout = std::chrono::seconds(10);
    /// For a whole call, connecting included. Polls are the session's to give up.
    std::chrono::milliseconds timeout = std::chrono::seconds(30);
    /// A proxy, "http://HOST:PORT", that everything goes through by CONNECT, clear text too. Empty: none, whatever the
    /// environment says.
    std::string proxy = {};
    /// For the proxy (Basic). No user: none.
    std::string proxy_user = {};
    /// See proxy_user.
    secret proxy_password = {};
    /// Bytes of an answer's body. More is protocol_errc::body_too_large, before reading where the server
    /// announces it.
    std::size_t max_body = limits::http_body;
    /// Bytes of an answer's header. Portals send 1 to 2 KB. More is boost::beast::http::error::header_limit.
    std::uint32_t max_header_bytes = 64 * 1024;
    /// Of beast_host: bytes of the answer to a poll, in the place of max_body, and of a WebSocket message, which closes
    /// the connection with 1009 beyond.
    std::size_t max_payload = limits::payload;
    /// Of beast_host: until a WebSocket that is being closed is cut, if the server does not answer.
    std::chrono::milliseconds close_timeout = std::chrono::seconds(2);
};

/// A client's context of TLS 1.2 or later, for beast_http and beast_host.
///
/// @param ca_file  PEM file of the authorities to trust instead of the system's. Empty: the system's
///
/// @return the context, or the code of OpenSSL, or of the system, if the file cannot be used
result<boost::asio::ssl::context> beast_tls(std::string const& ca_file = {});

/// Category of the adapter's own code, "b24pull.beast".
boost::system::error_category const& beast_category() noexcept;

/// Of beast_category(): the host's name has no address. condition::retry_later.
inline constexpr int beast_unknown_host = 1;

// Bodies.

namespace detail {

class beast_error_category final : public boost::system::error_category {
public:
    constexpr beast_error_category() noexcept
        : error_category(0xb24b0115d3e7a112ull) {}

    char const* name() const noexcept override { return "b24pull.beast"; }
    std::string message(int) const override { return "the host's name has no address"; }
    boost::system::error_condition default_error_condition(int) const noexcept override {
        return make_error_condition(condition::retry_later);
    }
};

inline constexpr beast_error_category beast_category_v{};

} // namespace detail

inline result<boost::asio::ssl::context> beast_tls(std::string const& ca_file) {
    using boost::asio::ssl::context;
    context out(context::tls_client);
    out.set_options(context::default_workarounds | context::no_tlsv1 | context::no_tlsv1_1);
    error_code unreadable;
    if (ca_file.empty()) out.set_default_verify_paths(unreadable);
    else out.load_verify_file(ca_file, unreadable);
    if (unreadable) return failure(unreadable);
    return out;
}

inline boost::system::error_category const& beast_category() noexcept { return detail::beast_category_v; }

namespace detail {

/// Asio, TLS and HTTP each have names of their own for a connection that ended too early or never stood;
/// condition_of() understands the generic ones.
inline error_code beast_code(error_code const& code) {
    namespace asio = boost::asio;
    namespace errc = boost::system::errc;
    using http = boost::beast::http::error;
    if (code == http::body_limit) return protocol_errc::body_too_large;
    if (code == asio::error::eof || code == asio::ssl::error::stream_truncated ||
        code == http::end_of_stream || code == http::partial_message)
        return make_error_code(errc::connection_reset);
    if (code == asio::error::host_not_found || code == asio::error::host_not_found_try_again ||
        code == asio::error::no_data)
        return {beast_unknown_host, beast_category()};
    return code;
}

} // namespace detail
} // namespace b24pull::adapters
