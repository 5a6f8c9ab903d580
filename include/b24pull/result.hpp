// What every fallible call returns: result<T>, a value or a failure.
//
//     auto const config = b24pull::parse_config(text);
//     if (config) use(*config);
//     else if (config.error().code() == b24pull::condition::retry_later) …
//     else log(config.error().what());          // never holds a secret
//
// Nothing here throws but result::value(), which throws failure_error when there is no value.
#pragma once

#include <b24pull/error.hpp>

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>
#include <boost/throw_exception.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>

namespace b24pull {

namespace detail {

inline std::string const empty_text;

template <class Errc>
concept ErrorCodeEnum = boost::system::is_error_code_enum<Errc>::value;

} // namespace detail

/// What the server said when it refused, word for word. Every text here is untrusted: the server may echo input,
/// use any language, hold HTML. Escape it before showing it; never branch on the description.
struct server_reply {
    /// HTTP status code, 0 if unknown. Advisory: the code decides.
    unsigned status = 0;
    /// The member `error` as text: the code, a number written out, `error.code` of REST 3.0, or "".
    std::string error = {};
    /// The member `error_description`, or `error.message` of REST 3.0, or "".
    std::string description = {};
    /// With server_errc::portal_moved: the new address of the portal, such as "https://new.example.com". Else "".
    /// Untrusted like the rest: make sure that it is the portal's before a token is sent there.
    std::string moved_to = {};
};

/// Why a call failed: a code, and where in the input. Small and cheap to copy: copies share what they say, so that
/// path() and reply() stay valid as long as any copy lives, the one inside a result included.
class failure {
public:
    /// No failure. What result::error() gives when there is a value.
    failure() noexcept = default;

    /// From an error code of any category, a transport's own included.
    ///
    /// @param code    a failure, or success, which is no failure
    /// @param path    the place in the JSON input, such as "result.server.version"; "" for the whole of it
    /// @param offset  bytes of input before the place where reading stopped, where that is known
    failure(error_code code, std::string path = {}, std::optional<std::size_t> offset = {});

    /// The same from a code of the standard library, such as a transport over std:: or standalone Asio has. The codes of
    /// std::system_category() and std::generic_category() become Boost's, and so compare with a condition; so they do in a
    /// boost::system::error_code that was made of one.
    failure(std::error_code const& code)
        : failure(error_code(code)) {}

    /// The same from an error enumerator.
    template <detail::ErrorCodeEnum Errc>
    failure(Errc code, std::string path = {}, std::optional<std::size_t> offset = {})
        : failure(error_code(code), std::move(path), offset) {}

    /// A refusal by the server together with what it said.
    failure(error_code code, server_reply reply);

    /// The code. Compare it with an enumerator, or, to decide what to do, with a condition.
    error_code const& code() const noexcept { return code_; }

    /// The JSON path of the place that failed, or "". Holds names that the protocol knows, array indices, and
    /// decimal user ids; a member name that the protocol does not know appears as `*`.
    std::string const& path() const noexcept { return details_ ? details_->path : detail::empty_text; }

    /// How many bytes of the input lie before the place where reading stopped.
    std::optional<std::size_t> offset() const noexcept {
        return details_ ? details_->offset : std::optional<std::size_t>();
    }

    /// What the server said, or null when the failure is not a refusal.
    server_reply const* reply() const noexcept {
        return details_ && details_->reply ? &*details_->reply : nullptr;
    }

    /// One printable line: category, message, then path, offset, status and the server's code as far as known.
    /// Never holds a secret, nor any other text from the input but a server code that looks like one.
    std::string what() const;

private:
    struct details {
        std::string path;
        std::optional<std::size_t> offset;
        std::optional<server_reply> reply;
    };

    error_code code_;
    std::shared_ptr<details const> details_; // null: neither path nor offset nor reply
};

/// A T, or the reason why there is none.
template <class T>
using result = boost::system::result<T, failure>;

/// Thrown by result<T>::value() when there is no value, and by nothing else.
class failure_error : public std::runtime_error {
public:
    /// @param reason  what reason() gives back; what() is its line
    explicit failure_error(b24pull::failure reason)
        : runtime_error(reason.what())
        , reason_(std::move(reason)) {}

    /// The whole failure.
    b24pull::failure const& reason() const noexcept { return reason_; }

private:
    b24pull::failure reason_;
};

/// Found by boost::system::result through argument-dependent lookup.
[[noreturn]] inline void throw_exception_from_error(failure const& reason,
                                                    boost::source_location const& where) {
    boost::throw_exception(failure_error(reason), where);
}

// Bodies.

namespace detail {

/// A code of the server may be shown when it can hardly be a credential: words, in capitals or joined by underscores,
/// with a digit or two, or a short number. Tokens and ids are mostly digits, JWTs have dots, passwords small letters.
constexpr bool printable_code(std::string_view text) noexcept {
    if (text.starts_with('-')) text.remove_prefix(1); // JSON-RPC's are negative
    auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
    auto const is_small = [](char c) { return c >= 'a' && c <= 'z'; };
    auto const is_capital = [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; };
    auto const digits = std::count_if(text.begin(), text.end(), is_digit);
    if (text.empty() || text.size() > 64) return false;
    auto const small = std::count_if(text.begin(), text.end(), is_small);
    auto const capitals = std::count_if(text.begin(), text.end(), is_capital);
    auto const size = static_cast<std::ptrdiff_t>(text.size());
    bool const words = digits + small + capitals == size && (small == 0 || text.find('_') != text.npos);
    return (digits == size && size <= 6) || (digits <= 2 && words);
}

/// A code of the standard library's own two categories is Boost's: only then it compares with our conditions.
inline error_code plain_code(error_code const& code) noexcept {
    static auto const& of_std = error_code(std::error_code(1, std::system_category())).category();
    if (code.category() != of_std) return code;
    auto const inside = static_cast<std::error_code>(code);
    if (inside.category() == std::system_category())
        return {inside.value(), boost::system::system_category()};
    if (inside.category() == std::generic_category())
        return {inside.value(), boost::system::generic_category()};
    return code;
}

} // namespace detail

inline failure::failure(error_code code, std::string path, std::optional<std::size_t> offset)
    : code_(detail::plain_code(code)) {
    if (!path.empty() || offset)
        details_ = std::make_shared<details const>(details{std::move(path), offset, std::nullopt});
}

inline failure::failure(error_code code, server_reply reply)
    : code_(code)
    , details_(std::make_shared<details const>(details{std::string(), std::nullopt, std::move(reply)})) {}

inline std::string failure::what() const {
    std::string place;
    auto const append = [&place](std::string_view name, std::string_view value) {
        place += place.empty() ? " [" : ", ";
        place += name;
        place += ' ';
        place += value;
    };
    if (!path().empty()) append("path", path());
    if (offset()) append("offset", std::to_string(*offset()));
    if (reply() && reply()->status != 0) append("status", std::to_string(reply()->status));
    if (reply() && detail::printable_code(reply()->error)) append("server code", reply()->error);
    if (!place.empty()) place += ']';
    return std::string(code_.category().name()) + ": " + code_.message() + place;
}

} // namespace b24pull
