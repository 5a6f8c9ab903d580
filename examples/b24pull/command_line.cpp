#include "command_line.hpp"

#include <b24pull/url.hpp>

#include <cstdint>
#include <map>
#include <string>

namespace tool {

namespace {

/// Says nothing of what was given: there may be a password in it.
CLI::Validator proxy_url() {
    return {[](std::string const& text) {
                auto const url = b24pull::parse_url(text);
                bool const usable = url && scheme_is(*url, "http") && url->path.size() < 2 && !url->has_query;
                return usable ? std::string() : std::string("not http://HOST:PORT");
            },
            ""};
}

} // namespace

CLI::Option* add_common_options(CLI::App& command, common_options& options) {
    auto const add = [&command](char const* name, std::string& value, char const* type, char const* help) {
        return command.add_option(name, value, help)->type_name(type)->group("Portal");
    };
    auto* const portal =
        add("--portal", options.portal, "URL", "Address of the portal, such as https://NAME.bitrix24.com");
    add("--token-file", options.token_file, "FILE",
        "File with the access token in its first line, read anew before each call;\n"
        "- is the standard input. Without it the environment variable\nB24PULL_TOKEN has the token");
    add("--ca-file", options.ca_file, "FILE", "PEM file of the authorities to trust instead of the system's");
    add("--proxy", options.proxy, "URL", "HTTP proxy, such as http://proxy.example.com:3128")
        ->check(proxy_url());
    command.add_flag("--clear-text", options.clear_text, "Allow addresses without TLS, for laboratories")
        ->group("Portal");
    return portal;
}

CLI::Option* add_colour_option(CLI::App& command, colour_choice& choice) {
    std::map<std::string, colour_choice> const choices{{"auto", colour_choice::automatic},
                                                       {"always", colour_choice::always},
                                                       {"never", colour_choice::never}};
    return command
        .add_option("--color", choice,
                    "auto, always, or never; auto by default: on a terminal, if NO_COLOR is not set")
        ->transform(CLI::CheckedTransformer(choices).description(""))
        ->type_name("WHEN");
}

CLI::Validator duration_in_milliseconds() {
    std::map<std::string, std::uint64_t> const units{
        {"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}};
    CLI::Validator read = CLI::AsNumberWithUnit(units, CLI::AsNumberWithUnit::UNIT_REQUIRED);
    CLI::Validator const positive(
        [](std::string& text) {
            constexpr std::uint64_t longest = 3650ull * 86'400'000;
            std::uint64_t value = 0;
            bool const fits = CLI::detail::lexical_cast(text, value) && value != 0 && value <= longest;
            return fits ? std::string() : std::string("neither zero nor more than ten years");
        },
        "");
    return (read & positive).description("");
}

} // namespace tool
