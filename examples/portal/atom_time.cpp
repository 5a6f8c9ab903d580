#include "atom_time.hpp"

#include <cstdio>

namespace portal {

std::string to_atom(std::chrono::sys_seconds instant, std::chrono::minutes offset) {
    using namespace std::chrono;
    auto const local = instant + offset;
    auto const day = floor<days>(local);
    year_month_day const date(day);
    hh_mm_ss const time(local - day);
    auto const distance = abs(offset);
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d%c%02d:%02d",
                  static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                  static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
                  offset < minutes(0) ? '-' : '+', static_cast<int>(distance.count() / 60),
                  static_cast<int>(distance.count() % 60));
    return text;
}

} // namespace portal
