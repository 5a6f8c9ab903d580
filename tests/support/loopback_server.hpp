// A server on 127.0.0.1 that answers with canned bytes, in a thread of its own: for the faults that no
// well-behaved HTTP server can be brought to show.
//
//     support::loopback_server server({.answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"});
//     connect_to(server.url("/"));
//     BOOST_TEST(server.requests().size() == 1u);
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace support {

/// What happens on each connection once a request has been answered, or instead of an answer.
enum class ending {
    keep_open,     // waits for the next request
    close,         // closes in good order, TLS included
    cut,           // closes the socket; under TLS without a word
    close_at_once, // closes before anything is read
    silent,        // never reads and never writes: TLS does not get beyond its first message
};

struct scenario {
    /// Sent for each request, byte for byte. Empty with ending::keep_open: requests stay unanswered.
    std::string answer;
    support::ending ending = support::ending::keep_open;
    /// From the end of a request to its answer.
    std::chrono::milliseconds delay{0};
};

/// PEM files. The TLS of a server is 1.2 or later and asks for no client certificate.
struct tls_files {
    std::string certificate;
    std::string key;
};

/// What to do with a request. Called in the server's thread.
using script = std::function<scenario(std::string_view request)>;

/// Listens from construction to destruction. All functions may be called from any thread.
class loopback_server {
public:
    explicit loopback_server(scenario same_for_all, std::optional<tls_files> const& tls = {});
    /// An ending that comes before a request, close_at_once or silent, has no effect here.
    explicit loopback_server(script of_each_request, std::optional<tls_files> const& tls = {});
    ~loopback_server();

    std::uint16_t port() const;

    /// `http(s)://localhost:PORT` and then `path`.
    std::string url(std::string_view path) const;

    /// How many connections were accepted so far.
    std::size_t connections() const;

    /// The requests so far, each from its first byte to the last one of its body.
    std::vector<std::string> requests() const;

    /// The host name that each TLS client has asked for so far (SNI), "" where it named none.
    std::vector<std::string> server_names() const;

private:
    class implementation;
    std::unique_ptr<implementation> implementation_;
};

/// A port of 127.0.0.1 that nobody listens on, and nobody else gets, as long as the object lives.
class closed_port {
public:
    closed_port();
    ~closed_port();

    std::uint16_t port() const;

private:
    class implementation;
    std::unique_ptr<implementation> implementation_;
};

} // namespace support
