// Why a call failed, by origin: the caller (usage_errc), the peer's bytes (protocol_errc), the server's refusal
// (server_errc); and what to do about it: condition. Codes are for people, conditions are for programs.
#pragma once

#include <b24pull/condition.hpp>
#include <b24pull/protocol_errc.hpp>
#include <b24pull/server_errc.hpp>
#include <b24pull/usage_errc.hpp>

#include <boost/system/error_category.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/error_condition.hpp>

#include <string>
#include <type_traits>

namespace b24pull {

using boost::system::error_code;

/// Category of usage_errc, "b24pull.usage".
boost::system::error_category const& usage_category() noexcept;
/// Category of protocol_errc, "b24pull.protocol".
boost::system::error_category const& protocol_category() noexcept;
/// Category of server_errc, "b24pull.server".
boost::system::error_category const& server_category() noexcept;
/// Category of condition, "b24pull.condition".
boost::system::error_category const& condition_category() noexcept;

/// An enumerator with its category: what makes it convert to error_code.
error_code make_error_code(usage_errc code) noexcept;
/// @copydoc make_error_code(usage_errc)
error_code make_error_code(protocol_errc code) noexcept;
/// @copydoc make_error_code(usage_errc)
error_code make_error_code(server_errc code) noexcept;
/// The same for what to do: a code compares with it.
boost::system::error_condition make_error_condition(condition value) noexcept;

/// What to do about a failure's `code`, whatever its category. `code == condition::x` gives the same answer. (A
/// code of std::'s categories compares so once a failure was made of it, which makes Boost's of it.)
///
/// A transport's own codes are understood through the generic conditions of <boost/system/errc.hpp>: timed_out,
/// connection_refused and their kin are retry_later; what nothing is known of is give_up.
condition condition_of(error_code const& code) noexcept;

} // namespace b24pull

/// @cond
template <>
struct boost::system::is_error_code_enum<b24pull::usage_errc> : std::true_type {};
template <>
struct boost::system::is_error_code_enum<b24pull::protocol_errc> : std::true_type {};
template <>
struct boost::system::is_error_code_enum<b24pull::server_errc> : std::true_type {};
template <>
struct boost::system::is_error_condition_enum<b24pull::condition> : std::true_type {};
/// @endcond

// Bodies.

namespace b24pull {
namespace detail {

/// What the generic conditions of a transport mean to us.
inline condition condition_of_generic(error_code const& code) noexcept {
    namespace errc = boost::system::errc;
    for (auto const transient :
         {errc::timed_out, errc::connection_refused, errc::connection_reset, errc::connection_aborted,
          errc::broken_pipe, errc::host_unreachable, errc::network_unreachable, errc::network_down,
          errc::network_reset, errc::resource_unavailable_try_again, errc::interrupted, errc::io_error})
        if (code == transient) return condition::retry_later;
    return condition::give_up;
}

template <class Errc>
class origin_category final : public boost::system::error_category {
public:
    constexpr origin_category(char const* name, unsigned long long id) noexcept
        : error_category(id)
        , name_(name) {}

    char const* name() const noexcept override { return name_; }
    std::string message(int value) const override { return message_of(static_cast<Errc>(value)); }
    boost::system::error_condition default_error_condition(int value) const noexcept override {
        return make_error_condition(condition_of(static_cast<Errc>(value)));
    }

private:
    char const* name_;
};

class conditions_category final : public boost::system::error_category {
public:
    constexpr conditions_category() noexcept
        : error_category(0xb24b0115d3e7a104ull) {}

    using error_category::equivalent;
    char const* name() const noexcept override { return "b24pull.condition"; }
    std::string message(int value) const override { return message_of(static_cast<condition>(value)); }
    bool equivalent(error_code const& code, int value) const noexcept override {
        return code.failed() && static_cast<int>(b24pull::condition_of(code)) == value;
    }
};

// Fixed ids: categories stay equal when several shared libraries carry a copy of these headers.
inline constexpr origin_category<usage_errc> usage_category_v{"b24pull.usage", 0xb24b0115d3e7a101ull};
inline constexpr origin_category<protocol_errc> protocol_category_v{"b24pull.protocol",
                                                                    0xb24b0115d3e7a102ull};
inline constexpr origin_category<server_errc> server_category_v{"b24pull.server", 0xb24b0115d3e7a103ull};
inline constexpr conditions_category condition_category_v{};

} // namespace detail

inline boost::system::error_category const& usage_category() noexcept { return detail::usage_category_v; }
inline boost::system::error_category const& protocol_category() noexcept {
    return detail::protocol_category_v;
}
inline boost::system::error_category const& server_category() noexcept { return detail::server_category_v; }
inline boost::system::error_category const& condition_category() noexcept {
    return detail::condition_category_v;
}

inline error_code make_error_code(usage_errc code) noexcept {
    return {static_cast<int>(code), usage_category()};
}
inline error_code make_error_code(protocol_errc code) noexcept {
    return {static_cast<int>(code), protocol_category()};
}
inline error_code make_error_code(server_errc code) noexcept {
    return {static_cast<int>(code), server_category()};
}
inline boost::system::error_condition make_error_condition(condition value) noexcept {
    return {static_cast<int>(value), condition_category()};
}

inline condition condition_of(error_code const& code) noexcept {
    auto const meant = code.default_error_condition();
    if (meant.category() == condition_category()) return static_cast<condition>(meant.value());
    return detail::condition_of_generic(code);
}

} // namespace b24pull
