// What `listen` takes from the command line.
#pragma once

#include "colour.hpp"
#include "common_options.hpp"
#include "transport.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tool {

struct listen_options {
    common_options common = {};
    bool json = false;
    bool quiet = false;
    std::vector<std::string> modules = {};  // in lower case; none: all
    std::vector<std::string> commands = {}; // none: all
    std::uint64_t count = 0;                // 0: no end
    std::uint64_t milliseconds = 0;         // 0: no end
    std::string snapshot = {};              // empty: none
    tool::transport transport = tool::transport::any;
    std::size_t params = 160;
    colour_choice colours = colour_choice::automatic;
};

} // namespace tool
