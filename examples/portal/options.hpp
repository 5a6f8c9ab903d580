// Everything that the command line decides, with its defaults.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace portal {

struct listen_options {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0; // 0: the system picks a free one
    bool tls = false;
    std::string certificate_file;
    std::string key_file;
    std::string ready_file;
    bool quiet = false;
};

struct access_options {
    std::string token = "token-of-an-administrator";
    std::string user_token = "token-of-a-user";
    std::string expired_token = "token-that-has-expired";
    std::string webhook = "1/webhook-secret";
    std::vector<std::string> scope{"pull", "pull_channel"};
    std::string client_id = "local.0000000000000a.00000001";
    std::string client_secret = "client-secret";
    std::string refresh_token = "refresh-token";
    std::string code = "authorization-code";
    std::string application_name = "Loopback application";
    std::chrono::seconds token_life{3600};
};

// How the portal misbehaves. Nothing set: it does not.
struct fault_options {
    bool not_configured = false;
    std::optional<std::string> fail;       // an error code for every REST call
    std::optional<std::string> oauth_fail; // an error code for every token exchange
    bool documented_status = false;      // statuses of the vendor's tables, not those of the server's source
    std::optional<unsigned> html;        // an HTML page with this status
    std::optional<unsigned> empty;       // an empty body with this status
    std::optional<std::string> moved_to; // base address of the renamed portal
    unsigned moved_status = 302;
    std::optional<unsigned> throttle; // capacity of the leaky bucket
    double drain = 2;                 // calls that leave it per second
    std::optional<double> operation_limit;
    std::chrono::seconds operation_reset{600};
};

// Builds of the pull module by the shape of what they answer; the names are those of the command line.
enum class generation { a, b, c, d };

struct push_options {
    portal::generation generation = portal::generation::d;
    int server_version = 4;
    bool shared_mode = false;
    bool signature = true;
    bool channels = true;
    bool expiry = true;                    // the member `exp`
    std::optional<bool> websocket_enabled; // not set: as the server version has it
    std::chrono::seconds channel_life{43205};
    bool all_urls = false;
    std::vector<std::int64_t> inactive_users;
    std::vector<std::string> watched_tags;
};

// The push server at work. Every delay of a real one can be shortened, so that a day fits a test.
struct realtime_options {
    std::chrono::milliseconds gather{400};
    std::chrono::milliseconds poll_wait{40000};
    std::chrono::milliseconds ping_every{120000};    // version 5: 10 s
    std::chrono::milliseconds keep_alive{5000};      // between two requests on one connection
    std::chrono::milliseconds keep_expired{3600000}; // how long a channel is served past its end
    std::chrono::milliseconds renew_before{5000};    // before a channel's end
    std::size_t most_connections = 100;              // at one private channel
    bool late_refusal = false;                       // 101 and close 4010 where others answer 400
    bool address_twice = false;                      // events for a user go to his public id too
    double cut_probability = 0;
    double repeat_probability = 0;
};

struct portal_options {
    listen_options listen;
    access_options access;
    fault_options fault;
    push_options push;
    realtime_options realtime;
    std::string public_name; // host in the portal's own URLs; empty: the listening address
    std::uint64_t seed = 1;
    std::chrono::minutes utc_offset{180};
    bool raw_utf8 = false;
    int php = 8;
};

// Reads the command line. A value means: leave with this exit status, everything has been said.
std::optional<int> read_command_line(int argc, char const* const* argv, portal_options& into);

} // namespace portal
