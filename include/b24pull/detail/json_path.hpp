// Where in a JSON text a reader is: kept for nothing while all goes well, turned into text for a failure or a warning.
#pragma once

#include <b24pull/detail/json_scalar.hpp>
#include <b24pull/detail/member_name.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace b24pull::detail {

enum class json_shape : unsigned char { object, array };

/// A stack of containers, each with the member or element that is being read in it.
///
/// Names stand in it only if the protocol knows them or if they are decimal, as user ids are; any other appears as
/// `*`, because a member name is input, and input may hold secrets. Levels beyond the eighth are not written out.
class json_path {
public:
    json_path() = default;
    json_path(json_path const&) = delete; // refers to itself
    json_path& operator=(json_path const&) = delete;

    void enter(json_shape shape) noexcept {
        ++depth_;
        here_ = step_at(depth_);
        here_->shape = shape;
        here_->name = nullptr;
        here_->index = -1;
    }
    void leave() noexcept { here_ = step_at(--depth_); }

    /// The next member of the innermost container. `key` need not live on.
    void member(std::string_view key) noexcept {
        here_->name = &unknown;
        here_->index = -1;
        read_decimal(key, here_->index);
    }

    /// The next member of the innermost container, or the one just announced, is one that the protocol knows.
    void known(member_name const& name) noexcept { here_->name = &name.name(); }

    /// The next element of the innermost container begins.
    void element() noexcept { ++here_->index; }

    std::string text() const {
        std::string out;
        for (std::size_t depth = 1; depth <= depth_ && depth <= written_out; ++depth) {
            auto const& at = steps_[depth];
            if (at.shape == json_shape::array) {
                if (at.index >= 0) out += '[' + std::to_string(at.index) + ']';
                continue;
            }
            if (!at.name) continue; // before the first member
            if (!out.empty()) out += '.';
            if (at.name == &unknown && at.index >= 0) out += std::to_string(at.index);
            else out += *at.name;
        }
        return out;
    }

private:
    static constexpr std::size_t written_out = 8;
    static constexpr std::string_view unknown = "*";

    struct step {
        json_shape shape;
        std::string_view const* name;
        /// Of an array's element, or of a member whose name is decimal and unknown; -1: none.
        std::int64_t index;
    };

    step* step_at(std::size_t depth) noexcept { return &steps_[(std::min)(depth, written_out + 1)]; }

    std::array<step, written_out + 2> steps_; // that of the whole text, each that is written out, all below
    step* here_ = steps_.data();
    std::size_t depth_ = 0;
};

} // namespace b24pull::detail
