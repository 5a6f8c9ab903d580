// Tells each story once, and then once more for each fault at each step of it, and holds it against the same invariants as
// the simulation.
#include "stories.hpp"

#include "../simulation/world.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

namespace {

using namespace stories;

/// The story with a fault in it.
scene with(scene told, step fault, instant at) {
    fault.at = at;
    auto const behind = std::upper_bound(told.steps.begin(), told.steps.end(), fault,
                                         [](step const& l, step const& r) { return l.at < r.at; });
    told.steps.insert(behind, fault);
    return told;
}

bool tell(story const& one, scene const& told, std::string const& fault) {
    auto const got = simulation::world(told, false).run();
    if (got.violation.empty()) return true;
    std::printf("%s (%s), %s: %s\n", std::string(one.name).c_str(), to_string(told).c_str(), fault.c_str(),
                got.violation.c_str());
    for (auto const& each : told.steps) std::printf("  %s\n", to_string(each).c_str());
    return false;
}

} // namespace

int main() {
    constexpr instant thrown_until = 10 * minute;
    std::size_t told = 0, failed = 0;
    for (auto const& one : all()) {
        simulation::world plain(one.world, false);
        plain.keep_times();
        auto const got = plain.run();
        ++told;
        if (!got.violation.empty()) {
            failed += !tell(one, one.world, "no fault");
            continue;
        }
        for (auto const at : plain.times()) {
            if (at > thrown_until) break;
            for (auto const& fault : faults()) {
                ++told;
                failed += !tell(one, with(one.world, fault, at),
                                "fault " + to_string(fault) + " at " + std::to_string(at));
                if (failed > 5) return std::puts("and so on"), 1;
            }
        }
    }
    std::printf("%zu stories told, %zu failed\n", told, failed);
    return failed != 0;
}
