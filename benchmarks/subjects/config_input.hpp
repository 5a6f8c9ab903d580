// The answers that a configuration is read from.
#pragma once

#include "../harness/input_file.hpp"

#include <array>
#include <string>
#include <string_view>

namespace benchmarks {

struct config_input {
    std::string_view subject;
    std::string_view file;
    unsigned status = 200;
};

/// The documented answer, 1.5 KB as portals write it, has one public channel; with four it has 2.1 KB.
inline constexpr std::array config_inputs{
    config_input{"config.small", "config_small.json"},
    config_input{"config.documented", "config_documented.json"},
    config_input{"config.4_channels", "config_4_channels.json"},
    config_input{"config.50_channels", "config_50_channels.json"},
    config_input{"config.error", "config_error.json", 401},
};

} // namespace benchmarks
