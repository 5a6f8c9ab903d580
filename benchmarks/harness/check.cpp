#include "check.hpp"

#include <algorithm>
#include <exception>

namespace benchmarks {
namespace {

/// What is wrong with a peer's values, or nothing. A peer that gives up yields other values, too.
std::optional<std::string> fault_of(contestant const& peer, digest const& ours) try {
    return first_difference(ours, peer.answer());
} catch (std::exception const& failed) {
    return std::string(failed.what());
}

} // namespace

std::vector<std::string> differences(std::vector<subject> const& subjects) {
    std::vector<std::string> found;
    for (auto const& subject : subjects) {
        auto const ours =
            std::find_if(subject.contestants.begin(), subject.contestants.end(),
                         [](contestant const& one) { return one.role == role::ours && one.answer; });
        if (ours == subject.contestants.end()) continue;
        auto const expected = ours->answer();
        for (auto const& one : subject.contestants) {
            if (!one.answer) continue;
            if (auto const fault = fault_of(one, expected))
                found.push_back(subject.name + ", " + one.name + ": " + *fault);
        }
    }
    return found;
}

} // namespace benchmarks
