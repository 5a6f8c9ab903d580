// Values taken one by one from a JSON text where it lies, with the path of the place that is read.
#pragma once

#include <b24pull/detail/json_number.hpp>
#include <b24pull/detail/json_path.hpp>
#include <b24pull/detail/json_scalar.hpp>
#include <b24pull/detail/json_scanner.hpp>
#include <b24pull/secret.hpp>

#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
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
    ~json_input() { wipe(text_); } // tokens pass through here

    /// The shape of the value that comes next, if it holds others.
    std::optional<json_shape> shape() noexcept {
        char const first = in_.peek();
        if (first == '{') return json_shape::object;
        if (first == '[') return json_shape::array;
        return std::nullopt;
    }

    /// Reads a value. One that holds others is passed by and given as json_scalar::kind::container.
    bool scalar(json_scalar& out);

    /// Passes a value by.
    bool skip();

    /// Reads an object: on_member(key) reads each value, and gives whether that went well.
    template <class OnMember>
    bool object(OnMember on_member);

    /// Reads an array: on_element() reads each value, and gives whether that went well.
    template <class OnElement>
    bool array(OnElement on_element);

    // The parts of object(), for those who know which member comes next.

    bool open(json_shape shape) {
        if (!in_.open(shape == json_shape::object ? '{' : '[')) return false;
        path_.enter(shape);
        return true;
    }
    /// Stands before the next member or element, or behind the last: then false. See good().
    bool more(json_shape shape, bool first) {
        if (in_.more(shape == json_shape::object ? '}' : ']', first)) return true;
        if (in_.good()) path_.leave();
        return false;
    }
    bool good() const noexcept { return in_.good(); }
    /// Passes the name of a member by, if it is this one and written as servers do.
    bool is_key(std::string_view known) noexcept { return in_.is_key(known) && (path_.known(known), true); }
    bool colon() noexcept { return in_.colon(); }
    bool key(std::string_view& out) {
        json_string name;
        if (!in_.string(name)) return false;
        out = meant(name);
        path_.member(out);
        return true;
    }

    /// Nothing but blanks is left.
    bool at_end() noexcept { return in_.at_end(); }
    json_scanner const& scanner() const noexcept { return in_; }

private:
    bool walk();
    static void read_large(std::string_view number, json_scalar& out);
    std::string_view meant(json_string const& text) { return text.escaped ? unescaped(text) : text.raw; }
    std::string_view unescaped(json_string const& text);

    json_scanner in_;
    json_path& path_;
    std::string text_; // room for one without escapes
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

inline bool json_input::scalar(json_scalar& out) {
    out = {};
    switch (in_.peek()) {
    case '"': {
        json_string text;
        if (!in_.string(text)) return false;
        out.type = json_scalar::kind::text;
        out.text = meant(text);
        return true;
    }
    case 't':
    case 'f':
        out.type = json_scalar::kind::boolean;
        out.boolean = in_.peek() == 't';
        return in_.skip();
    case 'n': return in_.skip();
    case '{':
    case '[': out.type = json_scalar::kind::container; return skip();
    default: {
        json_number number;
        if (!in_.number(number)) return false;
        if (number.integer) {
            out.type = json_scalar::kind::integer;
            out.integer = *number.integer;
        } else {
            read_large(number.raw, out);
        }
        return true;
    }
    }
}

inline std::string_view json_input::unescaped(json_string const& text) {
    if (auto const size = text.raw.size(); text_.size() < size) {
        wipe(text_);
        text_.resize(size);
    }
    return {text_.data(), static_cast<std::size_t>(text.write_to(text_.data()) - text_.data())};
}

/// A number with a fraction, an exponent, or more than 18 digits.
inline void json_input::read_large(std::string_view number, json_scalar& out) {
    auto const* const end = number.data() + number.size();
    auto const [stopped, error] = std::from_chars(number.data(), end, out.integer);
    bool const whole = error == std::errc() && stopped == end;
    out.type = whole ? json_scalar::kind::integer : json_scalar::kind::real;
    if (!whole) out.real = to_double(number);
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
