#include "http_date.hpp"

#include <ctime>

namespace portal {

std::string http_date(std::chrono::sys_seconds instant) {
    std::time_t const time = instant.time_since_epoch().count();
    std::tm parts{};
    gmtime_r(&time, &parts);
    char text[64];
    std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return text;
}

} // namespace portal
