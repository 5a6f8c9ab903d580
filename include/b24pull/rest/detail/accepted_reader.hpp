// The answer `true` of methods that take something and give nothing back.
#pragma once

#include <b24pull/detail/json_input.hpp>
#include <b24pull/detail/read_context.hpp>

namespace b24pull::rest {

/// The server took the message. Whether it reaches anyone it does not say: a message without a recipient, or while the
/// push server is switched off, is accepted all the same.
struct accepted {};

namespace detail {

using namespace b24pull::detail;

/// A JsonReader for a `result` that is true.
class accepted_reader {
public:
    explicit accepted_reader(read_context& context)
        : context_(context) {}

    bool read(json_input& in) {
        auto const value = in.scalar();
        if (value.is_broken()) return false;
        accepted_ = as_flag(value).value_or(false);
        return true;
    }

    /// Errors: protocol_errc::wrong_type for anything but true.
    result<accepted> finish() const {
        if (!accepted_) return context_.fail_inside("", protocol_errc::wrong_type);
        return accepted{};
    }

private:
    read_context& context_;
    bool accepted_ = false;
};

} // namespace detail
} // namespace b24pull::rest
