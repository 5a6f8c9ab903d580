#include "network.hpp"

#include "complaint.hpp"

#include <b24pull/adapters/beast.hpp>

#include <boost/asio/executor_work_guard.hpp>

#include <optional>
#include <utility>

namespace tool {

namespace adapters = b24pull::adapters;
namespace rest = b24pull::rest;
using b24pull::result;

struct network::parts {
    parts(boost::asio::ssl::context trusted, adapters::beast_options const& options)
        : tls(std::move(trusted))
        , http(io.get_executor(), tls, options)
        , host(io.get_executor(), tls, options) {}

    boost::asio::ssl::context tls; // outlives what is left on the io_context
    boost::asio::io_context io{1};
    adapters::beast_http http;
    adapters::beast_host host;
};

network::network(std::unique_ptr<parts> made) noexcept
    : parts_(std::move(made)) {}
network::network(network&&) noexcept = default;
network::~network() = default;

result<network> network::open(common_options const& options) {
    auto tls = adapters::beast_tls(options.ca_file);
    if (!tls) return tls.error();
    adapters::beast_options how;
    how.proxy = options.proxy;
    return network(std::make_unique<parts>(std::move(*tls), how));
}

result<rest::http_response> network::operator()(rest::http_request const& request) {
    std::optional<result<rest::http_response>> answer;
    send(request, [&](result<rest::http_response> came) {
        answer = std::move(came);
        leave();
    });
    run();
    return std::move(*answer);
}

void network::send(rest::http_request request, std::function<void(result<rest::http_response>)> done) {
    parts_->http(std::move(request), std::move(done));
}

void network::serve(b24pull::realtime::session& session, adapters::config_source source,
                    adapters::event_handler deliver, std::function<void(b24pull::error_code)> ended) {
    parts_->host.listen(session, std::move(source), std::move(deliver), std::move(ended));
}

void network::post(std::function<void(b24pull::realtime::session&)> f) { parts_->host.post(std::move(f)); }
void network::stop() { parts_->host.stop(); }

boost::asio::io_context& network::context() { return parts_->io; }

void network::run() {
    parts_->io.restart();
    auto const work = boost::asio::make_work_guard(parts_->io);
    parts_->io.run();
}

void network::leave() { parts_->io.stop(); }

std::optional<network> open_network(common_options const& options) {
    auto net = network::open(options);
    if (net) return std::move(*net);
    complain("The authorities to trust cannot be read: see --ca-file.", net.error());
    return std::nullopt;
}

} // namespace tool
