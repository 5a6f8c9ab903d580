// HTTP through libcurl: a transport to keep, for rest::fetch_config and its siblings.
//
//     b24pull::adapters::curl_transport http; // the next call reuses the connection of the last
//     auto config = b24pull::rest::fetch_config(http, credentials);
//
// Certificates and host names are always verified, redirections never followed, only http and https spoken,
// nothing printed or logged. Needs libcurl 7.85 or later, found through the CMake target b24pull::curl.
#pragma once

#include <b24pull/limits.hpp>
#include <b24pull/rest/http_transport.hpp>

#include <curl/curl.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

static_assert(LIBCURL_VERSION_NUM >= 0x075500, "b24pull needs libcurl 7.85 or later");

namespace b24pull::adapters {

/// How to connect, and what to accept. Times have to be positive.
struct curl_options {
    /// Until a connection stands: name, TCP and TLS together, proxy included.
    std::chrono::milliseconds connect_timeout = std::chrono::seconds(10);
    /// For the whole call, connecting included. A configuration takes well under a second.
    std::chrono::milliseconds timeout = std::chrono::seconds(30);
    /// Proxy, such as "http://proxy.example.com:3128". Unset: what the environment says (https_proxy,
    /// http_proxy, all_proxy, no_proxy), as libcurl reads it at each call. Empty: none, whatever the
    /// environment says.
    std::optional<std::string> proxy = {};
    /// PEM file of the authorities to trust instead of the system's. Empty: the system's.
    std::string ca_file = {};
    /// Bytes of an answer's body. More is protocol_errc::body_too_large, before reading where the server
    /// announces it.
    std::size_t max_body = limits::http_body;
    /// Bytes of an answer's header, with those of interim answers and of a proxy. Portals send 1 to 2 KB.
    /// More is curl_too_large.
    std::size_t max_header_bytes = 64 * 1024;
    /// Lines of the same headers. Portals send about 20. More is curl_too_large.
    std::size_t max_header_lines = 256;
};

/// Category of libcurl's own codes (CURLcode), "curl". A fault of the network is condition::retry_later, all
/// else (a certificate that is not trusted, a CA file that cannot be read) condition::give_up. Messages are
/// libcurl's fixed texts and never hold anything of the call.
boost::system::error_category const& curl_category() noexcept;

/// CURLE_TOO_LARGE, which libcurl has had a name for since 8.6: a header beyond its limit.
inline constexpr int curl_too_large = 100;

/// Satisfies rest::HttpTransport. Keep it: it holds the connection, the TLS session and the addresses found.
///
/// Thread safety: distinct objects may be used at once, one object by one thread at a time. Installs no
/// signal handler.
/// Lifetime: holds nothing of a request or an answer between calls. A moved-from object only fails.
class curl_transport {
public:
    explicit curl_transport(curl_options options = {});

    /// Sends a POST or GET and waits for the answer, whatever its status.
    ///
    /// Sends the request's own headers, Host and Content-Length, and none besides. A body without
    /// Content-Length or chunks is taken as it comes: libcurl does not tell a cut connection from a closed
    /// one there.
    ///
    /// @return the answer, or a failure:
    ///   - protocol_errc::body_too_large beyond curl_options::max_body
    ///   - a code of curl_category(): CURLE_OPERATION_TIMEDOUT, CURLE_COULDNT_CONNECT,
    ///     CURLE_PEER_FAILED_VERIFICATION, CURLE_PARTIAL_FILE, …; curl_too_large for the header
    ///   - boost::system::errc::invalid_argument, nothing sent, for another method or control characters in
    ///     the URL or a header
    ///
    /// Exception safety: basic; only std::bad_alloc is thrown.
    result<rest::http_response> operator()(rest::http_request const& request);

private:
    struct cleanup {
        void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
    };

    curl_options options_;
    std::unique_ptr<CURL, cleanup> handle_; // null: libcurl could not start
};

// Bodies.

namespace detail {

class curl_error_category final : public boost::system::error_category {
public:
    constexpr curl_error_category() noexcept
        : error_category(0xb24b0115d3e7a110ull) {}

    char const* name() const noexcept override { return "curl"; }

    std::string message(int value) const override {
        if (value == curl_too_large) return "the header is larger than the limit";
        return curl_easy_strerror(static_cast<CURLcode>(value));
    }

    boost::system::error_condition default_error_condition(int value) const noexcept override {
        // A connection that is cut in the handshake is a CURLE_SSL_CONNECT_ERROR; a bad certificate is not.
        for (auto const passing :
             {CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT,
              CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2, CURLE_PARTIAL_FILE, CURLE_OPERATION_TIMEDOUT,
              CURLE_SSL_CONNECT_ERROR, CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_AGAIN,
              CURLE_NO_CONNECTION_AVAILABLE, CURLE_HTTP2_STREAM, CURLE_HTTP3, CURLE_QUIC_CONNECT_ERROR,
              CURLE_PROXY, CURLE_UNRECOVERABLE_POLL})
            if (value == passing) return make_error_condition(condition::retry_later);
        return make_error_condition(condition::give_up);
    }
};

inline constexpr curl_error_category curl_category_v{};

/// Once for the process, and never undone: other parts of the program may use libcurl as well.
inline bool curl_started() noexcept {
    static bool const started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return started;
}

/// What the callbacks of one call fill. They never throw: libcurl is C.
struct curl_reading {
    curl_options const& limit;
    std::string body = {};
    std::size_t header_bytes = 0;
    std::size_t header_lines = 0;
    bool header_whole = false; // libcurl takes the end of the connection for the end of a header
    error_code refused = {};   // set: why a callback made libcurl stop

    static std::size_t on_body(char* data, std::size_t, std::size_t size, void* reading) noexcept {
        auto& self = *static_cast<curl_reading*>(reading);
        if (size > self.limit.max_body - self.body.size()) {
            self.refused = protocol_errc::body_too_large;
            return 0;
        }
        try {
            self.body.append(data, size);
            return size;
        } catch (...) {
            self.refused = {CURLE_OUT_OF_MEMORY, curl_category()};
            return 0;
        }
    }

    static std::size_t on_header(char* data, std::size_t, std::size_t size, void* reading) noexcept {
        auto& self = *static_cast<curl_reading*>(reading);
        std::string_view const line(data, size);
        if (line.starts_with("HTTP/")) self.header_whole = false; // of an interim answer it was
        if (line == "\r\n" || line == "\n") self.header_whole = true;
        self.header_bytes += size;
        self.header_lines += 1;
        if (self.header_bytes <= self.limit.max_header_bytes &&
            self.header_lines <= self.limit.max_header_lines)
            return size;
        self.refused = {curl_too_large, curl_category()};
        return 0;
    }
};

struct curl_free_lines {
    void operator()(curl_slist* lines) const noexcept { curl_slist_free_all(lines); }
};
using curl_lines = std::unique_ptr<curl_slist, curl_free_lines>;

inline curl_lines curl_header_lines(rest::http_request const& request) {
    curl_lines lines;
    auto const append = [&lines](std::string const& line) {
        auto* const longer = curl_slist_append(lines.get(), line.c_str());
        if (!longer) throw std::bad_alloc();
        static_cast<void>(lines.release()); // now a part of the longer list, or its beginning
        lines.reset(longer);
    };
    for (auto const& [name, value] : request.headers) append(name + (value.empty() ? ";" : ": " + value));
    for (std::string const name : {"Accept", "Content-Type", "Expect"}) // libcurl would add its own
        if (!rest::find_header(request.headers, name)) append(name + ":");
    return lines;
}

inline bool curl_can_send(rest::http_request const& request) noexcept {
    auto const clean = [](std::string_view text) {
        return std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    };
    return (request.method == "POST" || request.method == "GET") && clean(request.url) &&
           std::all_of(request.headers.begin(), request.headers.end(),
                       [&](auto const& header) { return clean(header.name) && clean(header.value); });
}

inline long curl_milliseconds(std::chrono::milliseconds time) noexcept {
    constexpr std::chrono::milliseconds::rep longest =
        (std::numeric_limits<int>::max)(); // libcurl's own bound
    return static_cast<long>(std::clamp<std::chrono::milliseconds::rep>(time.count(), 1, longest));
}

} // namespace detail

inline boost::system::error_category const& curl_category() noexcept { return detail::curl_category_v; }

inline curl_transport::curl_transport(curl_options options)
    : options_(std::move(options))
    , handle_(detail::curl_started() ? curl_easy_init() : nullptr) {}

inline result<rest::http_response> curl_transport::operator()(rest::http_request const& request) {
    if (!detail::curl_can_send(request))
        return failure(make_error_code(boost::system::errc::invalid_argument));
    if (!handle_) return failure(error_code(CURLE_FAILED_INIT, curl_category()));

    auto const lines = detail::curl_header_lines(request);
    detail::curl_reading reading{options_};

    // Empties the handle in the end: the connection stays, no pointer into this call does.
    struct forget {
        void operator()(CURL* handle) const noexcept { curl_easy_reset(handle); }
    };
    std::unique_ptr<CURL, forget> const handle(handle_.get());

    CURLcode code = CURLE_OK;
    auto const set = [&]<class T>(CURLoption option, T value) {
        static_assert(std::is_pointer_v<T> || std::is_same_v<T, long> || std::is_same_v<T, curl_off_t>);
        if (code == CURLE_OK) code = curl_easy_setopt(handle.get(), option, value);
    };
    set(CURLOPT_URL, request.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2)); // or later
    set(CURLOPT_CONNECTTIMEOUT_MS, detail::curl_milliseconds(options_.connect_timeout));
    set(CURLOPT_TIMEOUT_MS, detail::curl_milliseconds(options_.timeout));
    if (options_.proxy) set(CURLOPT_PROXY, options_.proxy->c_str());
    if (!options_.ca_file.empty()) {
        set(CURLOPT_CAINFO, options_.ca_file.c_str());
        // Refused, to no harm, by the TLS libraries that know no folder of authorities.
        curl_easy_setopt(handle.get(), CURLOPT_CAPATH, nullptr);
    }
    set(CURLOPT_HTTPHEADER, lines.get());
    if (request.method == "POST") {
        set(CURLOPT_POST, 1L);
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        set(CURLOPT_POSTFIELDS, request.body.data());
    }
    constexpr std::uintmax_t largest = (std::numeric_limits<curl_off_t>::max)();
    set(CURLOPT_MAXFILESIZE_LARGE,
        static_cast<curl_off_t>(std::min<std::uintmax_t>(options_.max_body, largest)));
    set(CURLOPT_WRITEFUNCTION, &detail::curl_reading::on_body);
    set(CURLOPT_WRITEDATA, &reading);
    set(CURLOPT_HEADERFUNCTION, &detail::curl_reading::on_header);
    set(CURLOPT_HEADERDATA, &reading);
    if (code == CURLE_OK) code = curl_easy_perform(handle.get());

    if (reading.refused) return failure(reading.refused);
    if (code == CURLE_FILESIZE_EXCEEDED) return protocol_errc::body_too_large;
    if (code == CURLE_OK && !reading.header_whole) code = CURLE_PARTIAL_FILE;
    if (code != CURLE_OK) return failure(error_code(code, curl_category()));

    rest::http_response response;
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    response.status = static_cast<unsigned>(status);
    curl_header* header = nullptr;
    while ((header = curl_easy_nextheader(handle.get(), CURLH_HEADER, -1, header)))
        response.headers.push_back({header->name, header->value});
    response.body = std::move(reading.body);
    return response;
}

static_assert(rest::HttpTransport<curl_transport>);

} // namespace b24pull::adapters
