#include "date_input.hpp"

#include <b24pull/timestamp.hpp>

namespace benchmarks {

std::vector<std::string> const& date_input() {
    static auto const all = [] {
        constexpr std::int64_t first = 1'700'000'000, step = 7'654'321;
        constexpr int offsets[] = {180, 0, 330, -240, 600, -570};
        std::vector<std::string> out;
        for (int i = 0; i != 64; ++i) {
            std::chrono::sys_seconds const at{std::chrono::seconds{first + i * step}};
            out.push_back(b24pull::to_atom({at, std::chrono::minutes{offsets[i % 6]}}));
        }
        return out;
    }();
    return all;
}

} // namespace benchmarks
