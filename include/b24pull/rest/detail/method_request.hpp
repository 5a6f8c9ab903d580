// The request of a REST method: POST, JSON, the access token in the body.
#pragma once

#include <b24pull/detail/utf8.hpp>
#include <b24pull/limits.hpp>
#include <b24pull/rest/credentials.hpp>
#include <b24pull/rest/http.hpp>
#include <b24pull/version.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace b24pull::rest::detail {

/// A POST with that media type, and what every request of ours says about itself.
inline http_request post(std::string url, std::string_view content_type, std::string body) {
    http_request request;
    request.method = "POST";
    request.url = std::move(url);
    request.headers = {{"Content-Type", std::string(content_type)},
                       {"Accept", "application/json"},
                       {"User-Agent", std::string("b24pull/") + version}};
    request.body = std::move(body);
    return request;
}

/// A call of `method`. The token goes into the body, where no access log sees it.
///
/// Errors: usage_errc::request_too_large, invalid_text.
inline result<http_request> method_request(credentials const& who, std::string_view method,
                                           boost::json::object parameters) {
    if (!who.access_token().empty()) parameters["auth"] = who.access_token().reveal();
    auto body = boost::json::serialize(parameters);
    if (body.size() > limits::http_body) return usage_errc::request_too_large;
    if (!b24pull::detail::is_utf8(body))
        return usage_errc::invalid_text; // a caller's text: JSON would be broken by it
    // Compared by the server letter for letter: lower case, no charset needed.
    return post(who.method_url(method), "application/json", std::move(body));
}

} // namespace b24pull::rest::detail
