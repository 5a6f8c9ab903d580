// b24pull listen: one line for each event.
#include "command_line.hpp"
#include "commands.hpp"
#include "listener.hpp"

#include <map>
#include <memory>

namespace tool {
namespace {

constexpr char const* listen_notes =
    "Ends in good order, with the summary, after --count or --for, and at SIGINT and SIGTERM.\n"
    "With --snapshot the next run continues behind the last event that was written, if the portal still has\n"
    "it (24 h). After a crash the events of the last second may come again.\n\n"
    "Examples:\n"
    "  b24pull listen --portal https://NAME.bitrix24.com\n"
    "  b24pull listen --portal https://NAME.bitrix24.com --module crm --json | jq .params\n"
    "  b24pull listen --portal https://NAME.bitrix24.com --count 1 --for 5m --command ring --quiet\n"
    "  b24pull listen --portal https://NAME.bitrix24.com --snapshot place.json\n\n";

exit_code run(listen_options const& options) {
    auto net = open_network(options.common);
    if (!net) return exit_code::usage;
    access who(options.common);
    if (!first_credentials(who)) return exit_code::usage;
    return listener(options, who, *net).run();
}

void add_selection(CLI::App& command, listen_options& options) {
    auto const group = "Selection";
    command.add_option("--module", options.modules, "Only events of this module; may be given several times")
        ->transform([](std::string text) { return CLI::detail::to_lower(text); })
        ->allow_extra_args(false)
        ->type_name("NAME")
        ->group(group);
    command
        .add_option("--command", options.commands,
                    "Only events with this command; may be given several times")
        ->allow_extra_args(false)
        ->type_name("NAME")
        ->group(group);
    command.add_option("--count", options.count, "End after so many events that were shown")
        ->check(CLI::PositiveNumber.description(""))
        ->type_name("NUMBER")
        ->group(group);
    command.add_option("--for", options.milliseconds, "End after this time: 500ms, 30s, 5m, 2h, 1d")
        ->transform(duration_in_milliseconds())
        ->type_name("DURATION")
        ->group(group);
    command.add_option("--snapshot", options.snapshot, "File to continue from, and to keep the place in")
        ->type_name("FILE")
        ->group(group);
    std::map<std::string, transport> const transports{
        {"auto", transport::any}, {"websocket", transport::websocket}, {"polling", transport::polling}};
    command.add_option("--transport", options.transport, "auto, websocket, or polling; auto by default")
        ->transform(CLI::CheckedTransformer(transports).description(""))
        ->type_name("NAME")
        ->group(group);
}

void add_form(CLI::App& command, listen_options& options) {
    auto const group = "Form";
    command.add_flag("--json", options.json, "One JSON object a line; \"type\" says what it is about")
        ->group(group);
    command.add_flag("--quiet", options.quiet, "Events only: no status, no summary")->group(group);
    command
        .add_option("--length", options.params, "Characters of the params that are shown; 0: none of them")
        ->capture_default_str()
        ->type_name("NUMBER")
        ->group(group);
    add_colour_option(command, options.colours)->group(group);
}

} // namespace

void add_listen_command(CLI::App& app, chosen_command& chosen) {
    auto const options = std::make_shared<listen_options>();
    auto* const command = app.add_subcommand("listen", "Shows events as they arrive, one a line");
    add_common_options(*command, options->common)->required();
    add_selection(*command, *options);
    add_form(*command, *options);
    command->footer(std::string(listen_notes) + exit_codes_text);
    command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

} // namespace tool
