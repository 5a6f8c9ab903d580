// A process of node that obeys: see node/main.js.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <boost/process/child.hpp>
#include <boost/process/pipe.hpp>

#include <string>

namespace benchmarks {

/// Lives until it is destroyed.
class node_process {
public:
    explicit node_process(std::string const& script);

    /// Throws std::runtime_error if the process has ended.
    boost::json::value ask(boost::json::object const& command);

    /// What `node --version` prints, or "" if it is not installed.
    static std::string version();

private:
    boost::process::opstream to_;
    boost::process::ipstream from_;
    boost::process::child process_;
};

} // namespace benchmarks
