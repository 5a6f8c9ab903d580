#include "machine.hpp"

#include <b24pull/timestamp.hpp>

#include <boost/version.hpp>

#include <chrono>
#include <fstream>
#include <string_view>
#include <thread>
#include <utility>

namespace benchmarks {
namespace {

std::string processor_name() {
    constexpr std::string_view wanted = "model name";
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);)
        if (auto const colon = line.find(": "); line.starts_with(wanted) && colon != line.npos)
            return line.substr(colon + 2);
    return "unknown processor";
}

std::string compiler_name() {
#ifdef __clang__
    return std::string("clang ") + __clang_version__;
#else
    return std::string("g++ ") + __VERSION__;
#endif
}

std::string boost_version() {
    return std::to_string(BOOST_VERSION / 100000) + '.' + std::to_string(BOOST_VERSION / 100 % 1000);
}

std::string today() {
    auto const now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    return b24pull::to_atom({now, std::chrono::minutes{0}}).substr(0, 10);
}

} // namespace

machine this_machine(std::string node) {
    return {processor_name(), std::to_string(std::thread::hardware_concurrency()),
            compiler_name(),  boost_version(),
            std::move(node),  today()};
}

} // namespace benchmarks
