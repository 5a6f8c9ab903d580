// Dates as PHP's date('c') writes them, in the server's own zone.
#pragma once

#include <chrono>
#include <string>

namespace portal {

std::string to_atom(std::chrono::sys_seconds instant, std::chrono::minutes offset);

} // namespace portal
