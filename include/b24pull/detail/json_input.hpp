// Values taken one by one from a JSON text where it lies, with the path of the place that is read.
#pragma once

#include <b24pull/detail/json_number.hpp>
#include <b24pull/detail/json_path.hpp>
#include <b24pull/detail/json_scalar.hpp>
#include <b24pull/detail/json_scanner.hpp>
#include <b24pull/detail/text_room.hpp>

#include <boost/config.hpp>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>

namespace b24pull::detail {

/// What readers read from. Every function gives false once the text is broken.
///
/// Lifetime: texts that it gives are valid until the next call.
class json_input {
public:
    json_input(std::string_view text, std::size_t max_depth, json_path& path) noexcept
        : in_(text, max_depth)
        , path_(path) {}
    json_input(json_input const&) = delete;
    json_input& operator=(json_input const&) = delete;

    /// The shape of the value that comes next, if it holds others.
    std::optional<json_shape> shape() noexcept {
        char const first = in_.peek();
        if (first == '{') return json_shape::object;
        if (first == '[') return json_shape::array;
        return std::nullopt;
    }

    /// Reads a value. One that holds others is passed by and given as json_scalar::kind::container.
    json_scalar scalar();

    /// Passes a value by.
    bool skip();

    /// Reads an object: on_member(key) reads each value, and gives whether that went well.
    template <class OnMember>
    bool object(OnMember on_member);

    /// Reads an array: on_element() reads each value, and gives whether that went well.
    template <class OnElement>
    bool array(OnElement on_element);

    // The parts of object(), for those who know which member comes next.

    BOOST_FORCEINLINE bool open(json_shape shape) {
        if (!in_.open(shape == json_shape::object ? '{' : '[')) return false;
        path_.enter(shape);
        return true;
    }
    /// Stands before the next member or element, or behind the last: then false. See good().
    BOOST_FORCEINLINE bool more(json_shape shape, bool first) {
        if (in_.more(shape == json_shape::object ? '}' : ']', first)) return true;
        if (in_.good()) path_.leave();
        return false;
    }
    bool good() const noexcept { return in_.good(); }
    /// Passes the name of a member by, if it is this one and written as servers do.
    bool is_key(member_name const& known) noexcept {
        if (!in_.is_key(known)) return false;
        path_.known(known);
        return true;
    }
    bool colon() noexcept { return in_.colon(); }
    bool key(std::string_view& out) {
        if (!in_.plain_text(out) && !in_.text(out, room_)) return false;
        path_.member(out);
        return true;
    }

    /// Nothing but blanks is left.
    bool at_end() noexcept { return in_.at_end(); }
    json_scanner const& scanner() const noexcept { return in_; }

private:
    bool walk();
    json_scalar other_scalar();

    json_scanner in_;
    json_path& path_;
    text_room room_;
};

// Bodies.

inline bool json_input::skip() {
    auto const here = in_;
    if (in_.skip()) return true;
    in_ = here; // broken: once more, for the path
    return walk();
}

inline bool json_input::walk() {
    auto const holds = shape();
    if (!holds) return in_.skip();
    if (*holds == json_shape::object) return object([this](std::string_view) { return walk(); });
    return array([this] { return walk(); });
}

inline json_scalar json_input::scalar() {
    std::string_view text;
    if (in_.plain_text(text)) return json_scalar(text);
    return other_scalar();
}

/// A number with a fraction, an exponent, or more than 18 digits.
inline json_scalar large_number(std::string_view number) {
    auto const* const end = number.data() + number.size();
    std::int64_t whole = 0;
    auto const [stopped, error] = std::from_chars(number.data(), end, whole);
    bool const is_whole = error == std::errc() && stopped == end;
    return is_whole ? json_scalar(whole) : json_scalar(to_double(number));
}

inline BOOST_NOINLINE json_scalar json_input::other_scalar() {
    using kind = json_scalar::kind;
    char const first = in_.peek();
    if (first == '"') {
        std::string_view text;
        return in_.text(text, room_) ? json_scalar(text) : json_scalar(kind::broken);
    }
    bool const is_container = first == '{' || first == '[';
    if (is_container || first == 't' || first == 'f' || first == 'n') {
        if (!(is_container ? skip() : in_.skip())) return json_scalar(kind::broken);
        return is_container   ? json_scalar(kind::container)
               : first == 'n' ? json_scalar(kind::null)
                              : json_scalar(first == 't');
    }
    json_number number;
    if (!in_.number(number)) return json_scalar(kind::broken);
    return number.integer ? json_scalar(*number.integer) : large_number(number.raw);
}

template <class OnMember>
bool json_input::object(OnMember on_member) {
    if (!open(json_shape::object)) return false;
    std::string_view name;
    for (bool first = true; more(json_shape::object, first); first = false)
        if (!key(name) || !colon() || !on_member(name)) return false;
    return good();
}

template <class OnElement>
bool json_input::array(OnElement on_element) {
    if (!open(json_shape::array)) return false;
    for (bool first = true; more(json_shape::array, first); first = false) {
        path_.element();
        if (!on_element()) return false;
    }
    return good();
}

} // namespace b24pull::detail
