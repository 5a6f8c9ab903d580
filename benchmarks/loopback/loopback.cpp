#include "loopback.hpp"

#include "event_client.hpp"

#include <algorithm>
#include <memory>
#include <string>

namespace benchmarks {
namespace {

using make_client = std::unique_ptr<event_client> (*)();

/// Connects when it is first used.
contestant receiving_events(std::string name, role as, make_client make) {
    auto const held = std::make_shared<std::unique_ptr<event_client>>();
    return {.name = std::move(name),
            .role = as,
            .repeat = [held, make](std::size_t times) -> std::optional<std::chrono::nanoseconds> {
                if (times == 0) return std::chrono::nanoseconds{0};
                if (!*held) *held = make();
                return (*held)->receive(times);
            }};
}

std::vector<double> latencies(make_client make, std::size_t events) {
    auto const client = make();
    client->receive(events); // warm
    std::vector<double> out;
    for (; events != 0; --events) out.push_back(static_cast<double>(client->latency().count()));
    std::sort(out.begin(), out.end());
    return out;
}

row percentile(std::string name, role as, std::vector<double> const& sorted, std::size_t percent) {
    auto const at = sorted[(sorted.size() - 1) * percent / 100];
    return {.name = std::move(name), .role = as, .time = spread{at, at, at}};
}

constexpr char const *host_name = "b24pull, beast_host", *bare_name = "bare Beast client";

} // namespace

std::vector<subject> loopback_subjects() {
    subject one{.name = "loopback.events", .item = "event", .as_rate = true};
    one.contestants.push_back(receiving_events(host_name, role::ours, make_host_client));
    one.contestants.push_back(receiving_events(bare_name, role::floor, make_bare_client));
    return {one};
}

std::vector<outcome> loopback_latencies(std::size_t events) {
    auto const ours = latencies(make_host_client, events), bare = latencies(make_bare_client, events);
    std::vector<outcome> all;
    for (std::size_t const percent : {50u, 90u, 99u})
        all.push_back({.subject = "loopback.latency.p" + std::to_string(percent),
                       .item = "event",
                       .rows = {percentile(host_name, role::ours, ours, percent),
                                percentile(bare_name, role::floor, bare, percent)}});
    return all;
}

} // namespace benchmarks
