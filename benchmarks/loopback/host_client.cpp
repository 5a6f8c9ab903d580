#include "../subjects/connection_input.hpp"
#include "receiving.hpp"

#include <b24pull/adapters/beast.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <variant>

namespace benchmarks {
namespace {

namespace adapters = b24pull::adapters;
namespace realtime = b24pull::realtime;
namespace rest = b24pull::rest;

/// Clear text, as there is no way out of the machine, and nothing that an idle connection would do by itself.
realtime::session_options loopback_options() {
    realtime::session_options out;
    out.endpoint.clear = b24pull::clear_text::allowed;
    out.own_ping_after = out.silence_limit = std::chrono::milliseconds{0};
    return out;
}

/// The configuration itself: what the sender answers is not looked at.
adapters::config_source source_for(std::uint16_t port) {
    auto const place = "127.0.0.1:" + std::to_string(port) + '/';
    auto config = connection_config();
    config.server.websocket_secure.clear();
    config.server.websocket = "ws://" + place;
    config.expires_at.reset();
    for (auto* const channel : {&*config.shared_channel, &*config.private_channel})
        channel->end.instant = std::chrono::sys_days(std::chrono::year(2100) / 1 / 1);
    return adapters::config_source([config, place]() -> adapters::config_call {
        return {rest::http_request{.method = "POST", .url = "http://" + place},
                [config](rest::http_response const&) -> b24pull::result<b24pull::config> { return config; }};
    });
}

class host_client : public receiving {
public:
    host_client() {
        host_.listen(
            session_, source_for(sender_.port()), [this](auto const& event) { on_event(event); },
            [](b24pull::error_code) {});
        while (!online_) run_one();
    }

private:
    void on_event(realtime::session_event const& event) {
        if (std::holds_alternative<realtime::message>(event)) arrived();
        else if (auto const* const now = std::get_if<realtime::status_changed>(&event))
            online_ = now->status == realtime::status::online;
    }

    bool online_ = false;
    boost::asio::ssl::context tls_{boost::asio::ssl::context::tls_client};
    realtime::session session_{loopback_options(), 1};
    adapters::beast_host host_{io_.get_executor(), tls_};
};

} // namespace

std::unique_ptr<event_client> make_host_client() { return std::make_unique<host_client>(); }

} // namespace benchmarks
