#include "live_host.hpp"

#include <b24pull/adapters/beast.hpp>

#include <boost/asio/io_context.hpp>

#include <utility>

namespace live {
namespace {

namespace adapters = b24pull::adapters;
namespace asio = boost::asio;

class host : public live_host {
public:
    explicit host(std::string const& ca_file)
        : tls_(adapters::beast_tls(ca_file).value())
        , host_(io_.get_executor(), tls_) {}

    b24pull::error_code listen(b24pull::realtime::session& session, adapters::config_source source,
                               adapters::event_handler on_event) override {
        b24pull::error_code out;
        host_.listen(session, std::move(source), std::move(on_event),
                     [&](b24pull::error_code const& why) { out = why; });
        io_.run();
        return out;
    }
    void post(std::function<void(b24pull::realtime::session&)> what) override { host_.post(std::move(what)); }

private:
    asio::io_context io_;
    asio::ssl::context tls_;
    adapters::beast_host host_;
};

} // namespace

std::unique_ptr<live_host> make_host(std::string const& ca_file) { return std::make_unique<host>(ca_file); }

bool has_websocket() { return true; }

} // namespace live
