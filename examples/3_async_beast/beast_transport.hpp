// HTTP through Boost.Beast: an asynchronous transport for rest::async_fetch_config and its siblings.
//
//     asio::io_context io;
//     asio::ssl::context tls(asio::ssl::context::tls_client);
//     tls.set_default_verify_paths();                           // whom to trust is the program's decision
//     examples::beast_transport http(io.get_executor(), tls);
//     b24pull::rest::async_fetch_config(http, credentials, {}, [](auto config) { … });
//     io.run();
//
// One connection for each call. Certificates and host names are always verified, redirections never followed,
// no proxy used, nothing printed or logged.
#pragma once

#include <b24pull/limits.hpp>
#include <b24pull/rest/http_transport.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ssl/context.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

namespace examples {

/// How long to wait, and what to accept. Times have to be positive.
struct beast_options {
    /// Until a connection stands: name, TCP and TLS together.
    std::chrono::milliseconds connect_timeout = std::chrono::seconds(10);
    /// For the whole call, connecting included.
    std::chrono::milliseconds timeout = std::chrono::seconds(30);
    /// Bytes of an answer's body. More is protocol_errc::body_too_large, before reading where the server
    /// announces it.
    std::size_t max_body = b24pull::limits::http_body;
    /// Bytes of an answer's header. Portals send 1 to 2 KB. More is boost::beast::http::error::header_limit.
    std::uint32_t max_header_bytes = 64 * 1024;
};

/// Any completion, owned, so that the bodies of this transport are compiled once and not for each kind of it.
class http_completion {
public:
    template <class Completion>
    requires(!std::is_same_v<std::remove_cvref_t<Completion>, http_completion>) explicit http_completion(
        Completion&& completion)
        : target_(std::make_unique<target<std::decay_t<Completion>>>(std::forward<Completion>(completion))) {}

    /// To be called once.
    void operator()(b24pull::result<b24pull::rest::http_response> outcome) {
        target_->call(std::move(outcome));
    }

private:
    struct any_target {
        virtual ~any_target() = default;
        virtual void call(b24pull::result<b24pull::rest::http_response>&& outcome) = 0;
    };

    template <class Completion>
    struct target final : any_target {
        template <class From>
        explicit target(From&& from)
            : completion(std::forward<From>(from)) {}
        void call(b24pull::result<b24pull::rest::http_response>&& outcome) override {
            std::move(completion)(std::move(outcome));
        }
        Completion completion;
    };

    std::unique_ptr<any_target> target_;
};

/// Satisfies rest::AsyncHttpTransport. Cheap to copy; any number of calls may be under way at once.
///
/// Thread safety: one object by one thread at a time. The executor's context may be run by several threads.
/// Lifetime: `tls` has to outlive every call; the transport itself need not.
class beast_transport {
public:
    /// @param executor  where everything happens, completions included
    /// @param tls       a client context that says which authorities to trust; its verify mode does not count
    beast_transport(boost::asio::any_io_executor executor, boost::asio::ssl::context& tls,
                    beast_options options = {})
        : executor_(std::move(executor))
        , tls_(&tls)
        , options_(options) {}

    /// Sends the request and returns at once. The completion is called once, on the executor and never from
    /// inside this function, with the answer, whatever its status, or with a failure:
    ///   - protocol_errc::body_too_large beyond beast_options::max_body
    ///   - boost::system::errc::timed_out, connection_refused, connection_reset (an answer cut short, too),
    ///     host_unreachable (no such name): all of them condition::retry_later
    ///   - a code of Asio's TLS category, for a certificate that is not trusted
    ///   - another code of boost::beast::http::error, for what is not HTTP
    ///   - protocol_errc::invalid_url, or boost::system::errc::invalid_argument for control characters in
    ///     method or header; nothing was sent
    ///
    /// When the executor's context is destroyed during the call, the completion is destroyed without being
    /// called. A name look-up under way cannot be broken off: after a time-out the context stays busy until
    /// the system ends it.
    template <class Completion>
    void operator()(b24pull::rest::http_request request, Completion&& completion) {
        start(std::move(request), http_completion(std::forward<Completion>(completion)));
    }

private:
    void start(b24pull::rest::http_request request, http_completion completion);

    boost::asio::any_io_executor executor_;
    boost::asio::ssl::context* tls_;
    beast_options options_;
};

static_assert(b24pull::rest::AsyncHttpTransport<beast_transport>);

} // namespace examples
