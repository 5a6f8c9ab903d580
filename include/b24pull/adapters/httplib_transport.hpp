// HTTP through cpp-httplib: a transport to keep, for rest::fetch_config and its siblings.
//
//     b24pull::adapters::httplib_transport http; // the next call reuses the connection of the last
//     auto config = b24pull::rest::fetch_config(http, credentials);
//
// Certificates and host names are always verified, redirections never followed, nothing printed or logged. Needs
// cpp-httplib 0.11 or later with OpenSSL. Where it is a compiled library its classes have another layout for each set
// of flags: link the CMake target b24pull::httplib, which has them.
#pragma once

#include <b24pull/adapters/httplib_call.hpp>
#include <b24pull/adapters/httplib_options.hpp>
#include <b24pull/adapters/request_check.hpp>
#include <b24pull/rest/http_transport.hpp>
#include <b24pull/url.hpp>

#include <boost/system/errc.hpp>

#include <httplib.h>

#include <exception>
#include <memory>
#include <mutex>
#include <new>
#include <string>
#include <utility>

namespace b24pull::adapters {

/// Satisfies rest::HttpTransport and StoppableTransport. Keep it: it holds the connection.
///
/// Thread safety: distinct objects may be used at once, one object by one thread at a time; stop() from any thread.
/// Lifetime: holds nothing of a request or an answer between calls.
class httplib_transport {
public:
    /// @param options  how to connect, and what to accept
    explicit httplib_transport(httplib_options options = {})
        : options_(std::move(options)) {}

    /// Sends a POST or GET and waits for the answer, whatever its status. If a kept connection turns out to be closed,
    /// sends once more over a new one.
    ///
    /// cpp-httplib adds Accept and User-Agent. A body without Content-Length or chunks is taken as it comes; 0.41
    /// refuses it under TLS. That version also writes the query's percent-encoding anew, with + for a space: servers of
    /// version 1 and 2 may then not find their place in history.
    ///
    /// @return the answer, or a failure:
    ///   - protocol_errc::body_too_large beyond httplib_options::max_body
    ///   - boost::system::errc::timed_out, where cpp-httplib has no code of its own for it
    ///   - a code of httplib_category(): httplib::Error::Connection, SSLServerVerification, …; httplib_too_large
    ///   - boost::system::errc::operation_canceled after stop()
    ///   - boost::system::errc::invalid_argument, nothing sent, for another method, another scheme than http and https,
    ///     user information in the URL, or control characters in it or a header
    ///
    /// Exception safety: basic; only std::bad_alloc is thrown.
    result<rest::http_response> operator()(rest::http_request const& request);

    /// Ends a call that is under way in another thread, and makes those to come fail. Waits for a connection that is
    /// being made: for httplib_options::connect_timeout, with TLS twice that, at the most.
    void stop();

private:
    httplib::Client& client_for(std::string const& origin);
    bool stopped();
    result<rest::http_response> send(rest::http_request const& request, detail::httplib_place const& place);

    httplib_options const options_;
    std::string origin_; // of the client
    bool kept_ = false;  // there may be a connection of the last call
    std::mutex mutex_;   // guards the next two against stop()
    bool stopped_ = false;
    std::unique_ptr<httplib::Client> client_;
};

// Bodies.

inline result<rest::http_response> httplib_transport::operator()(rest::http_request const& request) {
    auto const invalid = make_error_code(boost::system::errc::invalid_argument);
    if (!can_be_sent(request)) return failure(invalid);
    auto const place = detail::httplib_split(request.url);
    if (!place || !(options_.proxy.empty() || parse_url(options_.proxy))) return failure(invalid);

    detail::without_sigpipe const guard;
    try {
        return send(request, *place);
    } catch (std::bad_alloc const&) {
        throw;
    } catch (std::exception const&) {
        return failure(detail::httplib_code(httplib::Error::Unknown));
    }
}

inline result<rest::http_response> httplib_transport::send(rest::http_request const& request,
                                                           detail::httplib_place const& place) {
    auto& client = client_for(place.origin);
    while (!stopped()) {
        detail::httplib_exchange exchange{options_};
        bool const kept = std::exchange(kept_, false);
        auto const answer = client.send(detail::httplib_request(request, place.target, exchange));
        if (exchange.refused) return failure(exchange.refused);
        if (exchange.whole) return std::move(exchange.response);
        bool const unheard = exchange.response.status == 0;
        // A proxy's refusal is handed over as if it were the answer.
        if (answer && unheard && answer->status != 204)
            return failure(detail::httplib_code(httplib::Error::Connection));
        if (answer) {
            kept_ = true;
            auto response = detail::httplib_head(*answer);
            response.body = std::move(exchange.response.body);
            return response;
        }
        if (stopped()) break;
        auto const error = answer.error();
        bool const broke =
            exchange.repeated || error == httplib::Error::Read || error == httplib::Error::Write;
        if (broke && !exchange.in_time()) return failure(make_error_code(boost::system::errc::timed_out));
        if (!(kept && broke && unheard)) return failure(detail::httplib_code(error));
    }
    return failure(make_error_code(boost::system::errc::operation_canceled));
}

inline httplib::Client& httplib_transport::client_for(std::string const& origin) {
    if (origin != origin_) {
        auto client = std::make_unique<httplib::Client>(origin);
        detail::httplib_set_up(*client, options_);
        origin_ = origin;
        kept_ = false;
        std::lock_guard const lock(mutex_);
        client_ = std::move(client);
    }
    return *client_;
}

inline bool httplib_transport::stopped() {
    std::lock_guard const lock(mutex_);
    return stopped_;
}

inline void httplib_transport::stop() {
    std::lock_guard const lock(mutex_);
    stopped_ = true;
    if (client_) client_->stop();
}

static_assert(rest::HttpTransport<httplib_transport>);

} // namespace b24pull::adapters
