// One HTTP exchange as plain values: what the portal's rooms see of the network.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace portal {

struct http_request {
    std::string method; // upper case
    std::string path;   // the target up to the question mark
    std::string query;  // behind it, still percent-encoded
    std::string content_type;
    std::string authorization;
    std::string body;
    bool secure = false;     // came over TLS
    bool names_host = false; // has the header Host
    bool upgrade = false;    // asks in due form to go on as a WebSocket
    std::string websocket_key;
    std::string websocket_version;
};

struct http_reply {
    unsigned status = 200;
    std::string body;
    std::string content_type = "text/html; charset=utf-8";
    std::vector<std::pair<std::string, std::string>> headers; // besides the content type and length
    std::string reason;                                       // empty: the usual phrase of the status
    bool chunked = false;                                     // sent in chunks, without its length
    bool close = false;                                       // no other request may follow
    std::optional<std::chrono::milliseconds> keep_alive;      // how long the next request is waited for
    std::string log_label; // what the access log may say of it: never a secret
};

// A page as a front end sends it, which is not what a REST client hopes for.
http_reply html_page(unsigned status);

} // namespace portal
