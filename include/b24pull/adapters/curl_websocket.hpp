// A WebSocket through libcurl, where the installed one can speak it.
#pragma once

#include <b24pull/adapters/curl_call.hpp>
#include <b24pull/adapters/curl_options.hpp>
#include <b24pull/adapters/host.hpp>
#include <b24pull/realtime/close_reason.hpp>
#include <b24pull/realtime/session.hpp>

#include <curl/curl.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace b24pull::adapters {

/// Whether the libcurl that the program runs with opens WebSockets with TLS. It has to be 8.14 or later: older ones do
/// not tell where a fragmented message ends.
bool curl_speaks_websocket() noexcept;

namespace detail {

/// Tells its session what comes. Pings are answered by libcurl, which does not show them: whatever makes the socket
/// readable and is no message counts as a sign of life.
class curl_websocket {
public:
    using clock = std::chrono::steady_clock;

    /// Begins to open it.
    curl_websocket(CURLM* multi, curl_options const& options, realtime::session& session,
                   realtime::open_websocket const& order);
    curl_websocket(curl_websocket const&) = delete;
    curl_websocket& operator=(curl_websocket const&) = delete;

    realtime::operation_id id() const noexcept { return id_; }
    CURL* handle() const noexcept { return handle_.get(); }
    /// Nothing comes any more: it can go.
    bool over() const noexcept { return stage_ == stage::over; }

    /// libcurl has opened it, or has given up.
    void finish_opening(CURLcode code);

    void send(std::string payload, unsigned flags);
    void close(realtime::close_code code);

    /// What to wait for, and for how long.
    std::optional<curl_waitfd> waits_for() const noexcept;
    std::optional<clock::time_point> waits_until() const noexcept;
    /// Sends and receives what is possible without waiting, one message at the most.
    void advance(short events);

private:
    enum class stage { opening, open, closing, over };
    struct outgoing_frame {
        std::string payload;
        unsigned flags = 0;
    };

    void flush();
    void receive();
    void take_close();
    void take_message(bool text);
    void end(unsigned code, std::string_view reason = {});
    void send_close(unsigned code, std::string_view reason);

    curl_options const& options_;
    realtime::session& session_;
    realtime::operation_id const id_;
    rest::http_request const request_;
    stage stage_ = stage::opening;
    curl_socket_t socket_ = CURL_SOCKET_BAD;
    std::deque<outgoing_frame> outgoing_;
    std::size_t sent_ = 0; // of the first
    std::string message_;  // what there is of it
    std::string control_;
    bool may_have_more_ = true; // libcurl may hold more than the socket shows
    std::optional<clock::time_point> cut_at_;
    curl_call call_;
    curl_handle handle_; // last: it points to the others
};

} // namespace detail

// Bodies.

inline bool curl_speaks_websocket() noexcept {
    auto const* const installed = curl_version_info(CURLVERSION_NOW);
    if (installed->version_num < 0x080e00) return false;
    for (auto name = installed->protocols; *name; ++name)
        if (std::string_view(*name) == "wss") return true;
    return false;
}

namespace detail {

/// Its last parameter has become a pointer to const in the course of time.
template <class Frame>
CURLcode curl_receive(CURLcode (*receive)(CURL*, void*, std::size_t, std::size_t*, Frame**), CURL* handle,
                      std::span<char> buffer, std::size_t& size, curl_ws_frame& frame) {
    Frame* meta = nullptr;
    auto const code = receive(handle, buffer.data(), buffer.size(), &size, &meta);
    if (code == CURLE_OK && meta) frame = *meta;
    return code;
}

inline curl_websocket::curl_websocket(CURLM* multi, curl_options const& options, realtime::session& session,
                                      realtime::open_websocket const& order)
    : options_(options)
    , session_(session)
    , id_(order.id)
    , request_({.method = "GET", .url = std::string(order.url.reveal())})
    , call_(curl_open_ended(options))
    , handle_(curl_new_handle(multi)) {
    curl_setter set{handle()};
    auto why = call_.prepare(handle(), request_);
    if (!why) {
        set(CURLOPT_PROTOCOLS_STR, "ws,wss");
        set(CURLOPT_CONNECT_ONLY, 2L);
        set(CURLOPT_HTTPPROXYTUNNEL, 1L);
        if (set.code == CURLE_OK && curl_multi_add_handle(multi, handle()) != CURLM_OK)
            set.code = CURLE_FAILED_INIT;
    }
    if (why || set.code != CURLE_OK) finish_opening(CURLE_FAILED_INIT);
}

inline void curl_websocket::finish_opening(CURLcode code) {
    if (code == CURLE_OK) code = curl_easy_getinfo(handle(), CURLINFO_ACTIVESOCKET, &socket_);
    if (code == CURLE_OK && socket_ != CURL_SOCKET_BAD) {
        stage_ = stage::open;
        return session_.handle_open(clock::now(), id_);
    }
    stage_ = stage::over;
    // The status means something only if it is what the upgrade was refused with.
    if (code == CURLE_HTTP_RETURNED_ERROR) tell_refused(session_, id_, curl_call::head_of(handle()));
    else tell_refused(session_, id_, failure(error_code(code, curl_category())));
}

inline void curl_websocket::send(std::string payload, unsigned flags) {
    if (stage_ != stage::open) return;
    outgoing_.push_back({std::move(payload), flags});
    flush();
}

inline void curl_websocket::close(realtime::close_code code) {
    if (stage_ != stage::open) {
        stage_ = stage::over;
        return;
    }
    stage_ = stage::closing;
    cut_at_ = clock::now() + options_.close_timeout;
    send_close(static_cast<unsigned>(code), realtime::reason_text(code));
}

inline void curl_websocket::send_close(unsigned code, std::string_view reason) {
    std::string payload{static_cast<char>(code >> 8), static_cast<char>(code & 0xff)};
    outgoing_.push_back({payload.append(reason), CURLWS_CLOSE});
    flush();
}

inline std::optional<curl_waitfd> curl_websocket::waits_for() const noexcept {
    if (socket_ == CURL_SOCKET_BAD) return std::nullopt;
    // Not both: a ping that came between two parts of a frame would be answered in its midst.
    return curl_waitfd{socket_, static_cast<short>(outgoing_.empty() ? CURL_WAIT_POLLIN : CURL_WAIT_POLLOUT),
                       0};
}

inline std::optional<curl_websocket::clock::time_point> curl_websocket::waits_until() const noexcept {
    if (socket_ != CURL_SOCKET_BAD && may_have_more_ && outgoing_.empty()) return clock::now();
    return cut_at_;
}

inline void curl_websocket::advance(short events) {
    if (events & CURL_WAIT_POLLOUT) flush();
    if (outgoing_.empty() && (may_have_more_ || (events & CURL_WAIT_POLLIN))) receive();
    if (cut_at_ && *cut_at_ <= clock::now()) stage_ = stage::over;
}

inline void curl_websocket::flush() {
    while (!over() && !outgoing_.empty()) {
        auto const& first = outgoing_.front();
        auto const rest = std::string_view(first.payload).substr(sent_);
        std::size_t sent = 0;
        auto const code = curl_ws_send(handle(), rest.data(), rest.size(), &sent, 0, first.flags);
        if (code == CURLE_AGAIN) return;
        if (code != CURLE_OK) return end(1006);
        sent_ += sent;
        if (sent_ != first.payload.size()) return;
        outgoing_.pop_front();
        sent_ = 0;
    }
}

inline void curl_websocket::receive() {
    std::array<char, 16 * 1024> buffer;
    while (stage_ == stage::open || stage_ == stage::closing) {
        std::size_t size = 0;
        curl_ws_frame frame = {};
        auto const code = curl_receive(&curl_ws_recv, handle(), buffer, size, frame);
        may_have_more_ = code == CURLE_OK;
        if (code == CURLE_AGAIN) return session_.handle_alive(clock::now(), id_);
        if (code != CURLE_OK) return end(1006);

        bool const data = frame.flags & (CURLWS_TEXT | CURLWS_BINARY);
        auto& into = data ? message_ : control_;
        auto const whole = into.size() + size + static_cast<std::size_t>(frame.bytesleft);
        if (data && whole > options_.max_payload) {
            send_close(1009, "");
            return end(1009);
        }
        into.append(buffer.data(), size);
        if (frame.bytesleft != 0 || (frame.flags & CURLWS_CONT)) continue;
        if (data) return take_message(frame.flags & CURLWS_TEXT);
        if (frame.flags & CURLWS_CLOSE) return take_close();
        control_.clear();
        return session_.handle_alive(clock::now(), id_);
    }
}

inline void curl_websocket::take_message(bool text) {
    auto const message = std::exchange(message_, {});
    if (text) session_.handle_text(clock::now(), id_, message);
    else session_.handle_binary(clock::now(), id_, std::as_bytes(std::span(message)));
}

inline void curl_websocket::take_close() {
    if (control_.size() < 2) {
        outgoing_.push_back({{}, CURLWS_CLOSE});
        flush();
        return end(1005);
    }
    auto const byte = [this](std::size_t at) { return static_cast<unsigned char>(control_[at]); };
    auto const code = static_cast<unsigned>(byte(0) << 8 | byte(1));
    send_close(code, "");
    end(code, std::string_view(control_).substr(2));
}

inline void curl_websocket::end(unsigned code, std::string_view reason) {
    stage_ = stage::over;
    session_.handle_closed(clock::now(), id_, code, reason);
}

} // namespace detail
} // namespace b24pull::adapters
