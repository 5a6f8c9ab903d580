// What the readers of one answer share: the path, the limits, and the list of warnings.
#pragma once

#include <b24pull/config.hpp>
#include <b24pull/detail/json_path.hpp>
#include <b24pull/limits.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace b24pull::detail {

class read_context {
public:
    /// @param root  path of the value that is read, when its text begins further out: "result", or "" for the whole
    explicit read_context(json_limits const& bounds, std::string_view root = {})
        : limits(bounds)
        , root_(root) {}
    read_context(read_context const&) = delete;
    read_context& operator=(read_context const&) = delete;

    json_path path;
    json_limits const limits;

    /// Notes something odd at the current path.
    void warn(protocol_errc code, std::string_view text = {}) { add(code, path.text(), text); }

    /// Notes something odd after the text has ended, at a path inside the value that is read.
    void warn_inside(std::string_view place, protocol_errc code) { add(code, inside(place), {}); }

    /// A path inside the value that is read.
    std::string inside(std::string_view place) const {
        std::string out(root_);
        if (!out.empty() && !place.empty()) out += '.';
        return out += place;
    }

    /// A failure with such a path.
    failure fail_inside(std::string_view place, error_code code) const { return {code, inside(place)}; }

    std::vector<warning> take_warnings() { return std::move(warnings_); }

private:
    void add(protocol_errc code, std::string where, std::string_view text) {
        if (warnings_.size() > limits.warnings) return;
        if (warnings_.size() == limits.warnings)
            warnings_.push_back({protocol_errc::too_many_warnings, {}, {}});
        else warnings_.push_back({code, std::move(where), std::string(text.substr(0, limits::warning_text))});
    }

    std::string_view root_;
    std::vector<warning> warnings_;
};

} // namespace b24pull::detail
