// What a user's HTTP stack must offer to be plugged in: one call, synchronous or with a completion.
//
//     auto transport = [&](rest::http_request const& request) -> result<rest::http_response> { … };
//     auto config = rest::fetch_config(transport, credentials);
//
// A transport sends the request as it stands and hands back whatever answer came, 4xx and 5xx included. It fails only
// when no complete answer came, with a code of <boost/system/errc.hpp> (timed_out, connection_reset, …), or of a category
// of its own that maps to these or to condition: an unknown one reads as give_up. It must not follow redirections, must
// verify TLS certificates, and should stop reading at limits::http_body.
#pragma once

#include <b24pull/rest/http.hpp>
#include <b24pull/result.hpp>

#include <concepts>
#include <type_traits>
#include <utility>

namespace b24pull::rest {

/// Callable as `transport(request)`, giving a result<http_response>; blocks until the answer is there.
/// A function, a lambda, a function object, or a reference to any of them. What it throws passes through.
template <class Transport>
concept HttpTransport = requires(std::remove_reference_t<Transport>& transport, http_request const& request) {
    { transport(request) } -> std::convertible_to<result<http_response>>;
};

/// The least that a completion offers: it is moved, not copied, and called once with the outcome.
class http_completion_archetype {
public:
    /// Completions are moved.
    http_completion_archetype(http_completion_archetype&&) noexcept = default;
    /// Completions are moved.
    http_completion_archetype& operator=(http_completion_archetype&&) noexcept = default;
    /// Called as a temporary …
    void operator()(result<http_response>) && noexcept {}
    /// … or by its name.
    void operator()(result<http_response>) & noexcept {}
};

/// Callable as `transport(request, completion)`; returns at once and later calls the completion exactly once with a
/// result<http_response>. The completion may be move-only. What the call returns is ignored.
template <class Transport>
concept AsyncHttpTransport = requires(std::remove_reference_t<Transport>& transport, http_request request,
                                      http_completion_archetype done) {
    transport(std::move(request), std::move(done));
};

} // namespace b24pull::rest
