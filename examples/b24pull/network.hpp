// The way to the portal: calls and a host over Boost.Beast, behind a wall, so that Beast is compiled once.
#pragma once

#include "common_options.hpp"

#include <b24pull/adapters/host.hpp>
#include <b24pull/rest/http.hpp>

#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>
#include <optional>

namespace tool {

/// One thread: everything happens inside run() and operator().
class network {
public:
    /// Errors: OpenSSL's, or the system's, for authorities that cannot be read.
    static b24pull::result<network> open(common_options const& options);

    network(network&&) noexcept;
    ~network();

    /// Sends a request and waits for the answer: a rest::HttpTransport. Not from inside run().
    b24pull::result<b24pull::rest::http_response> operator()(b24pull::rest::http_request const& request);

    /// The same while run() waits.
    void send(b24pull::rest::http_request request,
              std::function<void(b24pull::result<b24pull::rest::http_response>)> done);

    /// Serves a session from now on, while run() waits. All that is handed over has to live until `ended` is called.
    ///
    /// @param ended  called once, with session_stopped::why
    void serve(b24pull::realtime::session& session, b24pull::adapters::config_source source,
               b24pull::adapters::event_handler deliver, std::function<void(b24pull::error_code)> ended);
    /// See beast_host: for timers and signals.
    void post(std::function<void(b24pull::realtime::session&)> f);
    void stop();

    /// For timers and signals.
    boost::asio::io_context& context();
    /// Waits until leave() is called.
    void run();
    void leave();

private:
    struct parts;
    explicit network(std::unique_ptr<parts> made) noexcept;

    std::unique_ptr<parts> parts_;
};

/// The way to the portal; or nothing, and standard error says what to do.
std::optional<network> open_network(common_options const& options);

} // namespace tool
