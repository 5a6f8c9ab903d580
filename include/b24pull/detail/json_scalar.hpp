// A scalar as the wire gave it, and the ways in which PHP and SQL spell integers, flags and dates.
#pragma once

#include <b24pull/detail/byte_block.hpp>
#include <b24pull/detail/char_set.hpp>
#include <b24pull/timestamp.hpp>

#include <boost/config.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace b24pull::detail {

/// One JSON value that is no object and no array, or `container` for one of these where a scalar belongs, or `broken`
/// when the text is. As small as two registers: it goes from where it is read to what it means without memory.
///
/// Lifetime: a text is valid until json_input reads on.
class json_scalar {
public:
    enum class kind : unsigned char { broken, null, boolean, integer, real, text, container };

    /// The longest text that it can hold.
    static constexpr std::size_t longest = 0xffffffff;

    /// One of the kinds without a value.
    constexpr explicit json_scalar(kind type) noexcept
        : number_(0)
        , type_(type) {}
    constexpr explicit json_scalar(bool value) noexcept
        : number_(value)
        , type_(kind::boolean) {}
    constexpr explicit json_scalar(std::int64_t value) noexcept
        : number_(value)
        , type_(kind::integer) {}
    /// Also integers beyond 64 bits.
    constexpr explicit json_scalar(double value) noexcept
        : real_(value)
        , type_(kind::real) {}
    constexpr explicit json_scalar(std::string_view value) noexcept
        : text_(value.data())
        , size_(static_cast<std::uint32_t>(value.size()))
        , type_(kind::text) {}
    explicit json_scalar(char const*) = delete; // would be a bool

    constexpr kind type() const noexcept { return type_; }
    constexpr bool is_broken() const noexcept { return type_ == kind::broken; }
    constexpr bool is_text() const noexcept { return type_ == kind::text; }
    constexpr bool is_null() const noexcept { return type_ == kind::null; }
    /// Null, or the false with which PHP says that there is no such thing.
    constexpr bool is_absent() const noexcept {
        return is_null() || (type_ == kind::boolean && number_ == 0);
    }

    /// The text of one, or "".
    BOOST_FORCEINLINE constexpr std::string_view text() const noexcept {
        return is_text() ? std::string_view(text_, size_) : std::string_view();
    }
    // Each of a value of that kind only.
    constexpr bool boolean() const noexcept { return number_ != 0; }
    constexpr std::int64_t integer() const noexcept { return number_; }
    constexpr double real() const noexcept { return real_; }

private:
    union {
        std::int64_t number_;
        double real_;
        char const* text_;
    };
    std::uint32_t size_ = 0;
    kind type_;
};

/// A decimal number of at most 18 digits, with or without a minus sign, and nothing else.
constexpr bool read_decimal(std::string_view text, std::int64_t& out) noexcept {
    bool const negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    if (text.empty() || text.size() > 18) return false;
    std::int64_t number = 0;
    for (char const c : text) {
        if (c < '0' || c > '9') return false;
        number = number * 10 + (c - '0');
    }
    out = negative ? -number : number;
    return true;
}

constexpr std::optional<std::int64_t> decimal(std::string_view text) noexcept {
    std::int64_t number = 0;
    if (!read_decimal(text, number)) return std::nullopt;
    return number;
}

/// An integer as a number, as a number with an empty fraction, or as a string of digits: values from SQL and from
/// options arrive as strings.
inline std::optional<std::int64_t> as_integer(json_scalar value) noexcept {
    switch (value.type()) {
    case json_scalar::kind::integer: return value.integer();
    case json_scalar::kind::text: return decimal(value.text());
    case json_scalar::kind::real: {
        constexpr double exact = 9007199254740992.0; // 2^53: beyond it a double skips integers
        if (!(value.real() >= -exact && value.real() <= exact)) return std::nullopt;
        auto const whole = static_cast<std::int64_t>(value.real());
        if (static_cast<double>(whole) < value.real() || static_cast<double>(whole) > value.real())
            return std::nullopt;
        return whole;
    }
    case json_scalar::kind::broken:
    case json_scalar::kind::null:
    case json_scalar::kind::boolean:
    case json_scalar::kind::container: break;
    }
    return std::nullopt;
}

/// A number, integral or not.
inline std::optional<double> as_real(json_scalar value) noexcept {
    if (value.type() == json_scalar::kind::real) return value.real();
    if (auto const integer = as_integer(value)) return static_cast<double>(*integer);
    return std::nullopt;
}

/// A flag in any of its six spellings: true/false, 1/0, "1"/"0", "Y"/"N", and "" for false.
inline std::optional<bool> as_flag(json_scalar value) noexcept {
    switch (value.type()) {
    case json_scalar::kind::boolean: return value.boolean();
    case json_scalar::kind::integer:
        if (value.integer() == 0 || value.integer() == 1) return value.integer() == 1;
        return std::nullopt;
    case json_scalar::kind::text:
        if (value.text() == "1" || value.text() == "Y") return true;
        if (value.text().empty() || value.text() == "0" || value.text() == "N") return false;
        return std::nullopt;
    case json_scalar::kind::broken:
    case json_scalar::kind::null:
    case json_scalar::kind::real:
    case json_scalar::kind::container: break;
    }
    return std::nullopt;
}

enum class date_form : unsigned char { none, atom, other };

/// Reads a date, ATOM first.
///
/// @param out  may change even if there is none
///
/// @return the form in which it is written
inline date_form read_date(json_scalar value, timestamp& out) {
    if (value.is_text()) {
        if (read_atom(value.text(), out)) return date_form::atom;
        auto const tolerant = parse_timestamp_tolerantly(value.text());
        if (tolerant) out = tolerant->value;
        return tolerant ? date_form::other : date_form::none;
    }
    auto const number = as_integer(value);
    auto const unix_time = number ? timestamp_from_unix(*number) : protocol_errc::invalid_timestamp;
    if (unix_time) out = *unix_time;
    return unix_time ? date_form::other : date_form::none;
}

inline std::optional<timestamp> as_date(json_scalar value) {
    timestamp out;
    if (read_date(value, out) == date_form::none) return std::nullopt;
    return out;
}

inline constexpr char_set id_chars([](char c) {
    return c > ' ' && c <= '~' && c != '/' && c != '?' && c != '#' && c != '&';
});

/// Ids, signatures and JWTs: printable ASCII without what would break a URL or a `/`-joined list. Deliberately not
/// narrower, since the documentation itself publishes ids of odd lengths and masked ones.
inline bool is_id(std::string_view text) noexcept {
    constexpr auto size = byte_block::size;
    if (text.size() < size) return !text.empty() && id_chars.has_all(text);
    auto const others_at = [](char const* at) {
        byte_block const block(at);
        return block.below_or_not_ascii('!') | block.equal('/') | block.equal('?') | block.equal('#') |
               block.equal('&') | block.equal('\x7f');
    };
    auto others = others_at(text.data() + (text.size() - size)); // the last of them, which may overlap
    for (std::size_t at = 0; at + size < text.size(); at += size)
        others = others | others_at(text.data() + at);
    return others.none();
}

} // namespace b24pull::detail
