// The REST server of the portal: from an HTTP request under /rest/ to an envelope, in the order of the real one.
//
// Front end (renamed portal, plain pages, leaky bucket), then the method's name, then the credential, its scope, the
// resource limit, and only then the method itself.
#pragma once

#include "http_message.hpp"
#include "leaky_bucket.hpp"
#include "methods/method.hpp"
#include "operation_limit.hpp"
#include "portal_state.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>

namespace portal {

class rest_service {
public:
    explicit rest_service(portal_state& state);

    http_reply handle(http_request const& request);

private:
    struct target {
        std::string method; // lower case, without a suffix
        std::optional<std::pair<std::string, std::string>> webhook;
        bool version_3 = false;
    };

    static target read_target(std::string_view path);

    std::optional<http_reply> front_end(http_request const& request);
    http_reply call(http_request const& request, target const& to);
    http_reply run(method const& chosen, http_request const& request, boost::json::object const& parameters);
    http_reply json_reply(unsigned status, boost::json::object const& body) const;
    http_reply error_reply(rest_error const& error) const;
    rest_error missing_scope(caller const& who) const;

    portal_state& state_;
    std::optional<leaky_bucket> bucket_;
    std::optional<operation_limit> operations_;
};

} // namespace portal
