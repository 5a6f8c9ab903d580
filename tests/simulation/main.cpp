// Runs worlds from seeds, one after the other, and prints the first that fails as a script as short as it gets.
#include "world.hpp"

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

using namespace simulation;

struct settings {
    std::uint64_t first = 1;
    std::uint64_t seeds = 10000;
    std::int64_t hours = 48;
    std::int64_t seconds = 0; // at the most; 0: no limit
    bool replay = false;
    std::vector<std::size_t> keep; // of the steps, with replay; empty: all
};

constexpr char usage[] = "Usage: b24pull_simulation [--from SEED] [--seeds N] [--hours H] [--seconds MOST] "
                         "[--replay SEED[:STEP,STEP,...]]\n";

scene with_steps(scene whole, std::vector<std::size_t> const& keep) {
    auto const all = std::exchange(whole.steps, {});
    for (auto const index : keep)
        if (index < all.size()) whole.steps.push_back(all[index]);
    return whole;
}

/// A violation without its numbers: of the same kind are those that differ in nothing else.
std::string kind_of(std::string violation) {
    std::erase_if(violation, [](char c) { return c >= '0' && c <= '9'; });
    return violation;
}

/// Leaves steps out as long as it still fails in the same way: halves first, then smaller parts.
std::vector<std::size_t> shrink(scene const& whole, std::string const& violation) {
    std::vector<std::size_t> keep(whole.steps.size());
    for (std::size_t i = 0; i != keep.size(); ++i) keep[i] = i;
    for (auto part = (keep.size() + 1) / 2; part != 0; part = part == 1 ? 0 : (part + 1) / 2) {
        for (std::size_t from = 0; from < keep.size();) {
            auto fewer = keep;
            auto const to = (std::min)(from + part, fewer.size());
            fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(from),
                        fewer.begin() + static_cast<std::ptrdiff_t>(to));
            auto const small = with_steps(whole, fewer);
            if (kind_of(world(small, false).run().violation) == kind_of(violation)) keep = fewer;
            else from = to;
        }
    }
    return keep;
}

int report(scene const& whole, std::string const& violation, std::int64_t hours) {
    std::printf("seed %llu fails %s\n%s\n", static_cast<unsigned long long>(whole.seed), violation.c_str(),
                to_string(whole).c_str());
    auto const keep = shrink(whole, violation);
    auto const small = with_steps(whole, keep);
    std::printf("the shortest script that fails, %s\n", world(small, false).run().violation.c_str());
    std::string list;
    for (auto const index : keep) {
        std::printf("  %s\n", to_string(whole.steps[index]).c_str());
        list += (list.empty() ? "" : ",") + std::to_string(index);
    }
    std::printf("again: --hours %lld --replay %llu:%s\n", static_cast<long long>(hours),
                static_cast<unsigned long long>(whole.seed), list.c_str());
    return 1;
}

int run(settings const& with) {
    using clock = std::chrono::steady_clock;
    auto const begin = clock::now();
    std::uint64_t inputs = 0, delivered = 0, duplicates = 0, done = 0;
    for (auto seed = with.first; seed != with.first + with.seeds; ++seed, ++done) {
        if (with.seconds != 0 && clock::now() - begin > std::chrono::seconds(with.seconds)) break;
        auto const whole = make_scene(seed, with.hours * hour);
        auto const got = world(whole, false).run();
        if (!got.violation.empty()) return report(whole, got.violation, with.hours);
        inputs += got.inputs;
        delivered += got.delivered;
        duplicates += got.duplicates;
    }
    auto const took = std::chrono::duration<double>(clock::now() - begin).count();
    std::printf("%llu worlds of %lld h: %llu inputs, %llu messages delivered, %llu duplicates suppressed, in "
                "%.0f s\n",
                static_cast<unsigned long long>(done), static_cast<long long>(with.hours),
                static_cast<unsigned long long>(inputs), static_cast<unsigned long long>(delivered),
                static_cast<unsigned long long>(duplicates), took);
    return done == 0;
}

int replay(settings const& with) {
    auto whole = make_scene(with.first, with.hours * hour);
    if (!with.keep.empty()) whole = with_steps(whole, with.keep);
    std::printf("%s\n", to_string(whole).c_str());
    auto const got = world(whole, true).run();
    std::printf("%s\n", got.violation.empty() ? "all holds" : got.violation.c_str());
    return !got.violation.empty();
}

} // namespace

int main(int count, char** arguments) {
    settings with;
    for (int i = 1; i + 1 < count; i += 2) {
        std::string const name = arguments[i];
        char* rest = arguments[i + 1];
        auto const value = std::strtoull(rest, &rest, 10);
        if (name == "--from") with.first = value;
        else if (name == "--seeds") with.seeds = value;
        else if (name == "--hours") with.hours = static_cast<std::int64_t>(value);
        else if (name == "--seconds") with.seconds = static_cast<std::int64_t>(value);
        else if (name == "--replay") {
            with.replay = true;
            with.first = value;
            while (*rest == ':' || *rest == ',') with.keep.push_back(std::strtoull(rest + 1, &rest, 10));
        } else return std::fputs(usage, stderr), 2;
        if (*rest != '\0') return std::fputs(usage, stderr), 2;
    }
    if (count % 2 == 0) return std::fputs(usage, stderr), 2;
    return with.replay ? replay(with) : run(with);
}
