// One HTTP call on a client of cpp-httplib: how the client is set up, what is sent, and what came. What differs between
// its versions is dealt with here.
#pragma once

#include <b24pull/adapters/httplib_options.hpp>
#include <b24pull/protocol_errc.hpp>
#include <b24pull/rest/http.hpp>
#include <b24pull/result.hpp>
#include <b24pull/url.hpp>

#include <boost/system/errc.hpp>

#include <httplib.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#ifndef _WIN32
#include <csignal>
#endif

namespace b24pull::adapters::detail {

/// A connection that the other side has cut must not end the program: neither cpp-httplib nor OpenSSL sees to that.
class without_sigpipe {
#ifndef _WIN32
public:
    without_sigpipe() noexcept {
        sigset_t pending;
        sigpending(&pending);
        was_pending_ = sigismember(&pending, SIGPIPE) == 1;
        sigemptyset(&pipe_);
        sigaddset(&pipe_, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
    }
    ~without_sigpipe() {
        sigset_t pending;
        sigpending(&pending);
        int taken = 0;
        if (!was_pending_ && sigismember(&pending, SIGPIPE) == 1) sigwait(&pipe_, &taken);
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    without_sigpipe(without_sigpipe const&) = delete;
    without_sigpipe& operator=(without_sigpipe const&) = delete;

private:
    sigset_t pipe_;
    sigset_t before_;
    bool was_pending_ = false;
#endif
};

/// `scheme://host:port`, and what is behind it.
struct httplib_place {
    std::string origin;
    std::string target;
};

inline result<httplib_place> httplib_split(std::string_view url) {
    auto const authority = url.find("://") + 3; // behind the end, if there is none
    auto const end = (std::min)(url.find_first_of("/?", (std::min)(authority, url.size())), url.size());
    auto const parts = parse_url(url.substr(0, end));
    if (!parts) return parts.error();
    if (!scheme_is(*parts, "http") && !scheme_is(*parts, "https")) return protocol_errc::invalid_url;
    auto const* const scheme = scheme_is(*parts, "https") ? "https://" : "http://";
    std::string target(url.substr(end));
    if (!target.starts_with('/')) target.insert(0, 1, '/');
    return httplib_place{scheme + std::string(url.substr(authority, end - authority)), std::move(target)};
}

/// Newer versions have other names for the one, and a limit for the whole call.
template <class Client>
void httplib_set_up(Client& client, httplib_options const& options) {
    client.set_connection_timeout(options.connect_timeout);
    client.set_read_timeout(options.timeout);
    client.set_write_timeout(options.timeout);
    if constexpr (requires { client.set_max_timeout(options.timeout); })
        client.set_max_timeout(options.timeout);
    if constexpr (requires { client.set_path_encode(false); }) client.set_path_encode(false);
    else client.set_url_encode(false);
    client.set_keep_alive(true);
    client.set_follow_location(false);
    client.enable_server_certificate_verification(true);
    if (!options.ca_file.empty()) client.set_ca_cert_path(options.ca_file);
    if (auto const proxy = parse_url(options.proxy))
        client.set_proxy(std::string(proxy->host),
                         proxy->port.empty() ? 80 : std::stoi(std::string(proxy->port)));
}

template <class Request>
void httplib_stamp(Request& request) {
    if constexpr (requires { request.start_time_; }) request.start_time_ = std::chrono::steady_clock::now();
}

inline rest::http_response httplib_head(httplib::Response const& from) {
    rest::http_response head;
    head.status = static_cast<unsigned>(from.status);
    for (auto const& [name, value] : from.headers) head.headers.push_back({name, value});
    return head;
}

/// What the callbacks of one call see.
struct httplib_exchange {
    httplib_options const& limit;
    std::chrono::steady_clock::time_point const begun = std::chrono::steady_clock::now();
    rest::http_response response = {};
    bool whole = false;      // and yet cpp-httplib would wait for a body
    error_code refused = {}; // set: why a callback has ended the call
    bool sent = false;       // the body, or its beginning
    bool repeated = false;   // it was asked for once more, and not given

    bool in_time() const noexcept { return std::chrono::steady_clock::now() - begun < limit.timeout; }

    /// Newer versions repeat a call by themselves, too, over connections that were not kept as well.
    bool may_send(std::size_t offset) noexcept {
        repeated = offset == 0 && std::exchange(sent, true);
        return !repeated;
    }

    bool on_head(httplib::Response const& head) {
        response = httplib_head(head);
        whole = head.status == 304;
        std::size_t bytes = 0;
        for (auto const& [name, value] : response.headers) bytes += name.size() + value.size() + 4;
        if (bytes > limit.max_header_bytes) refused = {httplib_too_large, httplib_category()};
        auto const* const announced = rest::find_header(response.headers, "Content-Length");
        if (announced && !whole && std::strtoull(announced->c_str(), nullptr, 10) > limit.max_body)
            refused = protocol_errc::body_too_large;
        return !refused && !whole;
    }

    bool on_body(char const* data, std::size_t size) {
        if (size > limit.max_body - response.body.size()) refused = protocol_errc::body_too_large;
        else if (!in_time()) refused = make_error_code(boost::system::errc::timed_out);
        else response.body.append(data, size);
        return !refused;
    }
};

/// `request` and `exchange` outlive it.
inline httplib::Request httplib_request(rest::http_request const& request, std::string target,
                                        httplib_exchange& exchange) {
    httplib::Request out;
    out.method = request.method;
    out.path = std::move(target);
    for (auto const& [name, value] : request.headers) out.headers.emplace(name, value);
    if (!request.body.empty()) {
        // As a body it would get a Content-Type.
        out.content_length_ = request.body.size();
        out.content_provider_ = [&](std::size_t offset, std::size_t size, httplib::DataSink& sink) {
            return exchange.may_send(offset) &&
                   static_cast<bool>(sink.write(request.body.data() + offset, size));
        };
    }
    out.response_handler = [&exchange](httplib::Response const& head) { return exchange.on_head(head); };
    out.content_receiver = [&exchange](char const* data, std::size_t size, auto, auto) {
        return exchange.on_body(data, size);
    };
    // set_max_timeout counts from here; send() leaves it to its caller.
    httplib_stamp(out);
    return out;
}

} // namespace b24pull::adapters::detail
