// b24pull: shows what a portal's Push & Pull says and sends, and finds out why it does not.
//
//     export B24PULL_TOKEN=…
//     b24pull check --portal https://example.bitrix24.com
//     b24pull listen --portal https://example.bitrix24.com
//
// README.md beside this file tells the rest; so does --help.
#include "commands.hpp"
#include "exit_code.hpp"

#include <b24pull/version.hpp>

#include <CLI/CLI.hpp>

#include <csignal>
#include <exception>
#include <functional>
#include <iostream>
#include <string>

namespace {

constexpr char const* introduction =
    "Shows what a Bitrix24 portal's Push & Pull says and sends, and finds out why it does not.\n"
    "The access token is one of an application with scope \"pull\". It comes from the environment variable\n"
    "B24PULL_TOKEN or from a file; never from the command line, which others on the machine can read.";

int run(int argc, char** argv) {
    std::function<tool::exit_code()> command;
    CLI::App app(introduction, "b24pull");
    app.set_version_flag("--version", b24pull::version);
    app.require_subcommand(1);
    app.footer(std::string("Begin with: b24pull check --portal https://NAME.bitrix24.com\n\n") +
               tool::exit_codes_text);
    tool::add_config_command(app, command);
    tool::add_listen_command(app, command);
    tool::add_publish_command(app, command);
    tool::add_check_command(app, command);
    try {
        app.parse(argc, argv);
    } catch (CLI::ExtrasError const&) { // its own text would repeat the arguments, maybe a token among them
        std::cerr << "Unknown arguments; a token comes from B24PULL_TOKEN or --token-file.\n"
                     "Run with --help for more information.\n";
        return static_cast<int>(tool::exit_code::usage);
    } catch (CLI::ParseError const& error) {
        return static_cast<int>(app.exit(error) == 0 ? tool::exit_code::done : tool::exit_code::usage);
    }
    return static_cast<int>(command());
}

} // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN); // a reader who has gone is told by the write
    try {
        return run(argc, argv);
    } catch (std::exception const& error) { // out of memory, as a rule
        std::cerr << "b24pull: " << error.what() << '\n';
        return static_cast<int>(tool::exit_code::failed);
    }
}
