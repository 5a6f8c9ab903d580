#include "complaint.hpp"

#include "advice.hpp"

#include <iostream>

namespace tool {

exit_code complain(std::string_view headline, b24pull::failure const& why) {
    print_failure(std::cerr, headline, why);
    auto const status = exit_code_of(why);
    if (status == exit_code::unreachable)
        std::cerr << "  where       b24pull check, with the same options, tells which step fails.\n";
    return status;
}

} // namespace tool
