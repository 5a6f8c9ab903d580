// A host over cpp-httplib, which blocks: long polling in threads.
//
//     b24pull::adapters::httplib_host host;
//     b24pull::realtime::session session({}, std::random_device()());
//     auto const why = host.listen(session, b24pull::rest::credentials::oauth(portal, token).value(),
//                                  [](auto const& event) { std::cout << to_string(event) << '\n'; });
//     std::cout << (why ? why.message() : "stopped") << '\n';
#pragma once

#include <b24pull/adapters/httplib_options.hpp>
#include <b24pull/adapters/httplib_transport.hpp>
#include <b24pull/adapters/threads.hpp>

#include <memory>

namespace b24pull::adapters {

/// listen(), post() and stop() as threads_host has them. Ends as soon as what is under way does: at once as a rule,
/// after twice httplib_options::connect_timeout and a look-up of a name at the most.
class httplib_host : public threads_host<httplib_transport> {
public:
    /// @param options  how to connect, and what to accept
    explicit httplib_host(httplib_options options = {});
};

// Bodies.

inline httplib_host::httplib_host(httplib_options options)
    : threads_host([options] { return std::make_unique<httplib_transport>(options); },
                   [options]() mutable {
                       options.timeout = options.poll_timeout;
                       options.max_body = options.max_payload;
                       return std::make_unique<httplib_transport>(options);
                   }) {}

static_assert(StoppableTransport<httplib_transport>);

} // namespace b24pull::adapters
