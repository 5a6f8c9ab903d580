// b24pull check: what works, what does not, and what to do about it.
#include "checkup.hpp"
#include "command_line.hpp"
#include "commands.hpp"

#include <memory>
#include <string>

namespace tool {
namespace {

constexpr char const* check_notes =
    "Goes the whole way: address, name, TCP, TLS, token, the call, clock, configuration, WebSocket, long\n"
    "polling, and an event that is sent through the portal and comes back. The event has the command\n"
    "\"b24pull.check\"; only the owner of the token gets it, where the portal says who that is.\n"
    "The exit status is that of the first step that fails.\n\n"
    "Examples:\n"
    "  b24pull check --portal https://NAME.bitrix24.com\n"
    "  b24pull check --portal https://NAME.bitrix24.com --no-event\n"
    "  b24pull check --portal https://portal.example.com --ca-file company.pem\n\n";

} // namespace

void add_check_command(CLI::App& app, chosen_command& chosen) {
    auto const options = std::make_shared<check_options>();
    auto* const command =
        app.add_subcommand("check", "Finds out what works, and what to do about what does not");
    add_common_options(*command, options->common)->required();
    command->add_flag("!--no-event", options->send_event, "Send no event");
    add_colour_option(*command, options->colours);
    command->footer(std::string(check_notes) + exit_codes_text);
    command->callback([options, &chosen] { chosen = [options] { return checkup(*options).run(); }; });
}

} // namespace tool
