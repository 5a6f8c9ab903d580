#include "exit_code.hpp"

namespace tool {

exit_code exit_code_of(b24pull::failure const& failure) {
    using b24pull::usage_errc;
    auto const& code = failure.code();
    if (code.category() == b24pull::server_category()) return exit_code::refused;
    // Nothing on the command line is wrong: the portal is so.
    if (code == usage_errc::publishing_disabled || code == usage_errc::unknown_receiver)
        return exit_code::refused;
    if (code.category() == b24pull::usage_category()) return exit_code::usage;
    if (code.category() == b24pull::protocol_category()) return exit_code::failed;
    return exit_code::unreachable;
}

} // namespace tool
