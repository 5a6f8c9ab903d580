#include "push_server.hpp"

#include "client_request.hpp"
#include "control.hpp"
#include "poll_peer.hpp"
#include "visitor.hpp"
#include "websocket_peer.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace portal::push {
namespace {

namespace asio = boost::asio;

constexpr int oldest_served_version = 3;

// A personal server has three paths. A shared one has two, and the one for publishing is the root of REST.
constexpr std::array<std::string_view, 3> listening_paths{"/bitrix/subws/", "/bitrix/sub/", "/subws/"};
constexpr std::array<std::string_view, 2> publishing_paths{"/bitrix/pubweb/", "/rest/"};

template <std::size_t N>
bool among(std::array<std::string_view, N> const& paths, std::string_view path) {
    return std::find(paths.begin(), paths.end(), path) != paths.end();
}

http_reply refused_handshake(std::string body) {
    http_reply reply;
    reply.status = 400;
    reply.content_type = "text/html";
    reply.body = std::move(body);
    reply.close = true;
    return reply;
}

http_reply labelled(http_reply reply, std::string label) {
    reply.log_label = std::move(label);
    return reply;
}

} // namespace

bool push_server::serves(http_request const& request) const {
    if (request.upgrade || among(listening_paths, request.path)) return true;
    return (request.method == "POST" && among(publishing_paths, request.path)) || is_control(request);
}

asio::awaitable<std::optional<http_reply>> push_server::handle(http_request const& request,
                                                               std::shared_ptr<connection> const& over) {
    if (is_control(request)) co_return control(state_, request, *over);
    if (state_.options.push.server_version < oldest_served_version) co_return html_page(404);
    auto& faults = state_.push.faults;
    bool const listening = request.upgrade || among(listening_paths, request.path);
    if (listening && faults.refuses()) {
        ++state_.push.statistics.refused;
        auto reply = refused_handshake({});
        reply.status = faults.refusal_status;
        co_return labelled(std::move(reply), "refused on command");
    }
    if (request.upgrade) co_return open_websocket(request, over);
    if (listening) co_return co_await poll(request, over);
    co_return publish(request);
}

std::optional<http_reply> push_server::open_websocket(http_request const& request,
                                                      std::shared_ptr<connection> const& over) {
    auto& statistics = state_.push.statistics;
    bool const complete = request.names_host && !request.websocket_key.empty();
    if (!among(listening_paths, request.path) || !complete) {
        ++statistics.refused;
        return labelled(refused_handshake("Bad Request"), "websocket");
    }
    auto const who = read_visitor(query(request.query), state_, wall_clock_exact());
    auto const* why = std::get_if<refusal>(&who);
    if (why != nullptr && *why == refusal::ambiguous) {
        over->cut();
        return std::nullopt;
    }
    if (why != nullptr) ++statistics.refused;
    if (why == nullptr || state_.options.realtime.late_refusal) {
        start_websocket(state_, over, request, who);
        return std::nullopt;
    }
    bool const names_it = state_.options.push.server_version > 3;
    return labelled(refused_handshake(names_it ? wrong_channel().text : "Bad Request"), "websocket");
}

asio::awaitable<std::optional<http_reply>> push_server::poll(http_request const& request,
                                                             std::shared_ptr<connection> const& over) {
    if (request.method != "GET") co_return push_reply(404, "text/plain", {});
    auto who = read_visitor(query(request.query), state_, wall_clock_exact());
    if (auto const* why = std::get_if<refusal>(&who)) {
        ++state_.push.statistics.refused;
        if (*why == refusal::ambiguous) {
            over->cut();
            co_return std::nullopt;
        }
        auto reply = refused_poll(wrong_channel());
        if (state_.options.push.server_version == 3)
            reply.body =
                *why == refusal::no_channel ? "No channel id provided." : "Channel id is not correct.";
        co_return labelled(std::move(reply), "poll");
    }
    auto reply = co_await answer_poll(state_, *over, std::get<visitor>(std::move(who)));
    if (reply) reply->log_label = "poll";
    co_return reply;
}

http_reply push_server::publish(http_request const& request) {
    auto const now = wall_clock_exact();
    auto const who = read_visitor(query(request.query), state_, now);
    auto const* from = std::get_if<visitor>(&who);
    bool const calls = state_.options.push.server_version >= 5;
    // Without a channel of his own that others know a client publishes nothing.
    auto const answer = from == nullptr ? client_answer{public_channel_required(), {}}
                        : calls         ? answer_json_rpc(request.body, *from, nullptr, state_, now)
                                        : answer_request_batch(request.body, *from, state_, now);
    auto reply = answer.refused
                     ? push_reply(400, "text/plain", answer.refused->reason())
                     : push_reply(200, calls ? "application/json" : "application/octet-stream", answer.bytes);
    return labelled(std::move(reply), "publish");
}

} // namespace portal::push
