#include "oauth.hpp"

#include "php_json.hpp"
#include "php_value.hpp"
#include "request_parameters.hpp"
#include "signing.hpp"

#include <boost/json.hpp>

#include <string_view>

namespace portal {
namespace {

namespace json = boost::json;

http_reply json_reply(unsigned status, json::object const& body) {
    http_reply reply;
    reply.status = status;
    reply.body = php_json(body, non_ascii::escaped).value_or("");
    reply.content_type = "application/json; charset=utf-8";
    return reply;
}

http_reply refuse(rest_error const& error) {
    auto reply = json_reply(error.status, error_body(error));
    reply.log_label = error.code;
    return reply;
}

std::string text_of(json::object const& parameters, std::string_view name) {
    auto const* value = parameters.if_contains(name);
    return value != nullptr ? php_text(*value).value_or("") : std::string();
}

json::object pair_body(portal_state const& state, token_pair const& pair, bool refreshed) {
    auto const& access = state.options.access;
    std::string scope;
    for (auto const& each : access.scope) scope += (scope.empty() ? "" : ",") + each;
    auto const endpoint = state.address.base() + "/rest/";
    json::object body;
    body["access_token"] = pair.access_token;
    if (refreshed) body["expires"] = pair.expires.time_since_epoch().count();
    body["expires_in"] = access.token_life.count();
    body["scope"] = scope;
    body["domain"] = state.address.host;
    body["server_endpoint"] = endpoint;
    body["status"] = "L";
    body["client_endpoint"] = endpoint;
    body["member_id"] = derived_digits(state.options.seed, "member id", 32);
    if (refreshed) body["user_id"] = pair.user;
    body["refresh_token"] = pair.refresh_token;
    return body;
}

} // namespace

http_reply exchange_tokens(portal_state& state, http_request const& request) {
    auto const& access = state.options.access;
    auto const& fault = state.options.fault;
    if (fault.oauth_fail)
        return refuse(known_error(*fault.oauth_fail, fault.documented_status ? status_source::documentation
                                                                             : status_source::server));

    auto const parameters =
        read_parameters({request.method, request.query, request.content_type, request.body}).values;
    auto const grant_type = text_of(parameters, "grant_type");
    bool const refreshed = grant_type == "refresh_token";
    if (!refreshed && grant_type != "authorization_code") return refuse(known_error("invalid_request"));
    auto const grant = text_of(parameters, refreshed ? "refresh_token" : "code");
    if (grant.empty()) return refuse(known_error("invalid_request"));
    if (text_of(parameters, "client_id") != access.client_id ||
        text_of(parameters, "client_secret") != access.client_secret)
        return refuse(known_error("invalid_client"));
    auto const pair = state.access.exchange(grant, wall_clock());
    if (!pair) return refuse(known_error("invalid_grant"));
    return json_reply(200, pair_body(state, *pair, refreshed));
}

} // namespace portal
