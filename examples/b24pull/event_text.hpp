// What a session tells, as a line for people or as a JSON object for programs. Both are fit for a terminal: see
// safe_text.hpp.
#pragma once

#include "colour.hpp"
#include "wall_time.hpp"

#include <b24pull/realtime/event.hpp>

#include <cstddef>
#include <string>

namespace tool {

struct line_style {
    palette colours = palette(false);
    /// Characters of the params at the most.
    std::size_t params = 160;
};

/// "14:05:18.123 crm dealUpdated {"id":7}" for a message, and "14:05:18.123 -- status: online" for all else.
///
/// @param when  wall time at which it came
std::string event_line(b24pull::realtime::session_event const& event, wall_time when,
                       line_style const& style);

/// An object on one line. Its members `type` and `received` say what it is, and when it came; the others depend on
/// that.
std::string event_object(b24pull::realtime::session_event const& event, wall_time when);

} // namespace tool
