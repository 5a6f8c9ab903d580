// The markers of text frames: `BEGIN JSON END`, one behind the other, with nothing, line breaks or noise between.
//
// Source: text payloads of server versions 1 to 4.
#pragma once

#include <string_view>

namespace b24pull::realtime {

/// What stands before the JSON text of an event.
inline constexpr std::string_view frame_begin = "#!NGINXNMS!#";
/// What stands behind it.
inline constexpr std::string_view frame_end = "#!NGINXNME!#";

} // namespace b24pull::realtime
