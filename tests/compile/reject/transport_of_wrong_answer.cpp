// A transport that gives the body alone has lost the status.
// expect: HttpTransport
#include <b24pull/rest/fetch_config.hpp>

#include <string>

auto fetch(b24pull::rest::credentials const& who) {
    return b24pull::rest::fetch_config([](b24pull::rest::http_request const&) { return std::string(); }, who);
}
