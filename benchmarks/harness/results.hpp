// The outcomes as a file of JSON, and read from one.
#pragma once

#include "machine.hpp"
#include "outcome.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace benchmarks {

/// Throws std::runtime_error if the file cannot be written.
void write_results(std::filesystem::path const& file, std::vector<outcome> const& all, machine const& on);

/// Adds the outcomes that another program has measured, in the same form.
void read_outcomes(std::string const& file, std::vector<outcome>& to);

/// Puts in the instructions that instructions.sh has counted: lines of a subject, a role and a number.
void read_instructions(std::string const& file, std::vector<outcome>& to);

} // namespace benchmarks
