#include "access.hpp"

#include "php_value.hpp"
#include "signing.hpp"

#include <boost/json.hpp>

namespace portal {
namespace {

constexpr std::int64_t administrator_id = 1;
constexpr std::int64_t plain_user_id = 577;

} // namespace

access_registry::access_registry(access_options const& options, std::uint64_t seed)
    : options_(options)
    , seed_(seed) {
    tokens_[options.expired_token] = {administrator_id, std::chrono::sys_seconds()};
    tokens_[options.user_token] = {plain_user_id, std::nullopt};
    tokens_[options.token] = {administrator_id, std::nullopt};
    grants_[options.refresh_token] = administrator_id;
    grants_[options.code] = administrator_id;
}

outcome<caller> access_registry::identify(std::string_view authorization,
                                          boost::json::object const& parameters, bool secure,
                                          std::chrono::sys_seconds now) const {
    auto const token = find_access_token(authorization, parameters);
    if (!token || token->empty()) return by_webhook(parameters, secure);
    auto const found = tokens_.find(*token);
    if (found == tokens_.end()) return known_error("invalid_token");
    if (found->second.expires && now >= *found->second.expires) return known_error("expired_token");
    return caller{found->second.user, found->second.user == administrator_id, options_.client_id};
}

outcome<caller> access_registry::by_webhook(boost::json::object const& parameters, bool secure) const {
    auto const* user = parameters.if_contains("aplogin");
    auto const* secret = parameters.if_contains("ap");
    if (user == nullptr || secret == nullptr) return known_error("NO_AUTH_FOUND");
    if (!secure) return known_error("INVALID_REQUEST");
    auto const user_text = php_text(*user);
    auto const secret_text = php_text(*secret);
    if (!user_text || !secret_text || *user_text + '/' + *secret_text != options_.webhook)
        return known_error("INVALID_CREDENTIALS");
    auto const id = php_int(*user);
    return caller{id, id == administrator_id, {}};
}

std::optional<token_pair> access_registry::exchange(std::string const& grant, std::chrono::sys_seconds now) {
    auto const found = grants_.find(grant);
    if (found == grants_.end()) return std::nullopt;
    std::string const issue = ", pair " + std::to_string(++issued_pairs_);
    token_pair const pair{derived_digits(seed_, "access token" + issue, 70),
                          derived_digits(seed_, "refresh token" + issue, 70), found->second,
                          now + options_.token_life};
    grants_.erase(found);
    grants_[pair.refresh_token] = pair.user;
    tokens_[pair.access_token] = {pair.user, pair.expires};
    return pair;
}

} // namespace portal
