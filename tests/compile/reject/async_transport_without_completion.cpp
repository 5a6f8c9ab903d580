// A transport that blocks is no asynchronous one: it has nowhere to put the completion.
// expect: AsyncHttpTransport
#include <b24pull/rest/fetch_config.hpp>

using namespace b24pull;

void fetch(rest::credentials const& who) {
    auto blocking = [](rest::http_request const&) { return result<rest::http_response>(); };
    rest::async_fetch_config(blocking, who, {}, [](result<config>) {});
}
