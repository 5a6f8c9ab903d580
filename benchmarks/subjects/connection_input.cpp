#include "connection_input.hpp"

#include "../harness/input_file.hpp"

#include <b24pull/rest/application_config_get.hpp>

namespace benchmarks {

b24pull::config const& connection_config() {
    static auto const config = b24pull::rest::application_config_get::parse_response(
                                   {.status = 200, .body = input_file(connection_file)})
                                   .value();
    return config;
}

b24pull::realtime::resume_point const& resume_input() {
    static b24pull::realtime::resume_point const point{
        .mid = "17749440000000000000000101", .tag = "101", .time = "Tue, 31 Mar 2026 14:05:18 GMT"};
    return point;
}

std::vector<b24pull::realtime::publication> const& publication_input() {
    static auto const all = [] {
        auto const& users = connection_config().public_channels;
        return std::vector<b24pull::realtime::publication>(
            10, {.users = {users[0].user_id, users[1].user_id},
                 .module_id = "myapp",
                 .command = "lineBusy",
                 .params = R"({"line":3,"caller":"+70000000000","tags":["inbound","vip"],"title":"Звонок"})",
                 .expiry = std::chrono::seconds{300}});
    }();
    return all;
}

} // namespace benchmarks
