// One accepted connection as bytes in and bytes out, whether TLS is in between or not.
//
// What is above is compiled once, and not once more for each kind of stream.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstddef>
#include <memory>

namespace portal {

class connection {
public:
    virtual ~connection() = default;

    virtual bool secure() const = 0;

    // From now on, how long all that follows may take; then the connection is cut.
    virtual void expires_after(std::chrono::seconds time) = 0;

    virtual boost::asio::awaitable<std::size_t> read_some(boost::asio::mutable_buffer into,
                                                          boost::system::error_code& error) = 0;
    virtual boost::asio::awaitable<void> write(boost::asio::const_buffer from,
                                               boost::system::error_code& error) = 0;

    // Says goodbye and waits for the other side to do so, or for the time to run out.
    virtual boost::asio::awaitable<void> close() = 0;
};

// Looks at the first bytes: with a context the other side may speak TLS, without it never does. Nothing comes back if
// it left before a word was said.
boost::asio::awaitable<std::unique_ptr<connection>> open_connection(boost::asio::ip::tcp::socket socket,
                                                                    boost::asio::ssl::context* tls,
                                                                    std::chrono::seconds patience);

} // namespace portal
