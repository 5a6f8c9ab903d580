// The two ends of a comparison with protoc, which stands between them: see compare.sh.
// Usage: oracle responses|requests write|check ROUND <INPUT >OUTPUT
#include "requests.hpp"
#include "responses.hpp"

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>

namespace {

/// Writes what protoc is to read, or checks what it wrote. Nothing is kept in between: the seed gives the same again.
template <class Generated>
int run(Generated const& generated, std::string const& input, std::string_view step) {
    if (step == "write") {
        std::cout << input;
        return EXIT_SUCCESS;
    }
    std::string const output(std::istreambuf_iterator<char>(std::cin), {});
    auto const difference = generated.difference(output);
    if (difference.empty()) std::cout << generated.counts() << '\n';
    else std::cerr << "differs: " << difference << '\n';
    return difference.empty() ? EXIT_SUCCESS : EXIT_FAILURE;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::cerr << "usage: oracle responses|requests write|check ROUND\n";
        return EXIT_FAILURE;
    }
    std::ios::sync_with_stdio(false);
    auto const seed = static_cast<std::uint64_t>(std::atoi(argv[3]));
    if (argv[1] == std::string_view("responses")) {
        oracle::responses const generated(seed, 25'000);
        return run(generated, generated.text(), argv[2]);
    }
    oracle::requests const generated(seed, 250);
    return run(generated, generated.bytes(), argv[2]);
}
