// Where in a JSON text a reader is: kept for nothing while all goes well, turned into text for a failure or a warning.
#pragma once

#include <b24pull/detail/json_scalar.hpp>

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
    void enter(json_shape shape) noexcept {
        if (depth_ < steps_.size()) steps_[depth_] = {shape, {}, -1};
        ++depth_;
    }
    void leave() noexcept { --depth_; }

    /// The next member of the innermost container. `key` need not live on.
    void member(std::string_view key) noexcept {
        auto* const at = innermost();
        if (!at) return;
        *at = {json_shape::object, unknown, -1};
        read_decimal(key, at->index);
    }

    /// The next member of the innermost container, or the one just announced, is one that the protocol knows. `name`
    /// lives for ever.
    void known(std::string_view name) noexcept {
        if (auto* const at = innermost()) at->name = name;
    }

    /// The next element of the innermost container begins.
    void element() noexcept {
        if (auto* const at = innermost()) ++at->index;
    }

    std::string text() const {
        std::string out;
        for (std::size_t i = 0; i != depth_ && i != steps_.size(); ++i) {
            auto const& at = steps_[i];
            if (at.shape == json_shape::array) {
                if (at.index >= 0) out += '[' + std::to_string(at.index) + ']';
                continue;
            }
            if (at.name.empty()) continue; // before the first member
            if (!out.empty()) out += '.';
            if (at.name == unknown && at.index >= 0) out += std::to_string(at.index);
            else out += at.name;
        }
        return out;
    }

private:
    static constexpr std::string_view unknown = "*";

    struct step {
        json_shape shape;
        std::string_view name;
        /// Of an array's element, or of a member whose name is decimal and unknown; -1: none.
        std::int64_t index;
    };

    step* innermost() noexcept {
        return depth_ != 0 && depth_ <= steps_.size() ? &steps_[depth_ - 1] : nullptr;
    }

    std::array<step, 8> steps_; // those below depth_ are set
    std::size_t depth_ = 0;
};

} // namespace b24pull::detail
