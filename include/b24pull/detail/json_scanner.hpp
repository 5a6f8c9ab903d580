// JSON text read where it lies: checked as strictly as a parser would, every value known by its place in the text.
//
// A message keeps `params` as the text that was sent, so the wire needs its place: checked once, copied once, and never
// made into a tree before somebody asks.
// Whatever is accepted here Boost.JSON accepts too; tests hold the one against the other.
#pragma once

#include <b24pull/detail/json_plain.hpp>
#include <b24pull/detail/json_string.hpp>
#include <b24pull/detail/member_name.hpp>
#include <b24pull/detail/text_room.hpp>
#include <b24pull/detail/utf8.hpp>
#include <b24pull/protocol_errc.hpp>

#include <boost/config.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

namespace b24pull::detail {

/// A number of checked JSON text.
struct json_number {
    std::string_view raw = {};
    /// Its value, if it is written with at most 18 digits and nothing else.
    std::optional<std::int64_t> integer = {};
};

inline char const* behind_blanks(char const* at, char const* end) noexcept;

/// Walks one JSON text from left to right. Every function stands before the value that it reads, skips blanks first,
/// and gives false once the text is broken; from then on all of them do.
///
/// Lifetime: spans are views into the text. Complexity: linear, no allocation; recursion as deep as the nesting.
///
/// The small steps are inline by force: of skip() a program has one copy, which may be that of a unit with so much code
/// that the compiler calls them.
class json_scanner {
public:
    /// Deeper nesting is refused whatever the caller's limit: each level takes some stack.
    static constexpr std::size_t deepest = 512;

    json_scanner(std::string_view text, std::size_t max_depth) noexcept
        : begin_(text.data())
        , at_(text.data())
        , end_(text.data() + text.size())
        , depth_left_((std::min)(max_depth, deepest)) {}

    /// The first character of the value that comes next, which tells its type; '\0' at the end of the text.
    BOOST_FORCEINLINE char peek() noexcept {
        skip_blanks();
        return at_ == end_ ? '\0' : *at_;
    }

    /// Checks a value of any type and passes it by.
    bool skip();

    /// The same, with the text of the value.
    bool value(std::string_view& span) {
        return value(span, [](json_scanner& in) { return in.skip(); });
    }
    /// The same for a value that read(*this) reads.
    template <class Read>
    bool value(std::string_view& span, Read read) {
        skip_blanks();
        auto const* const first = at_;
        if (!read(*this)) return false;
        span = {first, static_cast<std::size_t>(at_ - first)};
        return true;
    }

    /// Reads a string as it stands.
    bool string(json_string& out);

    /// Reads a string that is meant as it is written, which most are. For any other value it gives false, and stands
    /// before it.
    bool plain_text(std::string_view& out) noexcept;

    /// Reads a string, and writes the text that is meant into `room`.
    bool text(std::string_view& out, text_room& room);

    /// Reads a number.
    bool number(json_number& out);

    /// Reads an object: on_member(key, *this) reads each value, and gives whether that went well.
    template <class OnMember>
    bool object(OnMember on_member);

    /// Reads an array: on_element(*this) reads each value, and gives whether that went well.
    template <class OnElement>
    bool array(OnElement on_element);

    // The parts of the two, for those who know which member comes next.

    /// Takes a bracket.
    BOOST_FORCEINLINE bool open(char bracket) noexcept {
        if (!take_next(bracket)) return false;
        if (depth_left_ == 0) return fail(protocol_errc::json_too_deep);
        --depth_left_;
        return true;
    }
    /// Stands before the next member or element, or behind the bracket that closes: then false, as for a broken text.
    BOOST_FORCEINLINE bool more(char close, bool first) noexcept {
        if (!first && at_ != end_ && *at_ == ',') { // as servers write, without a look for blanks
            ++at_;
            return true;
        }
        char const next = peek();
        if (!first && next == ',') {
            ++at_;
            return true;
        }
        if (next == close) {
            ++at_;
            ++depth_left_;
            return false;
        }
        return (first && at_ != end_) || broken();
    }
    /// Passes the name of a member by together with its colon, if it is `known`, and written as servers do.
    bool is_key(member_name const& known) noexcept {
        skip_blanks();
        auto const left = static_cast<std::size_t>(end_ - at_);
        if (left < member_name::reach ? !is_near_end(known, left) : !known.stands_at(at_)) return false;
        at_ += known.written_size();
        return true;
    }
    /// Takes what stands behind the name of a member.
    BOOST_FORCEINLINE bool colon() noexcept { return take_next(':'); }
    bool good() const noexcept { return !fault_; }

    /// Passes blanks by. Always true, for use in conditions.
    bool blanks() noexcept {
        skip_blanks();
        return true;
    }

    /// Only blanks are left.
    bool at_end() noexcept { return !fault_ && peek() == '\0' && at_ == end_; }

    /// Why the text is broken: json_syntax, json_incomplete or json_too_deep.
    std::optional<protocol_errc> fault() const noexcept { return fault_; }

    /// Bytes before the place where the scanner stands.
    std::size_t offset() const noexcept { return static_cast<std::size_t>(at_ - begin_); }

private:
    BOOST_FORCEINLINE void skip_blanks() noexcept {
        if (at_ != end_ && static_cast<unsigned char>(*at_) <= ' ') [[unlikely]] // servers write none
            at_ = behind_blanks(at_, end_);
    }
    bool fail(protocol_errc code) noexcept {
        if (!fault_) fault_ = code;
        end_ = at_; // nothing more can be read
        return false;
    }
    bool broken() noexcept {
        return fail(at_ == end_ ? protocol_errc::json_incomplete : protocol_errc::json_syntax);
    }
    BOOST_FORCEINLINE bool take(char expected) noexcept {
        if (at_ == end_ || *at_ != expected) return broken();
        ++at_;
        return true;
    }
    /// The same behind blanks.
    BOOST_FORCEINLINE bool take_next(char expected) noexcept {
        skip_blanks();
        return take(expected);
    }
    bool literal(std::string_view word) noexcept {
        for (char const c : word)
            if (!take(c)) return false;
        return true;
    }
    bool digits() noexcept {
        auto const* at = at_;
        while (at != end_ && *at >= '0' && *at <= '9') ++at;
        return std::exchange(at_, at) != at || broken();
    }
    bool is_near_end(member_name const& known, std::size_t left) const noexcept;
    bool rest_of_string(char const* first, json_string& out);
    char* write_text(text_room& room);
    bool characters() noexcept;
    bool skip_number() noexcept;
    bool fraction_and_exponent() noexcept;
    bool escape() noexcept;
    bool hex4(unsigned& out) noexcept;

    char const* begin_;
    char const* at_;
    char const* end_;
    std::size_t depth_left_;
    std::optional<protocol_errc> fault_;
};

// Bodies.

/// Passes blanks by: line ends and whole indentations.
inline char const* behind_blanks(char const* at, char const* end) noexcept {
    while (at != end) {
        if (*at == ' ') {
            for (std::uint64_t bytes = 0; end - at >= 8; at += 8) {
                std::memcpy(&bytes, at, sizeof bytes);
                if (bytes != 0x2020202020202020u) break;
            }
            while (at != end && *at == ' ') ++at;
        } else if (*at == '\n' || *at == '\r' || *at == '\t') {
            ++at;
        } else {
            break;
        }
    }
    return at;
}

inline bool json_scanner::skip() {
    char const first = peek();
    if (first == '"') {
        json_string unused;
        return string(unused);
    }
    if (first == '{') return object([](json_string const&, json_scanner& in) { return in.skip(); });
    if (first == '[') return array([](json_scanner& in) { return in.skip(); });
    if (first == 't') return literal("true");
    if (first == 'f') return literal("false");
    if (first == 'n') return literal("null");
    return skip_number();
}

BOOST_FORCEINLINE bool json_scanner::string(json_string& out) {
    if (!take_next('"')) return false;
    auto const* const first = at_;
    at_ = skip_plain(at_, end_);
    out.escaped = false;
    if (at_ == end_ || *at_ != '"') return rest_of_string(first, out);
    out.raw = {first, static_cast<std::size_t>(at_ - first)};
    ++at_;
    return true;
}

/// A string with escapes or other than ASCII characters, from the first of these on.
inline bool json_scanner::rest_of_string(char const* first, json_string& out) {
    for (; at_ != end_; at_ = skip_plain(at_, end_)) {
        auto const byte = static_cast<unsigned char>(*at_);
        if (byte == '"') {
            out.raw = {first, static_cast<std::size_t>(at_ - first)};
            ++at_;
            return true;
        }
        if (byte == '\\') {
            out.escaped = true;
            if (end_ - at_ > 1 && at_[1] == '/') at_ += 2; // as PHP writes every slash
            else if (!escape()) return false;
        } else if (byte >= 0x80) {
            if (!characters()) return false;
        } else { // a control character
            return broken();
        }
    }
    return broken();
}

BOOST_FORCEINLINE bool json_scanner::plain_text(std::string_view& out) noexcept {
    skip_blanks();
    if (at_ == end_ || *at_ != '"') return false;
    auto const* const first = at_ + 1;
    auto const* const last = skip_plain(first, end_);
    if (last == end_ || *last != '"') return false;
    out = {first, static_cast<std::size_t>(last - first)};
    at_ = last + 1;
    return true;
}

inline bool json_scanner::text(std::string_view& out, text_room& room) {
    if (!take_next('"')) return false;
    auto const* const end = write_text(room);
    room.written_to(end);
    out = {room.begin(), static_cast<std::size_t>(end - room.begin())};
    return good();
}

/// Writes the text of a string, behind whose first quote it stands.
///
/// @return the place behind it
inline char* json_scanner::write_text(text_room& room) {
    constexpr std::ptrdiff_t escaped = 4; // bytes that an escape can mean
    for (auto* to = room.begin();;) {
        to = room.with_room(to, longest_copy + escaped);
        auto const* at = at_ = copy_up_to_special(at_, end_, to, room.end() - escaped);
        if (at_ == end_) return broken(), to;
        if (*at_ == '"') {
            ++at_;
            return to;
        }
        if (*at_ == '\\') {
            if (!escape()) return to;
            unescape(at, to);
        } else if (is_special(*at_)) {
            if (!characters() || at_ == at) return broken(), to;
            to = std::copy(at, at_, room.with_room(to, static_cast<std::size_t>(at_ - at)));
        }
    }
}

/// Passes by a run of characters outside ASCII: a word, as a rule.
inline bool json_scanner::characters() noexcept {
    auto const* at = at_;
    while (at != end_ && static_cast<unsigned char>(*at) >= 0x80) {
        auto const left = static_cast<std::size_t>(end_ - at);
        auto const length = utf8_length(at, left);
        if (length == 0) {
            at_ = utf8_is_cut(at, left) ? end_ : at;
            return broken();
        }
        at += length;
    }
    at_ = at;
    return true;
}

BOOST_NOINLINE inline bool json_scanner::is_near_end(member_name const& known,
                                                     std::size_t left) const noexcept {
    std::array<char, member_name::reach> rest{};
    std::copy_n(at_, left, rest.begin());
    return known.stands_at(rest.data());
}

inline bool json_scanner::escape() noexcept {
    ++at_; // the backslash
    if (at_ == end_) return broken();
    char const c = *at_;
    if (c != 'u') {
        if (std::string_view("\"\\/bfnrt").find(c) == std::string_view::npos) return broken();
        ++at_;
        return true;
    }
    unsigned first = 0, second = 0;
    ++at_; // the u
    if (!hex4(first)) return false;
    if (first >= 0xdc00 && first <= 0xdfff) return fail(protocol_errc::json_syntax); // a second half alone
    if (first < 0xd800 || first > 0xdbff) return true;
    if (!take('\\') || !take('u') || !hex4(second)) return false;
    return (second >= 0xdc00 && second <= 0xdfff) || fail(protocol_errc::json_syntax);
}

inline bool json_scanner::hex4(unsigned& out) noexcept {
    out = 0;
    for (int i = 0; i != 4; ++i) {
        int const digit = at_ == end_ ? -1 : hex_digit(*at_);
        if (digit < 0) return broken();
        out = out * 16 + static_cast<unsigned>(digit);
        ++at_;
    }
    return true;
}

inline bool json_scanner::number(json_number& out) {
    skip_blanks();
    auto const* const first = at_;
    bool const negative = at_ != end_ && *at_ == '-';
    if (negative) ++at_;
    std::uint64_t value = 0; // of the first digits
    auto const* const whole = at_;
    auto const* at = whole;
    for (; at != end_ && *at >= '0' && *at <= '9'; ++at)
        value = value * 10 + static_cast<unsigned>(*at - '0');
    at_ = at;
    if (at_ == whole) return broken();
    if (*whole == '0') { // nothing may follow
        at_ = whole + 1;
        value = 0;
    }
    bool const simple = at_ - whole <= 18 && (at_ == end_ || (*at_ != '.' && *at_ != 'e' && *at_ != 'E'));
    if (!simple && !fraction_and_exponent()) return false;
    out.raw = {first, static_cast<std::size_t>(at_ - first)};
    out.integer.reset();
    if (simple) out.integer = negative ? -static_cast<std::int64_t>(value) : static_cast<std::int64_t>(value);
    return true;
}

inline bool json_scanner::skip_number() noexcept {
    if (at_ != end_ && *at_ == '-') ++at_;
    if (at_ != end_ && *at_ == '0') ++at_; // nothing may follow
    else if (!digits()) return false;
    return fraction_and_exponent();
}

inline bool json_scanner::fraction_and_exponent() noexcept {
    if (at_ != end_ && *at_ == '.') {
        ++at_;
        if (!digits()) return false;
    }
    if (at_ == end_ || (*at_ != 'e' && *at_ != 'E')) return true;
    ++at_;
    if (at_ != end_ && (*at_ == '+' || *at_ == '-')) ++at_;
    while (end_ - at_ > 1 && *at_ == '0' && at_[1] >= '0' && at_[1] <= '9') ++at_;
    auto const* const exponent = at_;
    if (!digits()) return false;
    auto const size = static_cast<std::size_t>(at_ - exponent); // as far as Boost.JSON counts
    bool const counted = size < 10 || (size == 10 && std::string_view(exponent, size) <= "2147483647");
    return counted || fail(protocol_errc::json_syntax);
}

template <class OnMember>
bool json_scanner::object(OnMember on_member) {
    if (!open('{')) return false;
    json_string name;
    for (bool first = true; more('}', first); first = false)
        if (!string(name) || !colon() || !on_member(name, *this)) return false;
    return good();
}

template <class OnElement>
bool json_scanner::array(OnElement on_element) {
    if (!open('[')) return false;
    for (bool first = true; more(']', first); first = false)
        if (!on_element(*this)) return false;
    return good();
}

} // namespace b24pull::detail
