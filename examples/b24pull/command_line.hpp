// What the subcommands' command lines have in common.
#pragma once

#include "colour.hpp"
#include "common_options.hpp"

#include <CLI/CLI.hpp>

namespace tool {

/// @return the option --portal, which the subcommand may have to require
CLI::Option* add_common_options(CLI::App& command, common_options& options);

/// Adds --color.
CLI::Option* add_colour_option(CLI::App& command, colour_choice& choice);

/// Reads a duration, such as 500ms, 30s, 5m, 2h or 1d, into a number of milliseconds above zero.
CLI::Validator duration_in_milliseconds();

} // namespace tool
