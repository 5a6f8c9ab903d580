// One accepted connection as bytes in and bytes out, whether TLS is in between or not.
//
// What is above is compiled once, and not once more for each kind of stream.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace portal {

class connection {
public:
    using io_handler = std::function<void(boost::system::error_code, std::size_t)>;
    using const_buffers = std::vector<boost::asio::const_buffer>;

    virtual ~connection() = default;

    virtual bool secure() const = 0;
    virtual bool loopback() const = 0; // the other side is on this machine
    virtual bool abandoned() = 0;      // the other side will send no more
    virtual boost::asio::any_io_executor executor() = 0;

    // From now on, how long all that follows may take; then the connection is cut.
    virtual void expires_after(std::chrono::steady_clock::duration time) = 0;
    virtual void expires_never() = 0;

    // One reading and one writing may be under way at a time. The handler is never called from within.
    virtual void start_read(boost::asio::mutable_buffer into, io_handler done) = 0;
    virtual void start_write(const_buffers const& from, io_handler done) = 0;

    // The same for coroutines; this one writes all.
    boost::asio::awaitable<std::size_t> read_some(boost::asio::mutable_buffer into,
                                                  boost::system::error_code& error);
    boost::asio::awaitable<void> write(boost::asio::const_buffer from, boost::system::error_code& error);

    // Says goodbye and waits for the other side to do so, or for the time to run out.
    virtual boost::asio::awaitable<void> close() = 0;

    // Without a word, at once; what is under way fails.
    virtual void cut() = 0;
};

// Looks at the first bytes: with a context the other side may speak TLS, without it never does. Nothing comes back if
// it left before a word was said.
boost::asio::awaitable<std::shared_ptr<connection>> open_connection(boost::asio::ip::tcp::socket socket,
                                                                    boost::asio::ssl::context* tls,
                                                                    std::chrono::seconds patience);

} // namespace portal
