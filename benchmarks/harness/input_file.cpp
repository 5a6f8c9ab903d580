#include "input_file.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace benchmarks {

std::string input_file(std::string_view name) {
    auto const path = std::string(B24PULL_BENCHMARK_INPUTS) + '/' + std::string(name);
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace benchmarks
