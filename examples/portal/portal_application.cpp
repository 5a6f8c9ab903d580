#include "portal_application.hpp"

#include "complaint.hpp"
#include "oauth.hpp"
#include "push/renewal.hpp"

#include <boost/asio/co_spawn.hpp>

#include <string_view>

namespace portal {
namespace {

http_reply preflight() {
    http_reply reply;
    reply.headers.emplace_back("Access-Control-Allow-Origin", "*");
    reply.headers.emplace_back("Access-Control-Allow-Headers", "origin, content-type, accept");
    reply.log_label = "rest preflight";
    return reply;
}

} // namespace

void portal_application::start(boost::asio::any_io_executor executor) {
    boost::asio::co_spawn(executor, push::renew_channels(state_), complain_if_failed);
}

boost::asio::awaitable<std::optional<http_reply>>
portal_application::handle(http_request const& request, std::shared_ptr<connection> const& over) {
    if (!push_.serves(request)) co_return answer(request);
    auto reply = co_await push_.handle(request, over);
    if (reply) reply->log_label = "push " + reply->log_label;
    co_return reply;
}

http_reply portal_application::answer(http_request const& request) {
    bool const rest = request.path.starts_with("/rest/");
    if (rest && request.method == "OPTIONS") return preflight();
    if (request.method != "GET" && request.method != "POST") {
        auto reply = html_page(405);
        reply.headers.emplace_back("Allow", "GET, POST, OPTIONS");
        return reply;
    }
    http_reply reply = html_page(404);
    std::string_view room = "other";
    if (rest) {
        reply = rest_.handle(request);
        room = "rest";
    } else if (request.path == "/oauth/token/" || request.path == "/oauth/token") {
        reply = exchange_tokens(state_, request);
        room = "oauth/token";
    }
    reply.log_label = std::string(room) + (reply.log_label.empty() ? "" : ' ' + reply.log_label);
    return reply;
}

} // namespace portal
