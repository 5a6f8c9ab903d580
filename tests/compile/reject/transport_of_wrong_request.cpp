// A transport has to take the whole request, not an address.
// expect: HttpTransport
#include <b24pull/rest/fetch_config.hpp>

#include <string>

auto fetch(b24pull::rest::credentials const& who) {
    auto by_url = [](std::string const&) { return b24pull::result<b24pull::rest::http_response>(); };
    return b24pull::rest::fetch_config(by_url, who);
}
