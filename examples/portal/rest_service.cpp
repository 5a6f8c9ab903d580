#include "rest_service.hpp"

#include "call_time.hpp"
#include "php_json.hpp"
#include "request_parameters.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace portal {
namespace {

namespace json = boost::json;

std::vector<std::string> segments_of(std::string_view path) {
    std::vector<std::string> segments;
    while (!path.empty()) {
        auto const slash = path.find('/');
        if (slash != 0) segments.push_back(percent_decode(path.substr(0, slash)));
        path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    }
    return segments;
}

std::string without_suffix(std::string method) {
    std::transform(method.begin(), method.end(), method.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (method.ends_with(".json")) method.resize(method.size() - 5);
    return method;
}

} // namespace

rest_service::rest_service(portal_state& state)
    : state_(state) {
    auto const& fault = state.options.fault;
    if (fault.throttle) bucket_.emplace(*fault.throttle, fault.drain);
    if (fault.operation_limit) operations_.emplace(*fault.operation_limit, fault.operation_reset);
}

http_reply rest_service::handle(http_request const& request) {
    target const to = read_target(request.path);
    method const* known = find_method(to.method);
    auto reply = front_end(request);
    if (!reply) reply = call(request, to);
    // Only names that are the portal's own may reach the log: anything else in a path could be a secret.
    std::string const name = known != nullptr ? std::string(known->name) : std::string("(unknown method)");
    reply->log_label = name + (reply->log_label.empty() ? "" : ' ' + reply->log_label);
    return *reply;
}

rest_service::target rest_service::read_target(std::string_view path) {
    auto segments = segments_of(path.substr(std::string_view("/rest/").size()));
    target to;
    if (!segments.empty() && segments.front() == "api") {
        to.version_3 = true;
        segments.erase(segments.begin());
    }
    if (segments.size() == 3) to.webhook.emplace(segments[0], segments[1]);
    if (segments.size() == 1 || segments.size() == 3) to.method = without_suffix(segments.back());
    return to;
}

std::optional<http_reply> rest_service::front_end(http_request const& request) {
    auto const& fault = state_.options.fault;
    if (fault.moved_to) {
        auto reply = html_page(fault.moved_status);
        std::string base = *fault.moved_to;
        while (base.ends_with('/')) base.pop_back();
        reply.headers.emplace_back("Location",
                                   base + request.path + (request.query.empty() ? "" : '?' + request.query));
        return reply;
    }
    if (fault.html) return html_page(*fault.html);
    if (fault.empty) {
        http_reply reply;
        reply.status = *fault.empty;
        return reply;
    }
    if (bucket_ && !bucket_->admit(std::chrono::steady_clock::now()))
        return error_reply(known_error("QUERY_LIMIT_EXCEEDED"));
    return std::nullopt;
}

http_reply rest_service::call(http_request const& request, target const& to) {
    auto const& options = state_.options;
    auto const statuses =
        options.fault.documented_status ? status_source::documentation : status_source::server;
    if (options.fault.fail) return error_reply(known_error(*options.fault.fail, statuses));
    if (to.version_3) {
        // No pull method has moved to REST 3.0, whose errors have a shape of their own.
        json::object const error{{"code", "BITRIX_REST_V3_EXCEPTION_METHODNOTFOUNDEXCEPTION"},
                                 {"message", "Method not found."}};
        auto reply = json_reply(404, {{"error", error}});
        reply.log_label = "METHODNOTFOUNDEXCEPTION";
        return reply;
    }
    method const* chosen = find_method(to.method);
    if (chosen == nullptr) return error_reply(known_error("ERROR_METHOD_NOT_FOUND"));

    auto parameters = read_parameters({request.method, request.query, request.content_type, request.body});
    if (parameters.scalar_body && options.push.generation <= generation::c) {
        // Older builds merge the scalar into the query: PHP 8 dies of it, PHP 7 loses both.
        if (options.php >= 8) return error_reply(fatal_error());
        parameters.values.clear();
    }
    if (to.webhook) {
        parameters.values["aplogin"] = to.webhook->first;
        parameters.values["ap"] = to.webhook->second;
    }
    return run(*chosen, request, parameters.values);
}

http_reply rest_service::run(method const& chosen, http_request const& request,
                             json::object const& parameters) {
    call_time time(state_.options.utc_offset);
    auto const now = wall_clock();
    // A portal without TLS has nothing better to ask of a webhook.
    bool const secure = request.secure || !state_.address.tls;
    auto const who = state_.access.identify(request.authorization, parameters, secure, now);
    if (!who) {
        auto const statuses =
            state_.options.fault.documented_status ? status_source::documentation : status_source::server;
        return error_reply(known_error(who.error().code, statuses));
    }
    auto const& scope = state_.options.access.scope;
    if (!chosen.scope.empty() && std::find(scope.begin(), scope.end(), chosen.scope) == scope.end())
        return error_reply(missing_scope(*who));
    std::string const client = who->is_application() ? who->client_id : "webhook";
    std::string const name(chosen.name);
    if (operations_ && !operations_->admit(client, name, now))
        return error_reply(known_error("OPERATION_TIME_LIMIT"));

    time.start_processing();
    auto const own_parameters = method_parameters(parameters);
    auto const result = chosen.run({own_parameters, *who, state_, now});
    if (!result) return error_reply(result.error());
    json::object envelope{{"result", *result}};
    if (state_.options.push.generation >= generation::c) {
        envelope["time"] = time.finish(state_.options.push.generation >= generation::d);
        if (operations_) {
            auto const used = operations_->used(client, name);
            auto& block = envelope["time"].get_object();
            block["operating_reset_at"] = used.reset_at.time_since_epoch().count();
            block["operating"] = used.seconds;
        }
    }
    return json_reply(200, envelope);
}

rest_error rest_service::missing_scope(caller const& who) const {
    auto error = known_error("insufficient_scope", state_.options.fault.documented_status
                                                       ? status_source::documentation
                                                       : status_source::server);
    if (!who.is_application())
        error.description = "The request requires higher privileges than provided by the webhook token";
    return error;
}

http_reply rest_service::error_reply(rest_error const& error) const {
    auto reply = error.fatal ? html_page(error.status) : json_reply(error.status, error_body(error));
    reply.log_label = error.code;
    return reply;
}

http_reply rest_service::json_reply(unsigned status, json::object const& body) const {
    auto const text = state_.options.raw_utf8 ? non_ascii::raw : non_ascii::escaped;
    auto encoded = php_json(body, text);
    http_reply reply;
    reply.status = status;
    // What cannot be encoded is replaced; the status stays.
    reply.body = encoded ? *encoded : php_json(error_body(known_error("WRONG_ENCODING")), text).value_or("");
    reply.content_type = "application/json; charset=utf-8";
    reply.headers.emplace_back("Access-Control-Allow-Origin", "*");
    reply.headers.emplace_back("X-Content-Type-Options", "nosniff");
    // The server's own phrase for this status begins with a space.
    if (status == 500) reply.reason = " Internal Server Error";
    return reply;
}

} // namespace portal
