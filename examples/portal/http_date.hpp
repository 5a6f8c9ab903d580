// Dates as HTTP writes them: Sun, 06 Nov 1994 08:49:37 GMT.
#pragma once

#include <chrono>
#include <string>

namespace portal {

std::string http_date(std::chrono::sys_seconds instant);

} // namespace portal
