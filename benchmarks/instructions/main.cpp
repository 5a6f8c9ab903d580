// Does the work of each counted subject some times, inside of one function, so that a tool can count the instructions of
// it and of nothing else. See instructions.sh.
#include "../subjects/subjects.hpp"

#include <boost/version.hpp>

#include <iostream>
#include <vector>

/// The name by which the tool knows what is to be counted. Each call is one contestant.
extern "C" [[gnu::noinline]] void b24pull_counted_work(benchmarks::contestant const& one, std::size_t times) {
    one.repeat(times);
}

int main() {
    using namespace benchmarks;
    constexpr std::size_t times = 10;

    // What the counts depend on beside the library.
    std::cout << "built g++-" << __VERSION__ << "-boost-" << BOOST_LIB_VERSION << '\n';
    for (auto const& some : {config_subjects(), date_subjects(), batch_subjects(), frame_subjects()})
        for (auto const& subject : some)
            for (auto const& one : subject.contestants) {
                if (!subject.counted) continue;
                one.repeat(2); // what is made once and kept
                b24pull_counted_work(one, times);
                std::cout << subject.name << ' ' << (one.role == role::ours ? "ours" : "floor") << ' '
                          << times * subject.items << '\n';
            }
}
