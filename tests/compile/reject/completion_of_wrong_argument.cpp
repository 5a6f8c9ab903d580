// A completion has to take the outcome, failure included, not the configuration alone.
// expect: invocable
#include <b24pull/rest/fetch_config.hpp>

using namespace b24pull;

void fetch(rest::credentials const& who) {
    auto transport = [](rest::http_request, auto) {};
    rest::async_fetch_config(transport, who, {}, [](config const&) {});
}
