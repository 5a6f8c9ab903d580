// The benchmarks: all subjects side by side in one process. See run.sh.
#include "harness/check.hpp"
#include "harness/plot.hpp"
#include "harness/results.hpp"
#include "harness/table.hpp"
#include "harness/timing.hpp"
#include "loopback/loopback.hpp"
#include "peers/node.hpp"
#include "peers/peers.hpp"
#include "subjects/subjects.hpp"

#include <charconv>
#include <exception>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace benchmarks;

struct options {
    std::filesystem::path out = "."; // of results.json and results.svg
    std::vector<std::string> merged; // files with outcomes of other programs
    std::string instructions;        // a file of their counts
    std::size_t sessions = 100'000;
    std::size_t latencies = 2'000; // one after the other, for latencies; 0: none
    bool check_only = false;
    bool filtered = false;           // some subjects alone
    std::vector<std::string> engine; // of Google Benchmark
};

std::size_t read_number(std::string_view text) {
    std::size_t out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

options read_options(int argc, char** argv) {
    options out;
    out.engine = {argv[0], "--benchmark_enable_random_interleaving=true"};
    for (int i = 1; i < argc; ++i) {
        std::string_view const word = argv[i];
        auto const value = word.substr((std::min)(word.find('=') + 1, word.size()));
        if (word.starts_with("--out=")) out.out = value;
        else if (word.starts_with("--merge=")) out.merged.emplace_back(value);
        else if (word.starts_with("--instructions=")) out.instructions = value;
        else if (word.starts_with("--sessions=")) out.sessions = read_number(value);
        else if (word.starts_with("--latencies=")) out.latencies = read_number(value);
        else if (word == "--check-only") out.check_only = true;
        else out.engine.emplace_back(word);
        out.filtered = out.filtered || word.starts_with("--benchmark_filter=");
    }
    return out;
}

std::vector<subject> all_subjects(std::size_t sessions) {
    std::vector<subject> all;
    for (auto const& some :
         {config_subjects(), date_subjects(), batch_subjects(), frame_subjects(), url_subjects(),
          publish_subjects(), session_subjects(sessions), loopback_subjects()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

int run(options const& given) {
    auto subjects = all_subjects(given.sessions);
    add_peers(subjects);
    auto const node = add_node_peers(subjects);
    if (node.empty()) std::cerr << "node is not installed: its lines are left out\n";

    auto const wrong = differences(subjects);
    for (auto const& line : wrong) std::cerr << "The values differ: " << line << '\n';
    if (!wrong.empty()) return 1;
    if (given.check_only) {
        std::cerr << "All contestants find the same values\n";
        return 0;
    }

    auto outcomes = take_times(subjects, given.engine);
    if (given.latencies != 0 && !given.filtered) {
        auto const more = loopback_latencies(given.latencies);
        outcomes.insert(outcomes.end(), more.begin(), more.end());
    }
    for (auto const& file : given.merged) read_outcomes(file, outcomes);
    read_instructions(given.instructions, outcomes);
    auto const machine = this_machine(node);
    print_table(std::cout, outcomes);
    std::cout << '\n';
    print_ratios(std::cout, outcomes);
    write_results(given.out / "results.json", outcomes, machine);
    write_plot(given.out / "results.svg", outcomes, machine);
    return 0;
}

} // namespace

int main(int argc, char** argv) try {
    return run(read_options(argc, argv));
} catch (std::exception const& failed) {
    std::cerr << failed.what() << '\n';
    return 1;
}
