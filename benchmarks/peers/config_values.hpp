// A configuration as a program without b24pull would keep it, and the checks that it would make.
#pragma once

#include "../harness/digest.hpp"

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace benchmarks {

/// Unix seconds, and minutes from UTC.
struct date_values {
    std::int64_t instant = 0;
    int offset = 0;
};

struct channel_values {
    std::string id, public_id;
    date_values start, end;
};

struct public_channel_values {
    std::int64_t user_id = 0;
    std::string public_id, signature;
    date_values start, end;
};

struct server_values {
    int version = 0;
    std::string mode, hostname;
    std::string websocket, websocket_secure, long_polling, long_polling_secure, publish, publish_secure;
    bool enabled = true, websocket_enabled = false, publish_enabled = false;
    std::int64_t config_timestamp = 0;
};

struct config_values {
    server_values server;
    int revision_web = 0, revision_mobile = 0;
    std::optional<channel_values> shared_channel, private_channel;
    std::vector<public_channel_values> public_channels;
    std::int64_t expires_at = 0;
    std::string client_id;
};

/// A configuration, or what the server says instead.
struct config_answer {
    std::string error, description;
    config_values config;
};

digest values_of(config_answer const& answer);

/// What an answer lacks, or what is wrong with it.
struct bad_answer : std::runtime_error {
    using runtime_error::runtime_error;
};

/// The text itself, checked. An empty URL says that there is none.
std::string_view checked_url(std::string_view text, std::string_view scheme, std::string_view clear_scheme);
std::string_view checked_id(std::string_view text);

/// A date read by hand, digit by digit.
date_values read_date(std::string_view text);

/// A date read by date::parse and its stream.
date_values parse_date(std::string_view text);

/// An address to connect to, and something to listen on.
void check_complete(config_values const& config);

} // namespace benchmarks
