#include "../harness/keep.hpp"
#include "receiving.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>

namespace benchmarks {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

class bare_client : public receiving {
public:
    bare_client() {
        websocket_.next_layer().connect({asio::ip::address_v4::loopback(), sender_.port()});
        websocket_.next_layer().set_option(tcp::no_delay(true));
        websocket_.handshake("127.0.0.1", "/");
        asio::co_spawn(io_, read_all(), asio::detached);
    }

private:
    asio::awaitable<void> read_all() {
        boost::beast::flat_buffer buffer;
        for (;;) {
            co_await websocket_.async_read(buffer, asio::use_awaitable);
            keep(buffer);
            buffer.clear();
            arrived();
        }
    }

    boost::beast::websocket::stream<tcp::socket> websocket_{io_};
};

} // namespace

std::unique_ptr<event_client> make_bare_client() { return std::make_unique<bare_client>(); }

} // namespace benchmarks
