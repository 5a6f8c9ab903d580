// End to end over loopback: from a socket's other side to the event handler.
#pragma once

#include "../harness/outcome.hpp"
#include "../harness/subject.hpp"

#include <cstddef>
#include <vector>

namespace benchmarks {

/// Events as fast as they come.
std::vector<subject> loopback_subjects();

/// Percentiles of the time from sending one event to its arrival, with nothing else under way.
///
/// @param events  to send to each client
std::vector<outcome> loopback_latencies(std::size_t events);

} // namespace benchmarks
