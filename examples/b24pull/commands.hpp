// The subcommands.
#pragma once

#include "exit_code.hpp"

#include <CLI/App.hpp>

#include <functional>

namespace tool {

/// What the command line asks for, to be called once it has been parsed.
using chosen_command = std::function<exit_code()>;

/// Each adds a subcommand to the program, which fills `chosen` if it is the one.
void add_config_command(CLI::App& app, chosen_command& chosen);
void add_listen_command(CLI::App& app, chosen_command& chosen);
void add_publish_command(CLI::App& app, chosen_command& chosen);
void add_check_command(CLI::App& app, chosen_command& chosen);

} // namespace tool
