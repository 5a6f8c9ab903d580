// The URL of a connection, from the configuration and the place in history.
#include "connection_input.hpp"
#include "subjects.hpp"

#include <b24pull/realtime/endpoint.hpp>

namespace benchmarks {

std::vector<subject> url_subjects() {
    auto const build = [] { return b24pull::realtime::websocket_url(connection_config(), resume_input()); };
    subject one{.name = "url", .item = "URL"};
    one.contestants.push_back(make_contestant("b24pull", role::ours, build, [build] {
        digest out;
        out.add("url", build().value());
        return out;
    }));
    one.contestants.push_back(make_contestant("copying the finished URL", role::floor,
                                              [url = build().value()] { return std::string(url); }));
    return {one};
}

} // namespace benchmarks
