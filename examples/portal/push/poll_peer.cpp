#include "poll_peer.hpp"

#include "peer.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace portal::push {
namespace {

namespace asio = boost::asio;
using clock = std::chrono::steady_clock;

// How soon it is noticed that a client has given up.
constexpr std::chrono::seconds look_around_every{1};

class poll_peer final : public peer {
public:
    poll_peer(portal_state& state, connection& over)
        : peer(state.push.hub, state.push.peers)
        , over_(over)
        , wake_(over.executor()) {}

    void deliver(delivery const& what) override {
        got_.push_back(what);
        wake_.cancel();
    }
    void close(close_code const& why) override {
        closed_ = why;
        wake_.cancel();
    }
    void cut(bool) override {
        cut_ = true;
        wake_.cancel();
    }
    void fall_silent() override { silent_ = true; }
    bool is_poll() const override { return true; }

    asio::awaitable<void> wait(clock::time_point until) {
        while (!cut_ && (silent_ || (!closed_ && got_.empty() && clock::now() < until))) {
            wake_.expires_at(
                std::min(clock::now() + look_around_every, silent_ ? clock::time_point::max() : until));
            boost::system::error_code error;
            co_await wake_.async_wait(asio::redirect_error(asio::use_awaitable, error));
            cut_ = cut_ || over_.abandoned();
        }
    }

    bool gone() const { return cut_; }
    std::optional<close_code> const& closed() const { return closed_; }
    std::vector<delivery> const& got() const { return got_; }

private:
    connection& over_;
    asio::steady_timer wake_;
    std::vector<delivery> got_;
    std::optional<close_code> closed_;
    bool cut_ = false;
    bool silent_ = false;
};

http_reply with_messages(portal_state& state, visitor const& who, std::vector<delivery> const& messages) {
    ++state.push.statistics.payloads_sent;
    state.push.statistics.messages_sent += messages.size();
    auto reply = push_reply(200, who.how.binary() ? "application/octet-stream" : "text/plain",
                            encode(who.how, messages, origin::history, wall_clock_exact()));
    reply.chunked = true;
    return reply;
}

http_reply without_messages(portal_state& state, visitor const& who) {
    auto reply = push_reply(304, "text/plain", {});
    auto const newest = state.push.hub.kept().newest(who.addresses, wall_clock_exact());
    reply.headers.emplace_back("Last-Message-Id", who.mid.empty() ? newest : who.mid);
    reply.headers.emplace_back("Expires", "Thu, 01 Jan 1973 11:11:01 GMT");
    return reply;
}

} // namespace

http_reply push_reply(unsigned status, std::string content_type, std::string body) {
    http_reply reply;
    reply.status = status;
    reply.content_type = std::move(content_type);
    reply.body = std::move(body);
    reply.headers.emplace_back("Access-Control-Allow-Origin", "*");
    reply.headers.emplace_back("Access-Control-Expose-Headers", "Last-Message-Id");
    return reply;
}

http_reply refused_poll(close_code const& why) {
    return push_reply(why.number == too_many_connections().number ? 429 : 400, "text/plain", why.reason());
}

asio::awaitable<std::optional<http_reply>> answer_poll(portal_state& state, connection& over, visitor who) {
    auto& push = state.push;
    poll_peer poll(state, over);
    if (push.faults.silent) poll.fall_silent();
    if (!who.mid.empty())
        for (auto const& missed : push.hub.kept().after(who.addresses, who.mid, wall_clock_exact())) {
            poll.deliver(missed);
            ++push.statistics.replayed;
        }
    push.hub.join(poll, who.addresses, who.limited, state.options.realtime.most_connections);
    co_await poll.wait(clock::now() + state.options.realtime.poll_wait);
    push.hub.leave(poll);
    bool const messages = !poll.got().empty();
    if (poll.gone() || (messages && push.faults.cuts())) {
        ++push.statistics.cut;
        over.cut();
        co_return std::nullopt;
    }
    ++push.statistics.polls_answered;
    if (poll.closed()) co_return refused_poll(*poll.closed());
    auto reply = messages ? with_messages(state, who, poll.got()) : without_messages(state, who);
    reply.keep_alive = state.options.realtime.keep_alive;
    co_return reply;
}

} // namespace portal::push
