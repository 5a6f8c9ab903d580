// A client of the loopback portal that knows nothing of the library, nor of any HTTP or WebSocket stack: sockets, and
// the bytes that the protocol wants. What the portal says is seen here as it is.
#pragma once

#include <boost/json/object.hpp>

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portal_test {

// The program, from construction to destruction, on a port of its own, without TLS.
class portal_program {
public:
    explicit portal_program(std::vector<std::string> arguments);
    ~portal_program();
    portal_program(portal_program const&) = delete;
    portal_program& operator=(portal_program const&) = delete;

    std::uint16_t port() const { return port_; }
    pid_t process() const { return process_; }

private:
    pid_t process_ = 0;
    std::uint16_t port_ = 0;
};

class stream {
public:
    explicit stream(std::uint16_t port);
    ~stream();
    stream(stream&& other) noexcept;
    stream& operator=(stream&&) = delete;

    void write(std::string_view bytes);
    // Nothing: the other side has ended the connection, or says nothing for the time given.
    std::optional<std::string> read(std::size_t count);
    std::optional<std::string> read_until(std::string_view mark); // the mark included
    std::string read_to_end();

    bool silent() const { return silent_; } // the last reading ended because nothing came
    void be_patient_for(std::chrono::milliseconds time);

private:
    bool fill();

    int socket_ = -1;
    std::string buffer_;
    bool silent_ = false;
};

struct http_answer {
    int status = 0; // 0: no answer, the connection was cut
    std::string head;
    std::string body; // without the frames of chunks

    std::string header(std::string_view name) const; // empty: not there
};

// One request on a connection of its own, or on one that stays.
http_answer http(std::uint16_t port, std::string_view method, std::string_view target,
                 std::string_view body = {}, std::string_view headers = {});
http_answer http_on(stream& over, std::string_view method, std::string_view target,
                    std::string_view body = {}, std::string_view headers = {});

struct frame {
    int opcode = -1; // -1: none came
    std::string data;

    bool is(int wanted, std::string_view text) const { return opcode == wanted && data == text; }
    int close_code() const; // -1: not a close frame with a code
};

inline constexpr int text_frame = 1, binary_frame = 2, close_frame = 8, ping_frame = 9, pong_frame = 10;

std::string websocket_request(std::string_view target);

class websocket {
public:
    websocket(std::uint16_t port, std::string_view target);

    http_answer const& handshake() const { return handshake_; }
    frame receive();
    void send(int opcode, std::string_view data, bool last = true);
    stream& below() { return stream_; }

private:
    stream stream_;
    http_answer handshake_;
};

// The configuration that the application gets, and what follows from it.
struct configuration {
    explicit configuration(std::uint16_t port, std::string_view token = "token-of-an-administrator");

    std::string private_id() const;
    std::string shared_id() const;
    std::string public_id() const; // with its signature
    std::string list() const { return private_id() + '/' + shared_id(); }
    std::string channels(std::string_view more = {}) const; // target of a WebSocket
    std::string poll(std::string_view more = {}) const;

    boost::json::object result;
};

boost::json::value call(std::uint16_t port, std::string_view method, std::string_view parameters);
boost::json::object control(std::uint16_t port, std::string_view what);

// The `mid` of the first frame or message in a text payload; empty if there is none.
std::string first_mid(std::string_view payload);
std::size_t count(std::string_view text, std::string_view word);

} // namespace portal_test
