#include "session_bytes.hpp"

#include "../harness/counted_memory.hpp"
#include "session_fleet.hpp"

namespace benchmarks {
namespace {

constexpr auto window = b24pull::realtime::duplicate_window::default_size;

} // namespace

double bytes_of_one(stage until) {
    auto const config = lasting_config(transport::websocket);
    payloads incoming;
    memory_count const counted;
    seat one(window, 1);
    if (until >= stage::connected) one.connect(config, transport::websocket);
    if (until >= stage::first_message) one.receive(incoming);
    if (until >= stage::full_window)
        for (std::size_t i = 0; i != window; ++i) one.receive(incoming);
    return static_cast<double>(counted.bytes()) + sizeof(b24pull::realtime::session);
}

double bytes_of_each(std::size_t count) {
    auto const config = lasting_config(transport::websocket);
    payloads incoming;
    memory_count const counted;
    std::vector<seat> all;
    all.reserve(count);
    for (std::size_t i = 0; i != count; ++i) {
        all.emplace_back(window, i);
        all.back().connect(config, transport::websocket);
        all.back().receive(incoming);
    }
    return static_cast<double>(counted.bytes()) / static_cast<double>(count);
}

} // namespace benchmarks
