// What to do about a failure: the few cases that a program branches on. Why it failed is the code's business.
#pragma once

namespace b24pull {

/// What a caller should do about a failure. Branch on these, show codes to people:
/// `if (failure.code() == condition::retry_later) …`.
enum class condition {
    /// The same call may succeed later: wait, at least as long as minimum_delay() says, longer each time.
    retry_later = 1,
    /// The access token is over or unknown: get a new one (rest/oauth_refresh.hpp), repeat the call once.
    renew_authorization = 2,
    /// The configuration is stale: ask for pull.application.config.get again.
    refetch_config = 3,
    /// Repeating the same call cannot help: a person must change something.
    give_up = 4,
};

namespace detail {

constexpr char const* message_of(condition value) noexcept {
    switch (value) {
    case condition::retry_later: return "retry later";
    case condition::renew_authorization: return "renew the authorization";
    case condition::refetch_config: return "fetch the configuration again";
    case condition::give_up: return "give up";
    }
    return "unknown condition";
}

} // namespace detail
} // namespace b24pull
