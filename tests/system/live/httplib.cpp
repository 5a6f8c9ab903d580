#include "host_over.hpp"

#include <b24pull/adapters/httplib.hpp>

namespace live {

namespace adapters = b24pull::adapters;

std::unique_ptr<live_host> make_host(std::string const& ca_file) {
    adapters::httplib_options options;
    options.ca_file = ca_file;
    return std::make_unique<host_over<adapters::httplib_host>>(options);
}

bool has_websocket() { return false; }

} // namespace live
