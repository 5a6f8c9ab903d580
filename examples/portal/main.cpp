// b24pull-portal: a Bitrix24 portal on the loopback. Prints one line when it is ready and serves until it is told to
// stop by SIGINT or SIGTERM.
#include "http_server.hpp"
#include "options.hpp"
#include "portal_application.hpp"

#include <boost/system/system_error.hpp>

#include <sys/resource.h>

#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>

namespace {

std::string in_url(std::string const& address) {
    return address.find(':') == std::string::npos ? address : '[' + address + ']';
}

// Whoever waits for the file sees it complete or not at all.
void write_ready_file(std::string const& path, std::string const& address) {
    std::string const unfinished = path + ".part";
    std::ofstream file(unfinished);
    file << address << '\n';
    file.close();
    if (!file) throw std::runtime_error("cannot write " + unfinished);
    std::filesystem::rename(unfinished, path);
}

// Each client takes a file descriptor.
void raise_descriptor_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

int serve(portal::portal_options const& options) {
    auto const& listen = options.listen;
    std::optional<portal::portal_application> application; // outlives the connections of the server
    portal::http_server server(
        {listen.address, listen.port, listen.certificate_file, listen.key_file, !listen.quiet});
    portal::own_address const here{in_url(listen.address), server.port(), listen.tls};
    auto own = here;
    if (!options.public_name.empty()) own.host = options.public_name;
    application.emplace(options, own);

    if (!listen.ready_file.empty()) write_ready_file(listen.ready_file, here.base());
    std::cout << "portal ready at " << here.base() << std::endl;
    server.run(*application);
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    portal::portal_options options;
    if (auto const status = portal::read_command_line(argc, argv, options)) return *status;
    raise_descriptor_limit();
    try {
        return serve(options);
    } catch (boost::system::system_error const& error) {
        std::cerr << "b24pull-portal: " << error.code().message() << '\n'; // a port in use, above all
        return 1;
    } catch (std::exception const& error) {
        std::cerr << "b24pull-portal: " << error.what() << '\n';
        return 1;
    }
}
