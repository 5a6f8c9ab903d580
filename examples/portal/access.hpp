// Who is calling: access tokens, refresh tokens, the incoming webhook.
#pragma once

#include "errors.hpp"
#include "options.hpp"
#include "request_parameters.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace portal {

struct caller {
    std::int64_t user = 0;
    bool administrator = false;
    std::string client_id; // of the application; empty: an incoming webhook, which has none

    bool is_application() const { return !client_id.empty(); }
};

struct token_pair {
    std::string access_token;
    std::string refresh_token;
    std::int64_t user = 0;
    std::chrono::sys_seconds expires;
};

class access_registry {
public:
    access_registry(access_options const& options, std::uint64_t seed);

    // The caller by the server's order: OAuth first, then the webhook.
    outcome<caller> identify(std::string_view authorization, boost::json::object const& parameters,
                             bool secure, std::chrono::sys_seconds now) const;

    // A new pair for a refresh token or an authorization code, which is used up by it.
    std::optional<token_pair> exchange(std::string const& grant, std::chrono::sys_seconds now);

private:
    struct access_token {
        std::int64_t user;
        std::optional<std::chrono::sys_seconds> expires; // not set: lives as long as the portal
    };

    outcome<caller> by_webhook(boost::json::object const& parameters, bool secure) const;

    access_options options_;
    std::uint64_t seed_;
    unsigned issued_pairs_ = 0;
    std::map<std::string, access_token> tokens_;
    std::map<std::string, std::int64_t> grants_; // refresh tokens and codes not yet used, and their user
};

} // namespace portal
