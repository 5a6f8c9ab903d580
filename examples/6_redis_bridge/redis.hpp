// A connection to Redis through hiredis: commands out, replies in, one at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

struct redisContext;

namespace examples {

/// Redis cannot be reached, or does not do what it was asked for.
struct redis_error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A reply of the kinds that the bridge meets: text, a number, or nothing.
struct redis_reply {
    std::optional<std::string> text = {};
    std::int64_t number = 0;
};

class redis {
public:
    /// @param address  HOST:PORT, or the path of a Unix socket
    /// @param patience how long any command may take; then the connection is given up
    explicit redis(std::string const& address, std::chrono::milliseconds patience = std::chrono::seconds(2));

    /// Throws redis_error, after which the connection is of no use.
    redis_reply command(std::vector<std::string_view> const& words);

private:
    struct release {
        void operator()(redisContext* context) const noexcept;
    };

    std::unique_ptr<redisContext, release> context_;
};

} // namespace examples
