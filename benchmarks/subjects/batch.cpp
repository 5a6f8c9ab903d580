// Binary payloads: a ResponseBatch to messages with checked bodies.
#include "event_digest.hpp"
#include "payload_input.hpp"
#include "subjects.hpp"
#include "wire_walk.hpp"

#include <b24pull/realtime/decode.hpp>

#include <memory>
#include <string_view>

namespace benchmarks {

std::vector<subject> batch_subjects() {
    std::vector<subject> all;
    for (std::size_t const messages : {1u, 10u, 100u}) {
        auto const payload = std::make_shared<std::string const>(batch_payload(messages));
        auto const out = std::make_shared<b24pull::realtime::decoded>();
        auto const decode = [payload, out]() -> b24pull::realtime::decoded const& {
            b24pull::realtime::decode_binary(std::string_view(*payload), *out);
            return *out;
        };
        subject one{.name = "batch." + std::to_string(messages),
                    .item = "message",
                    .items = messages,
                    .counted = true};
        one.goal.measure = measure::nanoseconds;
        if (messages == 100) {
            one.goal.at_most = 240;
            one.goal.allocations = 0;
            one.pictured = true;
        }
        one.contestants.push_back(
            make_contestant("b24pull", role::ours, decode, [decode] { return values_of(decode()); }));
        one.contestants.push_back(make_contestant("wire format alone, as views", role::floor,
                                                  [payload] { return walk_batch(*payload); }));
        all.push_back(std::move(one));
    }
    return all;
}

} // namespace benchmarks
