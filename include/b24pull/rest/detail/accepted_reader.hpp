// The answer `true` of methods that take something and give nothing back.
#pragma once

#include <b24pull/detail/json_path.hpp>
#include <b24pull/detail/read_context.hpp>

#include <string_view>

namespace b24pull::rest {

/// The server took the message. Whether it reaches anyone it does not say: a message without a recipient, or while the
/// push server is switched off, is accepted all the same.
struct accepted {};

namespace detail {

using namespace b24pull::detail;

/// A JsonSink for a `result` that is true.
class accepted_reader {
public:
    explicit accepted_reader(read_context& context)
        : context_(context) {}

    void on_key(std::string_view) noexcept {}
    void on_scalar(json_scalar const& value) noexcept {
        accepted_ = depth_ == 0 && as_flag(value).value_or(false);
    }
    void on_begin(json_shape) noexcept {
        accepted_ = false;
        ++depth_;
    }
    void on_end() noexcept { --depth_; }

    /// Errors: protocol_errc::wrong_type for anything but true.
    result<accepted> finish() const {
        if (!accepted_) return context_.fail_inside("", protocol_errc::wrong_type);
        return accepted{};
    }

private:
    read_context& context_;
    std::size_t depth_ = 0;
    bool accepted_ = false;
};

} // namespace detail
} // namespace b24pull::rest
