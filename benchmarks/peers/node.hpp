// The peers in JavaScript: one process of node, which times its own loops.
#pragma once

#include "../harness/subject.hpp"

#include <string>
#include <vector>

namespace benchmarks {

/// Adds to each subject the peer in JavaScript, if there is one and node is installed.
///
/// @return the version of node, or "" if it is not installed
std::string add_node_peers(std::vector<subject>& subjects);

} // namespace benchmarks
