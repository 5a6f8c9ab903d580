// b24pull publish: sends one event, through the portal or over the real-time connection.
#include "access.hpp"
#include "command_line.hpp"
#include "commands.hpp"
#include "complaint.hpp"
#include "network.hpp"
#include "output.hpp"
#include "publisher.hpp"
#include "whole_file.hpp"

#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace tool {
namespace {

constexpr char const* publish_notes =
    "Without --direct the portal sends the event, by pull.application.event.add: to all users of the\n"
    "application, or to --user, which only an administrator may, or to --self. Receivers see the module\n"
    "\"application\", or the one given.\n"
    "With --direct it goes over the real-time connection, to users or public channels; the portal's server\n"
    "must be of version 4 or later. At version 4 success means that it was sent, and not refused.\n\n"
    "Examples:\n"
    "  b24pull publish --portal https://NAME.bitrix24.com --command ring --params '{\"line\":3}'\n"
    "  b24pull publish --portal https://NAME.bitrix24.com --command ring --params @ring.json --user 7\n"
    "  b24pull publish --portal https://NAME.bitrix24.com --direct --module calls --command ring --user "
    "7\n\n";

/// The params themselves, or where they are: "@FILE", or "-" for the standard input.
b24pull::result<std::string> read_params(std::string const& given) {
    if (given == "-") return read_whole(given);
    return given.starts_with('@') ? read_whole(given.substr(1)) : given;
}

/// Public channels, ID.SIGNATURE, one a line.
b24pull::result<std::vector<b24pull::realtime::receiver>> read_channels(std::string const& path) {
    std::vector<b24pull::realtime::receiver> channels;
    if (path.empty()) return channels;
    auto const text = read_whole(path);
    if (!text) return text.error();
    std::istringstream lines(*text);
    for (std::string line; std::getline(lines, line);) {
        if (line.ends_with('\r')) line.pop_back();
        if (line.empty()) continue;
        auto channel = b24pull::realtime::receiver::parse(line);
        if (!channel) return channel.error();
        channels.push_back(std::move(*channel));
    }
    return channels;
}

exit_code run(publish_options options) {
    auto params = read_params(options.params);
    if (!params) {
        std::cerr << "The params cannot be read: " << params.error().what() << ".\n";
        return exit_code::usage;
    }
    options.params = std::move(*params);
    auto channels = read_channels(options.channel_file);
    if (!channels) {
        std::cerr << "The channels cannot be read: " << channels.error().what() << ".\n";
        return exit_code::usage;
    }
    auto net = open_network(options.common);
    if (!net) return exit_code::usage;
    access who(options.common);
    auto const first = first_credentials(who);
    if (!first) return exit_code::usage;

    auto const done = options.direct ? publish_directly(options, std::move(*channels), *net, *first)
                                     : add_event(options, *net, *first);
    if (!done) return complain("Not published.", done.error());
    output out;
    return out.line(*done) || out.reader_gone() ? exit_code::done : exit_code::failed;
}

void add_options(CLI::App& command, publish_options& options) {
    add_common_options(command, options.common)->required();
    command.add_option("--command", options.command, "What receivers see as the command")
        ->type_name("NAME")
        ->required();
    command.add_option("--module", options.module_id, "What receivers see as the module")
        ->capture_default_str();
    command
        .add_option("--params", options.params,
                    "JSON object or array; @FILE reads a file, - the standard input")
        ->type_name("JSON");
    auto* const users =
        command.add_option("--user", options.users, "Only to this user; may be given several times")
            ->allow_extra_args(false)
            ->type_name("ID")
            ->check(CLI::PositiveNumber.description(""));
    auto* const self = command
                           .add_option("--self", options.self,
                                       "Only to this user, who is the owner of the token: any user may")
                           ->type_name("ID")
                           ->check(CLI::PositiveNumber.description(""))
                           ->excludes(users);
    auto* const direct =
        command.add_flag("--direct", options.direct, "Over the real-time connection")->excludes(self);
    command
        .add_option("--channel-file", options.channel_file,
                    "With --direct: public channels, ID.SIGNATURE, one a line; - is the\nstandard input")
        ->type_name("FILE")
        ->needs(direct);
}

} // namespace

void add_publish_command(CLI::App& app, chosen_command& chosen) {
    auto const options = std::make_shared<publish_options>();
    auto* const command = app.add_subcommand("publish", "Sends an event");
    add_options(*command, *options);
    command->footer(std::string(publish_notes) + exit_codes_text);
    command->callback([options, &chosen] {
        if (options->direct && options->users.empty() && options->channel_file.empty())
            throw CLI::RequiredError("--direct: --user or --channel-file");
        int const inputs =
            (options->common.token_file == "-") + (options->params == "-") + (options->channel_file == "-");
        if (inputs > 1) throw CLI::ValidationError("-", "the standard input can be read but once");
        chosen = [options] { return run(*options); };
    });
}

} // namespace tool
