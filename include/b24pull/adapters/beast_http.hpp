// HTTP through Boost.Beast: an asynchronous transport for rest::async_fetch_config and its siblings.
//
//     auto tls = b24pull::adapters::beast_tls().value();        // whom to trust is the program's decision
//     asio::io_context io;
//     b24pull::adapters::beast_http http(io.get_executor(), tls);
//     b24pull::rest::async_fetch_config(http, credentials, {}, [](auto config) { … });
//     io.run();
//
// Certificates and host names are always verified, redirections never followed, nothing printed or logged.
#pragma once

#include <b24pull/adapters/beast_call.hpp>
#include <b24pull/adapters/beast_completion.hpp>
#include <b24pull/adapters/beast_options.hpp>
#include <b24pull/rest/http_transport.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <utility>

namespace b24pull::adapters {

/// Satisfies rest::AsyncHttpTransport. Any number of calls may be under way at once.
///
/// A connection serves one call, but for GET: there it is kept for the next GET to the same address, for half a
/// minute at the most, and a call that finds it closed is repeated once over a fresh one. Nothing else is ever sent
/// twice.
///
/// Thread safety: all members may be called from any thread. The executor's context may be run by several threads.
/// Lifetime: `tls` has to outlive every call, the executor's context the transport and its copies. Copies are cheap and
/// share the connections; calls go on without them.
class beast_http {
public:
    /// @param executor  where everything happens
    /// @param tls       a client's context that says which authorities to trust, such as beast_tls(); its verify
    ///                  mode does not count
    /// @param options   how long to wait, and what to accept
    beast_http(boost::asio::any_io_executor executor, boost::asio::ssl::context& tls,
               beast_options options = {});

    /// Sends the request and returns at once. Completes with void(result<http_response>), on the handler's executor
    /// or else on that of the transport, and never from inside this function: with the answer, whatever its status,
    /// or a failure:
    ///   - protocol_errc::body_too_large beyond beast_options::max_body
    ///   - boost::system::errc::timed_out, connection_refused, connection_reset (an answer cut short, too), or
    ///     beast_unknown_host: all of them condition::retry_later
    ///   - a code of Asio's TLS category, for a certificate that is not trusted
    ///   - another code of boost::beast::http::error, for what is not HTTP
    ///   - boost::system::errc::permission_denied, or host_unreachable, if the proxy says so (4xx, else)
    ///   - protocol_errc::invalid_url (the proxy's, too), or boost::system::errc::invalid_argument for a method
    ///     other than POST and GET, or control characters in a header; nothing was sent
    ///   - boost::asio::error::operation_aborted, when it was cancelled through the token: every kind of cancellation
    ///     ends the call
    ///
    /// When the executor's context is destroyed during the call, the completion is destroyed without being
    /// called. A name look-up under way cannot be broken off: after a time-out the context stays busy until
    /// the system ends it.
    ///
    /// @param request  kept as long as the call takes
    /// @param token    any completion token: a callback, asio::use_awaitable, asio::use_future, …
    template <class Token>
    auto async_send(rest::http_request request, Token&& token);

    /// The same with a callback.
    template <class Completion>
    void operator()(rest::http_request request, Completion&& completion);

private:
    std::shared_ptr<detail::beast_pool> pool_;
};

// Bodies.

inline beast_http::beast_http(boost::asio::any_io_executor executor, boost::asio::ssl::context& tls,
                              beast_options options)
    : pool_(std::make_shared<detail::beast_pool>(std::move(executor), tls, std::move(options))) {}

template <class Token>
auto beast_http::async_send(rest::http_request request, Token&& token) {
    using answer = result<rest::http_response>;
    return boost::asio::async_initiate<Token, void(answer)>(
        [pool = pool_](auto handler, rest::http_request what) {
            auto const slot = boost::asio::get_associated_cancellation_slot(handler);
            auto const call = std::make_shared<detail::beast_call>(
                pool, detail::beast_call::bounds{pool->options.timeout, pool->options.max_body},
                std::move(what), detail::beast_completion<answer>(std::move(handler), pool->executor));
            detail::beast_cancel_through(slot, pool->executor, std::weak_ptr(call));
            boost::asio::post(pool->executor, [call] { call->start(); });
        },
        token, std::move(request));
}

template <class Completion>
void beast_http::operator()(rest::http_request request, Completion&& completion) {
    async_send(std::move(request), std::forward<Completion>(completion));
}

static_assert(rest::AsyncHttpTransport<beast_http>);

} // namespace b24pull::adapters
