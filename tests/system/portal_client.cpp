#include "portal_client.hpp"

#include <boost/json.hpp>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <stdexcept>
#include <utility>

extern char** environ;

namespace portal_test {
namespace {

constexpr std::chrono::seconds patience{10};

void require(bool condition, char const* complaint) {
    if (!condition) throw std::runtime_error(complaint);
}

std::string without_chunks(std::string_view text) {
    std::string out;
    for (;;) {
        auto const line = text.find("\r\n");
        require(line != std::string_view::npos, "a chunk without its size");
        auto const size = std::stoul(std::string(text.substr(0, line)), nullptr, 16);
        if (size == 0) return out;
        out += text.substr(line + 2, size);
        text.remove_prefix(line + 2 + size + 2);
    }
}

std::string request_text(std::string_view method, std::string_view target, std::string_view body,
                         std::string_view headers) {
    std::string out = std::string(method) + ' ' + std::string(target) + " HTTP/1.1\r\nHost: portal\r\n";
    out += headers;
    if (!body.empty()) out += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return out + "\r\n" + std::string(body);
}

int status_of(std::string_view head) {
    return head.size() < 12 ? 0 : std::stoi(std::string(head.substr(9, 3)));
}

} // namespace

portal_program::portal_program(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {B24PULL_PORTAL, "--quiet"});
    std::vector<char*> pointers;
    for (auto& each : arguments) pointers.push_back(each.data());
    pointers.push_back(nullptr);
    int ends[2];
    require(::pipe2(ends, O_CLOEXEC) == 0, "no pipe");
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    int const failed = ::posix_spawn(&process_, pointers[0], &actions, nullptr, pointers.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    require(failed == 0, "the portal cannot be started");
    std::string line;
    for (char c = 0; ::read(ends[0], &c, 1) == 1 && c != '\n';) line += c;
    ::close(ends[0]);
    require(line.starts_with("portal ready"), "the portal is not ready");
    port_ = static_cast<std::uint16_t>(std::stoul(line.substr(line.rfind(':') + 1)));
}

portal_program::~portal_program() {
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
}

stream::stream(std::uint16_t port)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    be_patient_for(patience);
    sockaddr_in there{};
    there.sin_family = AF_INET;
    there.sin_port = htons(port);
    there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    require(::connect(socket_, reinterpret_cast<sockaddr*>(&there), sizeof there) == 0, "cannot connect");
}

stream::stream(stream&& other) noexcept
    : socket_(std::exchange(other.socket_, -1))
    , buffer_(std::move(other.buffer_)) {}

stream::~stream() {
    if (socket_ >= 0) ::close(socket_);
}

void stream::be_patient_for(std::chrono::milliseconds time) {
    timeval const limit{time.count() / 1000, time.count() % 1000 * 1000};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
}

void stream::write(std::string_view bytes) {
    // Who has been cut off in the meantime notices when he reads.
    while (!bytes.empty()) {
        auto const count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

bool stream::fill() {
    char piece[65536];
    auto const count = ::recv(socket_, piece, sizeof piece, 0);
    silent_ = count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    if (count <= 0) return false;
    buffer_.append(piece, static_cast<std::size_t>(count));
    return true;
}

std::optional<std::string> stream::read(std::size_t count) {
    while (buffer_.size() < count)
        if (!fill()) return std::nullopt;
    auto out = buffer_.substr(0, count);
    buffer_.erase(0, count);
    return out;
}

std::optional<std::string> stream::read_until(std::string_view mark) {
    for (;;) {
        if (auto const found = buffer_.find(mark); found != std::string::npos)
            return read(found + mark.size());
        if (!fill()) return std::nullopt;
    }
}

std::string stream::read_to_end() {
    while (fill()) {
    }
    return std::exchange(buffer_, {});
}

std::string http_answer::header(std::string_view name) const {
    auto const at = head.find("\r\n" + std::string(name) + ": ");
    if (at == std::string::npos) return {};
    auto const begin = at + name.size() + 4;
    return head.substr(begin, head.find("\r\n", begin) - begin);
}

http_answer http_on(stream& over, std::string_view method, std::string_view target, std::string_view body,
                    std::string_view headers) {
    over.write(request_text(method, target, body, headers));
    http_answer answer;
    answer.head = over.read_until("\r\n\r\n").value_or("");
    answer.status = status_of(answer.head);
    if (answer.header("Transfer-Encoding") == "chunked")
        answer.body = without_chunks(over.read_until("\r\n0\r\n\r\n").value_or(""));
    else if (auto const length = answer.header("Content-Length"); !length.empty())
        answer.body = over.read(std::stoul(length)).value_or("");
    return answer;
}

http_answer http(std::uint16_t port, std::string_view method, std::string_view target, std::string_view body,
                 std::string_view headers) {
    stream over(port);
    return http_on(over, method, target, body, std::string(headers) + "Connection: close\r\n");
}

int frame::close_code() const {
    if (opcode != close_frame || data.size() < 2) return -1;
    return static_cast<unsigned char>(data[0]) << 8 | static_cast<unsigned char>(data[1]);
}

std::string websocket_request(std::string_view target) {
    return request_text("GET", target, {},
                        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
}

websocket::websocket(std::uint16_t port, std::string_view target)
    : stream_(port) {
    stream_.write(websocket_request(target));
    handshake_.head = stream_.read_until("\r\n\r\n").value_or("");
    handshake_.status = status_of(handshake_.head);
    if (handshake_.status >= 300) handshake_.body = stream_.read_to_end();
}

frame websocket::receive() {
    auto const byte = [](std::string const& text, std::size_t at) {
        return static_cast<unsigned>(static_cast<unsigned char>(text[at]));
    };
    auto const begin = stream_.read(2);
    if (!begin) return {};
    std::uint64_t length = byte(*begin, 1);
    if (length >= 126) {
        auto const more = stream_.read(length == 126 ? 2 : 8).value_or("");
        length = 0;
        for (std::size_t i = 0; i < more.size(); ++i) length = length << 8 | byte(more, i);
    }
    auto data = stream_.read(length);
    // Each is whole: a push server does not send fragments.
    if (!data || (byte(*begin, 0) & 0xF0) != 0x80) return {};
    return {static_cast<int>(byte(*begin, 0) & 0xF), std::move(*data)};
}

void websocket::send(int opcode, std::string_view data, bool last) {
    std::string out(1, static_cast<char>((last ? 0x80 : 0) | opcode));
    if (data.size() < 126) {
        out += static_cast<char>(0x80 | data.size());
    } else {
        std::size_t const width = data.size() < 65536 ? 2 : 8;
        out += static_cast<char>(0x80 | (width == 2 ? 126 : 127));
        for (std::size_t i = width; i-- > 0;) out += static_cast<char>(data.size() >> (8 * i) & 0xFF);
    }
    // A mask of zeros is a mask.
    stream_.write(out + std::string(4, '\0') + std::string(data));
}

configuration::configuration(std::uint16_t port, std::string_view token) {
    auto const answer =
        http(port, "POST", "/rest/pull.application.config.get", "{}",
             "Content-Type: application/json\r\nAuthorization: Bearer " + std::string(token) + "\r\n");
    result = boost::json::parse(answer.body).at("result").as_object();
}

std::string configuration::private_id() const {
    return std::string(result.at("channels").at("private").at("id").as_string());
}
std::string configuration::shared_id() const {
    return std::string(result.at("channels").at("shared").at("id").as_string());
}
std::string configuration::public_id() const {
    return std::string(result.at("channels").at("private").at("public_id").as_string());
}
std::string configuration::channels(std::string_view more) const {
    return "/bitrix/subws/?CHANNEL_ID=" + list() + std::string(more);
}
std::string configuration::poll(std::string_view more) const {
    return "/bitrix/sub/?CHANNEL_ID=" + list() + std::string(more);
}

boost::json::value call(std::uint16_t port, std::string_view method, std::string_view parameters) {
    auto const answer =
        http(port, "POST", "/rest/" + std::string(method), parameters,
             "Content-Type: application/json\r\nAuthorization: Bearer token-of-an-administrator\r\n");
    return boost::json::parse(answer.body).at("result");
}

boost::json::object control(std::uint16_t port, std::string_view what) {
    auto const answer = http(port, "POST", "/control/" + std::string(what));
    require(answer.status == 200, "the button does not work");
    return boost::json::parse(answer.body).as_object();
}

std::string first_mid(std::string_view payload) {
    constexpr std::string_view mark = "\"mid\":\"";
    auto const at = payload.find(mark);
    return at == std::string_view::npos ? std::string() : std::string(payload.substr(at + mark.size(), 26));
}

std::size_t count(std::string_view text, std::string_view word) {
    std::size_t out = 0;
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + word.size()))
        ++out;
    return out;
}

} // namespace portal_test
