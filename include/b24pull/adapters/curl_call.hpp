// One HTTP call on a handle of libcurl: how the handle is set up for it, and what came. All that speaks through libcurl
// here is set up in this place, so that nothing verifies less than the rest.
#pragma once

#include <b24pull/adapters/curl_options.hpp>
#include <b24pull/adapters/request_check.hpp>
#include <b24pull/protocol_errc.hpp>
#include <b24pull/rest/http.hpp>
#include <b24pull/result.hpp>

#include <curl/curl.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace b24pull::adapters::detail {

/// Once for the process, and never undone: other parts of the program may use libcurl as well.
inline bool curl_started() noexcept {
    static bool const started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return started;
}

/// Sets options of a handle, until one is refused.
struct curl_setter {
    CURL* handle;
    CURLcode code = CURLE_OK;

    template <class T>
    void operator()(CURLoption option, T value) {
        static_assert(std::is_pointer_v<T> || std::is_same_v<T, long> || std::is_same_v<T, curl_off_t>);
        if (code == CURLE_OK) code = curl_easy_setopt(handle, option, value);
    }
};

/// What the callbacks of one call fill. They never throw: libcurl is C.
struct curl_reading {
    curl_options const& limit;
    std::string body = {};
    std::size_t header_bytes = 0;
    std::size_t header_lines = 0;
    bool header_whole = false; // libcurl takes the end of the connection for the end of a header
    error_code refused = {};   // set: why a callback made libcurl stop

    static std::size_t on_body(char* data, std::size_t, std::size_t size, void* reading) noexcept;
    static std::size_t on_header(char* data, std::size_t, std::size_t size, void* reading) noexcept;
};

/// Takes a handle out of its multi handle, if it has one, and cleans it up.
struct curl_cleanup {
    CURLM* multi = nullptr;

    void operator()(CURL* handle) const noexcept {
        if (multi) curl_multi_remove_handle(multi, handle);
        curl_easy_cleanup(handle);
    }
};
using curl_handle = std::unique_ptr<CURL, curl_cleanup>;

/// Null: libcurl could not start.
inline curl_handle curl_new_handle(CURLM* multi = nullptr) {
    return {curl_started() ? curl_easy_init() : nullptr, curl_cleanup{multi}};
}

struct curl_free_lines {
    void operator()(curl_slist* lines) const noexcept { curl_slist_free_all(lines); }
};
using curl_lines = std::unique_ptr<curl_slist, curl_free_lines>;

/// From prepare() until the handle is reset or cleaned up, the handle points to this object and to the request.
class curl_call {
public:
    explicit curl_call(curl_options options)
        : options_(std::move(options)) {}
    curl_call(curl_call const&) = delete;
    curl_call& operator=(curl_call const&) = delete;

    /// @param handle  new or reset; or null: libcurl could not start
    ///
    /// @return why the call cannot be made: boost::system::errc::invalid_argument for a method or characters that are
    ///     not to be sent, or a code of curl_category()
    error_code prepare(CURL* handle, rest::http_request const& request);

    /// The answer, if there is one, once libcurl has come to `code`.
    result<rest::http_response> finish(CURL* handle, CURLcode code);

    /// Status and headers, whatever became of the body.
    static rest::http_response head_of(CURL* handle);

private:
    curl_options const options_;
    curl_lines lines_;
    curl_reading reading_{options_};
};

/// The options of what goes on until the session gives it up.
inline curl_options curl_open_ended(curl_options options) {
    options.timeout = (std::chrono::milliseconds::max)();
    options.max_body = options.max_payload;
    return options;
}

// Bodies.

inline std::size_t curl_reading::on_body(char* data, std::size_t, std::size_t size, void* reading) noexcept {
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

inline std::size_t curl_reading::on_header(char* data, std::size_t, std::size_t size,
                                           void* reading) noexcept {
    auto& self = *static_cast<curl_reading*>(reading);
    std::string_view const line(data, size);
    if (line.starts_with("HTTP/")) self.header_whole = false; // of an interim answer it was
    if (line == "\r\n" || line == "\n") self.header_whole = true;
    self.header_bytes += size;
    self.header_lines += 1;
    if (self.header_bytes <= self.limit.max_header_bytes && self.header_lines <= self.limit.max_header_lines)
        return size;
    self.refused = {curl_too_large, curl_category()};
    return 0;
}

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

inline long curl_milliseconds(std::chrono::milliseconds time) noexcept {
    constexpr std::chrono::milliseconds::rep longest =
        (std::numeric_limits<int>::max)(); // libcurl's own bound
    return static_cast<long>(std::clamp<std::chrono::milliseconds::rep>(time.count(), 1, longest));
}

inline error_code curl_call::prepare(CURL* handle, rest::http_request const& request) {
    if (!can_be_sent(request)) return make_error_code(boost::system::errc::invalid_argument);
    if (!handle) return {CURLE_FAILED_INIT, curl_category()};
    lines_ = curl_header_lines(request);

    curl_setter set{handle};
    set(CURLOPT_URL, request.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2)); // or later
    set(CURLOPT_CONNECTTIMEOUT_MS, curl_milliseconds(options_.connect_timeout));
    set(CURLOPT_TIMEOUT_MS, curl_milliseconds(options_.timeout));
    if (options_.proxy) set(CURLOPT_PROXY, options_.proxy->c_str());
    if (!options_.ca_file.empty()) {
        set(CURLOPT_CAINFO, options_.ca_file.c_str());
        // Refused, to no harm, by the TLS libraries that know no folder of authorities.
        curl_easy_setopt(handle, CURLOPT_CAPATH, nullptr);
    }
    set(CURLOPT_HTTPHEADER, lines_.get());
    if (request.method == "POST") {
        set(CURLOPT_POST, 1L);
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        set(CURLOPT_POSTFIELDS, request.body.data());
    }
    constexpr std::uintmax_t largest = (std::numeric_limits<curl_off_t>::max)();
    set(CURLOPT_MAXFILESIZE_LARGE,
        static_cast<curl_off_t>(std::min<std::uintmax_t>(options_.max_body, largest)));
    set(CURLOPT_WRITEFUNCTION, &curl_reading::on_body);
    set(CURLOPT_WRITEDATA, &reading_);
    set(CURLOPT_HEADERFUNCTION, &curl_reading::on_header);
    set(CURLOPT_HEADERDATA, &reading_);
    if (set.code != CURLE_OK) return {set.code, curl_category()};
    return {};
}

inline result<rest::http_response> curl_call::finish(CURL* handle, CURLcode code) {
    if (reading_.refused) return failure(reading_.refused);
    if (code == CURLE_FILESIZE_EXCEEDED) return protocol_errc::body_too_large;
    if (code == CURLE_OK && !reading_.header_whole) code = CURLE_PARTIAL_FILE;
    if (code != CURLE_OK) return failure(error_code(code, curl_category()));
    auto response = head_of(handle);
    response.body = std::move(reading_.body);
    return response;
}

inline rest::http_response curl_call::head_of(CURL* handle) {
    rest::http_response head;
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    head.status = static_cast<unsigned>(status);
    curl_header* header = nullptr;
    while ((header = curl_easy_nextheader(handle, CURLH_HEADER, -1, header)))
        head.headers.push_back({header->name, header->value});
    return head;
}

} // namespace b24pull::adapters::detail
