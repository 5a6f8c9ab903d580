// From an HTTP request to the parameters that a REST method sees, by the rules of the PHP server.
//
// The query and a form body are read with PHP's brackets (a[b][]=1). A JSON body is read only in a POST without
// form fields, only under the exact media type application/json, and if it does not parse it is ignored without a
// word. Body parameters win over query parameters of the same name. Names are case-sensitive here; a method asks
// for its own parameters through method_parameters, where case does not matter.
#pragma once

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace portal {

struct request_source {
    std::string_view method;       // of HTTP, upper case
    std::string_view query;        // behind the question mark, still percent-encoded
    std::string_view content_type; // the header as it came, or empty
    std::string_view body;
};

struct request_parameters {
    boost::json::object values;
    bool scalar_body = false; // a JSON body was valid but neither an object nor an array
};

request_parameters read_parameters(request_source const& request);

// One encoded query or form: PHP's name rules, later assignments win.
boost::json::object read_form(std::string_view encoded);

// Removes %XX and +. A percent sign without two hexadecimal digits stays as it is.
std::string percent_decode(std::string_view text);

// The access token by the server's order: the header, then `auth`, then `access_token`. The first parameter that
// exists decides, even when empty; an array is passed over. No value: no OAuth credential was sent.
std::optional<std::string> find_access_token(std::string_view authorization,
                                             boost::json::object const& values);

// What is left for the method: without the parameters that the REST server consumes, names in upper case, the later
// of two spellings wins.
boost::json::object method_parameters(boost::json::object const& values);

} // namespace portal
