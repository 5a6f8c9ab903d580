// b24pull config: fetches a configuration and shows it.
#include "access.hpp"
#include "command_line.hpp"
#include "commands.hpp"
#include "complaint.hpp"
#include "config_object.hpp"
#include "network.hpp"
#include "output.hpp"
#include "report.hpp"

#include <b24pull/rest/application_config_get.hpp>
#include <b24pull/rest/call.hpp>
#include <b24pull/rest/config_get.hpp>

#include <chrono>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>

namespace tool {
namespace {

using b24pull::result;
namespace rest = b24pull::rest;

struct config_options {
    common_options common = {};
    std::string webhook_file = {};
    bool json = false;
};

/// The portal's own channels, which its pages listen on.
result<b24pull::config> fetch_portals_own(network& net, rest::credentials const& who) {
    auto own = rest::call(net, who, rest::config_get{});
    if (!own) return own.error();
    return std::move(own->config);
}

result<b24pull::config> fetch_applications(network& net, rest::credentials const& who) {
    return rest::call(net, who, rest::application_config_get{});
}

exit_code show(result<b24pull::config> const& config, bool as_json) {
    if (!config) return complain("No configuration.", config.error());
    std::ostringstream text;
    if (as_json) text << config_object(*config);
    else
        print_report(text, *config,
                     std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
    auto lines = std::move(text).str();
    if (lines.ends_with('\n')) lines.pop_back();
    output out;
    return out.line(lines) || out.reader_gone() ? exit_code::done : exit_code::failed;
}

exit_code run(config_options const& options) {
    auto net = open_network(options.common);
    if (!net) return exit_code::usage;
    if (options.webhook_file.empty()) {
        access who(options.common);
        auto const first = first_credentials(who);
        return first ? show(fetch_applications(*net, *first), options.json) : exit_code::usage;
    }
    auto const address = read_secret(options.webhook_file);
    auto const who = address ? rest::credentials::webhook(address->reveal(), options.common.clear())
                             : result<rest::credentials>(address.error());
    if (!who) {
        std::cerr << "The webhook cannot be used: " << who.error().what() << ".\n";
        return exit_code::usage;
    }
    return show(fetch_portals_own(*net, *who), options.json);
}

} // namespace

void add_config_command(CLI::App& app, chosen_command& chosen) {
    auto const options = std::make_shared<config_options>();
    auto* const command = app.add_subcommand("config", "Fetches the configuration and shows it");
    auto* const portal = add_common_options(*command, options->common);
    command
        ->add_option("--webhook-file", options->webhook_file,
                     "File with the address of an incoming webhook in its first line, - is the standard\n"
                     "input: shows the portal's own channels, by pull.config.get")
        ->type_name("FILE")
        ->excludes(portal);
    command->add_flag("--json", options->json, "One JSON object, without secrets");
    command->footer(
        std::string("Examples:\n"
                    "  b24pull config --portal https://NAME.bitrix24.com\n"
                    "  b24pull config --portal https://NAME.bitrix24.com --json | jq .server.version\n"
                    "  b24pull config --webhook-file webhook.txt\n\n") +
        exit_codes_text);
    command->callback([options, portal, &chosen] {
        if (!*portal && options->webhook_file.empty()) throw CLI::RequiredError("--portal or --webhook-file");
        chosen = [options] { return run(*options); };
    });
}

} // namespace tool
