// Moments as text.
#pragma once

#include <chrono>
#include <string>

namespace tool {

using wall_time = std::chrono::system_clock::time_point;

/// For people: "14:05:18.123", in the zone of the machine.
std::string local_time(wall_time when);

/// For programs: "2026-03-31T11:05:18.123Z".
std::string utc_time(wall_time when);

} // namespace tool
