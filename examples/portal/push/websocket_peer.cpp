#include "websocket_peer.hpp"

#include "../complaint.hpp"
#include "any_stream.hpp"
#include "client_request.hpp"
#include "gathering.hpp"
#include "peer.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <deque>
#include <optional>
#include <string>

namespace portal::push {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;
using clock = std::chrono::steady_clock;

constexpr std::size_t most_message_bytes = 1024 * 1024;
constexpr std::chrono::seconds longest_farewell{2};
constexpr std::chrono::milliseconds shortest_gathering_of_version_3{250};

// What of the handshake was plain HTTP has been checked already: this is what is left of it for Beast.
http::request<http::empty_body> upgrade_request(http_request const& from) {
    http::request<http::empty_body> out{http::verb::get, from.path, 11};
    out.set(http::field::host, "portal");
    out.set(http::field::upgrade, "websocket");
    out.set(http::field::connection, "Upgrade");
    out.set(http::field::sec_websocket_key, from.websocket_key);
    out.set(http::field::sec_websocket_version, from.websocket_version);
    return out;
}

class websocket_peer final : public peer, public std::enable_shared_from_this<websocket_peer> {
public:
    websocket_peer(portal_state& state, std::shared_ptr<connection> const& over, visitor who)
        : peer(state.push.hub, state.push.peers)
        , state_(state)
        , who_(std::move(who))
        , stream_(any_stream(over))
        , gather_timer_(over->executor())
        , ping_timer_(over->executor())
        , farewell_timer_(over->executor()) {}

    asio::awaitable<void> serve(http_request handshake, std::optional<close_code> refused) {
        auto const alive = shared_from_this();
        error_code error;
        stream_.next_layer().below()->expires_never();
        stream_.auto_fragment(false);
        stream_.read_message_max(most_message_bytes);
        stream_.control_callback([this](websocket::frame_type kind, beast::string_view) {
            if (kind == websocket::frame_type::pong) pong();
        });
        // Whoever has read that the handshake is done is listening already: so it joins before.
        if (refused) close(*refused);
        else join();
        co_await stream_.async_accept(upgrade_request(handshake),
                                      asio::redirect_error(asio::use_awaitable, error));
        if (!error) {
            open();
            co_await read_all();
        }
        state_.push.hub.leave(*this);
        if (!refused) state_.push.presence.went(who_.user, wall_clock_exact());
        gather_timer_.cancel();
        ping_timer_.cancel();
        ended_ = true;
    }

    void deliver(delivery const& what) override {
        // What begins no gathering is sent at once, and so is lost at once.
        if (deaf() && !gathering_.pausing(clock::now())) {
            ++state_.push.statistics.dropped_unanswered;
            return;
        }
        gathering_.add(what);
        if (state_.push.faults.repeats()) gathering_.add(what);
        send_when_due();
    }

    void close(close_code const& why) override {
        if (closing_) return;
        closing_ = why;
        gather_timer_.cancel();
        // A client that neither reads nor answers is not waited for.
        farewell_timer_.expires_after(longest_farewell);
        farewell_timer_.async_wait([self = shared_from_this()](error_code error) {
            if (!error) self->stream_.next_layer().below()->cut();
        });
        if (open_ && !writing_)
            asio::post(stream_.get_executor(), [self = shared_from_this()] { self->say_farewell(); });
    }

    void cut(bool in_the_middle) override {
        ++state_.push.statistics.cut;
        if (in_the_middle && open_ && !writing_ && !closing_) {
            stream_.next_layer().break_next_write();
            send(std::string(64, ' '));
            cut_ = true;
        } else {
            cut_ = true;
            asio::post(stream_.get_executor(),
                       [self = shared_from_this()] { self->stream_.next_layer().below()->cut(); });
        }
    }

    void fall_silent() override { stream_.next_layer().fall_silent(); }
    bool is_poll() const override { return false; }

private:
    void join() {
        auto& push = state_.push;
        auto const now = wall_clock_exact();
        if (!who_.mid.empty()) {
            auto const missed = push.hub.kept().after(who_.addresses, who_.mid, now);
            if (!missed.empty()) {
                send(encode(who_.how, missed, origin::history, now));
                push.statistics.replayed += missed.size();
                push.statistics.messages_sent += missed.size();
            }
        }
        push.presence.came(who_.user, now);
        push.hub.join(*this, who_.addresses, who_.limited, state_.options.realtime.most_connections);
    }

    // What was to be said meanwhile is said now: during the handshake nothing else may be written.
    void open() {
        open_ = true;
        ++state_.push.statistics.websockets_opened;
        if (state_.push.faults.silent) fall_silent();
        if (closing_) return say_farewell();
        write_next();
        ping_later();
    }

    asio::awaitable<void> read_all() {
        beast::flat_buffer buffer;
        error_code error;
        for (;;) {
            co_await stream_.async_read(buffer, asio::redirect_error(asio::use_awaitable, error));
            if (error) co_return;
            std::string const text = beast::buffers_to_string(buffer.data());
            buffer = {};
            if (closing_) continue;
            handle({text, stream_.got_binary()});
        }
    }

    void handle(client_data const& data) {
        if (who_.how.format == wire_format::json_rpc && data.bytes == "pong") return pong();
        auto const answer = answer_client(data, who_, *this, state_, wall_clock_exact());
        if (answer.refused) return close(*answer.refused);
        if (!answer.bytes.empty()) send(answer.bytes);
    }

    void send_when_due() {
        auto const due = gathering_.due();
        if (!due || closing_) return;
        if (*due <= clock::now()) return send_gathered();
        if (gather_timer_.expiry() == *due) return;
        gather_timer_.expires_at(*due);
        gather_timer_.async_wait([self = shared_from_this()](error_code error) {
            if (!error && !self->closing_ && !self->ended_) self->send_gathered();
        });
    }

    void send_gathered() {
        auto& push = state_.push;
        if (deaf()) {
            push.statistics.dropped_unanswered += gathering_.drop();
            return;
        }
        auto const messages = gathering_.take(clock::now(), pause());
        if (messages.empty()) return;
        if (push.faults.cuts()) return cut(push.faults.cuts_in_the_middle());
        push.statistics.messages_sent += messages.size();
        send(encode(who_.how, messages, origin::live, wall_clock_exact()));
    }

    std::chrono::milliseconds pause() {
        auto const most = state_.options.realtime.gather;
        if (who_.how.server_version != 3) return most;
        auto const least = std::min(most, shortest_gathering_of_version_3);
        return std::chrono::milliseconds(state_.push.faults.between(least.count(), most.count()));
    }

    void send(std::string payload) {
        if (cut_) return; // what comes behind a lost message would hide that it is lost
        ++state_.push.statistics.payloads_sent;
        outgoing_.push_back(std::move(payload));
        if (open_ && !writing_) write_next();
    }

    void write_next() {
        writing_ = !outgoing_.empty();
        if (!writing_) return;
        stream_.binary(who_.how.binary());
        stream_.async_write(
            asio::buffer(outgoing_.front()),
            [self = shared_from_this()](error_code error, std::size_t) { self->written(error); });
    }

    void written(error_code error) {
        outgoing_.pop_front();
        if (!error && !closing_) return write_next();
        writing_ = false;
        outgoing_.clear();
        if (closing_) say_farewell();
    }

    void say_farewell() {
        auto const text = closing_->reason();
        websocket::close_reason reason(beast::string_view{text});
        reason.code = closing_->number;
        stream_.async_close(reason,
                            [self = shared_from_this()](error_code) { self->farewell_timer_.cancel(); });
    }

    void ping_later() {
        ping_timer_.expires_after(state_.options.realtime.ping_every);
        ping_timer_.async_wait([self = shared_from_this()](error_code error) {
            if (!error && !self->closing_ && !self->ended_) self->ping();
        });
    }

    // Version 3 cuts after two unanswered pings, version 4 after one.
    void ping() {
        // No pong would come, and whoever is silent does not even cut.
        if (stream_.next_layer().silent()) return;
        if (awaited_pongs_ > (who_.how.server_version == 3 ? 1U : 0U)) return cut(false);
        ++awaited_pongs_;
        if (who_.how.format == wire_format::json_rpc) send("ping");
        else stream_.async_ping("ws ping", [self = shared_from_this()](error_code) {});
        ping_later();
    }

    void pong() { awaited_pongs_ = 0; }

    // Between its ping and the client's pong a push server of version 4 takes the client for gone: what it would send
    // then is lost.
    bool deaf() const { return awaited_pongs_ > 0 && who_.how.server_version == 4; }

    portal_state& state_;
    visitor who_;
    websocket::stream<any_stream, false> stream_;
    gathering gathering_;
    asio::steady_timer gather_timer_;
    asio::steady_timer ping_timer_;
    asio::steady_timer farewell_timer_;
    std::deque<std::string> outgoing_; // the first one is being written
    bool open_ = false;                // the handshake is done
    bool writing_ = false;
    bool cut_ = false; // or about to be
    bool ended_ = false;
    unsigned awaited_pongs_ = 0;
    std::optional<close_code> closing_;
};

} // namespace

void start_websocket(portal_state& state, std::shared_ptr<connection> const& over,
                     http_request const& handshake, std::variant<visitor, refusal> const& who) {
    auto const* welcome = std::get_if<visitor>(&who);
    auto const peer =
        std::make_shared<websocket_peer>(state, over, welcome != nullptr ? *welcome : visitor());
    auto refused = welcome != nullptr ? std::nullopt : std::optional(wrong_channel());
    asio::co_spawn(over->executor(), peer->serve(handshake, std::move(refused)), complain_if_failed);
}

} // namespace portal::push
