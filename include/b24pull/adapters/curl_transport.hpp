// HTTP through libcurl: a transport to keep, for rest::fetch_config and its siblings.
//
//     b24pull::adapters::curl_transport http; // the next call reuses the connection of the last
//     auto config = b24pull::rest::fetch_config(http, credentials);
//
// Certificates and host names are always verified, redirections never followed, only http and https spoken,
// nothing printed or logged.
#pragma once

#include <b24pull/adapters/curl_call.hpp>
#include <b24pull/adapters/curl_options.hpp>
#include <b24pull/rest/http_transport.hpp>

#include <curl/curl.h>

#include <memory>
#include <utility>

namespace b24pull::adapters {

/// Satisfies rest::HttpTransport. Keep it: it holds the connection, the TLS session and the addresses found.
///
/// Thread safety: distinct objects may be used at once, one object by one thread at a time. Installs no
/// signal handler.
/// Lifetime: holds nothing of a request or an answer between calls. A moved-from object only fails.
class curl_transport {
public:
    /// @param options  how to connect, and what to accept
    explicit curl_transport(curl_options options = {});

    /// Sends a POST or GET and waits for the answer, whatever its status.
    ///
    /// Sends the request's own headers, Host and Content-Length, and none besides. A body without
    /// Content-Length or chunks is taken as it comes: libcurl does not tell a cut connection from a closed
    /// one there.
    ///
    /// @return the answer, or a failure:
    ///   - protocol_errc::body_too_large beyond curl_options::max_body
    ///   - a code of curl_category(): CURLE_OPERATION_TIMEDOUT, CURLE_COULDNT_CONNECT,
    ///     CURLE_PEER_FAILED_VERIFICATION, CURLE_PARTIAL_FILE, …; curl_too_large for the header
    ///   - boost::system::errc::invalid_argument, nothing sent, for another method or control characters in
    ///     the URL or a header
    ///
    /// Exception safety: basic; only std::bad_alloc is thrown.
    result<rest::http_response> operator()(rest::http_request const& request);

private:
    curl_options options_;
    detail::curl_handle handle_;
};

// Bodies.

inline curl_transport::curl_transport(curl_options options)
    : options_(std::move(options))
    , handle_(detail::curl_new_handle()) {}

inline result<rest::http_response> curl_transport::operator()(rest::http_request const& request) {
    detail::curl_call call(options_);
    // Empties the handle in the end: the connection stays, no pointer into this call does.
    struct forget {
        void operator()(CURL* handle) const noexcept { curl_easy_reset(handle); }
    };
    std::unique_ptr<CURL, forget> const handle(handle_.get());

    if (auto const why = call.prepare(handle.get(), request)) return failure(why);
    return call.finish(handle.get(), curl_easy_perform(handle.get()));
}

static_assert(rest::HttpTransport<curl_transport>);

} // namespace b24pull::adapters
