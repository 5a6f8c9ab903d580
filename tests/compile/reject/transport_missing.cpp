// What cannot be called is not a transport, and the diagnostic names the concept.
// expect: HttpTransport
#include <b24pull/rest/fetch_config.hpp>

struct unrelated {};

auto fetch(unrelated client, b24pull::rest::credentials const& who) {
    return b24pull::rest::fetch_config(client, who);
}
