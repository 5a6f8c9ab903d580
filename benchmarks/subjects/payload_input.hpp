// Payloads of the real-time connection, made from the event in benchmarks/inputs/.
#pragma once

#include <cstddef>
#include <string>

namespace benchmarks {

/// The event's body with a number of its own in it, as long as all others.
std::string event_body(std::size_t number);

/// A ResponseBatch of that many messages, one to a response, as push servers send them.
std::string batch_payload(std::size_t messages);

/// The envelopes of that many messages, each between its markers.
std::string framed_payload(std::size_t messages);

/// That many frames with nothing between their markers, each on a line.
std::string empty_frames(std::size_t frames);

} // namespace benchmarks
