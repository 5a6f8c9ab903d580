// Schemas as tables: which members an object has, what reads each, and which object begins in it.
#pragma once

#include <b24pull/detail/json_input.hpp>
#include <b24pull/detail/member_name.hpp>
#include <b24pull/detail/read_context.hpp>
#include <b24pull/detail/table_view.hpp>

#include <boost/config.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace b24pull::detail {

/// One member of an object of the protocol.
///
/// Reader is a class with an enumeration `place`, an enumerator for each kind of object that it knows.
template <class Reader>
struct member {
    member_name name;
    /// Takes a scalar value, or word of a container in its place. Null, for members with an object: null and false say
    /// that there is none, other scalars are warned of.
    void (*read)(Reader&, json_scalar) = nullptr;
    /// The object that may begin here; place::ignored if none.
    typename Reader::place inside = Reader::place::ignored;
    /// Forgets what an earlier member of the same name left, for members with an object. Null: each value simply
    /// replaces the last.
    void (*reset)(Reader&) = nullptr;
    /// Reads the value by itself, whatever its shape. Then nothing of the above counts.
    bool (*take)(Reader&, json_input&) = nullptr;
};

/// Base of readers that walk an object by tables. What is in no table is skipped, at any depth and of any shape.
///
/// Since PHP writes an empty map as `[]` and a map with keys 0, 1, … as a list, an array may stand wherever an object
/// may; its elements are values whose member name is free.
///
/// Reader offers, besides its tables:
///  - `enum class place` with `ignored`, and `static table_view<member<Reader>> members_of(place)`;
///  - `place on_root(json_shape)` and `void on_root(json_scalar)`: the value itself;
///  - `place on_free(place, json_shape within, json_shape)` and `void on_free(place, json_shape within, json_scalar
///    const&)`: a value that no table names, in an object or a list, and `void on_free_key(place, std::string_view)`,
///    its name, if it is in an object;
///  - `void on_leave(place)`: an object or array of the protocol has ended.
/// All but on_root() and the tables may be left to the base, which does nothing.
template <class Reader, class Place>
class table_reader {
public:
    explicit table_reader(read_context& context)
        : context_(context) {}
    table_reader(table_reader const&) = delete; // readers may refer to their own parts
    table_reader& operator=(table_reader const&) = delete;

    /// Reads the value.
    bool read(json_input& in) {
        if (auto const shape = in.shape()) return read_inside(in, self().on_root(*shape), *shape);
        auto const value = in.scalar();
        if (value.is_broken()) return false;
        self().on_root(value);
        return true;
    }

    read_context& context() noexcept { return context_; }

protected:
    // For readers to whom what no table names means nothing.
    Place on_free(Place, json_shape, json_shape) noexcept { return Place::ignored; }
    void on_free(Place, json_shape, json_scalar) noexcept {}
    void on_free_key(Place, std::string_view) noexcept {}
    void on_leave(Place) noexcept {}

private:
    Reader& self() noexcept { return static_cast<Reader&>(*this); }

    static member<Reader> const* find(table_view<member<Reader>> table, std::string_view key) noexcept {
        auto const* at = table.begin();
        while (at != table.end() && at->name.name() != key) ++at;
        return at;
    }

    bool read_inside(json_input& in, Place at, json_shape shape) {
        if (at == Place::ignored) return in.skip();
        if (!(shape == json_shape::object ? read_object(in, at) : read_list(in, at))) return false;
        self().on_leave(at);
        return true;
    }

    bool read_list(json_input& in, Place at) {
        return in.array([&] { return read_free(in, at, json_shape::array); });
    }

    /// Servers write members in an order of their own, which is that of the tables: the one behind the last is tried
    /// first, then the one behind that.
    bool read_object(json_input& in, Place at) {
        auto const table = Reader::members_of(at);
        auto const* next = table.begin();
        auto const* const last = table.end();
        std::uint32_t seen = 0; // bits of the table's members that have come
        std::uint32_t bit = 1;  // that of `next`
        if (!in.open(json_shape::object)) return false;
        for (bool first = true; in.more(json_shape::object, first); first = false) {
            bool const expected = next != last && in.is_key(next->name);
            if (!expected && last - next > 1 && in.is_key(next[1].name)) { // that one is absent
                ++next;
                bit <<= 1;
            } else if (!expected) {
                std::string_view key;
                if (!in.key(key)) return false;
                auto const* const found = find(table, key);
                if (found == last) {
                    self().on_free_key(at, key);
                    if (!in.colon() || !read_free(in, at, json_shape::object)) return false;
                    continue;
                }
                next = found;
                bit = std::uint32_t{1} << (found - table.begin());
                context_.path.known(next->name);
                if (!in.colon()) return false;
            }
            if ((seen & bit) != 0) context_.warn(protocol_errc::duplicate_member);
            seen |= bit;
            bit <<= 1;
            if (!read_member(in, *next++)) return false;
        }
        return in.good();
    }

    bool read_member(json_input& in, member<Reader> const& which) {
        if (which.take || which.inside != Place::ignored) return read_other(in, which);
        auto const value = in.scalar();
        if (value.is_broken()) return false;
        which.read(self(), value);
        return true;
    }

    /// What is no plain scalar. Apart, so that the reading of those, which are most, stays short.
    BOOST_NOINLINE bool read_other(json_input& in, member<Reader> const& which) {
        if (which.take) return which.take(self(), in);
        if (which.reset) which.reset(self());
        if (auto const shape = in.shape()) return read_inside(in, which.inside, *shape);
        auto const value = in.scalar();
        if (value.is_broken()) return false;
        if (which.read) which.read(self(), value);
        else if (!value.is_absent()) context_.warn(protocol_errc::wrong_type);
        return true;
    }

    bool read_free(json_input& in, Place at, json_shape within) {
        if (auto const shape = in.shape()) return read_inside(in, self().on_free(at, within, *shape), *shape);
        auto const value = in.scalar();
        if (value.is_broken()) return false;
        self().on_free(at, within, value);
        return true;
    }

    read_context& context_;
};

} // namespace b24pull::detail
