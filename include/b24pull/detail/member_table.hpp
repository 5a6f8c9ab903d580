// Schemas as tables: which members an object has, what reads each, and which object begins in it.
#pragma once

#include <b24pull/detail/read_context.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace b24pull::detail {

/// One member of an object of the protocol.
///
/// Reader is a class with an enumeration `place`, an enumerator for each kind of object that it knows.
template <class Reader>
struct member {
    std::string_view name;
    /// Takes a scalar value, or word of a container in its place. Null, for members with an object: null and false say
    /// that there is none, other scalars are warned of.
    void (*read)(Reader&, json_scalar const&) = nullptr;
    /// The object that may begin here; place::ignored if none.
    typename Reader::place inside = Reader::place::ignored;
    /// Forgets what an earlier member of the same name left. Null: each value simply replaces the last.
    void (*reset)(Reader&) = nullptr;
};

/// Base of readers that walk an object by tables. What is in no table is skipped, at any depth and of any shape.
///
/// Since PHP writes an empty map as `[]` and a map with keys 0, 1, … as a list, an array may stand wherever an object
/// may; its elements are values whose member name is free.
///
/// Reader offers, besides its tables:
///  - `enum class place` with `ignored`, and `static std::span<member<Reader> const> members_of(place)`;
///  - `place on_root(json_shape)` and `void on_root(json_scalar const&)`: the value itself;
///  - `place on_free(place, json_shape within, json_shape)` and `void on_free(place, json_shape within, json_scalar
///    const&)`: a value that no table names, in an object or a list, and `void on_free_key(place, std::string_view)`,
///    its name, if it is in an object;
///  - `void on_leave(place)`: an object or array of the protocol has ended.
template <class Reader, class Place>
class table_reader {
public:
    explicit table_reader(read_context& context)
        : context_(context) {}

    void on_key(std::string_view key) {
        current_ = nullptr;
        if (ignored_ != 0) return;
        auto& object = innermost();
        auto const table = Reader::members_of(object.at);
        auto const found = find(table, key);
        if (found == table.size()) return self().on_free_key(object.at, key);
        current_ = &table[found];
        context_.path.known(current_->name);
        auto const bit = std::uint32_t{1} << found;
        if ((object.seen & bit) != 0) context_.warn(protocol_errc::duplicate_member);
        object.seen |= bit;
        if (current_->reset) current_->reset(self());
    }

    void on_scalar(json_scalar const& value) {
        if (ignored_ != 0) return;
        if (depth_ == 0) self().on_root(value);
        else if (!current_) self().on_free(innermost().at, innermost().shape, value);
        else if (current_->read) current_->read(self(), value);
        else if (!value.is_absent()) context_.warn(protocol_errc::wrong_type);
    }

    void on_begin(json_shape shape) {
        auto const at = ignored_ != 0 ? Place::ignored : begins(shape);
        if (at == Place::ignored) ++ignored_;
        else frames_[depth_++] = {at, shape, 0};
        current_ = nullptr;
    }

    void on_end() {
        current_ = nullptr;
        if (ignored_ != 0) --ignored_;
        else self().on_leave(frames_[--depth_].at);
    }

    read_context& context() noexcept { return context_; }

private:
    struct frame {
        Place at;
        json_shape shape;
        std::uint32_t seen; // bits of the table's members that have come
    };

    Reader& self() noexcept { return static_cast<Reader&>(*this); }
    frame& innermost() noexcept { return frames_[depth_ - 1]; }

    static std::size_t find(std::span<member<Reader> const> table, std::string_view key) noexcept {
        std::size_t at = 0;
        while (at != table.size() && table[at].name != key) ++at;
        return at;
    }

    Place begins(json_shape shape) {
        if (depth_ == 0) return self().on_root(shape);
        if (!current_) return self().on_free(innermost().at, innermost().shape, shape);
        if (current_->inside == Place::ignored)
            current_->read(self(), {.type = json_scalar::kind::container});
        return current_->inside;
    }

    read_context& context_;
    std::array<frame, 4> frames_{};
    std::size_t depth_ = 0;
    std::size_t ignored_ = 0; // open containers of what is skipped
    member<Reader> const* current_ = nullptr;
};

} // namespace b24pull::detail
