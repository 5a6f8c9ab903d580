// A connection report: what a portal's Push & Pull configuration says, or why there is none and what to do.
//
//     B24PULL_TOKEN=… b24pull-report --portal https://example.bitrix24.com
//     b24pull-report --file answer.json
//
// Exit status: 0 a configuration was obtained, 1 not, 2 wrong arguments.
#include "advice.hpp"
#include "report.hpp"

#include <b24pull/adapters/curl.hpp>
#include <b24pull/rest/fetch_config.hpp>

#include <CLI/CLI.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <utility>

namespace {

namespace rest = b24pull::rest;

struct arguments {
    std::string portal;
    std::string token;
    std::string file;
    bool clear_text = false;
    b24pull::adapters::curl_options http = {};
};

b24pull::result<b24pull::config> fetch(arguments const& arguments) {
    auto const clear = arguments.clear_text ? b24pull::clear_text::allowed : b24pull::clear_text::refused;
    auto const credentials = rest::credentials::oauth(arguments.portal, arguments.token, clear);
    if (!credentials) return credentials.error();
    b24pull::adapters::curl_transport transport(arguments.http);
    return rest::fetch_config(transport, *credentials);
}

/// A recorded answer, envelope and all; "-" is the standard input.
b24pull::result<b24pull::config> read(std::string const& path) {
    namespace errc = boost::system::errc;
    std::ifstream file;
    if (path != "-") file.open(path, std::ios::binary);
    if (path != "-" && !file) return errc::make_error_code(errc::no_such_file_or_directory);
    std::ostringstream text;
    text << (path == "-" ? std::cin : file).rdbuf();
    if (file.bad() || (path != "-" && std::filesystem::is_directory(path)))
        return errc::make_error_code(errc::is_a_directory);
    rest::http_response const recorded{.status = 200, .body = std::move(text).str()};
    return rest::application_config_get::parse_response(recorded);
}

} // namespace

int main(int argc, char** argv) {
    arguments given;
    CLI::App app("Prints what a portal's Push & Pull configuration says.", "b24pull-report");
    auto* const portal = app.add_option("--portal", given.portal, "Address of the portal");
    app.add_option("--token", given.token, "Access token of an application with scope \"pull\"")
        ->envname("B24PULL_TOKEN");
    auto* const file =
        app.add_option("--file", given.file, "A recorded answer instead of a portal; - is stdin");
    app.add_option("--ca-file", given.http.ca_file, "PEM file of the authorities to trust");
    app.add_option("--proxy", given.http.proxy, "HTTP proxy, such as http://proxy.example.com:3128");
    app.add_flag("--clear-text", given.clear_text, "Allow http:// addresses, for laboratories");
    portal->excludes(file);
    app.footer("Exit status: 0 a configuration was obtained, 1 not, 2 wrong arguments.");
    try {
        app.parse(argc, argv);
        if (!*portal && !*file) throw CLI::RequiredError("--portal or --file");
        if (*portal && given.token.empty()) throw CLI::RequiredError("--token or B24PULL_TOKEN");
    } catch (CLI::ExtrasError const&) { // its own text would repeat the arguments, a token among them
        std::cerr << "Unknown arguments.\nRun with --help for more information.\n";
        return 2;
    } catch (CLI::ParseError const& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }

    auto const config = *file ? read(given.file) : fetch(given);
    if (!config) {
        print_failure(std::cerr, "No configuration.", config.error());
        return 1;
    }
    auto const now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    print_report(std::cout, *config, now);
    return std::cout.flush() ? 0 : 1;
}
