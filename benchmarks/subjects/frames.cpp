// Text payloads of frames.
//
// Our decoder does not split first and read then: the JSON text itself tells where a frame ends. What is left of splitting
// shows with frames that hold nothing.
#include "event_digest.hpp"
#include "payload_input.hpp"
#include "subjects.hpp"

#include <b24pull/realtime/decode.hpp>

#include <memory>
#include <string_view>

namespace benchmarks {
namespace {

constexpr std::size_t frames = 100;

contestant decoding(std::string payload) {
    auto const out = std::make_shared<b24pull::realtime::decoded>();
    auto const decode = [payload = std::move(payload), out]() -> b24pull::realtime::decoded const& {
        b24pull::realtime::decode_text(payload, *out);
        return *out;
    };
    return make_contestant("b24pull", role::ours, decode, [decode] { return values_of(decode()); });
}

/// Finds the markers, and looks at nothing between them.
std::size_t split(std::string_view payload) {
    std::size_t found = 0;
    for (auto begin = payload.find("#!NGINXNMS!#"); begin != payload.npos;
         begin = payload.find("#!NGINXNMS!#", begin)) {
        auto const end = payload.find("#!NGINXNME!#", begin += 12);
        if (end == payload.npos) break;
        auto const content = payload.substr(begin, end - begin);
        keep(content);
        begin = end + 12;
        ++found;
    }
    return found;
}

contestant finding_markers(std::string payload) {
    return make_contestant("finding the markers", role::floor,
                           [payload = std::move(payload)] { return split(payload); });
}

} // namespace

std::vector<subject> frame_subjects() {
    subject splitting{.name = "frames", .item = "frame", .items = frames, .counted = true};
    splitting.goal = {.measure = measure::nanoseconds, .at_most = 16};
    splitting.contestants.push_back(decoding(empty_frames(frames)));
    splitting.contestants.push_back(finding_markers(empty_frames(frames)));

    subject messages{
        .name = "frames.messages", .item = "message", .items = frames, .pictured = true, .counted = true};
    messages.goal.measure = measure::nanoseconds;
    messages.contestants.push_back(decoding(framed_payload(frames)));
    messages.contestants.push_back(finding_markers(framed_payload(frames)));
    return {splitting, messages};
}

} // namespace benchmarks
