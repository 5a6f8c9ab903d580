#include "duration_text.hpp"

#include <cstdio>

namespace benchmarks {

std::string number_text(double value, int decimals) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}

std::string duration_text(double nanoseconds) {
    auto const scaled = [](double value, char const* unit) {
        return number_text(value, value < 9.995 ? 2 : value < 99.95 ? 1 : 0) + ' ' + unit;
    };
    if (nanoseconds < 999.5) return scaled(nanoseconds, "ns");
    if (nanoseconds < 999.5e3) return scaled(nanoseconds / 1e3, "µs");
    return nanoseconds < 999.5e6 ? scaled(nanoseconds / 1e6, "ms") : scaled(nanoseconds / 1e9, "s");
}

} // namespace benchmarks
