#include "node_process.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/process/io.hpp>

#include <stdexcept>

namespace benchmarks {

namespace process = boost::process;

namespace {

// Found by env, as a shell would find it: Boost.Process would need another library for that.
constexpr char const* env = "/usr/bin/env";

} // namespace

node_process::node_process(std::string const& script)
    : process_(env, "node", script, process::std_in<to_, process::std_out> from_) {}

boost::json::value node_process::ask(boost::json::object const& command) {
    to_ << boost::json::serialize(command) << std::endl;
    std::string line;
    if (!std::getline(from_, line)) throw std::runtime_error("node has ended");
    return boost::json::parse(line);
}

std::string node_process::version() {
    process::ipstream out;
    process::child one(env, "node", "--version", process::std_out > out, process::std_err > process::null);
    std::string line;
    std::getline(out, line);
    one.wait();
    return one.exit_code() == 0 ? line : std::string();
}

} // namespace benchmarks
